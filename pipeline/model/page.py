"""What a digest prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from pipeline.model.codes import Orientation
from pipeline.model.coding import Agreement
from pipeline.model.pack import Event, Measured
from pipeline.model.week import WeekSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of this week's commentary that could be quoted: a candidate for a Voice."""

    article: str  # Article.id
    title: str
    author: str
    outlet: str  # its name
    published: date | None
    url: str
    orientation: Orientation
    quote: str  # verbatim from the stored full text
    weight: float  # how much it speaks for the orientation, logits
    verbatim: bool = True  # whether the stored text holds the quote, word for word


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A quote for the digest, with its receipt."""

    code: str  # orientation
    quote: str  # verbatim from the stored text
    title: str
    author: str
    outlet: str
    published: date | None
    url: str
    why: str  # the rule that chose it


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many items passed each gate, and which sources did not answer."""

    gates: tuple[tuple[str, int, int], ...]  # (gate, in this week, in all)
    outlets_heard: int
    outlets_listed: int
    languages: tuple[tuple[str, int], ...]
    not_reached: tuple[tuple[str, str], ...]  # (feed URL, reason)
    failures: tuple[tuple[str, int], ...]  # (stage, items)
    coding: str = ""  # method and version whose codes are counted; "" = nothing was coded
    parted: str = ""  # what is wrong with the two measures of orientation; "" = nothing


SourceState: TypeAlias = Literal["as usual", "fewer than usual", "silent", "not reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """How many articles one listed outlet gave, whatever they are about."""

    key: str
    name: str
    articles: int  # in the week
    before: tuple[int, ...]  # in each earlier week that had any, in no order


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletWeek:
    """One outlet in one week: how much it gave, and where its commentary stands."""

    key: str
    name: str
    articles: int  # read this week, whatever they are about
    usual: float | None  # median of the weeks before; None = it is new
    state: SourceState
    n: int  # pieces of commentary that count
    k: int  # of these, calls to engage
    minus_k: int  # and to confront
    base_n: int
    base_k: int
    base_minus_k: int
    change: float | None  # of its balance, -2..2; None = too few pieces in either period
    change_low: float | None  # 95 % interval, for this outlet alone
    change_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWeek:
    """The counts of one week, all outlets together."""

    week: date  # its Monday
    n: int
    counts: tuple[tuple[str, str, int], ...]  # (dimension, code, k)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedText:
    """One reference text as the digest prints it."""

    title: str
    author: str  # "" = unknown
    outlet: str  # "" = unknown
    published: str  # "YYYY-MM-DD" or "YYYY-MM"; "" = unknown
    url: str  # "" = unknown
    topics: tuple[str, ...]  # labels of the topics that it argues
    quote: str  # verbatim, at most 30 words; "" = none that short


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The seeds as a reference: of n texts, how many bear each code."""

    n: int
    counts: tuple[tuple[str, str, int], ...]  # (dimension, code, k)
    texts: tuple[SeedText, ...]
    coded: bool = True  # whether the counts are those of the coding; else of the passages that the pack quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """One printed figure that a later vintage of an issue corrects."""

    vintage: int  # that corrects it
    on: date | None  # UTC
    figure: str  # its label
    old: str  # as printed before
    new: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything that a page or a mail prints; rendering adds nothing to it."""

    name: str  # of the pack
    title: str  # of the pack
    week: date  # its Monday, UTC
    headline: str
    deck: str
    summary: WeekSummary
    previous: tuple[WeekSummary, ...]  # earlier weeks, oldest first, for charts
    voices: tuple[Voice, ...]
    coverage: Coverage
    seeds: Profile
    events: tuple[Event, ...]  # within the weeks shown
    pack_version: str
    queries: tuple[tuple[str, str], ...]  # (figure id, SQL that gives it)
    vintage: int = 1  # of the issue: one more with each correction of its figures
    known: datetime | None = None  # UTC: the queries ask for what was known then; None = they have no time
    before: str | None = None  # name of the issue before it, "2026-W45"; "" = it is the first; None = in no archive
    issued: datetime | None = None  # UTC, when these figures were published; None = not an issue
    errata: tuple[Erratum, ...] = ()  # of all vintages, the newest first
    history: tuple[PastWeek, ...] = ()  # the weeks of the heat map, oldest first, this one last
    outlets: tuple[OutletWeek, ...] = ()  # listed or heard, most commentary first
    measured: tuple[Measured, ...] = ()  # error of the coding; () = never measured
    agreement: Agreement | None = None  # of the coding with a second measure, this week
    refused: int = 0  # quotes that the stored text does not hold word for word
