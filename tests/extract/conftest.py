"""Pages of our own writing, in the shapes that outlets give theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.model.texts import Entry, Page

PARAGRAPHS = (
    "The harbour council met on Tuesday and agreed to widen the eastern channel, a plan that two earlier councils had "
    "refused because of its price.",
    "Fishing boats have waited for the tide at the old gate since spring, and several captains told the meeting that "
    "a second season of waiting would cost them their licences.",
    "Engineers presented three designs. The cheapest keeps the stone bridge; the other two replace it with a lifting "
    "one that would open four times a day.",
    "Work could begin in the autumn if the province pays its half, the chair said, but nobody at the table was ready "
    "to promise that it will.",
)


@pytest.fixture
def make_page() -> Callable[..., Page]:
    """A page of one outlet; `html` alone is enough."""

    def make(html: str | bytes, **changes: object) -> Page:
        body = html if isinstance(html, bytes) else html.encode()
        values: dict[str, object] = {
            "url": "https://example.org/news/harbour",
            "final_url": "https://example.org/news/harbour",
            "status": 200,
            "body": body,
            "content_type": "text/html; charset=utf-8",
            "fetched": datetime(2026, 5, 1, tzinfo=UTC),
        }
        return Page(**{**values, **changes})  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    """A feed's word on the page of `make_page`."""

    def make(**changes: object) -> Entry:
        values: dict[str, object] = {
            "key": "k",
            "feed": "https://example.org/feed",
            "outlet": "example",
            "url": "https://example.org/news/harbour",
            "title": "Council widens the channel",
            "published": datetime(2026, 4, 30, 9, tzinfo=UTC),
            "author": "",
            "summary": "",
            "content": "",
            "seen": datetime(2026, 5, 1, tzinfo=UTC),
        }
        return Entry(**{**values, **changes})  # type: ignore[arg-type]

    return make


def article_html(*extra: str, head: str = "", before: str = "", after: str = "") -> str:
    """A whole page: title, paragraphs, then *extra* elements inside the article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html lang='en'><head><title>Council widens the channel | The Example</title>{head}</head>"
        f"<body>{before}<main><article><h1>Council widens the channel</h1>{text}{''.join(extra)}</article></main>"
        f"{after}</body></html>"
    )
