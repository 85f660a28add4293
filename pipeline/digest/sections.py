"""The sections of a page, in their order: one line of the table, one template and one view each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.digest import chart, words
from pipeline.digest.spans import span
from pipeline.model import Digest, Figure, WeekSummary

View: TypeAlias = Mapping[str, Any]
FIRST_SCREEN = 4  # rows of "What changed"
MOST_TOPICS = 100  # rows of the table of topics: the page stays below 250 KiB
MARKS = {"clear rise": "▲", "clear fall": "▼"}
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the page: *view* gives what the template prints; None leaves the section out."""

    key: str  # template, anchor, and first part of the ids of its queries
    name: str  # of its numbers, as their query is labelled
    view: Callable[[Digest], View | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure as the tables print it."""

    label: str
    now: str
    before: str  # "" = no baseline
    of: str  # k of n of both, where the numbers do not say it
    interval: str  # of this week's number, "" = none
    mark: str  # an arrow where the verdict is clear: colour alone says nothing
    verdict: str
    change: str  # interval of the change, "" = none
    drawn: chart.Dumbbell | None


def row(figure: Figure, summary: WeekSummary, top: float = 1.0) -> Row:
    change = ""
    if figure.change_low is not None and figure.change_high is not None:
        change = f"{words.points(figure.change_low)} to {words.points(figure.change_high)} points"
    (now, of), (before, base_of) = words.amounts(figure, summary)
    return Row(
        label=figure.label,
        now=now,
        before=before if figure.base_n else "",
        of="; ".join(filter(None, [of, f"before {base_of}" if figure.base_n and base_of else ""])),
        interval=span(figure, summary.plan),
        mark=MARKS.get(figure.verdict, ""),
        verdict=figure.verdict.capitalize(),
        change=change,
        drawn=None if words.is_balance(figure) else chart.dumbbell(figure, top),
    )


def changed(digest: Digest) -> View | None:
    """The first screen: what moved, and the balance in any case."""
    summary = digest.summary
    if summary.n == 0:
        return None
    balance = words.balance_of(summary)
    shown = [each for each in words.movers(summary) if each is not balance][: FIRST_SCREEN - 1]
    if not shown:
        shown = _topics(summary)[:2]
    shown = [*shown, *filter(None, [balance])]
    return {
        "rows": [row(each, summary) for each in shown],
        "others": "" if summary.caution else words.verdicts([each for each in _topics(summary) if each not in shown]),
        "weeks": words.number(summary.plan.baseline_weeks),
    }


def stance(digest: Digest) -> View | None:
    """Engage, confront, both or neither; the balance by week where there are weeks enough."""
    summary = digest.summary
    balance = words.balance_of(summary)
    if summary.n == 0 or balance is None:
        return None
    earlier = [(each, figure) for each in digest.previous if (figure := words.balance_of(each)) is not None]
    weeks = [*earlier, (summary, balance)]
    answers = [each for each in summary.figures if each.dimension == balance.dimension and each is not balance]
    events = chart.within(weeks, digest.events)
    order = {"engage": 0, "mixed": 1, NONE: 2, "confront": 3}
    return {
        "heading": _stance_heading(balance, summary),
        "balance": balance,
        "interval": span(balance, summary.plan),
        "bar": _bar(sorted(answers, key=lambda each: order.get(each.code, 2))),
        "by_code": {each.code: each.k for each in answers},
        "lines": chart.lines(weeks, events),
        "events": events,
        "weeks": [(each.week, *words.amounts(figure, each)[0], span(figure, each.plan)) for each, figure in weeks],
    }


def topics(digest: Digest) -> View | None:
    """Every topic of the pack, the most written about first."""
    summary = digest.summary
    figures = _topics(summary)
    if summary.n == 0 or not figures:
        return None
    top = chart.scale(figures)
    rows = [row(each, summary, top) for each in figures[:MOST_TOPICS]]
    clear = [
        f"{each.label} {'up' if each.verdict == 'clear rise' else 'down'}" for each in figures if each.verdict in MARKS
    ]
    return {
        "heading": ", ".join(clear[:3]) or ("no shift called" if summary.caution else "no clear change"),
        "rows": rows,
        "top": top if any(each.drawn for each in rows) else None,
        "left_out": max(0, len(figures) - MOST_TOPICS),
    }


def framing(digest: Digest) -> View | None:
    """The other questions of the codebook, with all their answers."""
    summary = digest.summary
    others: dict[str, list[Figure]] = {}
    for each in summary.figures:
        if each.dimension not in ("topics", "orientation"):
            others.setdefault(each.dimension, []).append(each)
    if summary.n == 0 or not others:
        return None
    return {
        "groups": [
            (
                each[0].label.partition(": ")[0],
                max((one for one in each if one.k and one.code != NONE), key=lambda one: one.k, default=None),
                "" if summary.caution else words.verdicts(each),
                _bar(each),
                [row(one, summary) for one in each],
            )
            for each in others.values()
        ]
    }


def seeds(digest: Digest) -> View | None:
    """The reference texts, and how many of them bear each code."""
    if not digest.seeds.n:
        return None
    counts = {(dimension, code): k for dimension, code, k in digest.seeds.counts}
    profile: dict[str, list[tuple[str, int]]] = {}
    for each in digest.summary.figures:
        if k := counts.get((each.dimension, each.code), 0):
            question = "Topics" if each.dimension == "topics" else each.label.partition(": ")[0]
            profile.setdefault(question, []).append((words.answer(each), k))
    return {"profile": [(question, sorted(codes, key=lambda code: -code[1])) for question, codes in profile.items()]}


def method(digest: Digest) -> View:
    """How the numbers came about, and what they leave out."""
    figures = digest.summary.figures
    reach = [each.detectable for each in figures if each.detectable is not None and each.dimension == "topics"]
    return {
        "deff": max((each.deff for each in figures), default=1.0),
        "reach": (words.points(min(reach)), words.points(max(reach))) if reach else None,
    }


def _plain(digest: Digest) -> View:
    return {}


SECTIONS = (
    Section(key="changed", name="all figures of the week", view=changed),
    Section(key="warning", name="caution", view=_plain),
    Section(key="stance", name="stance", view=stance),
    Section(key="topics", name="topics", view=topics),
    Section(key="framing", name="blame and outlook", view=framing),
    Section(key="voices", name="who is quoted", view=lambda digest: {} if digest.voices else None),
    Section(key="seeds", name="reference texts", view=seeds),
    Section(key="coverage", name="coverage", view=_plain),
    Section(key="method", name="method", view=method),
)


def _stance_heading(balance: Figure, summary: WeekSummary) -> str:
    if balance.share is None:
        return "too few articles for a balance"
    now = words.points(balance.share)
    if balance.verdict in MARKS:
        return f"{balance.verdict} to {now}"
    return f"{'no shift called' if summary.caution else balance.verdict} at {now}"


def _topics(summary: WeekSummary) -> list[Figure]:
    return sorted((each for each in summary.figures if each.dimension == "topics"), key=lambda each: -each.k)


def _bar(figures: list[Figure]) -> list[tuple[Figure, float, float]]:
    """Figures of one question laid end to end: (figure, start, width) in % of the width."""
    whole = sum(each.k for each in figures)
    placed, start = [], 0.0
    for each in figures:
        width = 100 * each.k / whole if whole else 0.0
        placed.append((each, round(start, 1), round(width, 1)))
        start += width
    return placed
