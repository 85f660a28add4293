"""What is found between two issues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipeline.model.findings import Part
from pipeline.model.week import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One early look: the seven days before a day, against the weeks before them."""

    day: date  # the seven days end where it begins, UTC
    n: int  # countable pieces of the seven days
    base_n: int
    outlets: int  # with at least one of them
    tests: int  # figures that were tested
    fdr: float  # below which a change was called
    baseline_weeks: int
    why: str  # why nothing was tested, "" = it was
    pack_version: str
    known_at: datetime  # UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A clear change that an early look found and no issue had reported."""

    day: date  # of its look
    figure: Figure
    largest: Part  # of the change: within outlets, their mix, entry or exit of outlets
    lone: str  # key of the outlet without which nothing is clear, "" = no single one
    known_at: datetime  # UTC
