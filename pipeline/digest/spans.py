"""The interval of this week's number in words."""

from __future__ import annotations

from pipeline.digest import words
from pipeline.model.week import Figure


def span(figure: Figure) -> str:
    """The interval of a share or of the balance: "67 to 99%", "−17 to +7 points"; "" where the number is withheld."""
    if figure.share is None or figure.low is None or figure.high is None:
        return ""
    if words.is_balance(figure):
        return f"{words.points(figure.low)} to {words.points(figure.high)} points"
    return f"{round(100 * figure.low)} to {words.percent(figure.high)}"
