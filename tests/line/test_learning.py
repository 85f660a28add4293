"""What people said of stored articles, as rows that training takes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.line.learning import AUDITED, CORRECTED, learned_rows, with_learned
from pipeline.store import texts
from pipeline.store.connection import Store
from pipeline.store.corrections import Recoding, add, end
from tests.shift.weeks_in_store import article

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)


def word(key: str, dimension: str, code: str) -> Recoding:
    return Recoding(
        id=f"{key} {dimension}",
        article=key,
        dimension=dimension,
        code=code,
        who="A. Editor",
        said=NOW.date(),
        why="As read.",
    )


@pytest.fixture
def store(tmp_path: Path):
    """Three articles: one corrected, one audited, one both."""
    audits = [("live-0-2", "orientation", "engage"), ("live-0-3", "blame", "both"), ("live-0-3", "topics", "cyber")]
    with Store(tmp_path / "d.duckdb") as store:
        texts.add_articles(store, [article(at, 0, at, f"Text {at}.") for at in (1, 2, 3)], NOW)
        add(store, [word("live-0-1", "topics", "cyber energy"), word("live-0-3", "blame", "none")], NOW)
        for key, dimension, code in audits:
            store.select(
                "INSERT INTO audits VALUES (DATE '2026-11-09', $key, 0.1, $dimension, $code, 'B. Reader', $now)",
                key=key,
                dimension=dimension,
                code=code,
                now=NOW,
            )
        yield store


def test_corrected_and_audited_articles_are_rows(store: Store):
    """With the text of the store and the questions that people answered; the correction wins over the audit."""
    found = {row["id"]: row for row in learned_rows(store)}

    assert {key: row["codes"] for key, row in found.items()} == {
        "live-0-1": {"topics": ["cyber", "energy"]},
        "live-0-2": {"orientation": "engage"},
        "live-0-3": {"blame": "none", "topics": ["cyber"]},
    }
    assert [found[f"live-0-{at}"]["weight"] for at in (1, 2, 3)] == [CORRECTED, AUDITED, CORRECTED]
    assert [found[f"live-0-{at}"]["apart"] for at in (1, 2, 3)] == [True, False, True]
    assert found["live-0-2"]["text"] == "Text 2."


def test_a_correction_taken_back_is_not_learned(store: Store):
    """What holds no longer leaves no trace."""
    end(store, ["live-0-1 topics", "live-0-3 blame"], NOW)

    assert {row["id"]: row["codes"] for row in learned_rows(store)} == {
        "live-0-2": {"orientation": "engage"},
        "live-0-3": {"blame": "both", "topics": ["cyber"]},
    }


def test_an_article_stands_once(store: Store):
    """Among coded articles, by id or address, the later word counts; those kept unseen stay unseen."""
    learned = learned_rows(store)
    url = learned[0]["url"]
    coded = [{"id": "c1", "url": url, "title": "", "text": "T", "codes": {"topics": [], "blame": "none"}}]
    found = with_learned(coded, learned, unseen=[{"id": "live-0-2"}])

    assert [row["id"] for row in found] == ["c1", "live-0-3"]
    assert found[0]["codes"] == {"topics": ["cyber", "energy"], "blame": "none"}
    assert coded[0]["codes"] == {"topics": [], "blame": "none"}, "the rows given are not changed"


def test_a_text_read_anew_is_learned_anew(store: Store):
    """The text is the one that is stored now."""
    store.select("UPDATE articles SET text = 'Read anew.' WHERE id = 'live-0-2'")

    assert next(row for row in learned_rows(store) if row["id"] == "live-0-2")["text"] == "Read anew."
