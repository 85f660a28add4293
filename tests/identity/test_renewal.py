"""What a second reading of an article changes, and what stays as it was first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.identity.renewal import differences, renewed
from pipeline.model.texts import Article

FIRST = datetime(2026, 11, 9, 6, tzinfo=UTC)
LATER = FIRST + timedelta(days=5)
STORED = Article(
    id="a", url="https://example.org/a", outlet="o", title="On boats", authors=("A. Writer",), published=FIRST,
    date_rule="json_ld", date_confidence=0.9, language="en", section="", text="Boats float.", text_status="full",
    status_reason="", text_hash="1", extractor="first", route="backfill", page="https://example.org/a",
)  # fmt: skip
READ = replace(STORED, id="b", url="https://example.org/a/amp", route="live", page="other", extractor="second")


def test_who_it_is_never_changes():
    """Id, address, outlet, route and page are those of the first reading, whatever the page declares by now."""
    assert renewed(STORED, READ) == replace(STORED, extractor="second")


@pytest.mark.parametrize(
    ("stored", "read", "published", "renewed_at"),
    [
        pytest.param((FIRST, "json_ld"), (LATER, "json_ld"), FIRST, LATER, id="a bump does not move it"),
        pytest.param((FIRST, "feed"), (FIRST + timedelta(hours=3), "json_ld"), FIRST, None, id="hours are no renewal"),
        pytest.param((LATER, "json_ld"), (FIRST, "meta"), FIRST, None, id="an earlier date is believed"),
        pytest.param((FIRST, "text"), (LATER, "json_ld"), LATER, None, id="a guess gives way, also to a later date"),
        pytest.param((FIRST, "text"), (LATER, "seen"), FIRST, LATER, id="but not to another guess"),
        pytest.param((None, "none"), (LATER, "url"), LATER, None, id="any date is better than none"),
        pytest.param((FIRST, "json_ld"), (None, "none"), FIRST, None, id="a date once known is not lost"),
    ],
)
def test_the_first_date_stays(stored, read, published, renewed_at):
    """Outlets move dates forward when they renew a piece: the week of an article is that of its first publication."""
    before = replace(STORED, published=stored[0], date_rule=stored[1])

    found = renewed(before, replace(READ, published=read[0], date_rule=read[1], date_confidence=0.5))

    assert (found.published, found.renewed) == (published, renewed_at)
    source = before if published == stored[0] else replace(READ, date_rule=read[1], date_confidence=0.5)
    assert (found.date_rule, found.date_confidence) == (source.date_rule, source.date_confidence)
    assert renewed(found, replace(READ, published=read[0], date_rule=read[1], date_confidence=0.5)) == found


def test_differences_say_what_changed():
    """Field, before and after, the weightiest first; the extractor's name alone is no difference."""
    other = replace(READ, text="Boats sink.", text_hash="2", title="Of boats", text_status="partial", extractor="third")

    assert differences(STORED, renewed(STORED, READ)) == ()
    assert [(each.field, each.before, each.after) for each in differences(STORED, renewed(STORED, other))] == [
        ("text", "2 words", "2 words"),
        ("status", "full", "partial"),
        ("title", "On boats", "Of boats"),
    ]
