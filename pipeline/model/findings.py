"""What is found about a week beside its figures: why they moved, who moved them, and what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Part: TypeAlias = Literal["within", "mix", "entry", "exit", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposition:
    """
    How a change comes about; `within + mix + entry + exit` is *change*. All are differences of a mean score, -1..1.

    The cells are outlets, or topics. *within*: the cells' own means moved. *mix*: cells heard in both periods have
    other weights. *entry* and *exit*: cells heard in one period alone differ from the rest.
    """

    change: float
    within: float
    within_low: float  # interval of *within*: where it holds zero, minds are not shown to have changed
    within_high: float
    mix: float
    entry: float
    exit: float
    cells: int  # heard in both periods
    largest: Part  # the part that makes most of the change; "none" = nothing changed
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """The same change counted otherwise; None where too few pieces are left to tell."""

    like_change: float | None  # outlets heard in both periods
    like_low: float | None
    like_high: float | None
    like_n: int
    panel_change: float | None  # outlets of the fixed panel
    panel_low: float | None
    panel_high: float | None
    panel_n: int
    without_least: float | None  # the smallest and the largest change that remains when one outlet is left out
    without_most: float | None
    lone: str  # outlet without which a clear change is none; "" = no single outlet makes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What became of a shift that was clear in the week before."""

    dimension: str
    code: str
    label: str
    was: Literal["clear rise", "clear fall"]
    change: float | None  # this week against the baseline of the week before, which leaves both out
    low: float | None
    high: float | None
    verdict: Literal["confirmed", "not held", "not enough evidence"]
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispersion:
    """
    How far outlets are apart in their mean orientation, score -1..1: standard deviation between outlets beyond chance.

    The interval is that of the change of the variance between outlets, by jackknife over outlets.
    """

    now: float
    base: float
    change_low: float  # score squared
    change_high: float
    outlets: int  # heard in both periods
    poles: float  # share of pieces that call for one of the two sides, 0..1
    base_poles: float
    verdict: Literal["parting", "closing", "no clear change"]
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """
    One series in units of each outlet's own spread, averaged over outlets; 100 = mean of the reference window.

    None where fewer outlets than the plan wants have a history in the window.
    """

    dimension: str
    code: str
    label: str
    value: float | None
    low: float | None  # interval by bootstrap over outlets
    high: float | None
    outlets: int
    panel: float | None  # the same over the outlets of the fixed panel
    panel_outlets: int
    before: tuple[tuple[date, float], ...]  # (Monday, value) of earlier weeks, oldest first
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or pair of words that this week uses more, or less, than the weeks before."""

    term: str
    k: int  # pieces with it this week
    n: int
    base_k: int
    base_n: int
    outlets: int  # that used it in either period
    log_odds: float  # natural logarithm of the ratio of odds, shrunk by the prior
    z: float  # in standard errors; > 0 = more
    kind: Literal["more", "less", "new", "gone"]
    context: str  # a sentence with it, verbatim; "" = none was found
    url: str  # of that piece
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A group of pieces that no topic explains: a proposal to the editor, never a topic of its own accord."""

    terms: tuple[str, ...]  # that tell it from the other pieces, the strongest first
    outlets: int
    articles: tuple[tuple[str, str, str], ...]  # (id, title, URL), the most typical first
    likeness: float  # mean cosine between its pieces, 0..1
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedDistance:
    """How far the week's mix of topics is from that of the reference texts, which are few: said with every number."""

    n: int  # reference texts
    distance: float  # Jensen-Shannon, base 2, 0 = the same mix, 1 = nothing in common
    low: float  # the smallest and the largest distance when one reference text is left out
    high: float
    base_distance: float | None  # of the weeks before
    balance: float | None  # of the week, score -1..1
    seeds_balance: float
    nearest: str  # title of the reference text whose topics and orientation the week is nearest to
    each: tuple[tuple[str, float], ...]  # (title, distance), nearest first
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningPoint:
    """A week at which the level of a long series changed."""

    dimension: str
    code: str
    label: str
    week: date  # the first of the new level
    before: float  # mean share or balance of up to a year on either side
    after: float
    p: float  # of so strong a turn anywhere in any series, if weeks had no order
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """A share, 0..1, had the coding made no errors, as they were measured on articles that it had not learned from."""

    share: float
    low: float  # interval: noise of the week's pieces, clustered by outlet, and of the measured errors
    high: float
    method: str  # PACC = probabilistic adjusted count
    n: int  # articles on which the errors were measured
    sql: str = ""  # gives what is adjusted: the mean probability of the code


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A share set right for the measured errors of the coding; the raw share stands beside it."""

    dimension: str
    code: str
    label: str
    raw: float
    share: float
    low: float
    high: float
    sensitivity: float  # of pieces with the code, how many were given it
    specificity: float  # of pieces without it, how many were not
    audited: int  # pieces that were read by hand
    sql: str = ""
