"""Assessments against coded articles."""

from __future__ import annotations

import json

import pytest

from pipeline.classify.evaluate import evaluate, to_dict, to_table
from pipeline.errors import InputError


@pytest.fixture
def assessed(coder, coded):
    return [coder.code(row["id"], row["title"], row["text"]) for row in coded]


def of(evaluation, dimension):
    return next(each for each in evaluation.dimensions if each.dimension == dimension)


def with_codes(row, **codes):
    return {**row["codes"], **codes}


def test_perfect_codes_score_one(assessed, coded):
    """Full agreement is one everywhere, and its interval has no width."""
    found = evaluate(assessed, coded)

    for each in found.dimensions:
        assert (each.accuracy, each.macro_f1, each.low, each.high) == (1.0, 1.0, 1.0, 1.0)
        assert each.kappa is None


def test_macro_f1_is_that_of_scikit_learn(assessed, coded):
    """Macro-F1 is the mean over the codes that occur in gold or assessment."""
    from sklearn.metrics import f1_score

    rows = [
        {**row, "codes": with_codes(row, orientation="mixed" if number % 7 == 0 else row["codes"]["orientation"])}
        for number, row in enumerate(coded)
    ]
    gold = [row["codes"]["orientation"] for row in rows]
    coded_as = [each.orientation for each in assessed]
    found = of(evaluate(assessed, rows), "orientation")

    assert pytest.approx(f1_score(gold, coded_as, average="macro")) == found.macro_f1
    assert found.low < found.macro_f1 < found.high
    assert len(rows) == sum(map(sum, found.confusion))


def test_only_agreed_articles_count(assessed, coded):
    """Where two coders differ the article is left out, and their agreement is the ceiling."""
    rows = [
        {
            **{key: row[key] for key in ("id", "title", "text")},
            "codes_a": row["codes"],
            "codes_b": with_codes(row, blame="both") if number < 6 else row["codes"],
        }
        for number, row in enumerate(coded)
    ]
    found = of(evaluate(assessed, rows), "blame")

    assert (found.n, found.coders_agree) == (54, 0.9)
    assert found.macro_f1 == 1.0
    assert found.ceiling < 1
    assert 0 < found.kappa < 1


def test_the_table_and_the_json_hold_every_dimension(assessed, coded):
    """Both forms name all six dimensions and all codes; the JSON is plain."""
    found = evaluate(assessed[1:], coded)
    table = to_table(found)

    assert found.missing == 1
    assert "1 without an assessment" in table
    assert all(name in table for name in ("relevance", "genre", "topics", "orientation", "blame", "outlook", "toll"))
    assert len(json.loads(json.dumps(to_dict(found)))["dimensions"]) == 6


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        pytest.param([], "none of them", id="no row"),
        pytest.param([{"id": "a1"}], "row 1", id="a row without codes"),
        pytest.param([{"id": "a1", "codes": {"genre": "news"}}], "row 1", id="a row without all dimensions"),
        pytest.param([{"id": "a1", "codes_a": {}}], "row 1", id="a row with one of two coders"),
    ],
)
def test_rows_that_cannot_be_used_are_named(rows, why, assessed):
    """What is wrong with the coded articles is one line."""
    with pytest.raises(InputError, match=why):
        evaluate(assessed, rows)
