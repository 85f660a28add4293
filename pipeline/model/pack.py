"""What `seeds/` holds: everything editorial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.model.codes import Genre


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes: one voice of the count, with one or more feeds."""

    key: str  # slug, unique
    name: str
    feeds: tuple[str, ...]  # URLs as listed, unverified
    country: str  # ISO 3166-1 alpha-2; "" = unknown
    affiliation: Literal["independent", "state_funded", "state", "party", "unknown"]
    owner: str  # "" = unknown
    kind: Literal[
        "magazine", "think_tank", "newspaper", "broadcaster", "agency", "blog", "trade", "aggregator", "unknown"
    ]
    genre: Genre | None  # default of its feeds; None = no default
    language: str  # ISO 639-1; "" = unknown
    added: date
    removed: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a seed text, by place: `text[start:end]` of the file as it is."""

    seed: str  # key of a Seed
    start: int  # characters
    end: int  # characters, exclusive
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One subject of discussion: a row of the codebook's table."""

    slug: str
    label: str
    description: str
    phrases: tuple[str, ...]  # a trailing * matches any ending; capitals match only capitals, so mostly lower case
    quotes: tuple[Quote, ...]  # the seed passages that argue it


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One of the articles that the topics come from."""

    key: str  # file name without ending
    title: str
    text: str  # as the file is, chrome and all: offsets count its characters
    outlet: str  # "" = unknown
    author: str  # "" = unknown
    published: date | None  # None = no public copy shows the day
    published_month: str  # "YYYY-MM", or "" = unknown
    url: str  # "" = unknown
    note: str  # what is known of the copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One question the codebook asks of an article, with its possible answers."""

    slug: str  # relevance, genre, topics, orientation, blame, outlook
    label: str
    codes: tuple[tuple[str, str], ...]  # (code, label), in the codebook's order; the last means none


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One of the two parties whose relationship the pack is about."""

    key: str  # also the code of dimension blame
    label: str
    phrases: tuple[str, ...]  # a trailing * matches any ending; capitals match only capitals, so mostly lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text written for this pack, that shows what a code means."""

    dimension: str
    codes: tuple[str, ...]  # one; of topics any number, none of them included
    kind: str  # "plain", or the name of what makes it hard
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleArticle:
    """A whole article written for this pack, with its answer to every question of the codebook."""

    title: str
    text: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]  # (dimension, codes): one code; of topics any number


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A known turn, written before any measurement."""

    on: date  # UTC
    label: str
    topics: tuple[str, ...]
    orientation: Literal["up", "down", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletGroup:
    """Outlets of one origin, or of one kind of owner; a group that names neither holds those of no other country."""

    key: str
    label: str
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    affiliations: tuple[str, ...] = ()  # as of Outlet.affiliation


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyCorrection:
    """A human word on copies; it wins over what was found."""

    act: Literal["join", "split"]  # the two are one piece; the one is no copy of anything
    articles: tuple[str, ...]  # canonical addresses, or ids: two to join, one to split off
    who: str
    when: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCorrection:
    """A human word on how one article answers one question; it wins over every method."""

    article: str  # canonical address, or id
    dimension: str  # of the codebook
    codes: tuple[str, ...]  # one; of topics all that it has, none of them included
    who: str
    when: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How well one question of the codebook is coded, on articles that people coded."""

    version: str  # of the coding that was measured
    dimension: str
    n: int  # articles on which the coders agree
    accuracy: float  # 0..1; of topics, the share of article-topic pairs
    macro_f1: float
    low: float  # 95 % interval of macro_f1
    high: float
    ceiling: float | None  # macro-F1 of one coder against the other; None = one coder


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything editorial: the one place that knows the subject."""

    name: str  # slug, e.g. of the database's rows
    title: str  # as the digest prints it
    languages: tuple[str, ...]  # ISO 639-1 of the texts that are coded
    actors: tuple[Actor, ...]  # two: the pair whose relationship counts
    dimensions: tuple[Dimension, ...]  # in the codebook's order
    topics: tuple[Topic, ...]
    axes: tuple[tuple[str, str, tuple[str, ...]], ...]  # (dimension, code, phrases)
    outlets: tuple[Outlet, ...]
    seeds: tuple[Seed, ...]
    events: tuple[Event, ...]
    weights: bytes  # of the trained heads, as in the file; b"" = none, phrases alone
    version: str  # sha256 hex of all that coding depends on, 12 characters
    groups: tuple[OutletGroup, ...] = ()  # whose figures stand beside each other
    panel: tuple[str, ...] = ()  # outlets of the fixed panel; () = those heard in half the reference window
    reference: tuple[date, date] | None = None  # Mondays, half-open: the window of the index; None = trailing
    copy_corrections: tuple[CopyCorrection, ...] = ()
    poles: tuple[tuple[str, str, tuple[str, ...]], ...] = ()  # (dimension, code, words): the ends of the second measure
    scaling: bytes = b""  # words of the second measure, as in the file; b"" = the words of the axes alone
    examples: tuple[Example, ...] = ()  # texts written to show what the codes mean; read for training alone
    example_articles: tuple[ExampleArticle, ...] = ()  # the same
    measured: tuple[Measured, ...] = ()  # error of the coding, as last measured; () = never
    errors: bytes = b""  # what the heads say of articles held out, as in the file; b"" = nothing is adjusted
    code_corrections: tuple[CodeCorrection, ...] = ()
