"""What the line tells the coding of an article, and what the database keeps of an assessment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.line.coding import code_articles, explain_article
from pipeline.line.run import Run
from pipeline.model.coding import Assessment, GenreSignal
from pipeline.model.pack import Outlet
from pipeline.model.texts import Article
from pipeline.settings import Settings
from pipeline.store import codes, codings, rereading, texts
from pipeline.store.connection import Store
from tests.classify.conftest import ENGAGE

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
GAZETTE = Outlet(
    key="gazette", name="The Gazette", feeds=("https://gazette.example/feed",), country="", affiliation="unknown",
    owner="", kind="magazine", genre="news", language="en", added=MONDAY.date(),
)  # fmt: skip


def article(id, **changes):
    plain = Article(
        id=id, url=f"https://gazette.example/{id}", outlet="gazette", title="Notes", authors=(), published=MONDAY,
        date_rule="feed", language="en", section="", text=ENGAGE, text_status="full", status_reason="",
        text_hash=id, extractor="test",
    )  # fmt: skip
    return replace(plain, **changes)


@pytest.fixture
def run(tmp_path, pack, weights):
    settings = Settings(home=tmp_path)
    poles = tuple(("orientation", code, ()) for code in ("engage", "confront"))
    islands = replace(pack, weights=weights, outlets=(GAZETTE,), poles=poles)
    with Store(settings.database) as store:
        yield Run(settings=settings, pack=islands, store=store, now=NOW)


def signals(run, id):
    rows = run.store.select(
        f"SELECT unnest(signals, recursive := true) FROM assessments WHERE article = '{id}' AND chosen"  # noqa: S608
    )
    return {(row["name"], row["value"]): row["weight"] for row in rows}


def test_the_line_tells_what_stands_around_a_text(run):
    """Section, byline and the outlet's default reach the coding, and each is stored with its weight."""
    texts.add_articles(
        run.store,
        [article("a", section="Opinion", authors=("A. Fisher",)), article("b", outlet="", url="https://x.example/b")],
        NOW,
    )
    code_articles(run)

    known = signals(run, "a")
    assert {("section", "commentary"), ("byline", "A. Fisher"), ("outlet", "news")} < set(known)
    assert all(isinstance(weight, float) for weight in known.values())
    assert [name for name, _ in signals(run, "b")] == ["text"]


def test_the_explanation_is_of_the_stored_codes(run):
    """`why` tells the coding what the line told it: the probabilities are the same."""
    texts.add_articles(run.store, [article("a", section="News", authors=("A. Fisher",))], NOW)
    code_articles(run)
    found = explain_article(run.pack, codes.text_of(run.store.read("article_find", key="a")[0])).assessment
    stored = run.store.select("SELECT dimension, code, probability FROM assessments")

    assert {("section", "news"), ("outlet", "news")} < {(each.name, each.value) for each in found.genre_signals}
    assert stored
    assert all(found.scores[f"{row['dimension']}.{row['code']}"] == row["probability"] for row in stored)


def test_a_new_reading_of_the_section_is_coded_anew(run):
    """The section speaks for the genre: an article whose section was read otherwise waits to be coded, and keeps its
    earlier codes as past ones."""
    from pipeline.line.reextract import SPOKEN

    first = article("a", section="Opinion")
    texts.add_articles(run.store, [first], NOW)
    code_articles(run)
    later = NOW + timedelta(hours=1)
    rereading.renew_articles(run.store, [replace(first, section="News")], recode=["a"], resketch=[], now=later)
    code_articles(replace(run, now=later))

    assert {"section", "authors", "title", "text", "language"} == SPOKEN
    assert ("section", "news") in signals(run, "a")
    past = run.store.select(
        "SELECT signals, salience, unsure FROM past_assessments WHERE dimension = 'genre' AND chosen"
    )
    assert ("section", "commentary") in {(each["name"], each["value"]) for each in past[0]["signals"]}
    kept = run.store.select("SELECT salience > 0 AS kept FROM past_assessments WHERE dimension = 'topics' AND chosen")
    assert kept == [{"kept": True}]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"language": "fr"}, "its language is fr, and the pack codes en", id="another language, as told"),
        pytest.param({"text": "A toll."}, "3 words, fewer than 25", id="too short"),
        pytest.param({"text": f"“{ENGAGE}”"}, "only quotations: ", id="only quotations"),
    ],
)
def test_why_a_text_was_not_coded_is_kept(run, changes, reason):
    """The article has the last code everywhere, and the view of all articles says why; `why` says the same."""
    texts.add_articles(run.store, [article("a", **changes), article("b")], NOW)
    code_articles(run)
    rows = run.store.select("SELECT relevance, reason, unsure FROM v_articles ORDER BY article")
    found = explain_article(run.pack, codes.text_of(run.store.read("article_find", key="a")[0]))

    assert rows[0]["reason"].startswith(reason)
    assert (rows[0]["relevance"], rows[0]["unsure"]) == ("none", None)
    assert (rows[1]["relevance"], rows[1]["reason"]) == ("core", None)
    assert found.unreadable == found.assessment.reason == rows[0]["reason"]


def assessment(id, **changes):
    plain = Assessment(
        article=id, method="linear", version="1", relevance="core", genre="commentary", topics=("toll",),
        orientation="none", blame="none", outlook="none", evidence=(), salience={"toll": 0.25},
        scores={"relevance.core": 0.9, "topics.toll": 0.6, "topics.fish": 0.01}, unsure=(),
        genre_signals=(GenreSignal(name="text", value="commentary", weight=1.5),),
    )  # fmt: skip
    return replace(plain, **changes)


def test_the_share_of_unsure_topics_is_counted(run):
    """Per week and topic: pieces near the threshold, given or not, of all pieces; an unlikely topic counts as well."""
    texts.add_articles(run.store, [article(id) for id in "abcd"], NOW)
    found = [
        assessment("a"),
        assessment("b", unsure=("toll",)),
        assessment("c", unsure=("toll", "fish"), topics=(), salience={}),
        assessment("d", relevance="none"),
    ]
    codes.add_assessments(run.store, found, NOW)
    codings.count_by(run.store, found[0].method, found[0].version, NOW)

    assert run.store.select("SELECT * FROM v_weekly_unsure ORDER BY topic") == [
        {"week": date(2026, 11, 9), "topic": "fish", "k": 1, "n": 3, "share": pytest.approx(1 / 3), "given": 0},
        {"week": date(2026, 11, 9), "topic": "toll", "k": 2, "n": 3, "share": pytest.approx(2 / 3), "given": 2},
    ]
    assert run.store.select("SELECT topics, salience, unsure FROM v_commentary ORDER BY article") == [
        {"topics": ["toll"], "salience": {"toll": 0.25}, "unsure": []},
        {"topics": ["toll"], "salience": {"toll": 0.25}, "unsure": ["toll"]},
        {"topics": [], "salience": {}, "unsure": ["fish", "toll"]},
    ]


def test_a_method_without_probabilities_is_not_called_sure(run):
    """Where it cannot be told whether a topic is a toss, no share is made up."""
    texts.add_articles(run.store, [article("a")], NOW)
    codes.add_assessments(run.store, [assessment("a", method="llm:m", scores={}, salience={}, genre_signals=())], NOW)
    codings.count_by(run.store, "llm:m", assessment("a").version, NOW)

    assert run.store.select("SELECT * FROM v_weekly_unsure") == []
    assert run.store.select("SELECT unsure, salience FROM v_commentary") == [{"unsure": None, "salience": {}}]
