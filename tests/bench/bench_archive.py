"""
Measure what an archive costs the hour's work: CPU seconds of reading what is new (pages without an article, articles
without a sketch) out of a database that holds many old ones, against one that holds the new ones alone.

Run: python tests/bench/bench_archive.py [--pages 20000]. Prints both, their ratio and the file's size. Asked for: old
bodies and texts are not touched, so that an ingest stays what it is as years go by.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.identity.copies import Sketch
from pipeline.model.texts import Article, Page
from pipeline.store import copies, texts
from pipeline.store.connection import Store

NOW = datetime(2026, 3, 2, tzinfo=UTC)
NEW, PART = 250, 500  # pages
READ: dict[str, Callable[[Store], int]] = {
    "pages": lambda store: len(texts.unread_pages(store, "", NEW, 1 << 30)),
    "articles": lambda store: len(copies.unsketched(store, NEW)),
}


def made(first: int, count: int) -> Iterator[tuple[Page, Article]]:
    """Pages of 40 KB that compress to about half, each with an article of 6 KB."""
    for number in range(first, first + count):
        dice = random.Random(number)  # noqa: S311 - texts, no secrets
        url, body = f"https://a.example/{dice.getrandbits(64):016x}", dice.randbytes(20_000).hex()
        page = Page(url=url, final_url=url, status=200, body=body.encode(), content_type="text/html", fetched=NOW)
        yield (
            page,
            Article(
                id=url[-16:],
                url=url,
                outlet="",
                title="",
                authors=(),
                published=NOW + timedelta(minutes=number),
                date_rule="meta",
                language="en",
                section="",
                text=body[:6_000],
                text_status="full",
                status_reason="",
                text_hash="",
                extractor="bench",
            ),
        )


def fill(store: Store, first: int, count: int, *, done: bool) -> None:
    """Add pages and articles, *done* or new."""
    items = list(made(first, count))
    with store.transaction():
        texts.add_pages(store, [(page.url, page) for page, _ in items])
        texts.add_articles(store, [article for _, article in items], NOW)
        if done:
            texts.add_extractions(store, [(page.url, "bench", article.id) for page, article in items], NOW)
            sketches = (Sketch(article=item.id, words=0, exact=0, level=0, hashes=()) for _, item in items)
            copies.add_sketches(store, sketches)


def spent(path: Path, old: int) -> dict[str, float]:
    """CPU seconds of reading what is new beside *old* ones, each in a database just opened."""
    with Store(path) as store:
        for first in range(0, old, PART):
            fill(store, first, PART, done=True)
        fill(store, old, NEW, done=False)
    took = {}
    for name, read in READ.items():
        with Store(path) as store, store.one_thread():
            start = time.process_time()
            found = read(store)
            took[name] = time.process_time() - start
        assert found == NEW, (name, found)
    return took


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=20_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        spent(Path(folder) / "first.duckdb", 0)  # what is loaded lazily is loaded then
        alone = spent(Path(folder) / "new.duckdb", 0)
        path = Path(folder) / "archive.duckdb"
        beside = spent(path, given.pages)
        for name, took in alone.items():
            both = f"{1000 * took:.0f} ms of CPU alone, {1000 * beside[name]:.0f} ms beside {given.pages:,}"
            print(f"{NEW} new {name}: {both}, ratio {beside[name] / took:.1f}")
        print(f"the archive has {path.stat().st_size >> 20} MiB")


if __name__ == "__main__":
    main()
