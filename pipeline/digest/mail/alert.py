"""The mail between two issues: what an early look found, how sure that is, and that the Monday issue decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from pipeline.digest import words
from pipeline.digest.mail.message import MARK, Letter, draw
from pipeline.digest.mail.view import PREHEADER, fitted
from pipeline.digest.page import clean, link
from pipeline.digest.spans import span
from pipeline.model.alert import Alert, Look
from pipeline.model.week import Plan, WeekSummary
from pipeline.shift.early import DAYS, LOOKS

DECIDES = "This is an early look: the Monday issue decides."
CODED = "A program codes the articles; its mistakes are not part of the intervals."
WHERE = {  # most of the change: how a sentence says it
    "within": "Most of the change is within outlets: the same outlets wrote otherwise.",
    "mix": "Most of the change is in who wrote more, not in what each outlet wrote.",
    "entry": "Most of the change comes with outlets that were not heard in the weeks before.",
    "exit": "Most of the change comes with outlets that are no longer heard.",
    "none": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One alert as it is printed."""

    headline: str
    sentences: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """Everything that both parts of the mail, and the archive, print of one look."""

    subject: str
    preheader: str
    days: str  # "11 Nov to 17 Nov 2026"
    items: tuple[Item, ...]  # the largest change first
    frame: tuple[str, ...]  # what holds for all of them


def view_alerts(look: Look, alerts: Sequence[Alert], names: Mapping[str, str]) -> AlertView:
    """
    The view of one look; it follows from what is stored, so that it is the same whenever it is asked for.

    Args:
        alerts: of that look, at least one.
        names: of outlets, by key.
    """
    summary = _summary(look, alerts)
    first = summary.figures[0]
    (now, _), (before, _) = words.amounts(first, summary)
    label = "Balance" if words.is_balance(first) else first.label
    head = f"Early look {words.short_day(look.day - timedelta(days=1))}: "
    told = (
        f"{words.counted(look.n, 'article')} from {words.counted(look.outlets, 'outlet')} in seven days. "
        f"An early look: the Monday issue decides."
    )
    return AlertView(
        subject=fitted(head, label, f" {words.VERBS[first.verdict]} to {now}, from {before}"),
        preheader=told[: PREHEADER[1]],
        days=words.days(summary.week),
        items=tuple(
            _item(each, figure_summary(summary, at), names.get(each.lone, "")) for at, each in enumerate(alerts)
        ),
        frame=_frame(look, summary),
    )


def draw_alert(
    look: Look, alerts: Sequence[Alert], *, names: Mapping[str, str], title: str, series: str, site: str, postal: str
) -> Letter:
    """
    Both parts of the mail of one look.

    Args:
        alerts: of that look, at least one.
        names: of outlets, by key.
        title: of the digest; *series* is the name of its pack.
        site: public address of the archive, "" = none.
        postal: address of the publisher, printed at the foot.

    Raises:
        OutputError: the HTML is too large.
    """
    view = view_alerts(look, alerts, names)
    archive = f"{site.rstrip('/')}/index.html" if link(site) else ""
    facts: dict[str, Any] = {"view": view, "title": title, "archive": archive, "unsubscribe": MARK, "postal": postal}
    bare = Letter(name=name_of(look), title=title, series=series, subject=view.subject, html="", text="")
    return draw("alert", facts, bare)


def name_of(look: Look) -> str:
    """The name of the mail, part of every id: "early-2026-11-18"."""
    return f"early-{look.day}"


def figure_summary(summary: WeekSummary, at: int) -> WeekSummary:
    """The same summary with one of its figures alone."""
    return replace(summary, figures=(summary.figures[at],))


def _summary(look: Look, alerts: Sequence[Alert]) -> WeekSummary:
    """What the words of a digest need of a week, of seven days."""
    return WeekSummary(
        week=look.day - DAYS,
        plan=Plan(fdr=look.fdr, baseline_weeks=look.baseline_weeks),
        n=look.n,
        base_n=look.base_n,
        outlets=look.outlets,
        figures=tuple(replace(each.figure, label=clean(each.figure.label)) for each in alerts),
        tests=look.tests,
        caution="",
    )


def _item(alert: Alert, summary: WeekSummary, lone: str) -> Item:
    figure = summary.figures[0]
    low, high = figure.change_low or 0.0, figure.change_high or 0.0
    measure = "balance" if words.is_balance(figure) else "share"
    said = (
        f"The change is {words.in_points(figure.change or 0)}; its 95% interval is {words.points(low)} to "
        f"{words.in_points(high)}.",
        f"The {measure} itself has a 95% interval of {span(figure)}.",
        f"Its false discovery rate is {_rate(figure.q or 0)} over {summary.tests} tests; an early look asks for less "
        f"than {_rate(summary.plan.fdr)}.",
        WHERE[alert.largest],
        f"Without {clean(lone)} the change is not clear." if lone else "",
    )
    return Item(
        headline=f"{words.moved(figure, summary)}.", sentences=tuple(each for each in said if each), sql=figure.sql
    )


def _frame(look: Look, summary: WeekSummary) -> tuple[str, ...]:
    weeks = summary.plan.baseline_weeks
    before = f"the {words.number(weeks)} weeks" if weeks > 1 else "the week"
    return (
        DECIDES,
        f"The early look compares seven days, {words.days(summary.week)}, with {before} before them: "
        f"{words.counted(look.n, 'article')} of commentary from {words.counted(look.outlets, 'outlet')} now, "
        f"{look.base_n:,} before.",
        f"When nothing changes at all, the {words.number(LOOKS)} early looks of a week call something in at most "
        f"{words.percent(look.fdr * LOOKS)} of weeks.",
        CODED,
    )


def _rate(rate: float) -> str:
    """A rate with one decimal: "1.7%"."""
    return "under 0.1%" if rate < 0.001 else f"{100 * rate:.1f}%"
