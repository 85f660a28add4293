"""
Which items are one entry.

The canonical link names an item: titles, dates and tracking parameters change, and so do ids. Only where several
items of a feed share one link do their ids tell them apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin

from pipeline.feeds.items import Item
from pipeline.feeds.text import plain
from pipeline.identity.dates import parse_date
from pipeline.identity.urls import canonical_url
from pipeline.model.texts import Entry, Feed

_TITLE, _AUTHOR, _SUMMARY, _URL = 500, 200, 2000, 2000  # characters kept
_WORDS = 40  # characters of a date that is none, as the feed's status quotes it


def entries_of(
    items: Iterable[Item], *, feed: Feed, base: str, seen: datetime
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Entries of *items*, each once and in their order, and in words what was wrong with some of them."""
    placed = [(item, *place) for item in items if (place := _place(item, base))]
    left_out = sum(1 for _ in items) - len(placed)
    named = Counter(canonical for _, _, canonical in placed)
    ids: dict[str, set[str]] = defaultdict(set)  # only of links that several items name
    for item, _, canonical in placed:
        if named[canonical] > 1:
            ids[canonical].add(_own_id(item, canonical))
    entries: dict[str, Entry] = {}
    no_dates: list[str] = []
    for item, url, canonical in placed:
        shared = canonical in ids and len(ids[canonical]) > 1
        key = entry_key(feed.url, canonical, _own_id(item, canonical) if shared else "")
        if key not in entries:
            entries[key] = _entry(item, key, url, feed, seen)
            if item.date and entries[key].published is None:
                no_dates.append(item.date)
    linkless = (f"{left_out} items without a usable link",) if left_out else ()
    dateless = (f"{len(no_dates)} dates that are none: {' '.join(no_dates[0].split())[:_WORDS]!r}",) if no_dates else ()
    return tuple(entries.values()), (*linkless, *dateless)


def entry_key(feed: str, canonical: str, guid: str = "") -> str:
    """Key of an entry: sha256 hex of the feed, the canonical link and, for a link shared by items, the id."""
    return hashlib.sha256("\n".join((feed, canonical, guid)).encode("utf-8", "replace")).hexdigest()


def _place(item: Item, base: str) -> tuple[str, str] | None:
    """Absolute address and canonical address of *item*; its id stands in for a missing link."""
    for given in (item.url, item.guid):
        if not given or (given is item.guid and "://" not in given):
            continue
        try:
            url = urljoin(base, given.strip())
            if len(url) <= _URL:
                return url, canonical_url(url)
        except ValueError:
            continue
    return None


def _own_id(item: Item, canonical: str) -> str:
    """The id, unless it is only another spelling of the link."""
    if not item.guid.startswith(("http://", "https://")):
        return item.guid
    try:
        same = canonical_url(item.guid) == canonical
    except ValueError:
        same = False
    return "" if same else item.guid


def _entry(item: Item, key: str, url: str, feed: Feed, seen: datetime) -> Entry:
    return Entry(
        key=key,
        feed=feed.url,
        outlet=feed.outlet,
        url=url,
        title=plain(item.title, _TITLE),
        published=parse_date(item.date[:100]) if item.date else None,
        author=plain(item.author, _AUTHOR),
        summary=plain(item.summary, _SUMMARY),
        content=item.content,
        seen=seen,
    )
