"""An issue can be made again later: the same bytes, and the queries that it shows still give its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.digest.facts import facts_of
from pipeline.digest.folder import FACTS, PAGE
from pipeline.line.run import Run
from pipeline.line.weekly import Written, write_week
from pipeline.settings import Settings
from pipeline.store import codes, codings, copies, corrections, sources, texts
from pipeline.store.connection import Store
from tests.digest.checking import asked
from tests.shift import weeks_in_store as made

LATER = made.NOW + timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An issue, and a database that has learned otherwise since."""

    run: Run  # later
    first: Written
    files: dict[str, bytes]  # of the issue as it was published


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def learn_otherwise(store: Store) -> None:
    """Later articles, a copy, a person's word, another coding, outlets that come and go: each alone moves a figure."""
    late = [
        replace(made.article(at, 0, at % made.OUTLETS, made.NEW), id=f"late-{at}", url=f"https://late.example/{at}")
        for at in range(40)
    ]
    texts.add_articles(store, late, LATER)
    coded = [made.assessment(each, ("topic_1",), "engage") for each in late]
    codes.add_assessments(store, coded, LATER)
    copies.add_clusters(store, {"live-0-10": "live-0-11", "live-1-10": "live-1-11"}, LATER)
    corrections.add(
        store,
        [
            corrections.Recoding(
                id=f"c{at}",
                article=f"live-0-{at}",
                dimension="orientation",
                code="engage",
                who="a reader",
                said=date(2026, 11, 18),
                why="read by hand",
            )
            for at in range(20, 30)
        ],
        LATER,
    )
    outlets = [replace(each, removed=LATER.date()) if each.key == "o3" else each for each in made.pack().outlets]
    new = replace(outlets[0], key="late", name="Late", feeds=("https://late.example/feed",), added=LATER.date())
    sources.sync_outlets(store, [*outlets, new])


@pytest.fixture(params=[pytest.param(False, id="the same coding"), pytest.param(True, id="another coding")])
def changed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Changed]:
    """The issue of a week, published; then the database changes."""
    settings = Settings(home=tmp_path / "data", reports=tmp_path / "reports")
    settings.database.parent.mkdir()
    with made.filled(settings.database) as store:
        run = Run(settings=settings, pack=made.pack(), store=store, now=made.NOW)
        write_week(replace(run, now=made.NOW), made.WEEK - timedelta(weeks=1))
        first = write_week(run, made.WEEK)
        assert first.path is not None
        kept = files(first.path.parent)
        learn_otherwise(store)
        if request.param:
            rows = store.select("select id from articles where id like 'live-0-%'")
            everything = [made.article(int(row["id"].split("-")[2]), 0, 0, made.NEW) for row in rows]
            coded = [replace(made.assessment(each, ("topic_2",), "none"), method="other") for each in everything]
            codes.add_assessments(store, coded, LATER)
            codings.count_by(store, "other", "1", LATER)
        yield Changed(run=replace(run, now=LATER), first=first, files=kept)


def test_an_issue_is_made_again_byte_for_byte(changed: Changed):
    """Page, facts and every table; at the time of its publication and at any time until something was learned."""
    for moment in (made.NOW, LATER - timedelta(seconds=1)):
        again = write_week(changed.run, made.WEEK, as_of=moment)
        assert again.path is not None
        assert files(again.path.parent) == changed.files


def test_a_corrected_issue_leaves_both_states_to_be_made(changed: Changed):
    """The second vintage comes back with its errata, the first without; the kept page is the first."""
    second = write_week(changed.run, made.WEEK)
    assert second.path is not None
    assert second.digest.vintage == 2
    corrected = files(second.path.parent)
    assert corrected[PAGE] != changed.files[PAGE]
    assert files(second.path.parent.with_name("2026-W46.v1")) == changed.files

    for moment, expected in ((made.NOW, changed.files), (LATER, corrected), (LATER + timedelta(days=9), corrected)):
        again = write_week(changed.run, made.WEEK, as_of=moment)
        assert again.path is not None
        assert files(again.path.parent) == expected


def test_the_queries_of_an_old_page_give_its_numbers(changed: Changed):
    """What a reader pastes later gives what was printed; without the time it gives what is known now."""
    digest = changed.first.digest
    rows = asked(changed.run.store, digest)
    facts = facts_of(digest)
    assert [each.id for each in facts if not rows.agrees(each)] == []
    assert len([each for each in facts if each.column]) > 140

    known = f"TIMESTAMPTZ '{digest.known}'"
    assert all(known in (each.sql or dict(digest.queries)[each.query]) for each in facts)
    now = asked(changed.run.store, digest, instead=(known, "TIMESTAMPTZ 'infinity'"))
    assert {"topics", "stance", "movers", "coverage"} <= {each.section for each in facts if not now.agrees(each)}


def test_a_second_run_that_learns_nothing_changes_no_byte(changed: Changed):
    """The time in the queries is that of what is known, not of the run."""
    empty = made.WEEK - timedelta(weeks=30)
    first = write_week(changed.run, empty)
    again = write_week(replace(changed.run, now=LATER + timedelta(days=1)), empty)

    assert first.digest.summary.n == 0
    assert first.html == again.html
    assert first.path is not None
    assert f"TIMESTAMPTZ '{first.digest.known}'" in (first.path.parent / FACTS).read_text()
