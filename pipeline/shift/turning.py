"""Turning points of the long series: weeks at which a level changed, and whether chance would find one too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from pipeline.model.counted import LongSeries
from pipeline.model.findings import TurningPoint
from pipeline.model.week import Plan
from pipeline.shift.cells import Floats

BLOCK = 4  # weeks that stay together when the order is shuffled: what a month says, it says for weeks
DRAWS = 999  # shuffles: p is a multiple of 0.001
SEED = 20210101
LEAST = 8  # weeks on either side of a turn
LEAST_WEEKS = 3 * LEAST  # in which a turn is sought at all
ALPHA = 0.05  # of finding any turn in any series when there is none
YEAR = 52  # weeks on either side that the two levels are means of
MOST = 5  # turns of a call; each is looked for with the ones before taken out


def turning_points(weeks: Sequence[date], series: Sequence[LongSeries], *, plan: Plan) -> tuple[TurningPoint, ...]:
    """
    The weeks at which the level of any series changed, the clearest first.

    The whole search is repeated on series whose blocks of four weeks were shuffled, the same way in all, so that p
    holds for the strongest of all weeks in all series. A turn that was found is taken out of its series (each side to
    its own mean) before the next is sought.

    Args:
        weeks: their Mondays, rising, without those that have too few pieces; gaps are closed up.
        series: values in the order of *weeks*, with the pieces that each rests on.

    Returns:
        () with fewer than LEAST_WEEKS weeks.

    Source: the maximum of the weighted difference of means over all cuts (CUSUM), Csorgo & Horvath 1997, with a block
        permutation of the maximum, Kirch 2007, doi:10.1016/j.jspi.2006.05.019.
    """
    if len(weeks) < LEAST_WEEKS:
        return ()
    known = [each for each in series if np.ptp(each.values) > 0]
    if not known:
        return ()
    level = np.array([each.values for each in known])
    sizes = np.array([each.sizes for each in known], dtype=float)
    order = _shuffles(len(weeks))
    found: list[TurningPoint] = []
    while len(found) < MOST:
        strength = _strengths(level, sizes)
        at, cut = np.unravel_index(int(np.nanargmax(strength)), strength.shape)
        chance = np.array([_strengths(level[:, each], sizes[:, each]).max() for each in order])
        p = (1 + int((chance >= strength[at, cut]).sum())) / (1 + len(order))
        if p > ALPHA:
            break
        turn = int(cut) + LEAST
        found.append(_point(known[at], weeks, turn, p))
        for side in (slice(0, turn), slice(turn, None)):
            level[at, side] -= np.average(level[at, side], weights=sizes[at, side])
    return tuple(found)


def _point(series: LongSeries, weeks: Sequence[date], turn: int, p: float) -> TurningPoint:
    means = [
        float(np.average(series.values[side], weights=series.sizes[side]))
        for side in (slice(max(0, turn - YEAR), turn), slice(turn, turn + YEAR))
    ]
    return TurningPoint(
        dimension=series.dimension,
        code=series.code,
        label=series.label,
        week=weeks[turn],
        before=means[0],
        after=means[1],
        p=p,
    )


def _shuffles(weeks: int) -> list[np.ndarray[tuple[int, ...], np.dtype[np.intp]]]:
    """Orders of the weeks in which blocks, from a random first week on, stand in random places."""
    rng = np.random.default_rng(SEED)
    orders = []
    for _ in range(DRAWS):
        turned = np.roll(np.arange(weeks), int(rng.integers(weeks)))
        blocks = np.array_split(turned, max(1, weeks // BLOCK))
        orders.append(np.concatenate([blocks[at] for at in rng.permutation(len(blocks))]))
    return orders


def _strengths(values: Floats, sizes: Floats) -> Floats:
    """(series, cut): how far the means left and right of each cut are apart, in standard errors of white noise."""
    left = np.cumsum(sizes, axis=1)[:, LEAST - 1 : -LEAST]
    total = sizes.sum(axis=1, keepdims=True)
    sums = np.cumsum(sizes * values, axis=1)
    whole = sums[:, -1:]
    first = sums[:, LEAST - 1 : -LEAST]
    gap = first / left - (whole - first) / (total - left)
    mean = whole / total
    spread = (sizes * (values - mean) ** 2).sum(axis=1, keepdims=True) / total
    error = np.sqrt(np.maximum(spread, 1e-12) * (total / values.shape[1]) * (1 / left + 1 / (total - left)))
    return np.asarray(np.abs(gap) / error)
