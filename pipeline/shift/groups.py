"""Who speaks: outlets by origin and owner, the gaps between them, and whether outlets part."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.stats import t

from pipeline.model.findings import Dispersion
from pipeline.model.pack import Pack
from pipeline.model.week import BALANCE, Plan
from pipeline.shift.cells import Cells, Flags, Floats, Sample
from pipeline.shift.estimate import clustering, difference
from pipeline.shift.series import Series


def members(pack: Pack) -> Mapping[str, frozenset[str]]:
    """
    The outlets of each group of the pack.

    A group names countries, affiliations or both; one that names neither holds what no group of countries does.
    """
    found: dict[str, frozenset[str]] = {}
    placed = {country for group in pack.groups for country in group.countries}
    for group in pack.groups:
        rest = not group.countries and not group.affiliations
        found[group.key] = frozenset(
            each.key
            for each in pack.outlets
            if (each.country not in placed if rest else not group.countries or each.country in group.countries)
            and (not group.affiliations or each.affiliation in group.affiliations)
        )
    return found


def gap(cells: Cells, keep: Flags, *, plan: Plan) -> tuple[float, float, float] | None:
    """Balance of some outlets this week less that of all others, with its interval; None where either has too few."""
    some, others = cells.of(keep), cells.of(~keep)
    one, other = some.now, others.now
    if not cells.signed.any() or min(one.n[0], other.n[0]) < plan.least_share_n:
        return None
    at = int(cells.signed.argmax())
    low, high = difference(one, other, clustering(some), clustering(others), level=plan.level)
    return float((one.mean - other.mean)[at]), float(low[at]), float(high[at])


def dispersion(cells: Cells, series: tuple[Series, ...], *, plan: Plan) -> Dispersion | None:
    """
    Whether outlets part in their orientation, beyond what chance does to outlets of few pieces.

    Returns None without a balance, or with fewer than the plan's outlets in both periods.

    Source: variance component of a one-way layout with unequal cells, Searle, Casella & McCulloch 1992, section 3.6;
    jackknife over outlets, both periods of an outlet left out together, Efron & Tibshirani 1993, section 11.5, where a
    percentile bootstrap called 7 to 12 % of quiet weeks.
    """
    at = next((place for place, each in enumerate(series) if (each.dimension, each.code) == BALANCE), None)
    if at is None:
        return None
    heard = (cells.sizes[0, -1] > 0) & (cells.sizes[0, :-1].sum(axis=0) > 0)
    some = cells.of(heard)
    if len(some.outlets) < plan.least_outlets or min(some.now.n[at], some.base.n[at]) < plan.least_week_n:
        return None
    arrays = some.sizes[0], some.plus[at], some.minus[at]
    this, past = ([each[rows].sum(axis=0) for each in arrays] for rows in (slice(-1, None), slice(0, -1)))
    once = np.ones((1, len(some.outlets)))
    now, base = (max(0.0, float(_between(once, *each)[0])) for each in (this, past))  # below 0 is chance
    left_out = once - np.eye(len(some.outlets))
    without = np.subtract(_between(left_out, *this), _between(left_out, *past))
    change = float(np.subtract(_between(once, *this), _between(once, *past))[0])
    free = len(some.outlets) - 1
    error = float(np.sqrt(free / (free + 1) * ((without - without.mean()) ** 2).sum()))
    reach = float(t.isf((1 - plan.level) / 2, free)) * error
    low, high = change - reach, change + reach
    return Dispersion(
        now=now**0.5,
        base=base**0.5,
        change_low=low,
        change_high=high,
        outlets=len(some.outlets),
        poles=_poles(cells.now, at),
        base_poles=_poles(cells.base, at),
        verdict="parting" if low > 0 and now > base else "closing" if high < 0 and base > now else "no clear change",
    )


def _poles(sample: Sample, at: int) -> float:
    return float(sample.square[at])


def _between(weight: Floats, n: Floats, plus: Floats, minus: Floats) -> Floats:
    """Variance between outlets, score squared, for each row of weights; it may be below 0."""
    score = plus - minus
    outlets, pieces = weight.sum(axis=1), weight @ n
    sums = weight @ (score**2 / n)
    inside = (weight @ (plus + minus) - sums) / np.maximum(pieces - outlets, 1)
    among = (sums - (weight @ score) ** 2 / pieces) / np.maximum(outlets - 1, 1)
    typical = (pieces - weight @ n**2 / pieces) / np.maximum(outlets - 1, 1)
    return np.asarray((among - inside) / np.maximum(typical, 1e-9))
