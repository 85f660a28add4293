"""Stored pages read anew: what waits for it, and the new reading in the place of the old, which is kept."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from pipeline.errors import OutputError, StoreError
from pipeline.model.codes import Route
from pipeline.model.texts import Article, Page
from pipeline.store.connection import Store
from pipeline.store.migrate import copy_file
from pipeline.store.texts import article_row, line_rows, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which pages to read anew, and how pages are read now."""

    extractor: str
    tools: Mapping[str, str]  # outlet -> extractor with the chrome known of it, where that is another
    outlet: str = ""  # this one alone; "" = all
    since: datetime | None = None  # of publication, else of fetching
    every: bool = False  # also pages that were read so already

    @property
    def parameters(self) -> dict[str, Any]:
        """As the statements take them."""
        tools = orjson.dumps([{"outlet": outlet, "tool": tool} for outlet, tool in self.tools.items()])
        return {"rows": tools, **{name: getattr(self, name) for name in ("extractor", "outlet", "since", "every")}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A page that was read otherwise than it would be now."""

    key: str
    route: Route
    page: Page
    article: str | None  # id of what it gave; None = nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One figure of one week as it stands."""

    week: date  # its Monday
    dimension: str
    code: str
    k: int  # pieces with the code
    n: int  # pieces counted
    published: bool  # whether figures of this week were


@contextlib.contextmanager
def draft(published: Path, path: Path) -> Iterator[Store]:
    """
    A copy of the published database at *path*, to try things out in; it is gone afterwards.

    Raises:
        StoreError: there is none yet, or another draft is being worked on.
        OutputError: the copy cannot be written.
    """
    if not published.exists():
        raise StoreError(str(published), "no such file yet: `detente run` makes it")
    _clear(path)
    try:
        copy_file(published, path)
        with Store(path) as store:
            yield store
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error
    finally:
        _remove(path)


def _clear(path: Path) -> None:
    """Remove the draft that a killed process left; one that a living process works on is told."""
    if path.exists():
        try:
            with Store(path, read_only=True):
                pass
        except StoreError as error:
            if "in use" in error.why:
                raise
    _remove(path)


def _remove(path: Path) -> None:
    for left in (path, path.with_name(path.name + ".wal")):
        left.unlink(missing_ok=True)


def read_outlets(store: Store, outlet: str) -> tuple[str, ...]:
    """Keys of the outlets whose pages are stored; of *outlet* alone unless ""."""
    return tuple(row["outlet"] for row in store.read("outlets_read", outlet=outlet))


def count_stale(store: Store, wish: Wish) -> int:
    """How many pages would be read otherwise now."""
    return int(store.read("pages_stale_count", **wish.parameters)[0]["pages"])


def stale_pages(store: Store, wish: Wish, after: str, most: int, size: int) -> tuple[Stale, ...]:
    """
    Pages that would be read otherwise now, by key, beyond the key *after*.

    At most *most* of them, and no further one once their bodies hold *size* bytes.
    """
    rows = store.read("pages_stale", after=after, most=most, bytes=size, **wish.parameters)
    return tuple(Stale(key=row["page"], route=row["route"], page=page_of(row), article=row["article"]) for row in rows)


def stored_articles(store: Store, articles: Sequence[str]) -> dict[str, Article]:
    """id -> the article as it was read last; what its guards removed is not read back."""
    rows = store.read("articles_stored", articles=list(articles))
    return {row["id"]: Article(**{**row, "authors": tuple(row["authors"] or ())}) for row in rows}


def renew_articles(
    store: Store, read: Sequence[Article], *, recode: Sequence[str], resketch: Sequence[str], now: datetime
) -> None:
    """
    Put new readings in the place of the present ones, which are kept.

    Args:
        store: in a transaction.
        read: the new readings.
        recode: ids of which something changed that a code is read from: their codes are kept as past ones, and they
            wait to be coded.
        resketch: ids whose text changed: their links end, and they wait to be compared.
        now: when.
    """
    ids = [article.id for article in read]
    store.write("articles_keep", articles=ids, now=now)
    store.write("articles_renew", (article_row(article, now) for article in read), texts=[each.text for each in read])
    if recode:
        store.write("assessments_keep", articles=list(recode), now=now)
        store.write("assessments_drop", articles=list(recode))
    if resketch:
        store.write("copies_end", articles=list(resketch), now=now)
        store.write("sketches_drop", articles=list(resketch))


def note_read(
    store: Store, articles: Iterable[Article], found: Iterable[tuple[str, str, str | None]], now: datetime
) -> None:
    """Note (page, extractor, article or None) as the newest reading of each page, and the lines of the articles."""
    store.write("lines_renew", line_rows(articles), counts=False)
    rows = ({"page": page, "extractor": tool, "article": article, "known_at": now} for page, tool, article in found)
    store.write("extractions_renew", rows)


def all_figures(store: Store) -> tuple[Count, ...]:
    """The figures of every week as they stand now."""
    return tuple(Count(**row) for row in store.read("figures_all"))
