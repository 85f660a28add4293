"""Engage, confront, both or neither; the balance and the index by week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.digest import chart, words
from pipeline.digest.rows import MARKS, NONE, bar, row
from pipeline.digest.spans import span
from pipeline.model.findings import Index
from pipeline.model.page import Digest
from pipeline.model.week import BALANCE, Figure, WeekSummary
from pipeline.shift.suppress import count

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
        "told": told(summary, balance, answers),
        "bar": bar(sorted(answers, key=lambda each: ORDER.get(each.code, 2))),
        "rows": [row(each, summary) for each in answers],
        "lines": chart.lines(weeks, events),
        "events": events,
        "gaps": any(figure.share is None for _, figure in weeks),
        "weeks": [(each.week, *words.amounts(figure, each)[0], span(figure)) for each, figure in weeks],
        "index": index,
        "index_lines": chart.index_lines(index, summary.week, digest.events) if index else (),
        "index_weeks": [*index.before, (summary.week, index.value)] if index else [],
        "index_events": chart.of_index(index, summary.week, digest.events) if index else (),
        "reference": _reference(summary),
    }


def told(summary: WeekSummary, balance: Figure, answers: Sequence[Figure]) -> str:
    """What the articles recommend, in sentences: the counts, then the balance and its change where n allows."""
    by_code = {each.code: count(each.k, each.n, summary.plan) for each in answers}
    engage, confront, mixed, none = (by_code.get(code, "0") for code in ("engage", "confront", "mixed", NONE))
    found = [
        f"Of {words.counted(summary.n, 'article')}, {engage} {words.argue(engage)} to engage: "
        "to talk, cooperate or ease pressure.",
        f"{_capital(confront)} {words.argue(confront)} to confront: to press, deter or punish.",
        f"{_capital(mixed)} {words.argue(mixed)} for both; "
        f"{none} {'recommends' if none == '1' else 'recommend'} nothing.",
        words.majority(answers),
    ]
    if balance.share is not None:
        found.append(
            f"The balance, engage less confront, is {words.in_points(balance.share)}; 95% interval {span(balance)}."
        )
    if balance.change is not None and balance.change_low is not None and balance.change_high is not None:
        ends = f"{words.points(balance.change_low)} to {words.points(balance.change_high)}"
        found.append(f"It moved by {words.in_points(balance.change)}; anything from {ends} fits the data.")
    return " ".join(filter(None, found))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
