"""When an article was first published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity.dates import DateCandidate, candidate, choose_date, date_in_url, dates_in_text

SEEN = datetime(2026, 10, 20, 12, tzinfo=UTC)


def choose(*pairs: tuple[str, str]):
    found = [candidate(source, text) for source, text in pairs]
    return choose_date([each for each in found if each], seen=SEEN)


@pytest.mark.parametrize(
    ("pairs", "expected", "rule"),
    [
        pytest.param([("json_ld", "2026-10-12T10:00Z")], "2026-10-12T10:00", "json_ld", id="one source decides"),
        pytest.param(
            [("meta", "2026-08-01T10:00Z"), ("feed", "2026-09-01T10:00Z"), ("json_ld", "2026-10-12T10:00Z")],
            "2026-10-12T10:00",
            "json_ld",
            id="far apart, the order of trust decides",
        ),
        pytest.param(
            [("json_ld", "2026-10-14T10:00Z"), ("feed", "2026-10-12T10:00Z")],
            "2026-10-12T10:00",
            "feed",
            id="a date moved forward by some days gives way to the first",
        ),
        pytest.param(
            [("json_ld", "2026-10-12"), ("feed", "Mon, 12 Oct 2026 10:00:00 GMT")],
            "2026-10-12T10:00",
            "feed",
            id="a bare day gives way to a time on that day",
        ),
        pytest.param(
            [("json_ld", "2026-10-13T02:00Z"), ("url", "2026-10-12")],
            "2026-10-13T02:00",
            "json_ld",
            id="an evening in the west is the outlet's own day",
        ),
        pytest.param(
            [("url", "2026-10-10"), ("feed", "2026-10-13T10:00Z")],
            "2026-10-10T00:00",
            "url",
            id="the path keeps the first day of a renewed piece",
        ),
        pytest.param(
            [("json_ld", "2027-02-05"), ("feed", "2026-10-12T10:00Z")],
            "2026-10-12T10:00",
            "feed",
            id="a future date is refused",
        ),
        pytest.param(
            [("json_ld", "2026-10-21T11:00Z")], "2026-10-21T11:00", "json_ld", id="a clock may be a day ahead"
        ),
        pytest.param(
            [("text", "2026-10-09"), ("feed", "2026-10-12T10:00Z")],
            "2026-10-12T10:00",
            "feed",
            id="running text never moves another source",
        ),
        pytest.param([("text", "2026-10-09")], "2026-10-09T00:00", "text", id="text alone is better than nothing"),
        pytest.param([("json_ld", "2026-10-12T00:00:00+09:00")], "2026-10-12T00:00", "json_ld", id="own day is kept"),
    ],
)
def test_the_first_publication_is_kept(pairs, expected, rule):
    """Sources are weighed in order of trust; an outlet that bumps its date does not make an article younger."""
    found = choose(*pairs)

    assert (expected, rule) == (found.published.replace(tzinfo=None).isoformat(timespec="minutes"), found.rule)


def test_midnight_is_a_bare_day():
    """An instant at midnight, as feeds without times give it, yields to a time on that day."""
    midnight = DateCandidate(source="json_ld", when=datetime(2026, 10, 12, tzinfo=UTC))
    timed = DateCandidate(source="feed", when=datetime(2026, 10, 12, 9, tzinfo=UTC))

    assert choose_date([midnight, timed], seen=SEEN).published == timed.when


def test_without_a_source_nothing_is_guessed():
    """No source, or only refused ones: no date, rule none, no confidence."""
    for found in (choose(), choose(("feed", "2031-01-01"))):
        assert (found.published, found.rule, found.confidence) == (None, "none", 0.0)


def test_agreement_raises_and_contradiction_lowers_confidence():
    """A second source on the same day makes us surer, one of another month less sure."""
    alone = choose(("feed", "2026-10-12T10:00Z")).confidence
    agreed = choose(("feed", "2026-10-12T10:00Z"), ("url", "2026-10-12")).confidence
    denied = choose(("feed", "2026-10-12T10:00Z"), ("url", "2026-08-12")).confidence

    assert denied < alone < agreed <= 1


def test_a_search_of_the_page_is_trusted_least():
    """A date that is declared is surer than one that was searched for, and two that agree are nearly sure."""
    declared = choose(("json_ld", "2026-10-12T10:00Z")).confidence
    searched = choose(("text", "2026-10-12")).confidence
    both = choose(("json_ld", "2026-10-12T10:00Z"), ("meta", "2026-10-12T10:00Z")).confidence

    assert searched < 0.85 < declared < 0.97 < both


CANDIDATES = st.builds(
    DateCandidate,
    source=st.sampled_from(["json_ld", "feed", "meta", "url", "text", "seen"]),
    when=st.datetimes(min_value=datetime(1985, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    day_only=st.booleans(),
)


@given(st.lists(CANDIDATES, max_size=6))
def test_the_choice_is_one_of_the_candidates(candidates):
    """Whatever the sources say, the choice is something one of them said, never in the future, never ancient."""
    found = choose_date(candidates, seen=SEEN)

    assert 0 <= found.confidence <= 1
    if found.published is None:
        assert all(each.when > SEEN + timedelta(days=1) or each.when.year < 1990 for each in candidates)
    else:
        assert (found.rule, found.published) in {(each.source, each.when) for each in candidates}
        assert found.published.year >= 1990
        assert found.published <= SEEN + timedelta(days=1)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://ex.org/2026/10/12/a-title/", date(2026, 10, 12), id="folders"),
        pytest.param("https://ex.org/world/2026/oct/12/a-title", date(2026, 10, 12), id="a month's name"),
        pytest.param("https://ex.org/2026-10-12/a-title", date(2026, 10, 12), id="one folder"),
        pytest.param("https://ex.org/20261012-a-title", date(2026, 10, 12), id="digits first"),
        pytest.param("https://ex.org/story-20261012.html", date(2026, 10, 12), id="digits last"),
        pytest.param("https://ex.org/2026/10/a-title", None, id="a month is no day"),
        pytest.param("https://ex.org/2026/13/45/a-title", None, id="no such day"),
        pytest.param("https://ex.org/a?date=2026-10-12", None, id="a parameter is no path"),
        pytest.param("https://ex.org/news/20991399", None, id="an id that looks like a day"),
        pytest.param("https://[ex/2026/10/12/", None, id="no URL"),
    ],
)
def test_a_path_tells_its_day(url, expected):
    """The day in a path is found in the forms that outlets use."""
    assert expected == date_in_url(url)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("By A. Writer\nOctober 12, 2026\n\nThe talks went on.", (date(2026, 10, 12),), id="a byline"),
        pytest.param("HARBOUR CITY, Oct. 12, 2026 — The talks went on.", (date(2026, 10, 12),), id="a dateline"),
        pytest.param("Published: 12 October 2026 by a very long line of other words indeed", (date(2026, 10, 12),),
                     id="a stamp"),
        pytest.param("The treaty will be in effect till February 5, 2026.", (), id="an expiry date"),
        pytest.param("Background. Order 12 of May 4, 2022 (some title) is amended.", (), id="a document's date"),
        pytest.param("It expires February 5, 2026", (), id="another expiry"),
        pytest.param("The pact that the two sides had reached and then broke on May 4, 2026 is back.", (),
                     id="a sentence that speaks of a day"),
        pytest.param("word " * 200 + "\nOctober 12, 2026", (), id="far from the head"),
    ],
)  # fmt: skip
def test_only_datelines_count_in_text(text, expected):
    """A date in running text is the article's own only as dateline, byline or stamp near its head."""
    assert expected == dates_in_text(text)


def test_sources_must_speak_utc():
    """A naive or foreign datetime is a mistake of the caller."""
    with pytest.raises(ValueError, match="UTC"):
        DateCandidate(source="feed", when=datetime(2026, 10, 12))  # noqa: DTZ001
