"""JSON Feed. Source: https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from pipeline.errors import FeedError
from pipeline.feeds.items import Document, Item

_VERSION = "https://jsonfeed.org/version/"


def read_json(body: bytes, url: str, most: int) -> Document:
    """
    Read a JSON Feed of version 1 or 1.1, the first *most* items.

    Raises:
        FeedError: no JSON, or JSON that is no feed.
    """
    try:
        data = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise FeedError(url, "broken JSON") from error
    if not isinstance(data, dict) or not _text(data, "version").startswith(_VERSION):
        raise FeedError(url, "JSON that is no JSON Feed")
    items = data.get("items")
    rows = [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []
    return Document(
        items=tuple(_item(row) for row in rows[:most]),
        title=_text(data, "title"),
        language=_text(data, "language").lower(),
        ttl=None,
        skip_hours=frozenset(),
        notes=(f"first {most} of {len(rows)} items",) if len(rows) > most else (),
    )


def _text(row: dict[str, Any], *names: str) -> str:
    """First of the fields *names* that holds text or a number."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value) if isinstance(value, str) else f"{value:d}" if abs(value) < 10**40 else ""
    return ""


def _item(row: dict[str, Any]) -> Item:
    authors = row.get("authors") or [row.get("author")]
    names = [_text(each, "name") for each in authors if isinstance(each, dict)] if isinstance(authors, list) else []
    words = _text(row, "content_text")
    return Item(
        guid=_text(row, "id"),
        url=_text(row, "url", "external_url"),
        title=escape(_text(row, "title"), quote=False),
        date=_text(row, "date_published", "date_modified"),
        author=escape(", ".join(filter(None, names)), quote=False),
        summary=_text(row, "summary") or escape(words, quote=False),
        content=_text(row, "content_html"),
    )
