"""What people say of codes: rows in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from pipeline.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding:
    """A human word on one question about one stored article."""

    id: str
    article: str
    dimension: str
    code: str  # of topics all, separated by blanks
    who: str
    said: date
    why: str


def held(store: Store) -> tuple[Recoding, ...]:
    """The corrections of codes that hold."""
    return tuple(Recoding(**row) for row in store.read("corrections_held"))


def add(store: Store, recodings: Iterable[Recoding], known: datetime) -> int:
    """Take up corrections; returns how many."""
    return store.write("corrections_add", ({**asdict(each), "known_at": known} for each in recodings))


def end(store: Store, ids: Sequence[str], now: datetime) -> int:
    """Note corrections that hold no longer; returns how many."""
    return store.write("corrections_end", ids=list(ids), now=now) if ids else 0


def learning_rows(store: Store) -> list[dict[str, Any]]:
    """Articles that people coded after the coding did: one row per article and dimension."""
    return store.read("learning_rows")
