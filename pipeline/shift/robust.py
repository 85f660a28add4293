"""The same change counted otherwise: outlets heard in both periods, the fixed panel, and each outlet left out."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from pipeline.model.findings import Robustness
from pipeline.model.week import Plan
from pipeline.shift.cells import Cells, Flags, Floats
from pipeline.shift.estimate import change_interval, clustering

SUSPECTS = 5  # outlets that add most to a change: only one of them can be what makes it
REMAINS = 0.5  # of a change that no single outlet makes, at least so much is left without it


def robustness(cells: Cells, *, panel: Collection[str], plan: Plan) -> tuple[Robustness, ...]:
    """
    How each series' change depends on who is counted.

    An outlet *makes* a change when less than half of it remains without that outlet, and zero is in its interval then.
    """
    heard = (cells.sizes[0, -1] > 0) & (cells.sizes[0, :-1].sum(axis=0) > 0)
    like = _kept(cells, heard, plan)
    fixed = _kept(cells, cells.at(panel), plan)
    least, most = _left_out(cells)
    return tuple(
        Robustness(
            like_change=like[at][0],
            like_low=like[at][1],
            like_high=like[at][2],
            like_n=like[at][3],
            panel_change=fixed[at][0],
            panel_low=fixed[at][1],
            panel_high=fixed[at][2],
            panel_n=fixed[at][3],
            without_least=least[at],
            without_most=most[at],
            lone="",
        )
        for at in range(len(cells.signed))
    )


def lone_outlet(cells: Cells, *, series: int, level: float) -> str:
    """The outlet that alone makes the change of one series; "" = none does."""
    change = float((cells.now.mean - cells.base.mean)[series])
    for place in np.argsort(-np.sign(change) * _added(cells)[series], kind="stable")[:SUSPECTS].tolist():
        keep = np.arange(len(cells.outlets)) != place
        rest = cells.of(keep)
        left = float((rest.now.mean - rest.base.mean)[series])
        low, high = change_interval(rest.now, rest.base, clustering(rest), level=level)
        if left / change < REMAINS and low[series] <= 0 <= high[series]:
            return str(cells.outlets[place])
    return ""


def _kept(cells: Cells, keep: Flags, plan: Plan) -> list[tuple[float | None, float | None, float | None, int]]:
    """(change, low, high, n) of each series among some outlets; None where too few pieces are left."""
    some = cells.of(keep)
    now, base = some.now, some.base
    low, high = change_interval(now, base, clustering(some), level=plan.level)
    change = now.mean - base.mean
    found: list[tuple[float | None, float | None, float | None, int]] = []
    for at in range(len(cells.signed)):
        n = int(now.n[at])
        enough = n >= plan.least_share_n and base.n[at] >= plan.least_share_n
        numbers = (float(change[at]), float(low[at]), float(high[at])) if enough else (None, None, None)
        found.append((*numbers, n))
    return found


def _added(cells: Cells) -> Floats:
    """(series, outlet): how far each outlet moves the change from what its pieces would at the base's mean."""
    score = cells.plus - cells.minus - cells.sizes * cells.base.mean[:, None, None]
    now, base = np.maximum(cells.now.n, 1), np.maximum(cells.base.n, 1)
    return np.asarray(score[:, -1] / now[:, None] - score[:, :-1].sum(axis=1) / base[:, None])


def _left_out(cells: Cells) -> tuple[list[float | None], list[float | None]]:
    """The smallest and the largest change of each series when one outlet is left out."""
    score, sizes = cells.plus - cells.minus, cells.sizes
    n, base_n = sizes[0, -1], sizes[0, :-1].sum(axis=0)
    left, base_left = n.sum() - n, base_n.sum() - base_n
    known = (left > 0) & (base_left > 0) & (n + base_n > 0)
    if not known.any():
        return [None] * len(score), [None] * len(score)
    now = (score[:, -1].sum(axis=-1, keepdims=True) - score[:, -1]) / np.maximum(left, 1)
    before = score[:, :-1].sum(axis=1)
    change = (now - (before.sum(axis=-1, keepdims=True) - before) / np.maximum(base_left, 1))[:, known]
    return change.min(axis=1).tolist(), change.max(axis=1).tolist()
