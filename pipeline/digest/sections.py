"""The sections of a page, in their order: one line of the table, one template and one view each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.digest import chart, words
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
    view: Callable[[Digest], View | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure as the tables print it."""

    label: str
    now: str
    before: str  # "" = no baseline
    of: str  # k of n of both
    mark: str  # an arrow where the verdict is clear: colour alone says nothing
    verdict: str
    span: str  # interval of the change, "" = none
    drawn: chart.Dumbbell | None


def row(figure: Figure, summary: WeekSummary, top: float = 1.0) -> Row:
    span = ""
    if figure.change_low is not None and figure.change_high is not None:
        span = f"{words.points(figure.change_low)} to {words.points(figure.change_high)} points"
    (now, of), (before, base_of) = words.amounts(figure, summary)
    return Row(
        label=figure.label,
        now=now,
        before=before if figure.base_n else "",
        of=f"{of}; before {base_of}" if figure.base_n else of,
        mark=MARKS.get(figure.verdict, ""),
        verdict=figure.verdict.capitalize(),
        span=span,
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
        "others": words.verdicts([each for each in _topics(summary) if each not in shown]),
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
    order = {"engage": 0, "mixed": 1, NONE: 2, "confront": 3}
    return {
        "balance": balance,
        "row": row(balance, summary),
        "bar": _bar(sorted(answers, key=lambda each: order.get(each.code, 2))),
        "by_code": {each.code: each.k for each in answers},
        "lines": chart.lines(weeks, digest.events),
        "weeks": [(each.week, *words.amounts(figure, each)[0], figure) for each, figure in weeks],
    }


def topics(digest: Digest) -> View | None:
    """Every topic of the pack, the most written about first."""
    summary = digest.summary
    figures = _topics(summary)
    if summary.n == 0 or not figures:
        return None
    top = chart.scale(figures)
    clear = [
        f"{each.label} {'up' if each.verdict == 'clear rise' else 'down'}" for each in figures if each.verdict in MARKS
    ]
    return {
        "heading": ", ".join(clear[:3]) or ("no shift called" if summary.caution else "no clear change"),
        "rows": [row(each, summary, top) for each in figures[:MOST_TOPICS]],
        "top": top,
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
                words.verdicts(each),
                _bar(each),
                [row(one, summary) for one in each],
            )
            for each in others.values()
        ]
    }


def seeds(digest: Digest) -> View | None:
    """The reference texts, and how many of them argue each topic."""
    labels = {(each.dimension, each.code): each.label for each in digest.summary.figures}
    argued = [
        (labels.get((dimension, code), code), k)
        for dimension, code, k in digest.seeds.counts
        if dimension == "topics" and k
    ]
    return {"argued": sorted(argued, key=lambda each: -each[1])} if digest.seeds.n else None


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
    Section(key="changed", view=changed),
    Section(key="warning", view=_plain),
    Section(key="stance", view=stance),
    Section(key="topics", view=topics),
    Section(key="framing", view=framing),
    Section(key="voices", view=lambda digest: {} if digest.voices else None),
    Section(key="seeds", view=seeds),
    Section(key="coverage", view=_plain),
    Section(key="method", view=method),
)


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
