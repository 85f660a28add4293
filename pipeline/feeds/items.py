"""What every feed format comes down to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as its feed gives it; "" = not given."""

    guid: str
    url: str  # absolute or relative
    title: str  # may hold markup
    date: str  # raw
    author: str
    summary: str  # may hold markup
    content: str  # HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One feed as read, before anything is believed."""

    items: tuple[Item, ...]
    title: str
    language: str
    ttl: timedelta | None
    skip_hours: frozenset[int]
    notes: tuple[str, ...]
