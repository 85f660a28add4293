"""Engage, confront, both or neither; the balance and the index by week."""

from __future__ import annotations

from typing import Any

from pipeline.digest import chart, words
from pipeline.digest.rows import MARKS, NONE, bar, row
from pipeline.digest.spans import span
from pipeline.model import BALANCE, Digest, Figure, Index, WeekSummary

ORDER = {"engage": 0, "mixed": 1, NONE: 2, "confront": 3}


def stance(digest: Digest) -> dict[str, Any] | None:
    """Engage, confront, both or neither; the balance by week where there are weeks enough."""
    summary = digest.summary
    balance = words.balance_of(summary)
    if summary.n == 0 or balance is None:
        return None
    earlier = [(each, figure) for each in digest.previous if (figure := words.balance_of(each)) is not None]
    weeks = [*earlier, (summary, balance)]
    answers = [each for each in summary.figures if each.dimension == balance.dimension and each is not balance]
    events = chart.within(weeks, digest.events)
    index = index_of(summary)
    return {
        "heading": _heading(balance, summary),
        "balance": balance,
        "interval": span(balance, summary.plan),
        "bar": bar(sorted(answers, key=lambda each: ORDER.get(each.code, 2))),
        "by_code": {each.code: each.k for each in answers},
        "rows": [row(each, summary) for each in answers],
        "majority": words.majority(answers),
        "lines": chart.lines(weeks, events),
        "events": events,
        "weeks": [(each.week, *words.amounts(figure, each)[0], span(figure, each.plan)) for each, figure in weeks],
        "index": index,
        "index_lines": chart.index_lines(index, summary.week, digest.events) if index else (),
        "index_weeks": [*index.before, (summary.week, index.value)] if index else [],
        "index_events": chart.of_index(index, summary.week, digest.events) if index else (),
        "reference": _reference(summary),
    }


def index_of(summary: WeekSummary) -> Index | None:
    """The index of the balance; None where too few outlets have a history."""
    return next(
        (each for each in summary.indices if (each.dimension, each.code) == BALANCE and each.value is not None), None
    )


def _reference(summary: WeekSummary) -> str:
    """The index's window in words: "3 Nov 2025 to 1 Nov 2026, which trails the week"."""
    if summary.reference is None:
        return ""
    first, end = summary.reference
    how = "fixed by the pack" if summary.frozen else "which trails this week"
    return f"{words.day(first)} to {words.day(end - words.ONE_DAY)}, {how}"


def _heading(balance: Figure, summary: WeekSummary) -> str:
    if balance.share is None:
        return "too few articles for a balance"
    now = words.points(balance.share)
    if balance.verdict in MARKS:
        return f"{balance.verdict} to {now}"
    return f"{'no shift called' if summary.caution else balance.verdict} at {now}"
