"""
The values that travel along the line, in the order of the line.

All are frozen and keyword-only; every datetime is aware and in UTC; every code is one of the codebook's.
`Feed -> Entry -> Page -> Article -> Assessment -> WeekCount -> WeekSummary -> Digest`, with `Failure` beside each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

Relevance: TypeAlias = Literal["core", "marginal", "none"]
Genre: TypeAlias = Literal["commentary", "news", "primary", "other"]
Orientation: TypeAlias = Literal["engage", "confront", "mixed", "none"]
Blame: TypeAlias = str  # who is blamed depends on the pack: an actor's key, "both" or "none"
Outlook: TypeAlias = Literal["improving", "worsening", "mixed", "none"]
TextStatus: TypeAlias = Literal["full", "partial", "feed_only", "paywalled", "non_article"]
Route: TypeAlias = Literal["seed", "live", "backfill"]
Stage: TypeAlias = Literal["pack", "fetch", "feeds", "extract", "identity", "classify", "store", "shift", "digest"]


def require_utc(name: str, value: datetime | None) -> None:
    """Refuse a naive datetime or one of another zone: ValueError names the field."""
    if value is not None and value.utcoffset() != timedelta(0):
        raise ValueError(f"{name} must be in UTC, got {value!r}")


# --- the topic pack: what seeds/ holds -------------------------------------------------------------------------------


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
class Event:
    """A known turn, written before any measurement."""

    on: date  # UTC
    label: str
    topics: tuple[str, ...]
    orientation: Literal["up", "down", "none"]


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


# --- the sources -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address that is polled, with what we remember of it."""

    url: str  # as listed: the key
    outlet: str  # key of an Outlet
    moved_to: str = ""  # after a permanent redirect: asked instead of url
    etag: str = ""  # opaque
    last_modified: str = ""  # opaque
    body_hash: str = ""  # sha256 hex of the last body, "" = none yet
    state: Literal["new", "ok", "unchanged", "failing", "retired"] = "new"
    status: str = ""  # readable: "200, 12 entries", "HTTP 404", "no route to host"
    failures: float = 0.0  # weighted; 0 = healthy
    checked_at: datetime | None = None  # last poll
    due_at: datetime | None = None  # our own rhythm: the schedule asks again from then on
    held_until: datetime | None = None  # the server's wish (Retry-After, max-age): always kept
    baseline: float = 0.0  # entries a week, its own usual yield; 0 = unknown
    newest: datetime | None = None  # of its entries, by their dates: what the alarm for silence looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of one item."""

    key: str  # sha256 hex of feed and canonical URL, and of the guid where items share one URL
    feed: str  # URL as listed
    outlet: str
    url: str  # absolute, http(s), as given
    title: str  # plain text
    published: datetime | None  # as the feed says, UTC
    author: str
    summary: str  # plain text
    content: str  # HTML of the item's full content, "" = none
    seen: datetime  # first seen

    def __post_init__(self) -> None:
        require_utc("published", self.published)
        require_utc("seen", self.seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the web gave for one address."""

    url: str  # asked for: the key
    final_url: str  # after redirects
    status: int  # HTTP
    body: bytes  # decompressed, within the limit
    content_type: str
    fetched: datetime
    outlet: str = ""
    entry: Entry | None = None  # the feed's word on it, if a feed led here


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text, cleaned: what every later stage reads."""

    id: str  # stable: hash of the canonical URL
    url: str  # canonical: no fragment, no tracking parameters
    outlet: str  # key of an Outlet, "" = unknown
    title: str  # without the site's name
    authors: tuple[str, ...]  # people; the agency or body credited where no person is
    published: datetime | None  # None = no source tells
    date_rule: str  # which source won: feed, json_ld, meta, url, text, seen, none
    language: str  # ISO 639-1, or 639-3 where that has none; "" = cannot tell
    section: str
    text: str  # plain; one blank line between paragraphs
    text_status: TextStatus
    status_reason: str  # why not full, "" when full
    text_hash: str  # sha256 hex of text
    extractor: str  # tool, version and options
    removed: tuple[tuple[str, int], ...] = ()  # (guard, lines it removed)
    route: Route = "live"
    known: datetime | None = None  # when we stored it

    def __post_init__(self) -> None:
        require_utc("published", self.published)
        require_utc("known", self.known)


# --- the coding ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the article that speak for one code: `text[start:end] == quote`."""

    dimension: str  # relevance, genre, topics, orientation, blame, outlook
    code: str
    quote: str
    start: int  # characters of the text given
    end: int  # exclusive
    weight: float  # what the sentence adds to the code's score, logits


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How one article is coded by one method."""

    article: str  # Article.id
    method: str  # e.g. "linear"
    version: str  # of the model: a hash of pack and weights
    relevance: Relevance
    genre: Genre
    topics: tuple[str, ...]  # slugs in the order of the pack
    orientation: Orientation
    blame: Blame
    outlook: Outlook
    scores: dict[str, float]  # "dimension.code" -> probability 0..1; empty = the text could not be coded
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One item that did not get through one stage: never silent, never fatal."""

    stage: Stage
    key: str  # URL, path or id of the item
    reason: str  # one line
    at: datetime


# --- the week --------------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSummary:
    """All figures of one week."""

    week: date  # its Monday, UTC
    plan: Plan
    n: int  # countable pieces this week
    base_n: int
    outlets: int  # with at least one countable piece
    figures: tuple[Figure, ...]  # every series of the pack in its order, then the balance
    tests: int  # figures that were tested: the family of the false discovery rate
    caution: str  # why no shift is called, "" when shifts may be called


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
