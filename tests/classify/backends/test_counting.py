"""Which coding counts, from the line's side: a week is never counted by two methods."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from pipeline.classify.agreement import pool
from pipeline.line.coding import code_articles
from pipeline.line.run import Run
from pipeline.model.texts import Article
from pipeline.settings import Settings
from pipeline.store import codings, texts
from pipeline.store.connection import Store
from tests.classify.backends.conftest import CODES, completion
from tests.classify.conftest import CONFRONT, ENGAGE

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
MONDAY = datetime(2026, 11, 2, tzinfo=UTC)


def article(number, text, language="en"):
    return Article(
        id=f"a{number:03}",
        url=f"https://gazette.example/{number}",
        outlet="gazette",
        title=f"Notes {number}",
        authors=(),
        published=MONDAY + timedelta(hours=number),
        date_rule="feed",
        language=language,
        section="",
        text=text,
        text_status="full",
        status_reason="",
        text_hash=f"{number:064}",
        extractor="test",
    )


@pytest.fixture
def run(tmp_path, islands, service):
    """Twelve articles in a database; the backend is the pack's own until a test says otherwise."""
    settings = Settings(
        home=tmp_path,
        llm_url=service.url.removesuffix("/chat/completions"),
        llm_model="test-model",
        llm_seconds=10,
    )
    with Store(settings.database) as store:
        texts.add_articles(store, [article(n, (ENGAGE, CONFRONT)[n % 2]) for n in range(12)], NOW)
        poles = tuple(("orientation", code, ()) for code in ("engage", "confront"))
        yield Run(settings=settings, pack=replace(islands, weights=b"", poles=poles), store=store, now=NOW)


def with_backend(run, name, *, later=0, **settings):
    return replace(
        run,
        settings=run.settings.model_copy(update={"backend": name, **settings}),
        now=NOW + timedelta(hours=later),
    )


def methods(run):
    """Methods of the codes that count, and how many articles each has."""
    return {
        row["method"]: row["n"] for row in run.store.select("SELECT method, count(*) AS n FROM v_codes GROUP BY ALL")
    }


def test_each_code_bears_its_method_and_one_method_counts(run, service):
    """A change of the setting changes what counts, as a whole, and back again without coding anew."""
    code_articles(run)
    own = methods(run)
    code_articles(with_backend(run, "llm", later=1))
    other = methods(run)
    again = code_articles(with_backend(run, "embedded", later=2))

    assert list(own.values()) == [12]
    assert other == {"llm:test-model": 12}
    assert again == {"coded": 0}
    assert methods(run) == own
    past = run.store.read("coding_counts", as_of=NOW + timedelta(hours=1))
    assert past[0]["method"] == "llm:test-model"


def test_a_coding_that_is_not_through_does_not_count(run, service):
    """While the budget is too small for all articles, the earlier coding goes on; then the new one takes its place."""
    code_articles(run)
    own = methods(run)
    texts.add_articles(run.store, [article(20, ENGAGE)], NOW)
    tokens = 3_000
    service.server.steps = [completion(CODES, tokens=tokens)]
    counts = code_articles(with_backend(run, "llm", later=1, llm_budget=4 * tokens))
    between = methods(run)
    failed = run.store.select("SELECT key, reason FROM failures WHERE stage = 'classify' AND mended_at IS NULL")
    code_articles(with_backend(run, "llm", later=2))

    assert counts["left uncoded"] > 0
    assert between == {next(iter(own)): 13}
    assert [(row["key"], "budget" in row["reason"]) for row in failed] == [("llm:test-model", True)]
    assert methods(run) == {"llm:test-model": 13}
    assert run.store.select("SELECT key FROM failures WHERE stage = 'classify' AND mended_at IS NULL") == []


def test_a_service_that_is_gone_changes_no_figure(run):
    """Nothing coded, nothing counted otherwise, and one failure that names the method."""
    code_articles(run)
    own = methods(run)
    counts = code_articles(with_backend(run, "llm", later=1, llm_url="http://127.0.0.1:9/v1"))

    assert counts == {"coded": 0, "left uncoded": 12}
    assert methods(run) == own


def test_an_article_that_cannot_be_coded_is_a_failure_and_stops_nobody(run, service):
    """The others count; the failure says why."""
    service.server.steps = [completion("", refusal="no")] + [completion(CODES)] * 20
    counts = code_articles(with_backend(run, "llm"))

    assert counts == {"coded": 11}
    assert methods(run) == {"llm:test-model": 11}
    assert [row["reason"] for row in run.store.select("SELECT reason FROM failures")] == ["the model refused"]


def test_the_latest_articles_are_coded_first(run, service):
    """A small budget serves the week that a reader waits for."""
    service.server.steps = [completion(CODES, tokens=3_000)]
    code_articles(with_backend(run, "llm", llm_budget=12_000))
    coded = run.store.select("SELECT DISTINCT article FROM assessments WHERE method = 'llm:test-model'")

    assert {row["article"] for row in coded} <= {f"a{number:03}" for number in range(6, 12)}
    assert coded


@pytest.fixture
def told(run, service):
    """The model reads what the texts say: half of them call for talks, half for pressure."""
    service.server.answer = lambda asked: completion(
        {**CODES, "orientation": "confront" if "Pressure is" in asked["messages"][1]["content"] else "engage"}
    )
    return with_backend(run, "llm")


def test_the_second_measure_is_stored_and_agrees(told):
    """Every text has a position, of its own method; the weeks' agreement is noted once, and again when it changes."""
    code_articles(told)
    code_articles(replace(told, now=NOW + timedelta(hours=1)))
    placed = told.store.select("SELECT method, count(*) AS n FROM positions GROUP BY ALL")
    noted = told.store.select("SELECT n, named, same, correlation > 0.9 AS close, high > low AS spans FROM agreements")
    texts.add_articles(told.store, [article(30, ENGAGE)], NOW)
    code_articles(replace(told, now=NOW + timedelta(hours=2)))
    weeks = codings.agreements(told.store, first=MONDAY.date(), end=NOW.date(), as_of=NOW)

    assert placed == [{"method": "lexicon", "n": 12}]
    assert noted == [{"n": 12, "named": 12, "same": 12, "close": True, "spans": True}]
    assert [row["n"] for row in told.store.select("SELECT n FROM agreements ORDER BY known_at")] == [12, 13]
    assert [each.n for each in weeks] == [12]
    assert codings.agreements(told.store, first=MONDAY.date(), end=NOW.date(), as_of=NOW - timedelta(days=1)) == ()


def agreement(n, correlation):
    from datetime import date

    from pipeline.model.coding import Agreement

    return Agreement(
        week=date(2026, 11, 9), n=n, correlation=correlation, low=None, high=None, named=0, same=0, share=None,
        share_low=None, share_high=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("weeks", "parted"),
    [
        pytest.param([(100, 0.27)] * 8, False, id="as measured on coded articles"),
        pytest.param([(100, 0.0)] * 8, True, id="unrelated for eight weeks"),
        pytest.param([(100, -0.3)] * 2, True, id="opposed for two"),
        pytest.param([(100, -0.05)], False, id="one week near zero is noise"),
        pytest.param([(30, -0.5)] * 2, None, id="too few pieces"),
        pytest.param([(500, None)] * 8, None, id="a correlation that cannot be told"),
        pytest.param([], None, id="no week"),
    ],
)
def test_the_alarm_is_raised_when_the_measures_part(weeks, parted):
    """Parted is an interval that stays below a third of what coded articles show."""
    found = pool(agreement(*each) for each in weeks)

    assert parted == (found.parted if found else None)


def test_the_alarm_seldom_errs():
    """Over 2,000 spans of eight weeks at n = 60: false alarms below 1 % where they agree, most found where not."""
    rng = np.random.default_rng(5)
    alarms = {}
    for true in (0.27, -0.1):
        z = np.arctanh(true) + rng.normal(size=(2000, 8)) / np.sqrt(57)
        alarms[true] = np.mean([pool(agreement(60, r) for r in np.tanh(row)).parted for row in z])

    assert alarms[0.27] < 0.01
    assert alarms[-0.1] > 0.9


def test_a_week_s_shares_are_adjusted_for_errors_on_coded_articles(told, islands):
    """A coding that calls a third of the calls for pressure engagement: the adjusted share undoes that."""
    from pipeline.classify.backends.protocol import assessment, codes_of
    from pipeline.errors import InputError
    from pipeline.line.shares import adjusted_shares

    code_articles(told)  # six of twelve pieces are coded as engagement
    gold, coded = [], []
    for number in range(60):
        true = "engage" if number < 30 else "confront"
        given = "engage" if number < 40 else "confront"
        codes = {name: CODES[name] for name in ("relevance", "genre", "topics", "blame", "outlook")}
        gold.append({"id": str(number), "codes": {**codes, "orientation": true}})
        coded.append(assessment(str(number), "m", "1", {**codes, "orientation": given}, scores={}, evidence=()))
    found = adjusted_shares(told.store, MONDAY.date(), coded, gold, codes_of(islands))
    engage = found["orientation", "engage"]

    assert (engage.raw, engage.n, engage.coded) == (0.5, 12, 60)
    assert engage.share == pytest.approx((1 / 2 - 1 / 3) / (2 / 3))
    assert engage.low < engage.share < engage.high
    assert found["orientation", "mixed"] is None
    with pytest.raises(InputError, match="no piece"):
        adjusted_shares(told.store, MONDAY.date() - timedelta(weeks=5), coded, gold, codes_of(islands))
