"""A web that misbehaves costs what misbehaves, each told in one line, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.line.conftest import Place
from tests.line.stand import make_pieces, serving

FEEDS = {  # fault of a feed -> what is told of it
    "500": "HTTP 500",
    "429": "HTTP 429",
    "404": "HTTP 404",
    "410": "HTTP 410, gone for good",
    "loop": "more than 5 redirects",
    "private": "refused: redirected to http://169.254.169.254/latest/meta-data/: ",
    "cut": "cut off after 15 of 5000 bytes",
    "endless": "body over 5 MiB",
    "bomb": "body over 5 MiB after decompression",
    "html": "not a feed: a captcha or block page",
    "empty": "not a feed: empty body",
}
PAGES = {**{fault: FEEDS[fault] for fault in FEEDS if fault not in ("html", "empty")}, "410": "HTTP 410"}
PASSING = ("500", "429", "cut")  # faults of a page that can pass: it is tried again later
HARMLESS = ("charset", "dates", "script")  # faults of a feed whose pieces are kept
EACH = 4  # pieces of each outlet


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """After one ingest of a stand where every fault befalls one feed, and one page of a sound feed."""
    ill = (*FEEDS, *HARMLESS)
    with serving(make_pieces(outlets=len(ill) + 3, each=EACH)) as stand:
        stand.faults = {stand.path_of(outlet): fault for outlet, fault in zip(stand.outlets, ill, strict=False)}
        sound = [piece.key for piece in stand.pieces.values() if piece.outlet in stand.outlets[len(ill) :]]
        stand.faults |= {f"/a/{key}.html": fault for key, fault in zip(sound, PAGES, strict=False)}
        place = Place(tmp_path_factory.mktemp("faults"), stand)
        place.ingest()
        yield place


def test_every_good_piece_is_kept(place: Place):
    """All pages of feeds that could be read are articles with full text, save those that misbehave themselves."""
    feeds = [stand_fault for path, stand_fault in place.stand.faults.items() if path.startswith("/feed/")]
    good = {
        piece.key
        for piece in place.stand.pieces.values()
        if place.stand.faults.get(place.stand.path_of(piece.outlet), "") not in FEEDS
        and f"/a/{piece.key}.html" not in place.stand.faults
    }

    kept = place.rows("SELECT url FROM articles WHERE route = 'live' AND text_status = 'full' AND length(text) > 1000")

    assert len(feeds) == len(FEEDS) + len(HARMLESS)
    assert {f"{place.stand.base}/a/{key}.html" for key in good} == {url for (url,) in kept}
    assert len(good) == (len(HARMLESS) + 3) * EACH - len(PAGES)


@pytest.mark.parametrize("fault", [pytest.param(name, id=f"a feed that gives: {name}") for name in FEEDS])
def test_an_ill_feed_is_one_failure(place: Place, fault: str):
    """One state and one Failure, alike, in one line; the other tables do not know the feed."""
    path = next(path for path, given in place.stand.faults.items() if given == fault and path.startswith("/feed/"))
    where = f"'{place.stand.base}{path}'"

    (state, status), *_ = place.rows(f"SELECT state, status FROM feeds WHERE url = {where}")  # noqa: S608
    told = place.rows(f"SELECT stage, reason, times FROM failures WHERE key = {where}")  # noqa: S608

    assert state == ("retired" if fault == "410" else "failing")
    assert told == [("feeds", status, 1)]
    assert status.startswith(FEEDS[fault])
    assert "\n" not in status


@pytest.mark.parametrize("fault", [pytest.param(name, id=f"a page that gives: {name}") for name in PAGES])
def test_an_ill_page_is_one_failure(place: Place, fault: str):
    """One Failure in one line, with a time for another try where the reason can pass."""
    path = next(path for path, given in place.stand.faults.items() if given == fault and path.startswith("/a/"))

    told = place.rows(
        f"SELECT stage, reason, times, retry_at IS NOT NULL FROM failures WHERE key = '{place.stand.base}{path}'"  # noqa: S608
    )

    assert [(stage, times, again) for stage, _, times, again in told] == [("fetch", 1, fault in PASSING)]
    assert told[0][1].startswith(PAGES[fault])
    assert "\n" not in told[0][1]


def test_nothing_else_failed(place: Place):
    """Every Failure belongs to something that misbehaved."""
    assert place.rows("SELECT count(*) FROM failures") == [(len(FEEDS) + len(PAGES),)]


def test_a_script_in_a_title_is_no_script(place: Place):
    """Titles are plain text wherever they come from."""
    titles = place.rows("SELECT title FROM entries UNION ALL SELECT title FROM articles")

    assert [title for (title,) in titles if "<" in title] == []


def test_absurd_dates_are_no_dates(place: Place):
    """A feed whose dates cannot be read says so, its entries have none, and its articles take theirs from the page."""
    feed = place.stand.feed_url(place.stand.outlets[len(FEEDS) + HARMLESS.index("dates")])

    dates = place.rows(
        "SELECT entries.published_at AS given, articles.published_at, articles.date_rule "  # noqa: S608
        f"FROM entries JOIN articles ON articles.url = entries.page WHERE feed = '{feed}'"
    )

    ((status,),) = place.rows(f"SELECT status FROM feeds WHERE url = '{feed}'")  # noqa: S608

    assert "4 dates that are none: 'sometime in 2099'" in status
    assert len(dates) == EACH
    assert {(given, rule) for given, _, rule in dates} == {(None, "meta")}
    assert {found for _, found, _ in dates} == {
        piece.when for piece in place.stand.pieces.values() if place.stand.feed_url(piece.outlet) == feed
    }
