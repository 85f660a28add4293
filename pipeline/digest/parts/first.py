"""The first screen: what moved, and what became of the week before."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.digest.rows import row, topics_of
from pipeline.model.findings import Held
from pipeline.model.page import Digest

FIRST_SCREEN = 4  # rows of "What changed"


def changed(digest: Digest) -> dict[str, Any] | None:
    """The first screen: what moved, and the balance in any case."""
    summary = digest.summary
    if summary.n == 0:
        return None
    balance = words.balance_of(summary)
    shown = words.movers(summary)[:FIRST_SCREEN]
    if balance is not None and balance not in shown:
        shown = [*(shown[: FIRST_SCREEN - 1] or topics_of(summary)[:2]), balance]
    return {
        "rows": [row(each, summary) for each in shown],
        "others": "" if summary.caution else words.verdicts([each for each in topics_of(summary) if each not in shown]),
        "weeks": words.number(summary.plan.baseline_weeks),
    }


def since(digest: Digest) -> dict[str, Any] | None:
    """Whether the clear shifts of the week before held."""
    if digest.summary.n == 0:
        return None
    return {"told": [told(each) for each in digest.summary.held]}


def told(held: Held) -> str:
    """One shift of the week before in a sentence: "Ferries: clear rise confirmed, +9 points (+2 to +15)"."""
    if held.change is None or held.low is None or held.high is None:
        return f"{held.label}: {held.was}; this week has {held.verdict} to confirm it."
    change = f"{words.in_points(held.change)}, 95% interval {words.points(held.low)} to {words.points(held.high)}"
    if held.verdict == "not enough evidence":
        return f"{held.label}: {held.was}; this week has {held.verdict} to confirm it ({change})."
    return f"{held.label}: {held.was} {held.verdict} ({change})."
