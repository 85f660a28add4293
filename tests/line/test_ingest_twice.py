"""An ingest can be repeated: it asks politely and stores what is new, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline import line
from pipeline.line.calendar import monday_of
from pipeline.line.coding import code_articles
from pipeline.line.weekly import write_week
from tests.line.conftest import NOW, Place
from tests.line.stand import make_pieces, serving

GROWING = ("entries", "pages", "articles", "extractions", "sketches", "copies", "clusters", "failures")


def test_the_second_ingest_asks_conditionally_and_stores_nothing(place: Place):
    """Nothing has changed: each feed answers 304, no page is asked for, and no table gains a row."""
    first = place.ingest()
    before = place.counts()

    second = place.ingest(NOW + timedelta(hours=2))

    assert first == {"seeds": 5, "entries": 20, "pages": 20, "articles": 20, "copies": first["copies"]}
    assert second == dict.fromkeys(second, 0)
    assert sorted((path, 304, True) for path in map("/feed/outlet-{}.xml".format, range(4))) == sorted(place.stand.log)
    assert place.counts() == before


def test_a_digest_is_the_same_bytes_after_a_second_ingest(place: Place):
    """The digest of a week depends on what is stored, not on how often it was looked for."""

    def digest(now):
        with line.open_run(now=now) as run:
            code_articles(run)
            return write_week(run, monday_of(now.date() - timedelta(days=7))).path.read_bytes()

    place.ingest()
    first = digest(NOW)
    place.ingest(NOW + timedelta(hours=2))
    before = place.counts()

    assert digest(NOW + timedelta(hours=3)) == first
    assert place.counts() == before


def test_new_pieces_alone_are_fetched(place: Place):
    """The stand's clock moves on: yesterday's feed gains today's items, and only they are asked for."""
    place.stand.now = NOW - timedelta(days=9, hours=18)  # six hours after the first piece: seven are there
    place.ingest(NOW)
    place.stand.now += timedelta(hours=3)

    counts = place.ingest(NOW + timedelta(hours=3))

    assert (counts["entries"], counts["pages"], counts["articles"]) == (3, 3, 3)
    assert sorted(place.stand.asked("/a/")) == [f"/a/p{number:04}.html?utm_source=rss" for number in (7, 8, 9)]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A place that has read everything; nothing that happens here may add to it."""
    with serving(make_pieces(outlets=2, each=3)) as stand:
        place = Place(tmp_path_factory.mktemp("known"), stand)
        place.ingest()
        yield place


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"title": "{} (updated)"}, id="a title is edited"),
        pytest.param({"tracking": "utm_source=mail&amp;fbclid=abc"}, id="tracking parameters change"),
        pytest.param({"guid": "https://cms.invalid/?p={}&amp;v=2"}, id="ids change"),
        pytest.param(
            {"title": "Live: {}", "tracking": "gclid=1", "guid": "new-{}"}, id="title, tracking and id change"
        ),
    ],
)
def test_an_item_stays_one_article(known: Place, change: dict[str, str]):
    """However a feed rewrites its items, what they point to is fetched and stored once."""
    before = known.counts()
    vars(known.stand).update(change)

    counts = known.ingest(NOW + timedelta(hours=2))

    assert [status for _, status, _ in known.stand.log] == [200, 200], "both feeds have changed; no page is asked for"
    assert counts == dict.fromkeys(counts, 0)
    after = known.counts()
    assert [after[name] for name in GROWING] == [before[name] for name in GROWING]


def test_a_piece_under_a_new_title_and_address_is_counted_once(place: Place):
    """An outlet edits headline and address: the first article stays as it is, and the second is its copy."""
    place.ingest()
    before = place.rows("SELECT id, title, published_at FROM articles WHERE contains(url, 'p0003')")
    piece = place.stand.pieces.pop("p0003")
    edited = {"key": "p0103", "title": f"Edited: {piece.title}", "when": piece.when + timedelta(hours=5)}
    place.stand.pieces["p0103"] = replace(piece, **edited)

    place.ingest(NOW + timedelta(hours=2))

    assert place.rows("SELECT id, title, published_at FROM articles WHERE contains(url, 'p0003')") == before
    assert place.rows(
        "SELECT heads.pieces, heads.head FROM v_heads AS heads JOIN articles ON id = article "
        "WHERE contains(url, 'p0103')"
    ) == [(2, before[0][0])]


def test_a_date_that_a_feed_bumps_does_not_move_an_article(place: Place):
    """The feed lists every piece with a later date: no article, no entry and no page is touched."""
    place.ingest()
    dates = place.rows("SELECT id, published_at, renewed_at FROM articles ORDER BY id")
    for key, piece in place.stand.pieces.items():
        place.stand.pieces[key] = replace(piece, when=piece.when + timedelta(days=4))

    counts = place.ingest(NOW + timedelta(hours=2))

    assert counts == dict.fromkeys(counts, 0)
    assert place.rows("SELECT id, published_at, renewed_at FROM articles ORDER BY id") == dates


def test_coverage_adds_up_with_what_the_stand_served(place: Place):
    """Each gate of the ledger counts what passed it, and a piece counts in one week at every gate."""
    place.stand.faults = {"/a/p0001.html": "404", "/a/p0002.html": "empty", "/feed/outlet-3.xml": "dates"}
    place.ingest()

    gates = dict(place.rows("SELECT step, sum(items) FROM v_coverage GROUP BY step"))
    weeks = place.rows("SELECT DISTINCT week FROM v_coverage")
    failed = place.rows("SELECT stage, reason FROM failures ORDER BY stage")

    served = [path for path, status, _ in place.stand.log if path.startswith("/a/") and status == 200]
    assert failed == [("extract", "empty page"), ("fetch", "HTTP 404")]
    assert gates[1] == 20
    assert gates[2] == len(served) == 19
    assert gates[3] == gates[4] == 19, "of the empty page we hold what the feed said"
    assert gates[5] == 18
    assert gates[6] == 16, "one in ten repeats a piece of another outlet"
    assert [week for (week,) in weeks] == [monday_of(NOW.date() - timedelta(days=7))]
