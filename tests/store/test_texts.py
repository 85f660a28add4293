"""Pages are read back in batches that are bounded by number and by bytes, and none is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.model.texts import Page
from pipeline.store import rereading, texts
from pipeline.store.connection import Store

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SIZES = {
    "https://a.example/1": 600,
    "https://a.example/2": 500,
    "https://a.example/3": 10,
    "https://a.example/4": 2_000,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "detente.duckdb") as opened:
        pages = [
            (key, Page(url=key, final_url=key, status=200, body=b"x" * size, content_type="text/html", fetched=NOW))
            for key, size in SIZES.items()
        ]
        texts.add_pages(opened, reversed(pages))
        yield opened


@pytest.mark.parametrize(
    ("most", "size", "expected"),
    [
        pytest.param(10, 1 << 20, [[1, 2, 3, 4]], id="all at once"),
        pytest.param(3, 1 << 20, [[1, 2, 3], [4]], id="so many at a time"),
        pytest.param(10, 1_000, [[1, 2], [3, 4]], id="no further page once the bytes are full"),
        pytest.param(10, 1, [[1], [2], [3], [4]], id="one page at least, whatever its size"),
    ],
)
@pytest.mark.parametrize("again", [False, True], ids=["new pages", "pages read before"])
def test_batches_are_bounded_and_complete(store: Store, again: bool, most: int, size: int, expected: list[list[int]]):
    """By key, each page once, until none is left; bodies come back as they were."""
    if again:
        texts.add_extractions(store, [(key, "an older tool", None) for key in SIZES], NOW)
    wish = rereading.Wish(extractor="the present tool", tools={})

    def batch(after: str) -> list[tuple[str, Page]]:
        if again:
            return [(each.key, each.page) for each in rereading.stale_pages(store, wish, after, most, size)]
        return [(key, page) for key, _, page in texts.unread_pages(store, after, most, size)]

    found, after = [], ""
    while pages := batch(after):
        found.append([int(key[-1]) for key, _ in pages])
        assert all(page.body == b"x" * SIZES[key] for key, page in pages)
        after = pages[-1][0]

    assert found == expected
    assert texts.unread_pages(store, "", most, size) == () or not again
