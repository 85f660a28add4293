"""Sketches, links and clusters: rows in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from pipeline.identity.copies import Link, Sketch
from pipeline.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article and the cluster that it belongs to."""

    article: str
    cluster: str | None  # None = it stands alone
    published: datetime


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
