"""The figures of some cells: every number that n allows, then the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.model.week import Figure, Plan
from pipeline.shift.cells import Cells, Flags, Floats, Sample
from pipeline.shift.estimate import change_interval, clustering, detectable, interval, p_value
from pipeline.shift.series import Series


def testable(cells: Cells, plan: Plan) -> Flags:
    """Which series have pieces enough for a verdict."""
    now, base = cells.now, cells.base
    return np.asarray(
        (now.k + now.minus_k >= plan.least_k) & (now.n >= plan.least_share_n) & (base.n >= plan.least_share_n)
    )


def figures_of(cells: Cells, series: Sequence[Series], *, tested: Flags, tests: int, plan: Plan) -> tuple[Figure, ...]:
    """
    One figure per series, without q-value and verdict.

    A lone shift must pass the first step of the step-up rule, fdr / *tests*: the detectable change is for that.
    """
    now, base, noise = cells.now, cells.base, clustering(cells)
    low, high = interval(now, noise, level=plan.level)
    change_low, change_high = change_interval(now, base, noise, level=plan.level)
    p = p_value(now, base, noise)
    least = detectable(now, base, noise, alpha=plan.fdr / max(1, tests), power=plan.power)
    shown, base_shown = _shown(now, plan), _shown(base, plan)

    return tuple(
        Figure(
            dimension=each.dimension,
            code=each.code,
            label=each.label,
            k=int(now.k[at]),
            n=int(now.n[at]),
            share=_number(now.mean, at, shown),
            low=_number(low, at, shown),
            high=_number(high, at, shown),
            minus_k=int(now.minus_k[at]),
            base_k=int(base.k[at]),
            base_n=int(base.n[at]),
            base_minus_k=int(base.minus_k[at]),
            base_share=_number(base.mean, at, base_shown),
            change=_number(now.mean - base.mean, at, tested),
            change_low=_number(change_low, at, tested),
            change_high=_number(change_high, at, tested),
            p=_number(p, at, tested),
            q=None,
            deff=float(noise.deff[at]),
            detectable=_number(least, at, tested),
            verdict="not enough evidence",
        )
        for at, each in enumerate(series)
    )


def _shown(sample: Sample, plan: Plan) -> Flags:
    return np.asarray((sample.n >= plan.least_share_n) & (sample.k + sample.minus_k >= plan.least_k))


def _number(values: Floats, at: int, known: Flags) -> float | None:
    return float(values[at]) if known[at] and not np.isnan(values[at]) else None


def settled(figure: Figure, q: float, plan: Plan) -> Figure:
    """A tested figure with its q-value and verdict."""
    low, high = figure.change_low, figure.change_high
    if low is None or high is None or q >= plan.fdr or low <= 0 <= high:
        return replace(figure, q=q, verdict="no clear change")
    return replace(figure, q=q, verdict="clear rise" if low > 0 else "clear fall")
