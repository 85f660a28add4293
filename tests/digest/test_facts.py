"""One truth: what page, CSV and facts.json print is one value, and DuckDB gives it again."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from pipeline.digest import csv_files, from_json, render, to_json, write_all
from pipeline.digest.facts import facts_of
from pipeline.errors import InputError
from pipeline.line.weekly import compose_week, with_queries
from pipeline.model.page import Digest
from pipeline.store import weeks
from pipeline.store.connection import Store
from tests.digest import weeks_for_pages as made
from tests.shift import weeks_in_store

UNPRINTED = re.compile(
    r"^(topics\..*\.week|stance\.(week|index\.\d)|coverage\.|themes\.|turning\.)"
)  # in tables of their own


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Digest]]:
    """A digest composed from a database of seven weeks, and that database."""
    with weeks_in_store.filled(tmp_path_factory.mktemp("store") / "lake.duckdb") as store:
        pack, week, now = weeks_in_store.pack(), weeks_in_store.WEEK, weeks_in_store.NOW
        digest = compose_week(store, pack, week, now)
        weeks.publish_week(store, digest.summary, pack.version, now)
        yield store, with_queries(digest, pack, weeks.known_until(store, now))


def test_every_number_is_what_its_query_gives(stored):
    """Each fact that names a column of its query's row is that number, unrounded; the whole page has hundreds."""
    store, digest = stored
    queries, asked = dict(digest.queries), {}
    checked = set()
    for fact in facts_of(digest):
        sql = fact.sql or queries[fact.query]
        if sql not in asked:
            asked[sql] = store.select(sql)
        if not fact.column:
            continue
        rows = [each for each in asked[sql] if all(str(each[name]) == value for name, value in fact.row)]
        assert len(rows) == 1, fact
        expected = float(fact.k if fact.column == "k" else fact.value)
        if fact.column in ("score", "base_score"):
            expected = round(fact.value * fact.n) if fact.value is not None and fact.unit == "balance" else fact.k
        assert rows[0][fact.column] == pytest.approx(expected, abs=1e-9), fact
        checked.add(fact.section)

    assert {"stance", "topics", "movers", "why", "groups", "terms", "coverage"} <= checked


def test_the_page_prints_every_fact(stored):
    """A fact stands in its section as it is printed."""
    _, digest = stored
    html = unescape(
        re.sub(r"<[^>]+>", " ", re.sub(r"<(style|title|desc|pre)\b.*?</\1>", "", render(digest), flags=re.DOTALL))
    )
    text = " ".join(html.split())
    missing = [fact for fact in facts_of(digest) if not UNPRINTED.match(fact.id) and fact.printed not in text]

    assert missing == []


def test_csv_files_hold_the_same_facts(stored):
    """Every fact is one row of the CSV file of its section, and the page links each file."""
    _, digest = stored
    files, html = csv_files(digest), render(digest)
    rows = {row["id"]: row for text in files.values() for row in csv.DictReader(io.StringIO(text))}

    assert {fact.id: fact.printed for fact in facts_of(digest)} == {key: row["printed"] for key, row in rows.items()}
    assert {name for name in files if f'href="{name}"' not in html} == set()
    assert all(row["query"] for row in rows.values())


@pytest.mark.parametrize("make", [made.full, made.quiet, made.thin, made.empty])
def test_facts_give_the_same_page_again(make):
    """The page is rendered from facts.json alone."""
    digest = make()

    assert render(from_json(to_json(digest))) == render(digest)
    assert from_json(to_json(digest)) == digest


def test_a_composed_digest_gives_the_same_page_again(stored):
    """So is that of a database, with every finding on it."""
    _, digest = stored

    assert digest.summary.terms
    assert from_json(to_json(digest)) == digest


def test_every_fact_names_its_vintage_n_and_query(stored):
    """facts.json: each number has an id of its own, its vintage and a query."""
    _, digest = stored
    facts: list[dict[str, Any]] = json.loads(to_json(replace(digest, vintage=3)))["facts"]

    assert len({each["id"] for each in facts}) == len(facts)
    assert {each["vintage"] for each in facts} == {3}
    assert all(each.get("sql") or each.get("query") in dict(digest.queries) for each in facts)
    assert all("n" in each for each in facts if each["id"].endswith((".now", ".before")))


def test_facts_of_another_kind_are_one_line():
    """A file that is no digest is an InputError with the place of the mistake."""
    with pytest.raises(InputError, match=r"^[^\n]*name: Field required$"):
        from_json("{}")


def test_a_suppressed_cell_shows_no_percentage():
    """Below 30 articles no topic of the page or the CSV has a share."""
    digest = made.digest_of(made.summary_of(25, 0), made.coverage(read=30, counted=25))
    facts = [fact for fact in facts_of(digest) if fact.section in ("topics", "framing")]

    assert facts
    assert not [fact for fact in facts if fact.value is not None or "%" in fact.printed]


def test_a_cell_that_a_spreadsheet_would_run_is_words():
    """A label that starts like a formula is quoted; a number with its sign stays a number."""
    digest = made.full()
    gates = replace(digest.coverage, gates=(("=HYPERLINK(1)", 1, 2),))
    text = csv_files(replace(digest, coverage=gates))["coverage.csv"]

    assert "\n=HYPERLINK" not in text
    assert all(row["label"][0] == "'" for row in csv.DictReader(io.StringIO(text)) if "HYPERLINK" in row["label"])


def test_a_folder_holds_page_tables_and_facts(tmp_path: Path):
    """A section that has no numbers any more leaves no CSV file behind."""
    write_all(tmp_path, made.full())
    assert {"index.html", "facts.json", "topics.csv", "stance.csv"} <= {each.name for each in tmp_path.iterdir()}
    write_all(tmp_path, made.empty())

    assert not (tmp_path / "topics.csv").exists()


def test_every_quote_is_in_the_stored_text(tmp_path: Path):
    """A sentence that the text does not hold word for word is refused, counted and said."""
    from tests.digest import test_queries as lake

    with lake.filled(tmp_path / "lake.duckdb", 60) as store:
        store.select("select 1")
        digest, _, _ = lake.page(store)
        kept = {row["url"]: row["text"] for row in store.select("select url, text from articles")}
    assert digest.voices
    assert all(voice.quote in kept[voice.url] for voice in digest.voices)
    assert digest.refused == 0
    assert "1 sentence not quoted" in render(replace(digest, refused=1))


def test_history_ends_with_the_week(stored):
    """The heat map's weeks are consecutive Mondays, and its last counts are those of the figures."""
    _, digest = stored
    last = {(dimension, code): k for dimension, code, k in digest.history[-1].counts}

    assert [each.week.toordinal() for each in digest.history] == list(
        range(digest.history[0].week.toordinal(), date.toordinal(digest.week) + 1, 7)
    )
    assert {key: last.get(key, 0) for key in last if key[0] == "topics"} == {
        (each.dimension, each.code): each.k for each in digest.summary.figures if each.dimension == "topics" and each.k
    }
