"""What the findings of a week are made of: rows as the database gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekIndex:
    """One series in one week: each outlet's value, 100 = mean of the reference window."""

    week: date
    dimension: str
    code: str
    outlets: tuple[str, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCount:
    """How many pieces use one word or one pair of words."""

    term: str
    k: int
    n: int
    base_k: int
    base_n: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece that no topic explains."""

    id: str
    title: str
    url: str
    outlet: str
    published: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedCodes:
    """How one reference text is coded."""

    title: str
    topics: tuple[str, ...]
    orientation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LongSeries:
    """One series over many weeks."""

    dimension: str
    code: str
    label: str
    values: tuple[float, ...]  # share or balance per week
    sizes: tuple[float, ...]  # pieces per week, each > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCount:
    """How the coding and an auditor agree on one code; pieces, weighted by 1 / chance of being drawn, scaled to n."""

    dimension: str
    code: str
    both: float  # both say that the piece bears it
    missed: float  # the auditor alone
    wrong: float  # the coding alone
    neither: float
