"""From what a feed says to what we believe: the sources and their texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.model.codes import Route, Stage, TextStatus, require_utc


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
    date_confidence: float = 0.0  # 0..1, of that choice
    renewed: datetime | None = None  # a later date by which the outlet renewed it; `published` stays the first
    language: str  # ISO 639-1, or 639-3 where that has none; "" = cannot tell
    section: str
    text: str  # plain; one blank line between paragraphs
    text_status: TextStatus
    status_reason: str  # why not full, "" when full
    text_hash: str  # sha256 hex of text
    extractor: str  # tool, version and options
    removed: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (guard, the lines it removed)
    marks: tuple[int, ...] = ()  # fingerprints of its lines before any guard: what an outlet's chrome is learned from
    page: str = ""  # key of the page that it was read from, "" = none
    route: Route = "live"
    known: datetime | None = None  # when we stored it

    def __post_init__(self) -> None:
        require_utc("published", self.published)
        require_utc("renewed", self.renewed)
        require_utc("known", self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One item that did not get through one stage: never silent, never fatal."""

    stage: Stage
    key: str  # URL, path or id of the item
    reason: str  # one line
    at: datetime
