"""Whether the clear shifts of the week before held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.model.findings import Held
from pipeline.model.week import Figure, Plan
from pipeline.shift.cells import Cells
from pipeline.shift.estimate import change_interval, clustering
from pipeline.shift.figures import testable


def held(figures: Sequence[Figure], cells: Cells, *, plan: Plan) -> tuple[Held, ...]:
    """
    What became of last week's clear shifts.

    This week is compared with the baseline of the week before, which leaves both weeks out. One test per shift, named
    beforehand, needs no adjustment: confirmed when the interval leaves out zero on the same side.

    Args:
        figures: of the week before, with its verdicts.
        cells: the baseline of the week before, then that week, then this one.
    """
    weeks = cells.sizes.shape[-2]
    keep = np.arange(weeks) != weeks - 2
    without = replace(cells, sizes=cells.sizes[:, keep], plus=cells.plus[:, keep], minus=cells.minus[:, keep])
    now, base = without.now, without.base
    low, high = change_interval(now, base, clustering(without), level=plan.level)
    enough = testable(without, plan) & (now.n >= plan.least_week_n)
    found = []
    for at, each in enumerate(figures):
        if each.verdict == "clear rise" or each.verdict == "clear fall":
            same = low[at] > 0 if each.verdict == "clear rise" else high[at] < 0
            found.append(
                Held(
                    dimension=each.dimension,
                    code=each.code,
                    label=each.label,
                    was=each.verdict,
                    change=float(now.mean[at] - base.mean[at]) if enough[at] else None,
                    low=float(low[at]) if enough[at] else None,
                    high=float(high[at]) if enough[at] else None,
                    verdict="not enough evidence" if not enough[at] else "confirmed" if same else "not held",
                )
            )
    return tuple(found)
