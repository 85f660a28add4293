"""Geometry of the charts, in numbers that a template only has to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from pipeline.model.findings import Index
from pipeline.model.pack import Event
from pipeline.model.week import Figure, WeekSummary

LEAST_WEEKS = 3  # with a balance: fewer make no line
SCREENS = (("wide", 680), ("narrow", 330))  # (key, px): a desk and a phone
NUMBER_WIDTH = 22  # px that the number of an event needs
SPARK = (680, 90)  # px of the archive's line


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on a chart with its words."""

    at: float  # px, or % of the width for a bar
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A series by week: a line in its band, for one width of screen. All places are px from the upper left."""

    key: str  # wide or narrow: class of the drawing
    width: int
    height: int
    left: int  # of the plot
    right: int
    top: int
    bottom: int
    line: str  # points of the polyline
    band: str  # points of the polygon; "" = only the last week has an interval
    dots: tuple[tuple[float, float], ...]  # a week each: the line runs straight over weeks that have too few pieces
    ticks: tuple[Mark, ...]  # y
    weeks: tuple[Mark, ...]  # x
    events: tuple[Mark, ...]  # x; numbered, the words stand below the chart
    middle: float  # y of the level that the series is read against
    whisker: tuple[float, float] | None = None  # y of the last week's interval, where there is no band
    panel: float | None = None  # y of the last week's value over the fixed panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """The balance over all issues, without axes: the numbers stand in words below. Places are px."""

    width: int
    height: int
    zero: float
    runs: tuple[str, ...]  # points of a polyline each: a week without a balance is a gap
    dots: tuple[tuple[float, float], ...]
    first: date  # Monday of the first week drawn
    after: date  # of the last


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


def lines(
    weeks: Sequence[tuple[WeekSummary, Figure]],
    events: Sequence[Event],
    screens: Sequence[tuple[str, int]] = SCREENS,
) -> tuple[Line, ...]:
    """The balance of each week, oldest first, drawn for each of *screens*; () = too few weeks for a line."""
    shown = [(summary.week, figure) for summary, figure in weeks if figure.share is not None]
    if len(shown) < LEAST_WEEKS:
        return ()
    return tuple(_line(shown, events, key=key, width=width) for key, width in screens)


def _line(shown: Sequence[tuple[date, Figure]], events: Sequence[Event], *, key: str, width: int) -> Line:
    reach = max(max(abs(each.low or 0), abs(each.high or 0)) for _, each in shown)
    reach = min(1.0, max(0.2, ceil(5 * reach) / 5))  # tick marks at round tenths
    values = [(when, each.share or 0.0) for when, each in shown]
    ticks = [
        (each, f"{'+' if each > 0 else '−' if each else ''}{abs(round(100 * each))}") for each in (reach, 0.0, -reach)
    ]
    drawn = _frame(values, events, key=key, width=width, ends=(-reach, reach), ticks=ticks)
    x, y = _places(values, width=width, ends=(-reach, reach))
    upper = [f"{x(when)},{y(each.high or 0)}" for when, each in shown]
    lower = [f"{x(when)},{y(each.low or 0)}" for when, each in reversed(shown)]
    return replace(drawn, band=" ".join((*upper, *lower)))


def index_lines(index: Index, week: date, events: Sequence[Event]) -> tuple[Line, ...]:
    """The index week by week, 100 in the middle, with this week's interval and the fixed panel's value beside it."""
    values = [*index.before, *([(week, index.value)] if index.value is not None else [])]
    if len(values) < LEAST_WEEKS or index.value is None:
        return ()
    low, high = index.low if index.low is not None else index.value, index.high or index.value
    panel = index.panel if index.panel is not None else index.value
    reach = max(abs(each - 100) for each in (low, high, panel, *(value for _, value in values)))
    reach = max(20.0, 10.0 * ceil(reach / 10))
    ends = (100 - reach, 100 + reach)
    ticks = [(each, f"{round(each)}") for each in (ends[1], 100.0, ends[0])]
    found = []
    for key, width in SCREENS:
        _, y = _places(values, width=width, ends=ends)
        drawn = _frame(values, of_index(index, week, events), key=key, width=width, ends=ends, ticks=ticks)
        beside = None if index.panel is None else y(index.panel)
        found.append(replace(drawn, whisker=(y(low), y(high)), panel=beside))
    return tuple(found)


def of_index(index: Index, week: date, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of the weeks that the index is drawn for."""
    first = index.before[0][0] if index.before else week
    return tuple(each for each in events if first <= each.on < week + timedelta(weeks=1))


def _places(
    values: Sequence[tuple[date, float]], *, width: int, ends: tuple[float, float]
) -> tuple[Callable[[date], float], Callable[[float], float]]:
    """Where a week and a value stand, in px."""
    (left, right, top, bottom), (low, high) = _edges(width), ends
    first, last = values[0][0], values[-1][0]

    def x(when: date) -> float:
        return round(left + (right - left) * min(1.0, (when - first) / (last - first)), 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * (value - low) / (high - low), 1)

    return x, y


def _edges(width: int) -> tuple[int, int, int, int]:
    """Left, right, top and bottom of the plot."""
    return 44, width - 48, 22, 202


def _frame(
    values: Sequence[tuple[date, float]],
    events: Sequence[Event],
    *,
    key: str,
    width: int,
    ends: tuple[float, float],
    ticks: Sequence[tuple[float, str]],
) -> Line:
    """A line with its axes and events, without a band."""
    x, y = _places(values, width=width, ends=ends)
    left, right, top, bottom = _edges(width)
    first, last = values[0][0], values[-1][0]
    shown = [first, last] if key == "narrow" else sorted({first, values[len(values) // 2][0], last})
    return Line(
        key=key,
        width=width,
        height=230,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        line=" ".join(f"{x(when)},{y(value)}" for when, value in values),
        band="",
        dots=tuple((x(when), y(value)) for when, value in values),
        ticks=tuple(Mark(at=y(value), words=words) for value, words in ticks),
        weeks=tuple(Mark(at=x(each), words=f"{each.day} {each:%b}") for each in shown),
        events=_numbered([x(each.on - timedelta(days=each.on.weekday())) for each in events]),
        middle=y(sum(ends) / 2),
    )


def _numbered(places: Sequence[float]) -> tuple[Mark, ...]:
    """The number of each event at its place; those whose numbers would touch share one mark."""
    marks: list[Mark] = []
    for number, at in sorted(enumerate(places, 1), key=lambda pair: pair[1]):
        if marks and at - marks[-1].at < NUMBER_WIDTH:
            marks[-1] = replace(marks[-1], words=f"{marks[-1].words}, {number}")
        else:
            marks.append(Mark(at=at, words=str(number)))
    return tuple(marks)


def sparkline(weeks: Sequence[tuple[date, float | None]]) -> Sparkline | None:
    """The balance (-1..1) by Monday, oldest first; None = too few weeks for a line."""
    known = [(week, share) for week, share in weeks if share is not None]
    if len(known) < LEAST_WEEKS:
        return None
    (width, height), edge = SPARK, 6
    first, last = known[0][0], known[-1][0]
    reach = max(0.1, *(abs(share) for _, share in known))

    def place(week: date, share: float) -> tuple[float, float]:
        x = edge + (width - 2 * edge) * ((week - first) / (last - first))
        return round(x, 1), round(height / 2 - (height / 2 - edge) * share / reach, 1)

    runs: list[list[tuple[float, float]]] = [[]]
    for at, (week, share) in enumerate(known):
        if at and week - known[at - 1][0] > timedelta(weeks=1):
            runs.append([])
        runs[-1].append(place(week, share))
    return Sparkline(
        width=width,
        height=height,
        zero=height / 2,
        runs=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(place(week, share) for week, share in known),
        first=first,
        after=last,
    )


def _percent(share: float, top: float) -> float:
    return round(100 * max(0.0, min(share / top, 1.0)), 1)
