"""The outlets of a week: what each gave, what it usually gives, and how far its balance moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from statistics import median

import numpy as np

from pipeline.model.page import OutletWeek, PastWeek, SourceCount, SourceState
from pipeline.model.week import BALANCE, Plan, WeekCount
from pipeline.shift.cells import Sample
from pipeline.shift.estimate import Clustering, change_interval

LEAST_OUTLET_N = 10  # pieces in both periods for an outlet's own change: fewer move by 10 points with one piece
USUAL_WEEKS = 7  # before the week: an odd number has a median that was seen
FEW = 0.25  # of what is usual, below which an outlet gave "fewer than usual"
LEAST_USUAL = 4  # articles a week: of a rarer source a quiet week tells nothing
Counts = tuple[int, int, int]  # pieces, calls to engage, calls to confront


def outlet_weeks(
    counts: Iterable[WeekCount],
    sources: Sequence[SourceCount],
    *,
    week: date,
    baseline: Collection[date],
    lost: Collection[str],
    plan: Plan,
) -> tuple[OutletWeek, ...]:
    """
    Each listed outlet in one week, most commentary first.

    Args:
        counts: rows of any weeks.
        baseline: Mondays of the weeks that the week is compared with.
        lost: names of outlets none of whose feeds answered.

    Returns:
        The interval of a change is for one outlet alone, its pieces taken as independent; it is no test of the week.
    """
    rows = list(counts)
    now, before = _stance(rows, {week}), _stance(rows, baseline)
    found = [_outlet(each, now, before, lost=each.name in lost, level=plan.level) for each in sources]
    return tuple(sorted(found, key=lambda each: (-each.n, -each.articles, each.name, each.key)))


def history(counts: Iterable[WeekCount], weeks: Sequence[date]) -> tuple[PastWeek, ...]:
    """The counts of some weeks, all outlets together, without codes that no piece bears."""
    wanted = set(weeks)
    hits: dict[date, dict[tuple[str, str], int]] = {week: {} for week in weeks}
    sizes: dict[tuple[date, str], int] = {}
    for row in counts:
        if row.week in wanted:
            mine = hits[row.week]
            mine[row.dimension, row.code] = mine.get((row.dimension, row.code), 0) + row.k
            sizes[row.week, row.outlet] = max(row.n, sizes.get((row.week, row.outlet), 0))
    return tuple(
        PastWeek(
            week=week,
            n=sum(n for (when, _), n in sizes.items() if when == week),
            counts=tuple((dimension, code, k) for (dimension, code), k in sorted(hits[week].items()) if k),
        )
        for week in weeks
    )


def _stance(rows: Iterable[WeekCount], weeks: Collection[date]) -> Mapping[str, Counts]:
    """Pieces and both poles by outlet."""
    sizes: dict[tuple[str, date], int] = {}
    poles: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.week in weeks:
            sizes[row.outlet, row.week] = max(row.n, sizes.get((row.outlet, row.week), 0))
            if row.dimension == BALANCE[0] and row.code in ("engage", "confront"):
                poles[row.outlet, row.code] = poles.get((row.outlet, row.code), 0) + row.k
    whole: dict[str, int] = {}
    for (outlet, _), n in sizes.items():
        whole[outlet] = whole.get(outlet, 0) + n
    return {
        outlet: (n, poles.get((outlet, "engage"), 0), poles.get((outlet, "confront"), 0)) for outlet, n in whole.items()
    }


def _outlet(
    source: SourceCount, now: Mapping[str, Counts], before: Mapping[str, Counts], *, lost: bool, level: float
) -> OutletWeek:
    n, k, minus_k = now.get(source.key, (0, 0, 0))
    base_n, base_k, base_minus_k = before.get(source.key, (0, 0, 0))
    weeks = [*source.before, *[0] * (USUAL_WEEKS - len(source.before))]
    usual = float(median(weeks)) if source.before else None
    change = _change((n, k, minus_k), (base_n, base_k, base_minus_k), level) if n and base_n else None
    return OutletWeek(
        key=source.key,
        name=source.name,
        articles=source.articles,
        usual=usual,
        state=_state(source.articles, usual, lost=lost),
        n=n,
        k=k,
        minus_k=minus_k,
        base_n=base_n,
        base_k=base_k,
        base_minus_k=base_minus_k,
        change=change[0] if change else None,
        change_low=change[1] if change else None,
        change_high=change[2] if change else None,
    )


def _state(articles: int, usual: float | None, *, lost: bool) -> SourceState:
    if lost:
        return "not reached"
    if usual is None or usual < LEAST_USUAL:
        return "as usual"
    if articles == 0:
        return "silent"
    return "fewer than usual" if articles < FEW * usual else "as usual"


def _change(now: Counts, before: Counts, level: float) -> tuple[float, float, float] | None:
    """The change of one outlet's balance with its interval."""
    if min(now[0], before[0]) < LEAST_OUTLET_N:
        return None
    one, other = _sample(now), _sample(before)
    alone = Clustering(deff=np.ones(1), freedom=np.full(1, np.inf))
    low, high = change_interval(one, other, alone, level=level)
    return float((one.mean - other.mean)[0]), float(low[0]), float(high[0])


def _sample(counts: Counts) -> Sample:
    n, k, minus = (np.array([float(each)]) for each in counts)
    return Sample(k=k, minus_k=minus, n=n, signed=np.array([True]))
