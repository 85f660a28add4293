"""One feed's bytes to its entries: RSS, Atom, RDF and JSON Feed, however broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.errors import FeedError
from pipeline.feeds.identity import entries_of
from pipeline.feeds.items import Document
from pipeline.feeds.json_feed import read_json
from pipeline.feeds.text import gunzip
from pipeline.feeds.xml_feed import read_xml
from pipeline.model.texts import Entry, Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLimits:
    """Bounds of one feed."""

    max_bytes: int = 5 << 20
    entries: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What one answer of a feed holds."""

    entries: tuple[Entry, ...]  # in the order of the feed
    title: str
    language: str  # as the feed says, lower case; "" = it does not
    ttl: timedelta | None  # its wish between two polls
    skip_hours: frozenset[int]  # hours of the day, UTC, at which it need not be asked
    note: str  # what was mended or left out; "" = nothing


_DEFAULT = FeedLimits()


def parse(
    body: bytes,
    *,
    feed: Feed,
    final_url: str,
    content_type: str,
    seen: datetime,
    limits: FeedLimits = _DEFAULT,
) -> Parsed:
    """
    Read the entries of a feed.

    Args:
        body: as fetched; UTF-8 is tried first, whatever the label says.
        final_url: base of relative links.
        seen: aware, UTC; becomes `Entry.seen`.

    Raises:
        FeedError: empty, too big, or no feed (a page, a captcha, a sitemap, ...).
    """
    if len(body) > limits.max_bytes:
        raise FeedError(feed.url, f"over {limits.max_bytes} bytes")
    body = gunzip(body, limits.max_bytes, feed.url)
    if not body.strip():
        raise FeedError(feed.url, "empty body")
    document = _read(body, feed.url, content_type, limits.entries)
    entries, notes = entries_of(document.items, feed=feed, base=final_url, seen=seen)
    return Parsed(
        entries=entries,
        title=document.title,
        language=document.language,
        ttl=document.ttl,
        skip_hours=document.skip_hours,
        note="; ".join((*document.notes, *notes)),
    )


def _read(body: bytes, url: str, content_type: str, most: int) -> Document:
    try:
        if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            return read_json(body, url, most)
        return read_xml(body, url, content_type, most)
    except (FeedError, MemoryError):
        raise
    except Exception as error:  # feedparser raises whatever its handlers meet: AttributeError, LookupError, ...
        raise FeedError(url, f"parser gave up ({type(error).__name__})") from error
