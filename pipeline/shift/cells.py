"""Counts of a window of weeks as arrays: one cell per outlet and week, because pieces of one outlet are alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.model.week import BALANCE, TopicCount, WeekCount
from pipeline.shift.series import POLES, Series

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """
    Pieces by series, week and outlet, each scored +1, 0 or -1. Leading axes are free: simulations have one for runs.

    A share scores +1 and 0 only; the balance of orientation scores -1 for confront.
    """

    outlets: tuple[str, ...]
    sizes: Floats  # (..., 1, week, outlet): pieces; the last week is the one asked about
    plus: Floats  # (..., series, week, outlet): pieces that score +1
    minus: Floats  # the same shape: pieces that score -1; 0 for a share
    signed: Flags  # (series): whether it is a balance

    def of(self, keep: Flags) -> Cells:
        """The same cells of some outlets."""
        return replace(
            self,
            outlets=tuple(outlet for outlet, kept in zip(self.outlets, keep, strict=True) if kept),
            sizes=self.sizes[..., keep],
            plus=self.plus[..., keep],
            minus=self.minus[..., keep],
        )

    def at(self, outlets: Collection[str]) -> Flags:
        """Which of the outlets are among *outlets*."""
        return np.array([outlet in outlets for outlet in self.outlets], dtype=bool)

    def before(self, weeks: int) -> Cells:
        """The same cells without the last *weeks*."""
        return replace(
            self, sizes=self.sizes[..., :-weeks, :], plus=self.plus[..., :-weeks, :], minus=self.minus[..., :-weeks, :]
        )

    def after(self, weeks: int) -> Cells:
        """The same cells without the first *weeks*."""
        return replace(
            self, sizes=self.sizes[..., weeks:, :], plus=self.plus[..., weeks:, :], minus=self.minus[..., weeks:, :]
        )

    @property
    def now(self) -> Sample:
        """The last week, all outlets together."""
        return _sample(self, slice(-1, None))

    @property
    def base(self) -> Sample:
        """All weeks before the last, all outlets together."""
        return _sample(self, slice(0, -1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """Pieces of one period, all outlets together: one number per series in each array."""

    k: Floats
    minus_k: Floats
    n: Floats
    signed: Flags

    @property
    def mean(self) -> Floats:
        """Mean score, -1..1; 0 of nothing."""
        return (self.k - self.minus_k) / np.maximum(self.n, 1)

    @property
    def square(self) -> Floats:
        """Mean of the squared score, 0..1."""
        return (self.k + self.minus_k) / np.maximum(self.n, 1)

    @property
    def variance(self) -> Floats:
        """Variance of one piece's score, 0..1."""
        return np.maximum(0.0, self.square - self.mean**2)


def _sample(cells: Cells, weeks: slice) -> Sample:
    k, minus, n = (array[..., weeks, :].sum(axis=(-2, -1)) for array in (cells.plus, cells.minus, cells.sizes))
    return Sample(k=k, minus_k=minus, n=np.broadcast_to(n, k.shape), signed=cells.signed)


class Tally:
    """The rows of some weeks, found by series and cell."""

    def __init__(self, counts: Iterable[WeekCount], weeks: Collection[date]) -> None:
        """Keep the rows of *weeks*; a series without a row in a cell has k = 0 there."""
        self.sizes: dict[tuple[date, str], float] = {}
        self._hits: dict[tuple[str, str], dict[tuple[date, str], float]] = {}
        for row in counts:
            if row.week in weeks and row.n > 0:
                cell = (row.week, row.outlet)
                self.sizes[cell] = max(row.n, self.sizes.get(cell, 0))
                self._hits.setdefault((row.dimension, row.code), {})[cell] = row.k

    def add(self, dimension: str, code: str, cell: tuple[date, str], k: float) -> None:
        """Note that *k* more pieces of a cell bear a code."""
        hits = self._hits.setdefault((dimension, code), {})
        hits[cell] = hits.get(cell, 0.0) + k

    def cells(self, series: Sequence[Series], weeks: Sequence[date]) -> Cells:
        """The pieces of *weeks*, in their order, scored for each of *series*."""
        at = {week: place for place, week in enumerate(weeks)}
        column = {name: place for place, name in enumerate(sorted({name for _, name in self.sizes}))}
        sizes = np.zeros((1, len(weeks), len(column)))
        for (week, name), n in self.sizes.items():
            if week in at:
                sizes[0, at[week], column[name]] = n
        plus, minus = (np.zeros((len(series), *sizes.shape[1:])) for _ in range(2))
        signed = np.array([(each.dimension, each.code) == BALANCE for each in series], dtype=bool)
        for place, each in enumerate(series):
            keys = [(BALANCE[0], pole) for pole in POLES] if signed[place] else [(each.dimension, each.code)]
            for key, target in zip(keys, (plus, minus), strict=False):
                for (week, name), k in self._hits.get(key, {}).items():
                    if week in at:
                        target[place, at[week], column[name]] = k
        return Cells(outlets=tuple(column), sizes=sizes, plus=plus, minus=minus, signed=signed)


def by_topic(mixes: Iterable[TopicCount], series: Sequence[Series], weeks: Sequence[date]) -> Cells | None:
    """
    The same pieces with their topics as cells; None without rows.

    A piece of m topics is 1 / m of a piece in each, so that cells add up to the whole.
    """
    tally = Tally((), ())
    for row in mixes:
        if row.week in weeks:
            share = row.pieces / row.topics
            cell = (row.week, row.topic)
            if row.dimension == BALANCE[0]:  # every piece has one orientation: they count the pieces of the cell
                tally.sizes[cell] = tally.sizes.get(cell, 0.0) + share
            tally.add(row.dimension, row.code, cell, share)
    return tally.cells(series, weeks) if tally.sizes else None
