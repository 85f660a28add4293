"""Stored pages are read anew: what would move is told first, earlier readings are kept, and a kill costs nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import line
from pipeline.line.calendar import monday_of
from pipeline.line.coding import code_articles
from pipeline.line.reextract import Reread, draft_run, moved, reextract
from pipeline.line.weekly import write_week
from pipeline.store.rereading import Count
from tests.line.conftest import NOW, Place
from tests.line.stand import FIRST, Newsstand, make_pieces, serving

LATER = NOW + timedelta(hours=2)
SLOGAN = "Every morning our harbour reporters walk the quays so that you may read what the tide has left there"
OPINION = (
    "Washington and Moscow should sit down and negotiate a new arms control treaty, for the United States and Russia "
    "hold most of the nuclear weapons of the world. The Kremlin must answer the American offer, and the White House "
    "ought to drop its sanctions in return. Neither Russian nor American leaders can afford another arms race, and we "
    "believe that dialogue between Putin and the American president is the only way to lasting strategic stability."
)
WITH_SLOGAN = "SELECT count(*) FROM articles WHERE contains(text, 'our harbour reporters walk the quays')"
REMOVED = (
    "SELECT texts, lines, count(*) FROM (SELECT unnest(removed, recursive := true) FROM articles WHERE route = 'live') "
    "WHERE guard = 'chrome' GROUP BY ALL"
)
WEEK = monday_of(NOW.date() - timedelta(days=7))

# a reextract --apply that kills itself as it comes to a statement, for the time that is given
DYING = """
import os, signal, sys
from datetime import datetime
from pipeline import line
from pipeline.line.reextract import reextract
from pipeline.store.connection import Store

seen = []
def write(self, name, *given, **named):
    seen.append(name)
    if seen.count(sys.argv[1]) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return whole_write(self, name, *given, **named)

whole_write, Store.write = Store.write, write
with line.open_run(now=datetime.fromisoformat(sys.argv[2])) as run:
    reextract(run)
"""


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with serving(make_pieces(outlets=4, each=5)) as stand:
        stand.furniture = SLOGAN
        yield stand


def applied(now: datetime, **wishes: object) -> Reread:
    with line.open_run(now=now) as run:
        found = reextract(run, **wishes)
        line.note_run(run, "reextract", {}, now)
    return found


def previewed(now: datetime, **wishes: object) -> Reread:
    with draft_run(now=now) as run:
        return reextract(run, **wishes)


def page_of_week(now: datetime, as_of: datetime | None = None) -> bytes:
    with line.open_run(now=now) as run:
        if as_of is None:
            code_articles(run)
        found = write_week(run, WEEK, as_of=as_of).path.read_bytes()
        line.note_run(run, "digest", {}, now)
    return found


def test_what_an_outlet_repeats_is_learned_and_told_before_it_goes(place: Place):
    """The slogan of every page stays in the first texts; once learned, it is told where it would go, then goes."""
    place.ingest()
    with_slogan = place.rows(WITH_SLOGAN)
    before = place.facts()

    told = previewed(LATER)

    assert place.facts() == before, "a preview changes nothing"
    assert not list((place.folder / "data").glob("*draft*"))
    assert with_slogan == [(len(told.changes),)] == [(20,)]
    assert {each.field for change in told.changes for each in change.differences} == {"text"}
    done = applied(LATER)
    assert done == told, "what was told is what is done"
    assert place.rows(WITH_SLOGAN) == [(0,)]
    assert place.rows(REMOVED) == [([SLOGAN], 1, 20)]
    assert applied(LATER + timedelta(hours=1)) == Reread(), "nothing is left to read otherwise"


def test_what_was_learned_holds_for_new_pages(place: Place):
    """The next ingest leaves the line out of the pages that it reads, and says which guard removed it."""
    place.stand.now = FIRST + timedelta(hours=16)  # all but the last three pieces are there
    place.ingest()
    place.stand.now = NOW

    counts = place.ingest(LATER)

    assert counts["articles"] == 3
    assert place.rows(WITH_SLOGAN) == [(17,)]
    assert place.rows(REMOVED) == [([SLOGAN], 1, 3)]
    assert place.rows("SELECT count(*) FROM articles WHERE contains(extractor, ' chrome ')") == [(3,)]


def test_a_page_that_gave_nothing_is_mended_once_it_gives_something(place: Place):
    """An empty page stays a Failure as long as nothing is read in it, however often it is read."""
    asked = "SELECT stage, reason, mended_at FROM failures"
    place.stand.faults = {"/a/p0002.html": "empty"}
    place.ingest()
    assert place.rows(asked) == [("extract", "empty page", None)]
    applied(LATER)
    assert place.rows(asked) == [("extract", "empty page", None)]

    with line.open_run(now=LATER) as run:
        run.store.select(
            "UPDATE pages SET body = (SELECT body FROM pages AS other WHERE other.bytes > 0 ORDER BY url LIMIT 1) "
            "WHERE bytes = 0"
        )
        run.store.select("UPDATE extractions SET extractor = 'older ' || extractor")
    applied(LATER + timedelta(hours=1))

    assert place.rows(asked) == [("extract", "empty page", LATER + timedelta(hours=1))]


def test_an_earlier_digest_comes_back_byte_for_byte(place: Place):
    """After new readings and new codes, the page as known before them is the page of before."""
    place.ingest()
    page_of_week(NOW)
    before = page_of_week(NOW + timedelta(hours=1), as_of=NOW + timedelta(minutes=30))

    applied(LATER)
    page_of_week(LATER + timedelta(hours=1))

    assert page_of_week(LATER + timedelta(hours=2), as_of=NOW + timedelta(minutes=30)) == before
    assert place.rows("SELECT count(*) FROM past_articles")[0][0] == 20
    assert place.rows("SELECT count(DISTINCT article) FROM past_assessments")[0][0] == 20
    stale = "SELECT count(*) FROM assessments JOIN articles ON id = article WHERE assessments.known_at < read_at"
    assert place.rows(stale) == [(0,)], "no code is left of a text that is no more"
    quotes = (
        "SELECT count(*) FROM (SELECT article, unnest(evidence) AS said FROM assessments) "
        "JOIN articles ON id = article WHERE substring(text, said.start + 1, said.end - said.start) <> said.quote"
    )
    assert place.rows(quotes) == [(0,)]


@pytest.mark.parametrize(
    ("moment", "time"),
    [
        pytest.param("articles_renew", 2, id="inside its second batch"),
        pytest.param("extractions_renew", 3, id="at the end of its third batch"),
        pytest.param("sketches_add", 1, id="while it joins copies"),
        pytest.param("assessments_add", 2, id="while it codes"),
    ],
)
def test_a_killed_reextraction_is_taken_up(place: Place, tmp_path: Path, moment: str, time: int):
    """Killed and run again, it ends with the rows of one that nobody disturbed."""
    place.ingest()
    other = Place(tmp_path / "other", place.stand)
    other.ingest()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in other.settings.items():
            patch.setenv(name, value)
        applied(LATER)
    command = [sys.executable, "-c", DYING, moment, LATER.isoformat(), str(time)]
    environment = {**os.environ, **place.settings, "DETENTE_BATCH": "6"}
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL

    applied(LATER + timedelta(hours=1))

    assert place.facts() == other.facts()
    codes = "SELECT * EXCLUDE (known_at) FROM assessments ORDER BY ALL"
    assert place.rows(codes) == other.rows(codes)


def test_a_draft_that_was_left_behind_is_no_obstacle(place: Place):
    """A preview killed half-way leaves a file and a log: the next one starts afresh, but never beside a living one."""
    place.ingest()
    left = place.folder / "data/reextract.draft.duckdb"
    left.write_bytes(b"half a file")
    left.with_name(left.name + ".wal").write_bytes(b"half a log")

    with draft_run(now=LATER) as run:
        assert len(reextract(run).changes) == 20
        preview = "from pipeline.cli import main; main(['reextract'])"
        other = subprocess.run([sys.executable, "-c", preview], capture_output=True, text=True, check=False)

    assert other.returncode == 1
    assert "in use by process" in other.stderr
    assert sorted(each.name for each in left.parent.iterdir()) == ["detente.duckdb", "published.duckdb"]


def test_one_outlet_or_a_time_can_be_chosen(place: Place):
    """Other outlets and older pieces stay as they are."""
    place.ingest()

    one = previewed(LATER, outlet="outlet-1")
    late = previewed(LATER, since=NOW - timedelta(days=10) + timedelta(hours=15))

    assert (len(one.changes), {change.outlet for change in one.changes}) == (5, {"outlet-1"})
    assert len(late.changes) == 5


def test_the_figures_told_are_those_that_come(place: Place):
    """A notice of opinion under every page made commentary of it; without it weeks lose pieces, by the numbers told."""
    place.stand.furniture = OPINION
    place.stand.pieces = {
        key: replace(each, paragraphs=each.paragraphs[:1]) for key, each in place.stand.pieces.items()
    }
    place.ingest()
    page_of_week(NOW)
    figures = "SELECT 'topics', topic, k, n FROM v_weekly_attention ORDER BY ALL"
    before = place.rows(figures)

    told = previewed(LATER)
    applied(LATER)

    after = {row[:2]: row[2:] for row in place.rows(figures)}
    moves = [each for each in told.moves if each.dimension == "topics"]
    assert moves
    assert [(each.dimension, each.code, each.k_before, each.n_before) for each in moves] == before
    assert all((each.k, each.n) == after.get(("topics", each.code), (0, 0)) for each in moves)
    assert {(each.week, each.published) for each in moves} == {(WEEK, True)}


def test_figures_that_move_are_told_by_week_and_series():
    """Old and new k of n, also where a code is gone from a week, and nothing where nothing moved."""
    week, other = date(2026, 11, 9), date(2026, 11, 2)

    def count(week, code, k, n):
        return Count(week=week, dimension="topics", code=code, k=k, n=n, published=week == other)

    before = (count(week, "boats", 3, 10), count(week, "tides", 1, 10), count(other, "boats", 5, 9))
    after = (count(week, "boats", 3, 10), count(other, "boats", 5, 8), count(other, "tides", 2, 8))

    assert [(m.week, m.code, m.k_before, m.n_before, m.k, m.n, m.published) for m in moved(before, after)] == [
        (other, "boats", 5, 9, 5, 8, True),
        (other, "tides", 0, 9, 2, 8, True),
        (week, "tides", 1, 10, 0, 10, False),
    ]
