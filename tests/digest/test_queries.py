"""The queries that a page shows give the figures that it prints."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from pipeline.digest import render, to_json
from pipeline.line.weekly import compose_week, with_queries
from pipeline.model.coding import Assessment, Evidence
from pipeline.model.pack import Outlet
from pipeline.model.page import Digest
from pipeline.model.texts import Article
from pipeline.store import codes, codings, sources, texts, weeks
from pipeline.store.connection import Store
from tests.digest import weeks_for_pages as made

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SIDES = ("engage", "confront", "confront", "mixed", "none")
SAID = "The north shore should open the lock before the winter comes."


def article(at: int, back: int, *, route: str = "live") -> Article:
    """Piece *at* of the week *back* weeks before the page's."""
    text = f"{SAID} Piece {at} of week {back} says so at some length."
    return Article(
        id=f"{route}{back}-{at}",
        url=f"https://o{at % 9}.example/{route}/{back}/{at}",
        outlet=f"o{at % 9}" if route == "live" else "",
        title=f"On the lock, {at}",
        authors=("A. Writer",),
        published=datetime.combine(made.WEEK - timedelta(weeks=back, days=-(at % 7)), datetime.min.time(), UTC),
        date_rule="feed",
        language="en" if at % 10 else "de",
        section="",
        text=text,
        text_status="full" if at % 8 else "partial",
        status_reason="",
        text_hash=f"{route}{back}-{at}",
        extractor="by hand",
        route="seed" if route == "seed" else "live",
    )


def assessment(piece: Article, at: int) -> Assessment:
    """Its codes: two topics of eight, a side of five, commentary unless its number ends in 9."""
    slugs = list(made.SHARES)
    side = SIDES[at % 5]
    said = Evidence(dimension="orientation", code=side, quote=SAID, start=0, end=len(SAID), weight=at / 10)
    return Assessment(
        article=piece.id,
        method="by hand",
        version="1",
        relevance="core",
        genre="news" if at % 10 == 9 else "commentary",
        topics=tuple(sorted({slugs[at % 8], slugs[at % 3]}, key=slugs.index)),
        orientation=side,
        blame=("north", "south", "none")[at % 3],
        outlook="worsening" if at % 2 else "none",
        scores={"relevance.core": 0.9},
        evidence=(said,) if side != "none" else (),
    )


@contextmanager
def filled(path: Path, pieces: int) -> Iterator[Store]:
    """A store with five weeks of pieces and two seeds; *pieces* of them in the page's own week."""
    outlets = [
        Outlet(
            key=f"o{at}",
            name=f"Outlet {at}",
            feeds=(f"https://o{at}.example/feed",),
            country="",
            affiliation="unknown",
            owner="",
            kind="blog",
            genre=None,
            language="en",
            added=made.WEEK,
        )
        for at in range(12)
    ]
    found = [(article(at, back), at) for back in range(5) for at in range(pieces if back == 0 else 60)]
    found += [(replace(article(at, 200, route="seed"), published=None), at) for at in range(2)]
    with Store(path) as store:
        sources.sync_outlets(store, outlets)
        texts.add_articles(store, [piece for piece, _ in found], NOW)
        codes.add_assessments(store, [assessment(piece, at) for piece, at in found], NOW)
        codings.count_by(store, "by hand", "1", NOW)
        yield store


def page(
    store: Store, *, as_of: datetime | None = None
) -> tuple[Digest, dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """The digest, its facts as digest.json has them, and the rows of each query that its page shows."""
    pack = replace(
        made.pack(), actors=tuple(replace(each, phrases=(each.label.lower(),)) for each in made.pack().actors)
    )
    digest = compose_week(store, pack, made.WEEK, as_of or LATER)
    weeks.publish_week(store, digest.summary, pack.version, as_of or LATER)
    digest = with_queries(digest, pack, weeks.known_until(store, as_of or LATER))
    facts = json.loads(to_json(digest))
    shown = [unescape(sql) for sql in re.findall(r"<pre><code>(.*?)</code></pre>", render(digest), re.DOTALL)]
    assert {sql for _, sql in facts["queries"]} <= set(shown)
    for sql in shown:
        store.select(sql)  # what a reader can copy runs
    return digest, facts, {name: store.select(sql) for name, sql in facts["queries"]}


@pytest.fixture(params=[pytest.param(140, id="a full week"), pytest.param(20, id="a thin week")])
def answers(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Facts and rows of one week."""
    with filled(tmp_path / "lake.duckdb", request.param) as store:
        return page(store)[1:]


def counted(facts: dict[str, Any], *dimensions: str) -> dict[tuple[str, str], tuple[int, ...]]:
    """(k, n, base_k, base_n) of every figure that a piece of these weeks bears."""
    return {
        (each["dimension"], each["code"]): (each["k"], each["n"], each["base_k"], each["base_n"])
        for each in facts["summary"]["figures"]
        if each["dimension"] in dimensions and each["k"] + each["base_k"]
    }


def test_topics_and_framing_are_what_their_queries_count(answers):
    """k and n of every topic, blame and outlook, of the week and of its baseline."""
    facts, rows = answers
    topics = {("topics", row["topic"]): tuple(row.values())[1:] for row in rows["topics"]}
    framing = {(row["dimension"], row["code"]): tuple(row.values())[2:] for row in rows["framing"]}

    assert counted(facts, "topics") == topics
    assert counted(facts, "blame", "outlook") == framing


def test_every_week_of_the_balance_is_what_its_query_counts(answers):
    """n, engage, confront, mixed and neither of the week; n and both poles of each week of the chart."""
    facts, rows = answers
    weeks_shown = [*facts["previous"], facts["summary"]]
    printed = {
        week["week"]: (each["n"], each["k"], each["minus_k"])
        for week in weeks_shown
        for each in week["figures"]
        if each["code"] == "balance" and each["n"]
    }
    this = {each["code"]: each["k"] for each in facts["summary"]["figures"] if each["dimension"] == "orientation"}
    last = rows["stance"][-1]

    assert printed == {str(row["week"]): (row["n"], row["engage"], row["confront"]) for row in rows["stance"]}
    assert (this["mixed"], this["none"]) == (last["mixed"], last["neither"])


def test_coverage_is_what_its_queries_count(answers):
    """Every gate, the articles of the database, outlets and languages."""
    facts, rows = answers
    coverage = facts["coverage"]
    gates = [list(row.values()) for row in rows["coverage"]]

    assert coverage["gates"] == gates
    assert [coverage["outlets_heard"], coverage["outlets_listed"]] == list(rows["coverage.outlets"][0].values())
    assert coverage["languages"] == [list(row.values()) for row in rows["coverage.languages"]]


def test_the_articles_in_the_database_are_those_of_its_table(tmp_path: Path):
    """The last line of the coverage agrees with the plainest query."""
    with filled(tmp_path / "lake.duckdb", 20) as store:
        gate, in_week, in_all = page(store)[0].coverage.gates[-1]
        rows = store.select("select count(*) as articles from articles")

    assert ("articles in the database", 20, rows[0]["articles"]) == (gate, in_week, in_all)


def test_the_published_figures_are_the_printed_ones(answers):
    """The table of weeks holds every number of the page, unrounded."""
    facts, rows = answers
    names = [name for name in rows["changed"][0] if name not in ("dimension", "code")]
    printed = {
        (each["dimension"], each["code"]): [each[name] for name in names] for each in facts["summary"]["figures"]
    }

    assert printed == {(row["dimension"], row["code"]): [row[name] for name in names] for row in rows["changed"]}


def test_every_quote_and_seed_count_is_among_the_rows(answers):
    """A quote is part of a sentence that the query lists; the profile of the seeds is what its query counts."""
    facts, rows = answers
    said = {(row["orientation"], row["url"], row["sentence"]) for row in rows["voices"]}

    assert len(facts["voices"]) == 3
    assert all((each["code"], each["url"], SAID) in said and each["quote"] in SAID for each in facts["voices"])
    assert facts["seeds"]["counts"] == sorted([row["dimension"], row["code"], row["k"]] for row in rows["seeds"])
    assert {row["n"] for row in rows["seeds"]} == {facts["seeds"]["n"]}


def test_a_page_of_an_earlier_time_shows_queries_of_that_time(tmp_path: Path):
    """Pieces that came later change neither its figures nor the rows of its queries."""
    with filled(tmp_path / "lake.duckdb", 120) as store:
        _, before, rows = page(store, as_of=NOW)
        late = [article(at, 0) for at in range(200, 230)]
        texts.add_articles(store, late, LATER)
        codes.add_assessments(store, [assessment(piece, at) for at, piece in enumerate(late)], LATER)
        _, after, again = page(store, as_of=NOW)
        _, now, _ = page(store)

    assert before == after
    assert rows == again
    assert counted(before, "topics") == {("topics", row["topic"]): tuple(row.values())[1:] for row in rows["topics"]}
    assert now["summary"]["n"] > before["summary"]["n"]
