"""Feeds move, close and ask for rest: the line remembers, and says so."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from tests.line.conftest import NOW, Place
from tests.line.stand import Newsstand

FEED = Newsstand.path_of("outlet-0")
MOVED = FEED.replace(".xml", "-new.xml")


def feeds_list() -> dict[str, dict[str, object]]:
    """What `detente feeds list --json` prints, by outlet."""
    done = CliRunner().invoke(cli, ["feeds", "list", "--json"], catch_exceptions=False)
    rows = [orjson.loads(line) for line in done.output.splitlines()]
    return {row["outlet"]: row for row in rows}


def test_a_moved_feed_is_asked_where_it_is_now(place: Place):
    """A 301 is kept in the database and reported; the next poll goes straight there, with the validator."""
    place.stand.moved[MOVED] = "outlet-0"
    place.stand.faults[FEED] = "moved"
    place.ingest()
    first = place.stand.asked("/feed/outlet-0")

    place.ingest(NOW + timedelta(hours=2))

    assert first == [FEED, MOVED]
    assert [ask for ask in place.stand.log if ask[0].startswith("/feed/outlet-0")] == [(MOVED, 304, True)]
    assert feeds_list()["Outlet-0"]["url"] == place.stand.base + FEED
    assert feeds_list()["Outlet-0"]["moved_to"] == place.stand.base + MOVED


def test_a_closed_feed_is_not_asked_again(place: Place):
    """A 410 retires a feed; what it brought before is kept."""
    place.ingest()
    place.stand.faults[FEED] = "410"
    place.ingest(NOW + timedelta(hours=2))

    place.ingest(NOW + timedelta(hours=4))

    assert place.stand.asked(FEED) == []
    assert feeds_list()["Outlet-0"]["state"] == "retired"
    assert place.rows(f"SELECT count(*) FROM entries WHERE feed = '{place.stand.base}{FEED}'") == [(5,)]  # noqa: S608


def test_a_feed_that_asks_for_rest_gets_it(place: Place):
    """Retry-After holds for a run by hand too, and no longer than it says."""
    place.stand.faults[FEED] = "429"  # for two hours
    place.ingest()
    place.ingest(NOW + timedelta(minutes=119))
    within = place.stand.asked(FEED)
    del place.stand.faults[FEED]

    counts = place.ingest(NOW + timedelta(hours=2))

    assert place.rows(f"SELECT held_until FROM feeds WHERE url = '{place.stand.base}{FEED}'") == [(None,)]  # noqa: S608
    assert within == []
    assert counts["articles"] == 5
    assert place.rows("SELECT reason, mended_at FROM failures") == [("HTTP 429", NOW + timedelta(hours=2))]


def test_the_schedule_asks_only_feeds_that_are_due(place: Place):
    """--due keeps each feed's own rhythm; a run by hand wants to know now."""
    place.ingest()
    due = {url.removeprefix(place.stand.base): at for url, at in place.rows("SELECT url, due_at FROM feeds")}
    between = sorted(due.values())[1] + timedelta(seconds=1)
    place.ingest(between, due_only=True)

    assert sorted(place.stand.asked("/")) == sorted(path for path, at in due.items() if at <= between)
    place.ingest(between + timedelta(seconds=1), due_only=True)
    assert place.stand.asked("/") == []
    place.ingest(between + timedelta(seconds=2))
    assert len(place.stand.asked("/")) == 4


def test_a_page_that_failed_for_a_time_is_fetched_later(place: Place):
    """A 429 is tried again after an hour, not before; then the Failure is mended and nothing is lost."""
    place.stand.faults["/a/p0003.html"] = "429"
    assert place.ingest()["articles"] == 19
    del place.stand.faults["/a/p0003.html"]
    assert place.ingest(NOW + timedelta(minutes=59))["articles"] == 0
    assert place.stand.asked("/a/") == []

    assert place.ingest(NOW + timedelta(minutes=61))["articles"] == 1
    assert place.rows("SELECT reason, mended_at IS NOT NULL FROM failures") == [("HTTP 429", True)]


@pytest.mark.parametrize(
    "held",
    [
        pytest.param("outlet-0", id="its own outlet's feed is read later"),
        pytest.param("outlet-1", id="the other outlet's feed is read later"),
    ],
)
def test_a_piece_in_two_feeds_belongs_to_one_outlet(place: Place, held: str):
    """Whichever feed is read first, a page both list before it is fetched is one article of the same outlet."""
    place.stand.shared = {"p0000": {"outlet-1"}}
    place.stand.faults = {place.stand.path_of(held): "429", "/a/p0000.html": "429"}
    place.ingest()
    place.stand.faults.clear()

    place.ingest(NOW + timedelta(hours=2))

    found = place.rows("SELECT outlet, title FROM articles WHERE url LIKE '%/p0000.html'")
    listed = place.rows("SELECT outlet FROM entries WHERE page LIKE '%/p0000.html' ORDER BY published_at, key")
    assert len(listed) == 2
    assert found == [(listed[0][0], place.stand.pieces["p0000"].title)]
