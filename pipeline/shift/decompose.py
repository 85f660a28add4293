"""Why a mean moved: its cells' own means, their weights, or which cells were heard at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from pipeline.model.findings import Decomposition, Part
from pipeline.shift.cells import Cells, Floats
from pipeline.shift.estimate import Clustering

PARTS = tuple(part for part in get_args(Part) if part != "none")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Split:
    """The four parts of each series' change, and the error of the first; differences of a mean score."""

    within: Floats
    mix: Floats
    entry: Floats
    exit: Floats
    squares: tuple[Floats, Floats]  # sum over common cells of (mean weight) squared / n, now and before
    cells: Floats  # heard in both periods

    @property
    def change(self) -> Floats:
        """Their sum, which is the whole change."""
        return self.within + self.mix + self.entry + self.exit


def kitagawa(n: Floats, total: Floats, base_n: Floats, base_total: Floats) -> Split:
    """
    Split the change of a mean over cells into parts that add up to it.

    Of the cells heard in both periods, *within* weighs the change of each mean by its average weight, and *mix* the
    change of each weight by its average mean. *entry* is the weight of new cells times how far they are from the
    common ones; *exit* the same of cells no longer heard. Without a common cell all is entry and exit.

    Two cells of 50 pieces with means 0.2 and 0.6 become 25 and 75 pieces with the same means: the mean rises by 0.1,
    all of it *mix*.

    Args:
        n, base_n: (..., cell) pieces per cell now and before.
        total, base_total: (..., series, cell) sums of scores.

    Source: Kitagawa 1955, doi:10.1080/01621459.1955.10501299; entry and exit as in Foster, Haltiwanger & Krizan 2001.
    """
    common = (n > 0) & (base_n > 0)
    size, base_size = (np.maximum(each.sum(axis=-1), 1e-9) for each in (n, base_n))
    shared, base_shared = ((each * common).sum(axis=-1) for each in (n, base_n))
    weight = n * common / np.maximum(shared, 1e-9)[..., None]
    base_weight = base_n * common / np.maximum(base_shared, 1e-9)[..., None]
    mean, base_mean = total / np.maximum(n, 1e-9), base_total / np.maximum(base_n, 1e-9)
    average = (weight + base_weight) / 2
    within = (average * (mean - base_mean) * common).sum(axis=-1)
    mix = ((weight - base_weight) * (mean + base_mean) / 2 * common).sum(axis=-1)
    level, base_level = (weight * mean).sum(axis=-1), (base_weight * base_mean).sum(axis=-1)
    new = (total * ~common).sum(axis=-1) / size - (1 - shared / size) * level
    gone = (base_total * ~common).sum(axis=-1) / base_size - (1 - base_shared / base_size) * base_level
    squares = tuple((average**2 * common / np.maximum(each, 1e-9)).sum(axis=-1) for each in (n, base_n))
    return Split(
        within=within,
        mix=mix,
        entry=new,
        exit=-gone,
        squares=(squares[0], squares[1]),
        cells=np.broadcast_to(common.sum(axis=-1), within.shape).astype(float),
    )


def by_cell(cells: Cells) -> Split:
    """Split the change from the weeks before to the last over the cells' outlets (or topics)."""
    score = cells.plus - cells.minus
    sizes = cells.sizes
    return kitagawa(
        sizes[..., -1, :], score[..., -1, :], sizes[..., :-1, :].sum(axis=-2), score[..., :-1, :].sum(axis=-2)
    )


def decompositions(cells: Cells, noise: Clustering, *, level: float) -> Sequence[Decomposition]:
    """One decomposition per series, with the interval of what happened within the cells."""
    split = by_cell(cells)
    variance = cells.now.variance * split.squares[0] + cells.base.variance * split.squares[1]
    reach = noise.critical(level) * np.sqrt(variance * noise.deff)
    return tuple(_decomposition(split, reach, at) for at in range(len(split.within)))


def _decomposition(split: Split, reach: Floats, at: int) -> Decomposition:
    parts: dict[Part, float] = {part: float(getattr(split, part)[at]) for part in PARTS}
    change = float(split.change[at])
    largest: Part = max(parts, key=lambda part: parts[part] * np.sign(change)) if abs(change) > 1e-12 else "none"
    return Decomposition(
        change=change,
        within=parts["within"],
        mix=parts["mix"],
        entry=parts["entry"],
        exit=parts["exit"],
        within_low=parts["within"] - float(reach[at]),
        within_high=parts["within"] + float(reach[at]),
        cells=int(split.cells[at]),
        largest=largest,
    )


def in_points(parts: Sequence[float], digits: int = 1) -> tuple[float, ...]:
    """
    Parts in points of a hundred, rounded so that they still add up to the rounded sum: largest remainders first.

    (0.0333, 0.0333, 0.0333) is (3.4, 3.3, 3.3): their sum is 0.0999, that is 10.0 points.
    """
    exact = [100 * part * 10**digits for part in parts]
    floors = [int(np.floor(each)) for each in exact]
    missing = round(sum(exact)) - sum(floors)
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - exact[at], at))
    return tuple((floors[at] + (at in order[:missing])) / 10**digits for at in range(len(parts)))
