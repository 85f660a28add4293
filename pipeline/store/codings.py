"""Which coding counts, what a language model answered, and the second measure beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.model.coding import Agreement
from pipeline.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """What the second measure needs of an article."""

    id: str
    title: str
    text: str
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the second measure puts an article."""

    article: str
    text_hash: str
    method: str
    version: str
    position: float
    words: int  # that the measure knows
    known_at: datetime


class Answers:
    """Answers of a language model, kept in the database."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store, self._now = store, now

    def recall(self, key: str) -> str | None:
        """The answer kept under *key*; None = there is none."""
        found = self._store.read("answers_recall", key=key)
        return str(found[0]["answer"]) if found else None

    def keep(self, key: str, answer: str, *, model: str, prompt: str, tokens: int) -> None:
        """Keep an answer at once: it was paid for."""
        row = {"key": key, "model": model, "prompt": prompt, "answer": answer, "tokens": tokens, "known_at": self._now}
        self._store.write("answers_keep", [row])


def counting(store: Store, as_of: datetime) -> tuple[str, str] | None:
    """(method, version) of the coding that counted at a time; None = nothing was coded."""
    found = store.read("coding_counts", as_of=as_of)
    return (found[0]["method"], found[0]["version"]) if found else None


def count_by(store: Store, method: str, version: str, now: datetime) -> None:
    """From now on all figures use this coding."""
    store.write("codings_note", method=method, version=version, now=now)


def unplaced(store: Store, method: str, version: str, most: int) -> tuple[Unplaced, ...]:
    """At most *most* articles whose text this measure has not seen."""
    rows = store.read("articles_unplaced", method=method, version=version, most=most)
    return tuple(Unplaced(**row) for row in rows)


def add_positions(store: Store, placed: Iterable[Placed]) -> int:
    """Add positions; returns how many were new."""
    return store.write("positions_add", placed)


def note_agreements(store: Store, now: datetime) -> int:
    """Note how far the two measures agree, week by week, where that has changed; returns how many weeks did."""
    return store.write("agreements_note", now=now)


def agreements(store: Store, *, first: date, end: date, as_of: datetime) -> tuple[Agreement, ...]:
    """What was noted of the weeks from Monday *first* until before Monday *end*, oldest first."""
    rows = store.read("agreements_as_of", first=first, end=end, as_of=as_of)
    return tuple(Agreement(**row) for row in rows)
