"""The figures of a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from pipeline.model.findings import (
    Adjusted,
    Corrected,
    Decomposition,
    Dispersion,
    Held,
    Index,
    Robustness,
    SeedDistance,
    Term,
    Theme,
    TurningPoint,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a week is tested, fixed before it is looked at: each number stands in the method note of the digest."""

    baseline_weeks: int = 4  # weeks before this one: long enough for n, short enough to be the recent past
    level: float = 0.95  # of every interval: the custom of the field
    fdr: float = 0.10  # expected false share among the shifts called: about one false alarm in ten weeks
    power: float = 0.80  # at which the smallest detectable change is given: the custom of the field
    least_share_n: int = 30  # pieces below which a percentage is a false precision: counts only
    least_k: int = 5  # pieces below which a code is "fewer than 5" and gets no verdict
    least_week_n: int = 100  # pieces below which a week, or a whole baseline, is thin: no shift is called
    least_outlets: int = 8  # outlets below which clustering cannot be measured: no shift is called
    least_answered: float = 0.70  # share of the listed feeds that answered, below which silence may be ours
    reference: tuple[date, date] | None = None  # Mondays, half-open: the frozen window of the index; None = trailing
    reference_weeks: int = 52  # of a trailing window, which ends where the baseline starts: a year has all seasons
    reference_least: int = 8  # weeks that an outlet must have in it: fewer give no spread of its own
    panel: tuple[str, ...] = ()  # outlets of the fixed panel; () = those heard in half the weeks of the window
    turning_weeks: int = 104  # of the long series: two years hold a turn and what came before it


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCount:
    """
    Of one outlet's countable pieces of one week, how many bear one code.

    Countable is the head of a cluster that is core commentary with full text.
    """

    week: date  # its Monday
    outlet: str
    dimension: str
    code: str
    k: int  # pieces with the code
    n: int  # pieces counted


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCount:
    """Of the countable pieces of one week that bear one topic, how many give one answer; topic "" = pieces of none."""

    week: date  # its Monday
    topic: str
    topics: int  # that each of these pieces bears, at least 1: it counts 1 / topics here
    dimension: str
    code: str
    pieces: int


Verdict: TypeAlias = Literal["clear rise", "clear fall", "no clear change", "not enough evidence"]
BALANCE = ("orientation", "balance")  # (dimension, code) of the figure that is engage less confront


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    One measure of one week against its baseline; None where n forbids a number.

    A share is `k / n`, 0..1. The balance of orientation (code "balance") is `(k - minus_k) / n`, -1..1:
    pieces for engaging less pieces for confronting. Only the balance has a *minus_k*.
    """

    dimension: str
    code: str
    label: str
    k: int
    n: int
    share: float | None
    low: float | None  # 95 % interval
    high: float | None
    minus_k: int = 0
    base_k: int
    base_n: int
    base_minus_k: int = 0
    base_share: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    p: float | None
    q: float | None  # false discovery rate over all tests of the week
    deff: float  # design effect of outlets, 1 = none
    detectable: float | None  # smallest change that this n finds with the plan's power
    verdict: Verdict
    by_outlet: Decomposition | None = None  # None = not tested
    by_topic: Decomposition | None = None  # None for topics themselves, and where not tested
    robust: Robustness | None = None  # None = not tested
    adjusted: Adjusted | None = None  # None = the errors of the coding are not known
    sql: str = ""  # gives k, n, base_k and base_n


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Outlets of one origin or one kind of owner: their own figures, against their own baseline."""

    key: str
    label: str
    outlets: int  # with a piece this week
    n: int
    base_n: int
    figures: tuple[Figure, ...]  # answers of orientation, then the balance, which alone is tested
    gap: float | None  # its balance less that of all other outlets, -2..2
    gap_low: float | None
    gap_high: float | None
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSummary:
    """All figures of one week."""

    week: date  # its Monday, UTC
    plan: Plan
    n: int  # countable pieces this week
    base_n: int
    outlets: int  # with at least one countable piece
    figures: tuple[Figure, ...]  # every series of the pack in its order, then the balance
    tests: int  # figures that were tested, those of groups too: the family of the false discovery rate
    caution: str  # why no shift is called, "" when shifts may be called
    false_alarms: float = 0.0  # expected among the shifts called: the plan's fdr times their number
    unadjusted_alarms: float = 0.0  # that as many tests would raise at 1 - level without the adjustment
    held: tuple[Held, ...] = ()  # what became of the clear shifts of the week before
    groups: tuple[Group, ...] = ()
    dispersion: Dispersion | None = None
    panel: tuple[str, ...] = ()  # outlets of the fixed panel
    reference: tuple[date, date] | None = None  # Mondays, half-open, of the index's window
    frozen: bool = False  # whether the pack fixed that window, or it trails the week
    indices: tuple[Index, ...] = ()
    terms: tuple[Term, ...] = ()
    themes: tuple[Theme, ...] = ()
    seeds: SeedDistance | None = None
    turning: tuple[TurningPoint, ...] = ()
    searched: int | None = None  # weeks of the long series with pieces enough for a share; None = nobody looked
    corrected: tuple[Corrected, ...] = ()
