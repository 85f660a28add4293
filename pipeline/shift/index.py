"""The index of each series: outlets in units of their own spread, averaged, 100 in the reference window."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np

from pipeline.model.counted import WeekIndex
from pipeline.model.findings import Index
from pipeline.model.week import Plan
from pipeline.shift.cells import Floats
from pipeline.shift.series import Series

DRAWS = 2000
SEED = 20210101  # the same week gives the same interval


def indices(
    rows: Sequence[WeekIndex], series: Sequence[Series], *, week: date, panel: Collection[str], plan: Plan
) -> tuple[Index, ...]:
    """
    The index of every series in one week, with the weeks before it.

    The recipe, which the view `index_as_of` follows: an outlet's weekly share is divided by the standard deviation of
    its shares in the reference window; the mean over the outlets heard is divided by its own mean over that window,
    and multiplied by 100. One outlet with shares 0.1 and 0.3 in a window of two weeks has a deviation of 0.1414 and
    values 0.707 and 2.121, mean 1.414; a week with 0.3 has index 100 * 2.121 / 1.414 = 150.

    Args:
        rows: of the week and of earlier weeks, in any order.
        panel: outlets whose index stands beside that of all.

    Returns:
        One index per series that has any row; its value is None with fewer outlets than the plan wants. The interval is
        a percentile bootstrap over outlets: it says how much the number depends on who is watched.

    Source: Baker, Bloom & Davis 2016, doi:10.1093/qje/qjw024, section II.A.
    """
    found: dict[tuple[str, str], dict[date, Mapping[str, float]]] = {}
    for row in rows:
        found.setdefault((row.dimension, row.code), {})[row.week] = dict(zip(row.outlets, row.values, strict=True))
    return tuple(
        _index(each, found[each.dimension, each.code], week=week, panel=panel, plan=plan)
        for each in series
        if (each.dimension, each.code) in found
    )


def _index(
    series: Series, weeks: Mapping[date, Mapping[str, float]], *, week: date, panel: Collection[str], plan: Plan
) -> Index:
    now = weeks.get(week, {})
    values = np.array([now[outlet] for outlet in sorted(now)])
    fixed = [now[outlet] for outlet in sorted(now) if outlet in panel]
    enough = len(values) >= plan.least_outlets
    low, high = _interval(values, plan.level) if enough else (None, None)
    return Index(
        dimension=series.dimension,
        code=series.code,
        label=series.label,
        value=float(values.mean()) if enough else None,
        low=low,
        high=high,
        outlets=len(values),
        panel=float(np.mean(fixed)) if len(fixed) >= plan.least_outlets else None,
        panel_outlets=len(fixed),
        before=tuple(
            (each, float(np.mean([weeks[each][outlet] for outlet in sorted(weeks[each])])))
            for each in sorted(weeks)
            if each < week and len(weeks[each]) >= plan.least_outlets
        ),
    )


def _interval(values: Floats, level: float) -> tuple[float, float]:
    drawn = np.random.default_rng(SEED).integers(0, len(values), (DRAWS, len(values)))
    tail = 50 * (1 - level)
    low, high = np.percentile(values[drawn].mean(axis=1), (tail, 100 - tail))
    return float(low), float(high)
