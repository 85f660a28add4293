"""Every figure of a week."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from pipeline.cli import show
from pipeline.cli.options import WEEK
from pipeline.digest.words import counted
from pipeline.errors import InputError
from pipeline.line.calendar import complete_week, week_name
from pipeline.model.week import BALANCE
from pipeline.pack import load_pack
from pipeline.settings import load_settings
from pipeline.shift.suppress import count
from pipeline.store.connection import Store

if TYPE_CHECKING:
    from pipeline.model.week import Figure, WeekSummary

WIDTH = 100  # columns of a paragraph
HEADINGS = ("figure", "k", "n", "now", "before", "change", "interval", "q", "detectable", "verdict")


@click.command()
@WEEK
@click.option("--json", "as_json", is_flag=True, help="Every figure with its SQL, as one JSON object.")
@click.option("--explain", "key", metavar="KEY", help="Say one figure in a paragraph: a code, or dimension.code.")
def shift(week: date | None, as_json: bool, key: str | None) -> None:
    """
    What shifted in a week, by how much, how sure that is, and why. It reads the published database.

    Example: detente shift --week 2026-W46 --explain arms_control
    """
    from pipeline.line.shifting import answered, plan_of, shift_week

    now = datetime.now(UTC)
    monday = complete_week(week, now)
    settings = load_settings()
    pack = load_pack(settings.pack)
    with Store(settings.published, read_only=True) as store:
        feeds = answered(store, pack, now)
        summary = shift_week(store, pack, monday, as_of=now, plan=plan_of(settings, pack), answered=feeds)
    if key is not None:
        _explain(summary, key)
    elif as_json:
        show.json_line({"name": week_name(monday), **asdict(summary)})
    else:
        _table(summary)


def _explain(summary: WeekSummary, key: str) -> None:
    from pipeline.shift.explain import explain, find_figure

    found = find_figure(summary, key)
    if len(found) != 1:
        names = ", ".join(f"{each.dimension}.{each.code}" for each in found or summary.figures)
        raise InputError(key, f"{'which of' if found else 'no such figure; there are'} {names}")
    click.echo(textwrap.fill(show.line(explain(summary, found[0])), WIDTH, break_on_hyphens=False))
    click.echo(f"\n{show.block(found[0].sql)}")


def _table(summary: WeekSummary) -> None:
    heard = f"{counted(summary.n, 'piece')} of {counted(summary.outlets, 'outlet')}"
    click.echo(f"{week_name(summary.week)}: {heard}; {summary.base_n:,} before")
    if summary.caution:
        click.echo(summary.caution)
    else:
        click.echo(
            f"{summary.tests} tests; of the shifts called, {summary.false_alarms:.1f} are expected to be false "
            f"({summary.unadjusted_alarms:.1f} false ones without the adjustment)"
        )
    for each in summary.held:
        click.echo(f"last week's {each.was}, {show.line(each.label)}: {each.verdict}")
    show.table(HEADINGS, (_row(each, summary) for each in summary.figures))


def _row(figure: Figure, summary: WeekSummary) -> tuple[object, ...]:
    told = count(figure.k, figure.n, summary.plan)
    if (figure.dimension, figure.code) == BALANCE:
        told = f"{told} less {count(figure.minus_k, figure.n, summary.plan)}"
    return (
        figure.label,
        told,
        figure.n,
        _number(figure.share, 0),
        _number(figure.base_share, 0),
        _number(figure.change, 1),
        f"{_number(figure.change_low, 1)} to {_number(figure.change_high, 1)}" if figure.change is not None else None,
        f"{figure.q:.3f}" if figure.q is not None else None,
        _number(figure.detectable, 0),
        figure.verdict,
    )


def _number(value: float | None, digits: int) -> str | None:
    return f"{100 * value:.{digits}f}" if value is not None else None
