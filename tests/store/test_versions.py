"""A database of the first schema gains versions, and its articles stay what they were."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.store.connection import Store
from pipeline.store.statements import SQL

ROWS = """
INSERT INTO articles BY NAME SELECT * FROM (VALUES
    ('a', 'https://example.org/a', 'On boats', 'json_ld', 'Boats float.', 2, 'full', 'h', 'tool 1', 'live',
        TIMESTAMPTZ '2026-11-10 06:00:00+00', [{'guard': 'tail', 'lines': 3}]),
    ('seed', 'seed:001', 'A seed', 'none', 'Words.', 1, 'full', 's', 'plain', 'seed',
        TIMESTAMPTZ '2026-11-01 06:00:00+00', NULL)
) AS given(id, url, title, date_rule, text, words, text_status, text_hash, extractor, route, known_at, removed);
INSERT INTO extractions VALUES
    ('https://example.org/a/amp', 'tool 1', 'a', TIMESTAMPTZ '2026-11-10 06:00:00+00'),
    ('https://example.org/a', 'tool 1', 'a', TIMESTAMPTZ '2026-11-10 06:00:00+00');
INSERT INTO assessments VALUES
    ('a', 'heads', '1', 'relevance', 'core', true, 0.9, [], TIMESTAMPTZ '2026-11-10 07:00:00+00');
INSERT INTO copies VALUES ('a', 'seed', 'near', 0.7, 9, TIMESTAMPTZ '2026-11-10 06:00:00+00');
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as the first schema made it."""
    path = tmp_path / "detente.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute((SQL / "migrations_table.sql").read_text(encoding="utf-8"))
        made.execute((SQL / "migrations/0001_first.sql").read_text(encoding="utf-8"))
        made.execute("INSERT INTO migrations (number, fingerprint) VALUES (1, ''), (0, 'older views')")
        made.execute(ROWS)
    return path


def test_a_database_of_the_first_schema_is_migrated_with_its_rows(old: Path):
    """Every article has a reading, that of its first day, and the page it came from; nothing else is made up."""
    with Store(old) as store:
        assert store.select(
            "SELECT id, page, read_at = known_at AS same, date_confidence, renewed_at, removed "
            "FROM articles ORDER BY id"
        ) == [
            {"id": "a", "page": "https://example.org/a", "same": True, "date_confidence": None, "renewed_at": None,
             "removed": [{"guard": "tail", "lines": 3, "texts": None}]},
            {"id": "seed", "page": None, "same": True, "date_confidence": None, "renewed_at": None, "removed": None},
        ]  # fmt: skip
        assert store.select("SELECT relevance FROM v_articles WHERE article = 'a'") == [{"relevance": "core"}]
        assert store.select("SELECT ended_at FROM copies") == [{"ended_at": None}]
        assert store.select("SELECT count(*) AS n FROM past_articles") == [{"n": 0}]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-11-10 05:00:00+00", [], id="before it was stored"),
        pytest.param("2026-11-11 00:00:00+00", [("On boats", "core")], id="as it was read first"),
        pytest.param("2026-11-12 06:00:00+00", [("Of boats", None)], id="from the moment of the second reading"),
    ],
)
def test_each_moment_has_one_reading(old: Path, moment: str, expected: list[object]):
    """An article that was read anew is, at any time, as it was read then, with the codes of that reading."""
    when = "2026-11-12T06:00:00Z"
    with Store(old) as store:
        store.write("articles_keep", articles=["a"], now=when)
        store.select("UPDATE articles SET title = 'Of boats', read_at = TIMESTAMPTZ '2026-11-12 06:00:00+00'")
        store.write("assessments_keep", articles=["a"], now=when)
        store.write("assessments_drop", articles=["a"])

        found = store.select(f"SELECT title, relevance FROM pieces_as_of(TIMESTAMPTZ '{moment}') WHERE article = 'a'")  # noqa: S608

    assert [(row["title"], row["relevance"]) for row in found] == expected
