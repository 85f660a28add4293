"""The heat map of topics by week: geometry for two widths of screen, and the numbers beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.digest import words
from pipeline.digest.chart import SCREENS, Mark
from pipeline.model.page import PastWeek
from pipeline.model.week import Figure, Plan
from pipeline.shift import suppress

WEEKS = 26  # half a year: a pattern shows, and a cell stays as wide as a finger on paper
BINS = (0.03, 0.06, 0.09, 0.12, 0.16, 0.20)  # shares at which the next colour starts
LEAST_WEEKS = 3  # with enough pieces for a share: fewer show no pattern
MOST_ROWS = 24  # topics in the map; the table and the CSV file have more
LABEL, NOW = 196, 46  # px of a wide map for the label, and for this week's number
THIN = "·"  # of a week with too few pieces for any share
CELL = 18  # px of a row's cells
LONGEST = {"wide": 28, "narrow": 44}  # characters of a label beside or above the cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One topic over the weeks."""

    label: str
    y: int  # of the upper edge of its cells, px
    now: str  # this week's share or count


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The map for one width of screen; places are px from the upper left."""

    key: str  # wide or narrow
    width: int
    height: int
    left: int  # of the cells
    cell: float  # width of one
    tall: int
    rows: tuple[Band, ...]
    fills: tuple[str, ...]  # path of the cells of each bin, the lightest first
    months: tuple[Mark, ...]  # x
    last: float  # x of this week's cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """The maps and their table."""

    maps: tuple[Map, ...]
    weeks: tuple[date, ...]
    table: tuple[tuple[str, tuple[str, ...]], ...]  # (label, a share or "·" per week)
    thin: int  # weeks with too few pieces for a share
    left_out: int  # topics that are not in the map


def maps(history: Sequence[PastWeek], figures: Sequence[Figure], plan: Plan) -> Heat | None:
    """
    Draw the topics over the last 26 weeks.

    Args:
        history: oldest first, this week last; a week without pieces may be missing.
        figures: of the topics, in the order of the rows.
        plan: a week of fewer pieces than its least has no share.

    Returns:
        None where fewer than three weeks have a share, or there is no topic.
    """
    weeks = history[-WEEKS:]
    shown = figures[:MOST_ROWS]
    if not shown or sum(each.n >= plan.least_share_n for each in weeks) < LEAST_WEEKS:
        return None
    counts = [[_count(week, figure) for week in weeks] for figure in shown]
    shares = [[_shade(k, week.n, plan) for k, week in zip(row, weeks, strict=True)] for row in counts]
    told = [[printed(k, week.n, plan) for k, week in zip(row, weeks, strict=True)] for row in counts]
    nows = [f"{row[-1]}" if cells[-1] == THIN else cells[-1] for row, cells in zip(counts, told, strict=True)]
    return Heat(
        maps=tuple(_map(weeks, shown, shares, nows, key=key, width=width) for key, width in SCREENS),
        weeks=tuple(each.week for each in weeks),
        table=tuple((figure.label, tuple(row)) for figure, row in zip(shown, told, strict=True)),
        thin=sum(each.n < plan.least_share_n for each in weeks),
        left_out=len(figures) - len(shown),
    )


def legend() -> tuple[str, ...]:
    """The words of the bins, the lightest first."""
    return (f"under {round(100 * BINS[0])}%", *(f"{round(100 * each)}%+" for each in BINS))


def printed(k: int, n: int, plan: Plan) -> str:
    """A cell of the table: "20%", "<5" where the code is withheld, "·" where the week is too thin."""
    if n < plan.least_share_n:
        return THIN
    return f"<{plan.least_k}" if suppress.few(k, n, plan) else words.percent(k / n)


def _count(week: PastWeek, figure: Figure) -> int:
    return next((k for dimension, code, k in week.counts if (dimension, code) == (figure.dimension, figure.code)), 0)


def _shade(k: int, n: int, plan: Plan) -> float | None:
    """What a cell is coloured by; one that is withheld is as pale as nothing."""
    return None if n < plan.least_share_n else suppress.share(k, n, plan) or 0.0


def _map(
    weeks: Sequence[PastWeek],
    figures: Sequence[Figure],
    shares: Sequence[Sequence[float | None]],
    nows: Sequence[str],
    *,
    key: str,
    width: int,
) -> Map:
    narrow = key == "narrow"
    left = 0 if narrow else LABEL
    cell = round((width - left - NOW) / len(weeks), 2)
    pitch, top = (CELL + 23, 40) if narrow else (CELL + 3, 22)  # a phone has the label above its cells
    rows = [
        Band(label=_short(figure.label, LONGEST[key]), y=top + pitch * at, now=now)
        for at, (figure, now) in enumerate(zip(figures, nows, strict=True))
    ]
    fills = [""] * (len(BINS) + 1)
    for band, row in zip(rows, shares, strict=True):
        for at, share in enumerate(row):
            if share is not None:
                wide = round(cell - 1, 2)
                fills[bisect_right(BINS, share)] += f"M{round(left + at * cell, 1)} {band.y}h{wide}v{CELL}h-{wide}z"
    return Map(
        key=key,
        width=width,
        height=top + pitch * len(rows) + 4,
        left=left,
        cell=cell,
        tall=CELL,
        rows=tuple(rows),
        fills=tuple(fills),
        months=_months([each.week for each in weeks], left=left, cell=cell, apart=40 if narrow else 34),
        last=round(left + (len(weeks) - 1) * cell, 1),
    )


def _months(weeks: Sequence[date], *, left: int, cell: float, apart: int) -> tuple[Mark, ...]:
    """The first week of each month, as far as the words do not touch."""
    found: list[Mark] = []
    for at, week in enumerate(weeks):
        x = round(left + at * cell, 1)
        first = at == 0 or week.month != weeks[at - 1].month
        if first and at < len(weeks) - 2 and (not found or x - found[-1].at >= apart):
            found.append(Mark(at=x, words=f"{week:%b}"))
    return tuple(found)


def _short(label: str, most: int) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
