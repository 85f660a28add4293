"""How articles are coded: rows in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from pipeline.model.coding import Assessment
from pipeline.store.connection import Store

LEAST = 0.05  # a code less likely than this is not stored unless chosen: it says nothing and would be most rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What coding needs of an article."""

    id: str
    title: str
    text: str
    language: str  # "" = cannot tell
    url: str
    outlet: str  # "" = unknown
    section: str  # "" = the page names none
    authors: tuple[str, ...]


def uncoded(store: Store, method: str, version: str, most: int, passed_over: Iterable[str] = ()) -> tuple[Text, ...]:
    """At most *most* articles that this coding has not seen, the latest first, without those in *passed_over*."""
    rows = store.read("articles_uncoded", method=method, version=version, most=most, passed_over=list(passed_over))
    return tuple(text_of(row) for row in rows)


def text_of(row: Mapping[str, Any]) -> Text:
    """What coding needs of an article, from a row with these columns."""
    return Text(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        language=row["language"] or "",
        url=row["url"],
        outlet=row["outlet"] or "",
        section=row["section"] or "",
        authors=tuple(row["authors"] or ()),
    )


def count_uncoded(store: Store, method: str, version: str) -> int:
    """How many articles this coding has not seen."""
    return int(store.read("articles_uncoded_count", method=method, version=version)[0]["articles"])


def add_assessments(store: Store, assessments: Iterable[Assessment], known: datetime) -> int:
    """Add codes; nothing is overwritten. Returns how many rows were new."""
    return store.write("assessments_add", (row for each in assessments for row in _rows(each, known)))


def _rows(each: Assessment, known: datetime) -> Iterator[dict[str, Any]]:
    chosen = {("topics", slug) for slug in each.topics}
    chosen |= {(name, getattr(each, name)) for name in ("relevance", "genre", "orientation", "blame", "outlook")}
    scored = {tuple(key.split(".", 1)) for key, score in each.scores.items() if score >= LEAST}
    spoken: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for said in each.evidence:
        spoken.setdefault((said.dimension, said.code), []).append(
            {"quote": said.quote, "start": said.start, "end": said.end, "weight": said.weight}
        )
    unsure = {("topics", slug) for slug in each.unsure}
    signals = [{"name": said.name, "value": said.value, "weight": said.weight} for said in each.genre_signals]
    for dimension, code in sorted(chosen | scored | unsure):
        given, topic = (dimension, code) in chosen, dimension == "topics"
        yield {
            "article": each.article,
            "method": each.method,
            "version": each.version,
            "dimension": dimension,
            "code": code,
            "chosen": given,
            "probability": each.scores.get(f"{dimension}.{code}"),
            "evidence": orjson.dumps(spoken.get((dimension, code), [])).decode(),
            "salience": each.salience.get(code) if topic else None,
            "unsure": code in each.unsure if topic and each.scores else None,
            "signals": orjson.dumps(signals).decode() if signals and given and dimension == "genre" else None,
            "reason": each.reason or None if given and dimension == "relevance" else None,
            "known_at": known,
        }
