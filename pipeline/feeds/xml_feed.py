"""RSS, Atom and RDF by feedparser, which is given bytes and nothing that it could open."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import feedparser

from pipeline.errors import FeedError
from pipeline.feeds.items import Document, Item
from pipeline.feeds.text import as_utf8, mend, plain

_ITEM = re.compile(rb"<(?:[A-Za-z]{1,12}:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:[A-Za-z]{1,12}:)?(?:item|entry)\s*>|<(?:item|entry)\s*/>", re.IGNORECASE)
_ROOT = re.compile(rb"<((?:[A-Za-z]{1,12}:)?(?:rss|feed|rdf|html|urlset|sitemapindex|opml|svg|error))[\s>]", re.I)
_SKIP_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_HEAD = 20_000  # bytes that hold what a feed says of itself
_CAPTCHA = re.compile(rb"captcha|challenge|are you (?:a )?human|access denied|just a moment", re.IGNORECASE)
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}  # hours


def read_xml(body: bytes, url: str, content_type: str, most: int) -> Document:
    """
    Read an XML feed, the first *most* items; an item that was cut off at the end is left for the next poll.

    Links come as they are written, below an `xml:base` where there is one: told of the address of the feed, feedparser
    would join every element with it, for a fifth of its time.

    Raises:
        FeedError: no feed; the reason says what it is instead.
    """
    notes = []
    headers = {"content-type": content_type or "application/xml"}
    clean = as_utf8(body)
    if clean is not None:
        body, headers["content-type"] = mend(clean), "application/xml; charset=utf-8"
    body, held = _within(body, most)
    if held > most:
        notes.append(f"first {most} of {held} items")
    found = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.get("version"):
        raise FeedError(url, _what_it_is(body))
    entries = found.entries[:most]
    if entries and held <= most and _is_cut(body):
        entries = entries[:-1]
        notes.append("cut off: the last item is left for the next poll")
    elif found.get("bozo"):
        notes.append("broken XML, mended")
    head = body[: min(_HEAD, start.start() if (start := _ITEM.search(body)) else _HEAD)]
    return Document(
        items=tuple(_item(entry) for entry in entries),
        title=plain(_text(found.feed, "title"), 200),
        language=_text(found.feed, "language").lower()[:20],
        ttl=_ttl(found.feed),
        skip_hours=_skip_hours(head),
        notes=tuple(notes),
    )


def _within(body: bytes, most: int) -> tuple[bytes, int]:
    """*body* up to its item number *most*, and how many items it held: feedparser takes 0.5 ms for an empty one."""
    starts = [match.start() for match in _ITEM.finditer(body)]
    if len(starts) <= most:
        return body, len(starts)
    root = _ROOT.search(body)
    name = root[1] if root else b"rss"
    closing = b"</channel></" + name + b">" if name.lower().endswith(b"rss") else b"</" + name + b">"
    return body[: starts[most]] + closing, len(starts)


def _is_cut(body: bytes) -> bool:
    tail = body[-200_000:]  # bytes
    starts = [match.start() for match in _ITEM.finditer(tail)]
    ends = [match.start() for match in _ITEM_END.finditer(tail)]
    return bool(starts) and (not ends or ends[-1] < starts[-1])


def _what_it_is(body: bytes) -> str:
    root = _ROOT.search(body[:_HEAD])
    name = root[1].lower().decode() if root else ""
    if name == "html" or (not name and b"<body" in body[:_HEAD].lower()):
        return "a captcha or block page" if _CAPTCHA.search(body[:_HEAD]) else "an HTML page"
    if name in ("urlset", "sitemapindex"):
        return "a sitemap"
    return f"a document <{name}>" if name else "no feed format known here"


def _text(source: Any, *names: str) -> str:
    for name in names:
        value = source.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _item(entry: Any) -> Item:
    contents = [_text(each, "value") for each in entry.get("content") or () if isinstance(each, dict)]
    return Item(
        guid=_text(entry, "id"),
        url=_text(entry, "feedburner_origlink", "link"),
        title=_text(entry, "title"),
        date=_text(entry, "published", "updated", "created"),
        author=_text(entry, "author"),
        summary=_text(entry, "summary"),
        content=max(contents, key=len, default=""),
    )


def _ttl(feed: Any) -> timedelta | None:
    """Wish of `ttl` (minutes) or of the syndication module; None = none that makes sense."""
    minutes = _text(feed, "ttl")
    if minutes.isascii() and minutes.isdigit() and int(minutes[:7]) > 0:
        return timedelta(minutes=int(minutes[:7]))
    period = _PERIODS.get(_text(feed, "sy_updateperiod").lower())
    if period is None:
        return None
    try:
        times = float(_text(feed, "sy_updatefrequency")[:10] or "1")
    except ValueError:
        times = 1.0
    return timedelta(hours=period / times) if 0.01 <= times <= 1000 else timedelta(hours=period)


def _skip_hours(head: bytes) -> frozenset[int]:
    block = _SKIP_HOURS.search(head)
    hours = {int(hour) % 24 for hour in _HOUR.findall(block[1])} if block else set()  # 24 means 0 in RSS 0.91
    return frozenset(hours) if len(hours) < 24 else frozenset()
