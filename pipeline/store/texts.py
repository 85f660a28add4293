"""Pages, articles and their copies: rows in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from isal import isal_zlib

from pipeline.extract.learn import LEAST_PAGES, NEWEST, is_chrome
from pipeline.model.codes import Route
from pipeline.model.texts import Article, Entry, Page
from pipeline.store.connection import Store

MOST_LINES, MOST_LINE = (
    20,
    200,
)  # of the lines that a guard removed: how many are kept to be shown, and characters of each


def wanted_pages(store: Store, now: datetime, most: int, route: Route) -> tuple[tuple[str, str], ...]:
    """(key, address) of at most *most* pages of a route to fetch; a page that any live feed lists is live."""
    return tuple((row["page"], row["url"]) for row in store.read("pages_wanted", now=now, most=most, route=route))


def count_wanted(store: Store, now: datetime, route: Route) -> int:
    """How many pages of a route wait to be fetched."""
    return int(store.read("pages_wanted_count", now=now, route=route)[0]["pages"])


def known_pages(store: Store, keys: Sequence[str]) -> frozenset[str]:
    """Those of *keys* that are stored, as pages or as articles."""
    return frozenset(row["page"] for row in store.read("pages_known", keys=keys)) if keys else frozenset()


def listed_pages(store: Store, keys: Sequence[str]) -> frozenset[str]:
    """Those of *keys* that any source lists."""
    return frozenset(row["page"] for row in store.read("pages_listed", keys=keys)) if keys else frozenset()


def add_pages(store: Store, pages: Iterable[tuple[str, Page]]) -> int:
    """Store fetched pages under their keys, bodies compressed; returns how many were new."""
    new = list(pages)
    bodies = [isal_zlib.compress(page.body) for _, page in new]
    return store.write("pages_add", (_page_row(key, page) for key, page in new), bodies=bodies)


def _page_row(key: str, page: Page) -> dict[str, Any]:
    return {
        "url": key,
        "asked_url": page.url,
        "final_url": page.final_url,
        "status": page.status,
        "content_type": page.content_type,
        "bytes": len(page.body),
        "known_at": page.fetched,
    }


def unread_pages(store: Store, after: str, most: int, size: int) -> tuple[tuple[str, Route, Page], ...]:
    """
    (key, route, page) of pages that no extractor has read, by key, beyond the key *after*.

    At most *most* of them, and no further one once their bodies hold *size* bytes.
    """
    rows = store.read("pages_unread", after=after, most=most, bytes=size)
    return tuple((row["page"], row["route"], page_of(row)) for row in rows)


def count_unread(store: Store) -> int:
    """How many pages wait to be read."""
    return int(store.read("pages_unread_count")[0]["pages"])


def page_of(row: Mapping[str, Any]) -> Page:
    """The page of a row, with the entry that led to it."""
    entry = None
    if row["key"] is not None:
        entry = Entry(
            key=row["key"],
            feed=row["feed"],
            outlet=row["outlet"] or "",
            url=row["entry_url"],
            title=row["title"] or "",
            published=row["published"],
            author=row["author"] or "",
            summary=row["summary"] or "",
            content=row["content"] or "",
            seen=row["seen"],
        )
    return Page(
        url=row["asked_url"],
        final_url=row["final_url"],
        status=row["status"],
        body=isal_zlib.decompress(row["body"]),
        content_type=row["content_type"] or "",
        fetched=row["fetched"],
        outlet=row["outlet"] or "",
        entry=entry,
    )


def add_articles(store: Store, articles: Iterable[Article], known: datetime) -> int:
    """Store the new ones of *articles*, and what chrome is learned from; returns how many were new."""
    new = list(articles)
    store.write("lines_add", line_rows(new), counts=False)
    rows = (article_row(article, known) for article in new)
    return store.write("articles_add", rows, texts=[article.text for article in new])


def line_rows(articles: Iterable[Article]) -> Iterator[dict[str, Any]]:
    """Rows of page_lines."""
    return ({"article": article.id, "marks": article.marks} for article in articles if article.marks)


def article_row(article: Article, known: datetime) -> dict[str, Any]:
    """The row of an article read at *known*; its text goes beside it, as JSON would cost twice the time."""
    removed = [
        {"guard": guard, "lines": len(lines), "texts": [line[:MOST_LINE] for line in lines[:MOST_LINES]]}
        for guard, lines in article.removed
    ]
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet or None,
        "title": article.title,
        "authors": article.authors,
        "published_at": article.published,
        "date_rule": article.date_rule,
        "date_confidence": article.date_confidence,
        "renewed_at": article.renewed,
        "language": article.language or None,
        "section": article.section or None,
        "words": len(article.text.split()),
        "text_status": article.text_status,
        "status_reason": article.status_reason or None,
        "text_hash": article.text_hash,
        "extractor": article.extractor,
        "removed": orjson.dumps(removed).decode(),
        "route": article.route,
        "page": article.page or None,
        "known_at": known,
        "read_at": known,
    }


def learned_lines(store: Store, outlets: Sequence[str]) -> dict[str, frozenset[int]]:
    """outlet -> fingerprints of its chrome, as its newest pieces show it; outlets without any are absent."""
    rows = store.read("lines_counted", outlets=list(outlets), newest=NEWEST, least=LEAST_PAGES) if outlets else []
    chrome: dict[str, set[int]] = {}
    for row in rows:
        if is_chrome(row["stands"], row["pieces"]):
            chrome.setdefault(row["outlet"], set()).add(row["mark"])
    return {outlet: frozenset(marks) for outlet, marks in chrome.items()}


def unread_outlets(store: Store) -> tuple[str, ...]:
    """Keys of the outlets whose pages wait to be read."""
    return tuple(row["outlet"] for row in store.read("outlets_unread"))


def add_extractions(store: Store, found: Iterable[tuple[str, str, str | None]], known: datetime) -> None:
    """Note (page, extractor, article or None): which article each page gave."""
    rows = ({"page": page, "extractor": tool, "article": article, "known_at": known} for page, tool, article in found)
    store.write("extractions_add", rows)


def stored_urls(store: Store, route: Route) -> frozenset[str]:
    """Addresses of the articles that came by one route."""
    return frozenset(row["url"] for row in store.read("articles_urls", route=route))
