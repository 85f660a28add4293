"""One figure as the tables print it, and the parts of a question laid end to end."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.digest import chart, words
from pipeline.digest.spans import span
from pipeline.model.week import Figure, WeekSummary

MARKS = {"clear rise": "▲", "clear fall": "▼"}
NONE = "none"  # the code of a piece that does not answer a question


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
    """A figure in words; *top* is the upper end of the axis that it is drawn on."""
    change = ""
    if figure.change_low is not None and figure.change_high is not None:
        change = f"{words.points(figure.change_low)} to {words.points(figure.change_high)} points"
    (now, of), (before, base_of) = words.amounts(figure, summary)
    return Row(
        label=figure.label,
        now=now,
        before=before if figure.base_n else "",
        of="; ".join(filter(None, [of, f"before {base_of}" if figure.base_n and base_of else ""])),
        interval=span(figure),
        mark=MARKS.get(figure.verdict, ""),
        verdict=figure.verdict.capitalize(),
        change=change,
        drawn=None if words.is_balance(figure) else chart.dumbbell(figure, top),
    )


def topics_of(summary: WeekSummary) -> list[Figure]:
    """The topics, the most written about first."""
    return sorted((each for each in summary.figures if each.dimension == "topics"), key=lambda each: -each.k)


def bar(figures: list[Figure]) -> list[tuple[Figure, float, float]]:
    """Figures of one question laid end to end: (figure, start, width) in % of the width."""
    whole = sum(each.k for each in figures)
    placed, start = [], 0.0
    for each in figures:
        width = 100 * each.k / whole if whole else 0.0
        placed.append((each, round(start, 1), round(width, 1)))
        start += width
    return placed
