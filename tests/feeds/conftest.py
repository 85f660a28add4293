"""Feeds and entries of our own making."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.feeds import parse
from pipeline.model.texts import Feed

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def read():
    """Parse bytes or text as the feed at news.example.org."""

    def reading(body, **given):
        body = body.encode() if isinstance(body, str) else body
        feed = Feed(url="https://news.example.org/feed", outlet="example")
        return parse(
            body, feed=feed, final_url=feed.url, content_type=given.pop("content_type", ""), seen=SEEN, **given
        )

    return reading


@pytest.fixture
def rss():
    """An RSS document around items given as (title, link, guid, date)."""

    def making(*items, head=""):
        rows = "".join(
            f"<item><title>{title}</title><link>{link}</link>"
            + (f"<guid isPermaLink='false'>{guid}</guid>" if guid else "")
            + (f"<pubDate>{date}</pubDate>" if date else "")
            + "</item>"
            for title, link, guid, date in items
        )
        return f"<rss version='2.0'><channel><title>Example</title>{head}{rows}</channel></rss>"

    return making


@pytest.fixture(scope="session")
def captures():
    """Folder of real captures of feeds; skips where it is absent."""
    folder = Path(__file__).parents[2] / "../shared/data/feeds"
    if not folder.is_dir():
        pytest.skip("no captures of feeds here")
    return folder
