"""What a written date means."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity.dates import is_day_only, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mon, 12 Oct 2026 10:00:00 GMT", "2026-10-12T10:00", id="RFC 822"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 +0300", "2026-10-12T07:00", id="RFC 822 with an offset"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 MSK", "2026-10-12T07:00", id="MSK is three hours east"),
        pytest.param("12 октября 2026 в 10:00 (МСК)", "2026-10-12T07:00", id="MSK in its own script"),
        pytest.param("10:00 MSK, 12 Oct 2026", "2026-10-12T07:00", id="the time first"),
        pytest.param("12.10.2026 10:00 MESZ", "2026-10-12T08:00", id="a German zone"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 America/New_York", "2026-10-12T14:00", id="a zone by its place"),
        pytest.param("2026-10-12T10:00:00+03:00[Europe/Athens]", "2026-10-12T07:00", id="an offset and its place"),
        pytest.param("Mon Oct 12 2026 10:00:00 GMT+0300 (Some Standard Time)", "2026-10-12T07:00", id="as scripts do"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 GMT+9", "2026-10-12T01:00", id="GMT+9 is nine hours east"),
        pytest.param("Mon,12 Oct 2026 4:35:5 GMT+9", "2026-10-11T19:35", id="sloppy digits and spaces"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 EST", "2026-10-12T15:00", id="EST is five hours west"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 EDT", "2026-10-12T14:00", id="EDT is four hours west"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 PST", "2026-10-12T18:00", id="PST is eight hours west"),
        pytest.param("October 12, 2026 at 5:30 p.m. ET", "2026-10-12T21:30", id="ET in summer is EDT"),
        pytest.param("January 12, 2026 at 5:30 p.m. ET", "2026-01-12T22:30", id="ET in winter is EST"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 XYZ", "2026-10-12T10:00", id="an unknown zone counts as UTC"),
        pytest.param("Mon, 12 Oct 26 10:00:00 GMT", "2026-10-12T10:00", id="two digits of this century"),
        pytest.param("Mon, 12 Oct 98 10:00:00 GMT", "1998-10-12T10:00", id="two digits of the last century"),
        pytest.param("2026-10-12T10:00:00Z", "2026-10-12T10:00", id="ISO 8601"),
        pytest.param("2026-10-12T10:00:00.123-0400", "2026-10-12T14:00", id="ISO 8601 with fractions and an offset"),
        pytest.param("2026-10-12 10:00:00", "2026-10-12T10:00", id="a naive time counts as UTC"),
        pytest.param("2026-10-12 10:00 +02:00", "2026-10-12T08:00", id="a space before the offset"),
        pytest.param("20261012T101500Z", "2026-10-12T10:15", id="ISO 8601, basic"),
        pytest.param("2026-10-12T24:00:00Z", "2026-10-13T00:00", id="24:00:00 is the end of the day"),
        pytest.param("2026-W42-1", "2026-10-12T00:00", id="an ISO week date is read as one"),
        pytest.param("Sun, 12 Oct 2026 23:59:60 GMT", "2026-10-12T23:59", id="a leap second does not break"),
        pytest.param("1760263200", "2025-10-12T10:00", id="seconds since 1970, not the year 1760"),
        pytest.param("1760263200000", "2025-10-12T10:00", id="milliseconds since 1970"),
        pytest.param("Mon Oct 12 10:00:00 UTC 2026", "2026-10-12T10:00", id="as C prints it"),
        pytest.param("Oct. 12, 2026", "2026-10-12T00:00", id="American"),
        pytest.param("Monday, October 12th, 2026", "2026-10-12T00:00", id="American with an ordinal"),
        pytest.param("10/25/2026", "2026-10-25T00:00", id="slashes that can be read in one way only"),
        pytest.param("12.10.2026 14:30", "2026-10-12T14:30", id="dots mean day first"),
        pytest.param("lundi 12 octobre 2026 10:00", "2026-10-12T10:00", id="French"),
        pytest.param("12. März 2026", "2026-03-12T00:00", id="German"),
        pytest.param("12 de octubre de 2026", "2026-10-12T00:00", id="Spanish"),
        pytest.param("2026年10月12日(月) 10:00", "2026-10-12T10:00", id="Japanese"),
        pytest.param("2026년 10월 12일 10:00", "2026-10-12T10:00", id="Korean"),
        pytest.param("12 de octubre de 2026 a las 10:00", "2026-10-12T10:00", id="Spanish with a time"),
        pytest.param("12 октября 2026 г., 10:00", "2026-10-12T10:00", id="Cyrillic"),
    ],
)
def test_dates_are_read_as_outlets_write_them(text, expected):
    """A timestamp in a form that outlets use becomes the instant it means, in UTC."""
    found = parse_date(text)

    assert found is not None
    assert expected == found.replace(tzinfo=None).isoformat(timespec="minutes")
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("soon", id="a word"),
        pytest.param("2026-13-45", id="no such month"),
        pytest.param("2026-13-45T99:00:00Z", id="no such month and hour"),
        pytest.param("29 Feb 2025", id="no such leap day"),
        pytest.param("12/10/2026", id="day and month cannot be told apart"),
        pytest.param("0001-01-01T00:00:00Z", id="a default of software"),
        pytest.param("1989-12-31", id="before 1990"),
        pytest.param("Mon, 01 Jan 0001 00:00:00 +0000", id="the same default in RFC 822"),
        pytest.param("2200-01-01", id="after 2100"),
        pytest.param("Mon, 12 Oct 2026 10:00:00 +9900", id="no such offset"),
        pytest.param("2026-10-12T10:00:00+23:00", id="an ISO offset that no clock has"),
        pytest.param("+9900", id="an offset alone"),
        pytest.param("202610121015", id="digits without a meaning"),
        pytest.param("12 listopad 2026", id="a month name that two languages give to different months"),
        pytest.param("12 Oct 2026 " * 50, id="too long"),
    ],
)
def test_absurd_dates_are_refused(text):
    """What is no date, or an ambiguous or impossible one, is None and never a guess."""
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2026-10-12", True, id="a day"),
        pytest.param("2026-10-12T00:00:00-04:00", True, id="midnight of its own zone"),
        pytest.param("2026-10-12T04:00:00Z", False, id="a time"),
        pytest.param("nothing", False, id="no date"),
    ],
)
def test_days_are_told_from_instants(text, expected):
    """Midnight in the zone written is how software says that it knows the day only."""
    assert expected is is_day_only(text)


@given(st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2068, 12, 30)))  # noqa: DTZ001 (zone follows)
def test_standard_forms_return_what_was_written(naive):
    """RFC 822 and ISO 8601 are read back exactly, to the second."""
    when = naive.replace(microsecond=0, tzinfo=UTC)

    assert when == parse_date(when.isoformat())
    assert when == parse_date(when.strftime("%a, %d %b %Y %H:%M:%S +0000"))


@given(st.text(max_size=120) | st.text(alphabet="0123456789-:+TZWw/. ,Octobre", max_size=90))
def test_any_text_is_a_date_of_our_time_or_none(text):
    """No text raises, and no year is absurd."""
    found = parse_date(text)

    assert found is None or 1989 < found.year <= 2101


def test_hostile_text_costs_nothing():
    """The longest text that is looked at, of any repetition, is refused within a millisecond on average."""
    texts = [(piece * 80)[:80] for piece in ("1", "a", " ", "12 ", "a 1", ", ", "12 Oct ", "2026-10-12T", "Oct 1, ")]
    begun = time.process_time()
    for text in texts * 20:
        parse_date(text)

    assert time.process_time() - begun < 0.001 * 20 * len(texts)
