"""Geometry of the two charts, in numbers that a template only has to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from pipeline.model import Event, Figure, WeekSummary

LEAST_WEEKS = 3  # with a balance: fewer make no line


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on a chart with its words."""

    at: float  # px, or % of the width for a bar
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The balance by week: a line in its band, for one width of screen. All places are px from the upper left."""

    key: str  # wide or narrow: class of the drawing
    width: int
    height: int
    left: int  # of the plot
    right: int
    top: int
    bottom: int
    line: str  # points of the polyline
    band: str  # points of the polygon
    dots: tuple[tuple[float, float], ...]  # a week each: the line runs straight over weeks that have too few pieces
    ticks: tuple[Mark, ...]  # y
    weeks: tuple[Mark, ...]  # x
    events: tuple[Mark, ...]  # x; numbered, the words stand below the chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbell:
    """One row of the topics: places in % of the width."""

    before: float | None
    now: float
    low: float
    high: float


def scale(figures: Sequence[Figure]) -> float:
    """Upper end of an axis of shares that holds every interval, 0.1..1."""
    highest = max((max(each.high or 0, each.base_share or 0) for each in figures), default=0)
    return min(1.0, max(0.1, ceil(10 * highest) / 10))


def dumbbell(figure: Figure, top: float) -> Dumbbell | None:
    """A share before and now with its interval; None where there is no share."""
    if figure.share is None or figure.low is None or figure.high is None:
        return None
    before = None if figure.base_share is None else _percent(figure.base_share, top)
    now, low, high = (_percent(each, top) for each in (figure.share, figure.low, figure.high))
    return Dumbbell(before=before, now=now, low=low, high=high)


def within(weeks: Sequence[tuple[WeekSummary, Figure]], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of the weeks that have a balance to draw, from the first to the last."""
    shown = [summary.week for summary, figure in weeks if figure.share is not None]
    return tuple(each for each in events if shown and min(shown) <= each.on < max(shown) + timedelta(weeks=1))


def lines(weeks: Sequence[tuple[WeekSummary, Figure]], events: Sequence[Event]) -> tuple[Line, ...]:
    """The balance of each week, oldest first, drawn for a desk and for a phone; () = too few weeks for a line."""
    shown = [(summary.week, figure) for summary, figure in weeks if figure.share is not None]
    if len(shown) < LEAST_WEEKS:
        return ()
    return tuple(_line(shown, events, key=key, width=width) for key, width in (("wide", 680), ("narrow", 330)))


def _line(shown: Sequence[tuple[date, Figure]], events: Sequence[Event], *, key: str, width: int) -> Line:
    left, right, top, bottom = 44, width - 48, 22, 202
    first, last = shown[0][0], shown[-1][0]
    reach = max(max(abs(each.low or 0), abs(each.high or 0)) for _, each in shown)
    reach = min(1.0, max(0.2, ceil(5 * reach) / 5))  # tick marks at round tenths

    def x(when: date) -> float:
        return round(left + (right - left) * min(1.0, (when - first) / (last - first)), 1)

    def y(share: float | None) -> float:
        return round(bottom - (bottom - top) * ((share or 0) + reach) / (2 * reach), 1)

    upper = [f"{x(when)},{y(each.high)}" for when, each in shown]
    lower = [f"{x(when)},{y(each.low)}" for when, each in reversed(shown)]
    ends = [first, last] if key == "narrow" else sorted({first, shown[len(shown) // 2][0], last})
    return Line(
        key=key,
        width=width,
        height=230,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        line=" ".join(f"{x(when)},{y(each.share)}" for when, each in shown),
        band=" ".join((*upper, *lower)),
        dots=tuple((x(when), y(each.share)) for when, each in shown),
        ticks=tuple(
            Mark(at=y(each), words=f"{'+' if each > 0 else '−' if each else ''}{abs(round(100 * each))}")
            for each in (reach, 0.0, -reach)
        ),
        weeks=tuple(Mark(at=x(each), words=f"{each.day} {each:%b}") for each in ends),
        events=tuple(
            Mark(at=x(each.on - timedelta(days=each.on.weekday())), words=str(number))
            for number, each in enumerate(events, 1)
        ),
    )


def _percent(share: float, top: float) -> float:
    return round(100 * max(0.0, min(share / top, 1.0)), 1)
