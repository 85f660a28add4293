"""Sketches, links and clusters: rows in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from pipeline.identity.copies import Link, Sketch
from pipeline.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article and the cluster that it belongs to."""

    article: str
    cluster: str | None  # None = it stands alone
    published: datetime | None  # or first seen, if that is near; None = cannot tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A human word on copies, with the ids of stored articles."""

    id: str
    act: Literal["join", "split"]
    article: str
    other: str | None  # None for a split
    who: str
    said: date
    why: str


def unsketched(store: Store, most: int) -> tuple[tuple[str, str], ...]:
    """(id, text) of at most *most* articles that were not compared yet, the earliest first."""
    return tuple((row["id"], row["text"]) for row in store.read("articles_unsketched", most=most))


def count_unsketched(store: Store) -> int:
    """How many articles were not compared yet."""
    return int(store.read("articles_unsketched_count")[0]["articles"])


def add_sketches(store: Store, sketches: Iterable[Sketch]) -> None:
    """Store sketches of new articles."""
    store.write("sketches_add", sketches)


def sketches(store: Store, articles: Sequence[str]) -> dict[str, Sketch]:
    """article -> its sketch."""
    rows = store.read("sketches_of", articles=list(articles))
    return {row["article"]: Sketch(**{**row, "hashes": tuple(row["hashes"])}) for row in rows}


def candidates(
    store: Store, articles: Sequence[str], *, common_at: int, least: int, per_story: int
) -> tuple[tuple[str, str], ...]:
    """(new article, stored article) that share enough rare runs to be compared, ordered by new article."""
    rows = store.read("copy_candidates", articles=list(articles), common_at=common_at, least=least, per_story=per_story)
    return tuple((row["article"], row["other"]) for row in rows)


def common(store: Store, articles: Sequence[str], *, common_at: int) -> frozenset[int]:
    """Runs of these articles that stand in more than *common_at* clusters: boilerplate."""
    rows = store.read("copy_common", articles=list(articles), common_at=common_at)
    return frozenset(row["hash"] for row in rows)


def members(store: Store, articles: Sequence[str]) -> tuple[Member, ...]:
    """These articles and all members of their clusters."""
    return tuple(Member(**row) for row in store.read("clusters_of", articles=list(articles)))


def add_links(store: Store, links: Iterable[Link], known: datetime) -> None:
    """Store why articles are held to be copies."""
    store.write("copies_add", ({**asdict(link), "known_at": known} for link in links))


def add_clusters(store: Store, joined: Mapping[str, str], known: datetime) -> None:
    """Store article -> cluster where it is new or has changed."""
    rows = ({"article": article, "cluster": cluster, "known_at": known} for article, cluster in joined.items())
    store.write("clusters_add", rows)


def links_of(store: Store, articles: Sequence[str]) -> tuple[Link, ...]:
    """The links that hold from or to some articles."""
    return tuple(Link(**row) for row in store.read("copies_of", articles=list(articles)))


def named_articles(store: Store, names: Sequence[str]) -> dict[str, str]:
    """name -> id, for those names (ids or canonical addresses) that a stored article has."""
    rows = store.read("articles_named", names=list(names)) if names else []
    return {row["name"]: row["id"] for row in rows}


def corrections_held(store: Store) -> tuple[Correction, ...]:
    """The corrections that hold."""
    return tuple(Correction(**row) for row in store.read("copy_corrections_held"))


def save_corrections(store: Store, corrections: Iterable[Correction], known: datetime) -> None:
    """Take up corrections that are new or worded anew."""
    store.write("copy_corrections_save", ({**asdict(each), "known_at": known} for each in corrections))


def end_corrections(store: Store, ids: Sequence[str], now: datetime) -> None:
    """Note corrections that hold no longer."""
    if ids:
        store.write("copy_corrections_end", ids=list(ids), now=now)
