"""The interval of this week's number in words, also where n is too small for the number itself."""

from __future__ import annotations

from pipeline.digest import words
from pipeline.model import Figure, Plan
from pipeline.shift.estimate import one_interval


def span(figure: Figure, plan: Plan) -> str:
    """The interval of a share or of the balance: "67 to 99%", "−17 to +7 points"; "" where the count is withheld."""
    ends = _ends(figure, plan)
    if ends is None:
        return ""
    low, high = ends
    if words.is_balance(figure):
        return f"{words.points(low)} to {words.points(high)} points"
    return f"{round(100 * low)} to {words.percent(high)}"


def _ends(figure: Figure, plan: Plan) -> tuple[float, float] | None:
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    if not 0 < figure.n < plan.least_share_n:
        return None
    return one_interval(figure, level=plan.level)
