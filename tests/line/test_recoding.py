"""A person's word on a code wins over every method, as of when it was said, and leaves no trace when taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline import line
from pipeline.line.coding import code_articles
from tests.line.conftest import NOW, Place

CODES = "SELECT orientation, topics FROM {view} WHERE parse_filename(url, true) = 'p0001'"
COUNTED = (
    "SELECT count(*) FROM commentary_between(TIMESTAMPTZ '{at}', DATE '2000-01-03', DATE '2100-01-04') AS pieces "
    "JOIN articles ON id = article WHERE parse_filename(url, true) = 'p0001'"
)


def said(place: Place, dimension: str, *codes: str, piece: str = "p0001", why: str = "As read.") -> str:
    """One entry of corrections.toml."""
    article = f"{place.stand.base}/a/{piece}.html?utm_source=mail"
    who = f'who = "A. Editor"\nwhen = 2026-11-20\nwhy = "{why}"\n'
    return f'[[code]]\narticle = "{article}"\ndimension = "{dimension}"\ncodes = {list(codes)}\n{who}\n'


def code(place: Place, corrections: str, hours: int) -> dict[str, int]:
    """One digest's coding with these corrections in the pack."""
    (place.folder / "seeds/corrections.toml").write_text(corrections, encoding="utf-8")
    now = NOW + timedelta(hours=hours)
    with line.open_run(now=now) as run:
        counts = code_articles(run)
        line.note_run(run, "digest", counts, now)
    return counts


def believed(place: Place, hours: int | None = None) -> tuple[object, ...]:
    """Orientation and topics of the piece, now or as known then."""
    view = "v_articles" if hours is None else f"pieces_as_of(TIMESTAMPTZ '{NOW + timedelta(hours=hours)}')"
    return place.rows(CODES.format(view=view))[0]


def test_a_human_word_wins_and_can_be_taken_back(place: Place):
    """It holds from the run that read it until its entry is gone; both earlier states can still be asked for."""
    place.ingest()
    code(place, "", 1)
    before = believed(place)
    topics = ("cyber", "energy") if before[1] != ["cyber", "energy"] else ("cyber",)
    other = "engage" if before[0] != "engage" else "confront"
    word = said(place, "orientation", other) + said(place, "topics", *topics)

    assert code(place, word, 2)["codes corrected or freed"] == 2
    assert believed(place) == (other, list(topics))
    assert code(place, word, 3) == {"coded": 0}, "a correction is taken up once"
    code(place, "", 4)

    assert believed(place) == before
    assert believed(place, 2) == (other, list(topics)), "what was believed then is kept"
    assert believed(place, 1) == before
    code(place, word, 5)
    assert believed(place) == (other, list(topics))
    assert believed(place, 4) == before, "one that comes back does not rewrite the time without it"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param([("relevance", "core"), ("genre", "commentary")], 1, id="core commentary by a human word"),
        pytest.param([("relevance", "core"), ("genre", "news")], 0, id="news by a human word"),
        pytest.param([("relevance", "none"), ("genre", "commentary")], 0, id="off the subject by a human word"),
    ],
)
def test_the_weekly_count_follows(place: Place, words: list[tuple[str, str]], expected: int):
    """Whether a piece counts at all is a code, too: the weekly macros see the same as the views."""
    place.ingest()
    code(place, "".join(said(place, *word) for word in words), 1)

    assert place.rows(COUNTED.format(at=NOW + timedelta(hours=1))) == [(expected,)]
    count = "SELECT count(*) FROM v_commentary WHERE parse_filename(url, true) = 'p0001'"
    assert place.rows(count) == [(expected,)]


def test_no_topic_is_an_answer(place: Place):
    """A piece whose topics are all wrong has none."""
    place.ingest()
    code(place, said(place, "topics"), 1)

    assert believed(place)[1] == []


def test_a_word_worded_anew_replaces_the_old(place: Place):
    """Another code or reason is another row; one holds."""
    place.ingest()
    code(place, said(place, "orientation", "mixed"), 1)
    code(place, said(place, "orientation", "none", why="Read again."), 2)

    assert believed(place)[0] == "none"
    assert believed(place, 1)[0] == "mixed"
    rows = place.rows("SELECT code, why, ended_at IS NULL FROM corrections ORDER BY known_at")
    assert rows == [("mixed", "As read.", False), ("none", "Read again.", True)]


def test_a_word_waits_for_its_article(place: Place):
    """An address that is not stored changes nothing."""
    place.ingest()

    assert code(place, said(place, "orientation", "mixed", piece="p0099"), 1).keys() == {"coded"}
    assert place.rows("SELECT count(*) FROM corrections") == [(0,)]
