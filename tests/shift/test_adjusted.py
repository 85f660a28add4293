"""The week's figures beside what they are without the errors of the coding."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace

import numpy as np
import pytest

from pipeline.classify.coder import version_of
from pipeline.classify.held_out import dump_errors, load_errors
from pipeline.errors import PackError
from pipeline.line.shifting import shift_week
from pipeline.model.week import Plan
from pipeline.shift.explain import explain, find_figure
from pipeline.shift.prevalence import Answers, prevalences
from pipeline.store import codes, codings, texts
from pipeline.store.connection import Store
from pipeline.store.corrections import Recoding, add
from tests.shift.counts_for_weeks import WEEK
from tests.shift.weeks_in_store import NOW, SIDES, article, assessment, pack

NAMES = ("relevance.core", "topics.topic_0", "topics.topic_1", *(f"orientation.{side}" for side in SIDES))
FOUND, FALSE = 0.7, 0.2  # probability that the coding gives to a topic that is there, and to one that is not
TRUE, PIECES = 0.6, 120


def held_out(weights: bytes) -> bytes:
    """A hundred articles held out, half of them with topic 0; nobody has topic 1; orientations are never mistaken."""
    rng = np.random.default_rng(3)
    true = np.zeros((100, len(NAMES)))
    true[:, 0] = 1
    true[:50, 1] = 1
    true[np.arange(100), 3 + np.arange(100) % 4] = 1
    stated = true.copy()
    stated[:, 1] = np.where(true[:, 1] == 1, FOUND, FALSE) + rng.uniform(-0.1, 0.1, 100)
    stated[:, 2] = 0.1
    return dump_errors(NAMES, stated, true, weights)


def packed(weights: bytes = b"w"):
    return replace(pack(), weights=weights, errors=held_out(b"w"), version="1")


@pytest.fixture
def store(tmp_path):
    """One week of commentary, 60 per cent of it truly about topic 0; the coding says it with its errors."""
    rng = np.random.default_rng(5)
    with Store(tmp_path / "week.duckdb") as store:
        pieces = [article(at, 0, at % 10, "The lock is shut.") for at in range(PIECES + 10) if at % 29 != 28]
        texts.add_articles(store, pieces[:PIECES], NOW)
        said = []
        for at, piece in enumerate(pieces[:PIECES]):
            stated = (FOUND if at < TRUE * PIECES else FALSE) + rng.uniform(-0.1, 0.1)
            given = assessment(piece, ("topic_0",) if stated > 0.65 else (), SIDES[at % 4])
            scores = {"topics.topic_0": stated, f"orientation.{SIDES[at % 4]}": 1.0, "relevance.core": 1.0}
            said.append(replace(given, method="linear", version=version_of(packed()), scores=scores))
        codes.add_assessments(store, said, NOW)
        codings.count_by(store, "linear", version_of(packed()), NOW)
        yield store


def figures(store, packed_, as_of=NOW):
    summary = shift_week(store, packed_, WEEK, as_of=as_of, plan=Plan())
    return {(each.dimension, each.code): each for each in summary.figures}


def test_the_adjusted_share_stands_beside_the_raw_one(store):
    """Counting misses half of the pieces; the adjusted share is the true one, with interval, method and n."""
    found = figures(store, packed())["topics", "topic_0"]

    assert found.share < TRUE - 0.1
    assert found.adjusted.share == pytest.approx(TRUE, abs=0.03)
    assert found.adjusted.low < TRUE < found.adjusted.high
    assert (found.adjusted.method, found.adjusted.n) == ("PACC", 100)
    assert found.share == found.k / found.n, "the raw share stays what the SQL counts"


def test_the_sql_gives_what_is_adjusted(store):
    """The mean probability that its query names leads to the adjusted share by the measured rates."""
    found = figures(store, packed())["topics", "topic_0"].adjusted
    (row,) = store.select(found.sql)

    assert row["n"] == PIECES
    assert found.share == pytest.approx((row["stated"] - FALSE) / (FOUND - FALSE), abs=0.03)


def test_the_answers_of_a_question_add_up(store):
    """Where nothing is mistaken the adjusted shares are the raw ones; a code too rare to be measured has none."""
    found = figures(store, packed())

    assert [found["orientation", side].adjusted.share for side in SIDES] == pytest.approx([0.25] * 4)
    assert found["topics", "topic_1"].adjusted is None
    assert found["orientation", "balance"].adjusted is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"errors": b""}, id="no errors are known"),
        pytest.param({"weights": b"others"}, id="they are those of other weights"),
        pytest.param({"version": "2"}, id="another version counts"),
    ],
)
def test_nothing_is_adjusted_by_errors_of_another_coding(store, change):
    """Then the figures stand alone."""
    found = figures(store, replace(packed(), **change))

    assert {each.adjusted for each in found.values()} == {None}


def test_what_people_said_is_not_adjusted(store):
    """Pieces that a person coded count as said: with all of topic 0 known, nothing is left to estimate there."""
    before = figures(store, packed())["topics", "topic_0"].adjusted
    ids = [row["id"] for row in store.select("SELECT id FROM articles ORDER BY id")][: PIECES // 2]
    words = [
        Recoding(id=each, article=each, dimension="topics", code="", who="A.", said=NOW.date(), why="Read.")
        for each in ids
    ]
    add(store, words, NOW)
    after = figures(store, packed())["topics", "topic_0"].adjusted

    assert after.share < 0.5 < before.share
    assert after.high - after.low < before.high - before.low


def test_errors_hold_no_text_and_survive_being_stored():
    """Probabilities and codes alone, by the thousandth; the same articles give the same bytes."""
    stored = json.loads(held_out(b"w"))
    read = load_errors(packed())

    assert stored.keys() == {"format", "weights", "n", "topics", "asked"}
    assert held_out(b"w") == held_out(b"w")
    assert read.n == 100
    said, true = read.topics["topic_0"]
    assert (len(said), true.sum()) == (100, 50)
    assert said[true].mean() - said[~true].mean() == pytest.approx(FOUND - FALSE, abs=0.05)
    assert read.asked["orientation"][0] == SIDES


@pytest.mark.parametrize(
    ("errors", "why"),
    [
        pytest.param(b"{", "errors.json: malformed", id="broken JSON"),
        pytest.param(b'{"format": 9}', "format 9, expected 1", id="another format"),
        pytest.param(held_out(b"w").replace(b'"rows"', b'"lines"'), "malformed: KeyError", id="a part is missing"),
    ],
)
def test_a_broken_file_is_one_line(errors, why):
    """It names the file and what is wrong."""
    with pytest.raises(PackError, match=why):
        load_errors(replace(packed(), errors=errors))


def test_a_figure_reads_as_json(store):
    """`detente shift --json` has it all."""
    found = asdict(figures(store, packed())["topics", "topic_0"])["adjusted"]

    assert found.keys() == {"share", "low", "high", "method", "n", "sql"}


def test_the_paragraph_says_it(store):
    """`detente shift --explain` has the adjusted share, its interval and what it was measured on."""
    summary = shift_week(store, packed(), WEEK, as_of=NOW, plan=Plan())
    (figure,) = find_figure(summary, "topic_0")

    assert re.search(r"coding \(PACC, measured on 100 articles\): (5|6)\d % \(interval", explain(summary, figure))


def says(rng, true):
    """Probabilities of three codes, calibrated where each is as frequent as the others."""
    signal = rng.normal(size=(len(true), 3)) + 1.2 * np.eye(3)[true]
    weight = np.exp(1.2 * signal)
    return weight / weight.sum(axis=1, keepdims=True)


def test_shares_of_one_question_hold_under_a_shift():
    """Over shifts of three codes: nearer to the truth than counting, sums of 1, and intervals that cover it."""
    rng = np.random.default_rng(17)
    adjusted, raw, covered = [], [], []
    for _ in range(60):
        shares = rng.dirichlet((1, 1, 1))
        true, coded = rng.choice(3, 200, p=shares), rng.integers(0, 3, 300)
        stated = says(rng, true)
        found = prevalences(stated, Answers(stated=says(rng, coded), true=coded), draws=200)
        adjusted += [abs(each.share - share) for each, share in zip(found, shares, strict=True)]
        raw += [abs(each.raw - share) for each, share in zip(found, shares, strict=True)]
        covered += [each.low <= share <= each.high for each, share in zip(found, shares, strict=True)]
        assert sum(each.share for each in found) == pytest.approx(1)

    assert np.mean(adjusted) < 0.5 * np.mean(raw)
    assert 0.9 <= np.mean(covered) <= 0.99
