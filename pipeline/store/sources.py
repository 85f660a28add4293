"""Outlets, feeds, entries: rows in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import orjson
from pydantic import TypeAdapter

from pipeline.model.codes import Route
from pipeline.model.pack import Outlet
from pipeline.model.texts import Entry, Feed
from pipeline.store.connection import Store


def sync_outlets(store: Store, outlets: Sequence[Outlet]) -> None:
    """Bring outlets and feeds to the list's state; a feed that left the list keeps its history."""
    feeds = [{"url": url, "outlet": outlet.key} for outlet in outlets for url in outlet.feeds]
    with store.transaction():
        store.write("outlets_save", outlets)
        store.write("feeds_add", feeds)
        store.write("feeds_listed", feeds)


def load_feeds(store: Store) -> tuple[Feed, ...]:
    """Every listed feed with all that polling remembers of it, in mixed order."""
    read = TypeAdapter(Feed).validate_json
    rows = store.read("feeds_load")
    return tuple(read(row["memory"]) if row["memory"] else Feed(url=row["url"], outlet=row["outlet"]) for row in rows)


def save_feeds(store: Store, feeds: Iterable[Feed]) -> None:
    """Store the state after a poll. It is no new fact: it does not count as a change of the database."""
    names = [field.name for field in fields(Feed)]
    rows = ({name: getattr(feed, name) for name in names} | {"memory": orjson.dumps(feed).decode()} for feed in feeds)
    store.write("feeds_save", rows, counts=False)


def add_fetches(store: Store, fetches: Iterable[dict[str, Any]]) -> None:
    """Note answers that changed something; the keys are the columns of `fetches`."""
    store.write("fetches_add", fetches)


def add_entries(store: Store, entries: Iterable[tuple[Entry, str]], route: Route) -> int:
    """Store the new ones of *entries*, each with the key of the page it points to; returns how many were new."""
    return store.write("entries_add", (_entry_row(entry, page, route) for entry, page in entries))


def _entry_row(entry: Entry, page: str, route: Route) -> dict[str, Any]:
    return {
        "key": entry.key,
        "feed": entry.feed,
        "outlet": entry.outlet,
        "url": entry.url,
        "page": page,
        "title": entry.title,
        "published_at": entry.published,
        "author": entry.author or None,
        "summary": entry.summary or None,
        "content": entry.content or None,
        "route": route,
        "known_at": entry.seen,
    }


def ill_feeds(store: Store, as_of: datetime) -> tuple[tuple[str, str, str], ...]:
    """(URL, outlet's name, reason) of each listed feed whose last answer was no feed."""
    return tuple((row["url"], row["outlet"], row["outcome"]) for row in store.read("feeds_ill", as_of=as_of))
