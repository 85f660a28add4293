"""What a back-test finds: the expectations of events against the weeks that followed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from pipeline.model.pack import Event
from pipeline.model.week import WeekSummary

Score: TypeAlias = Literal["hit", "wrong direction", "missed", "not enough evidence", "nothing expected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One expectation of one event."""

    dimension: str
    code: str
    label: str
    expected: Literal["clear rise", "clear fall"]
    score: Score
    week: date | None  # of the verdict that decided; None = there was none
    change: float | None  # the largest in the expected direction among the weeks scored
    chance: float | None  # share of null weeks with this verdict; None = no null week was judged on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One event and what came of it."""

    event: Event
    weeks: tuple[date, ...]  # that were scored: the event's own, and those that start within two weeks of it
    outcomes: tuple[Outcome, ...]
    others: tuple[str, ...]  # clear verdicts of those weeks that nobody expected
    score: Score  # hit = any expectation was; else the worst that was seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """A run of the weekly analysis over history, scored."""

    name: str
    first: date
    last: date
    summaries: tuple[WeekSummary, ...]  # of every week with any piece, oldest first
    events: tuple[Tested, ...]
    null_weeks: tuple[date, ...]  # drawn at random from judged weeks far from any event
    alarms: tuple[tuple[date, str], ...]  # (week, verdict) in null weeks
    wide: bool  # whether pieces of every genre were counted
