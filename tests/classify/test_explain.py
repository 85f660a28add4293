"""Why an article has its codes."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.classify import explain
from pipeline.classify.coder import contributions
from tests.classify.conftest import CONFRONT, ENGAGE


def test_every_code_is_explained(coder):
    """One reason per code, in the order of the codebook; the given ones have room to spare, the others lack some."""
    found = explain(coder, "1", "", ENGAGE)

    assert coder.heads.names == tuple(f"{reason.dimension}.{reason.code}" for reason in found.reasons)
    assert all((reason.margin >= 0) == reason.given for reason in found.reasons)


def test_a_given_code_says_what_would_flip_it(coder):
    """Leaving out sentences is tried, and the outcome is put in words."""
    found = explain(coder, "1", "", CONFRONT + "\n" + "The herring season is a quiet time in the bay. " * 5)
    reason = next(each for each in found.reasons if (each.dimension, each.code) == ("orientation", "confront"))

    assert reason.given
    assert "without" in reason.flip
    assert reason.words
    assert reason.sentences


def test_an_unreadable_text_says_why(coder):
    """What is not coded has a reason in words."""
    assert "fewer than" in explain(coder, "1", "", "Two words").unreadable


def test_sentences_add_up(coder):
    """What the sentences add is all that words and signals add, but for length and topics that none of them names."""
    heads, reading = coder.heads, coder.reader.read("A toll", ENGAGE)
    scores = heads.score(reading)
    unnamed = [f"@topics.{slug}" for slug in coder.topics if slug not in coder.code("1", "A toll", ENGAGE).salience]
    apart = [
        place
        for place, name in enumerate(heads.signals)
        if name in ("sentences", "words", "first_pair") or any(name.endswith(topic) for topic in unnamed)
    ]
    for column in range(len(heads.names)):
        ngrams, signals = heads.direction(column)
        whole = ngrams @ scores.term + signals @ scores.signals - signals[apart] @ scores.signals[apart]

        assert pytest.approx(whole) == contributions(heads, reading, scores, column).sum()


def test_a_contrast_speaks_for_one_side_as_it_speaks_against_the_other(coder):
    """The contrast moves its two codes by the same amount in opposite directions."""
    first, second = coder.heads.rivals("orientation")
    number = len(coder.heads.names) + coder.heads.contrasts.index("contrast.orientation")
    own = [coder.heads.ngram_weights[:, column] * coder.heads.slope[column] for column in (first, second)]
    moved = [coder.heads.direction(column)[0] - own[place] for place, column in enumerate((first, second))]

    assert np.allclose(moved[0], -moved[1])
    assert np.allclose(moved[0], coder.heads.ngram_weights[:, number] * coder.heads.slope[number])


def test_a_rule_that_decides_is_named(coder):
    """Where one actor is missing, the rule that overrules the heads is told."""
    assert explain(coder, "1", "", ENGAGE).rule == ""
    assert "only one" in explain(coder, "1", "", ENGAGE.replace("Sudria", "Everyone")).rule
