"""Fitting the heads."""

from __future__ import annotations

import dataclasses
import json

import pytest

from pipeline.classify import Coder
from pipeline.classify.heads import dump_heads
from pipeline.classify.train import train
from pipeline.errors import InputError


def test_training_is_deterministic(pack, coded, weights):
    """The same articles give the same bytes."""
    assert weights == train(pack, coded)


def test_weights_survive_being_stored(pack, weights):
    """What was read from a file is written to the same file."""
    stored = json.loads(weights)

    assert weights == dump_heads(Coder(dataclasses.replace(pack, weights=weights)).heads, stored["note"])


def test_no_rare_words_are_stored(weights):
    """Only words and pairs that several articles and outlets use stand in the file."""
    ngrams = json.loads(weights)["ngrams"]

    assert ngrams
    assert not {"17", "letter 17"} & ngrams.keys()
    assert all(len(ngram.split()) <= 2 for ngram in ngrams)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(lambda rows: rows[:10], "at least", id="too few articles"),
        pytest.param(lambda rows: [{**rows[0], "codes": None}, *rows[1:]], "row 1", id="an article without codes"),
        pytest.param(lambda rows: [*rows, {"title": "", "text": ""}], "row 61", id="a row that lacks a key"),
    ],
)
def test_articles_that_cannot_be_learned_from_are_named(change, why, pack, coded):
    """What is wrong with coded articles is one line that names the row."""
    with pytest.raises(InputError, match=why):
        train(pack, change(coded))
