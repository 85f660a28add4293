"""What a digest prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.model.codes import Orientation
from pipeline.model.pack import Event
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
