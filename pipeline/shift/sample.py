"""Counts of one period as a sample: one cell per outlet and week, because pieces of one outlet are not independent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pipeline.model import BALANCE, WeekCount
from pipeline.shift.series import POLES, Series

Cell: TypeAlias = tuple[date, str]  # week, outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """
    Pieces of one period, each scored +1, 0 or -1.

    A share scores +1 and 0 only; the balance of orientation scores -1 for confront.
    """

    plus: tuple[int, ...]  # pieces per cell that score +1
    minus: tuple[int, ...]  # pieces per cell that score -1; () = a share, where none can
    sizes: tuple[int, ...]  # pieces per cell, each > 0

    @property
    def k(self) -> int:
        return sum(self.plus)

    @property
    def minus_k(self) -> int:
        return sum(self.minus)

    @property
    def n(self) -> int:
        return sum(self.sizes)

    @property
    def mean(self) -> float:
        """Mean score, -1..1; 0 of nothing."""
        return (self.k - self.minus_k) / self.n if self.n else 0.0

    @property
    def variance(self) -> float:
        """Variance of one piece's score, 0..1."""
        return (self.k + self.minus_k) / self.n - self.mean**2 if self.n else 0.0

    def clustered(self) -> float:
        """Variance of the sum of scores when each cell is one draw, pieces squared; 0 when one cell tells nothing."""
        cells = len(self.sizes)
        if cells < 2:
            return 0.0
        mean = self.mean
        rows = zip(self.plus, self.minus or (0,) * cells, self.sizes, strict=True)
        return cells / (cells - 1) * sum((plus - minus - n * mean) ** 2 for plus, minus, n in rows)


class Tally:
    """The rows of a window of weeks, found by series and cell."""

    def __init__(self, counts: Iterable[WeekCount], weeks: Collection[date]) -> None:
        """Keep the rows of *weeks*; a series without a row in a cell has k = 0 there."""
        self.sizes: dict[Cell, int] = {}
        self._hits: dict[tuple[str, str], dict[Cell, int]] = {}
        for row in counts:
            if row.week in weeks and row.n > 0:
                cell = (row.week, row.outlet)
                self.sizes[cell] = max(row.n, self.sizes.get(cell, 0))
                self._hits.setdefault((row.dimension, row.code), {})[cell] = row.k

    def sample(self, series: Series, weeks: Sequence[date]) -> Sample:
        """The pieces of *weeks*, scored for one series."""
        cells = sorted(cell for cell in self.sizes if cell[0] in weeks)
        key = (series.dimension, series.code)
        plus = self._hits.get((BALANCE[0], POLES[0]) if key == BALANCE else key, {})
        minus = self._hits.get((BALANCE[0], POLES[1]), {})
        return Sample(
            plus=tuple(plus.get(cell, 0) for cell in cells),
            minus=tuple(minus.get(cell, 0) for cell in cells) if key == BALANCE else (),
            sizes=tuple(self.sizes[cell] for cell in cells),
        )
