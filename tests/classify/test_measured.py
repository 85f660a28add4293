"""The pack's own weights, measured on articles that they were not trained on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.classify import Coder
from pipeline.classify.evaluate import evaluate
from pipeline.pack import load_pack

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "../shared/data/coded/articles.jsonl"


@pytest.fixture(scope="module")
def measured():
    if not GOLD.exists():
        pytest.skip("the coded articles are not on this machine")
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    coder = Coder(load_pack(ROOT / "seeds"))
    found = evaluate(coder.code_all((row["id"], row["title"], row["text"]) for row in rows), rows)
    return {each.dimension: each for each in found.dimensions}


@pytest.mark.parametrize(
    ("dimension", "figure", "least"),
    [
        pytest.param("relevance", "macro_f1", 0.75, id="relevance, all codes"),
        pytest.param("relevance", "any_f1", 0.95, id="relevance, any against none"),
        pytest.param("genre", "accuracy", 0.80, id="genre, all codes"),
        pytest.param("topics", "micro_f1", 0.73, id="topics, pairs"),
        pytest.param("topics", "macro_f1", 0.65, id="topics, mean"),
        pytest.param("orientation", "macro_f1", 0.50, id="orientation, all codes"),
        pytest.param("orientation", "contrast", 0.75, id="orientation, the first two codes"),
        pytest.param("blame", "accuracy", 0.65, id="blame, all codes"),
        pytest.param("outlook", "accuracy", 0.70, id="outlook, all codes"),
    ],
)
def test_the_stored_weights_are_as_good_as_when_they_were_trained(dimension, figure, least, measured):
    """Retraining must not fall more than a few points below the figures of the first training."""
    assert least <= getattr(measured[dimension], figure)


def test_probabilities_are_calibrated(measured):
    """Stated probabilities are as often true as they say, on average within the bound."""
    assert measured["topics"].calibration_error <= 0.06
    assert measured["orientation"].calibration_error <= 0.12
