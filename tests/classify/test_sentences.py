"""Where sentences begin and end."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from pipeline.classify.sentences import LONGEST, sentence_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="an empty text has none"),
        pytest.param(" \n\n ", [], id="white space has none"),
        pytest.param("One", ["One"], id="a text without a stop is one"),
        pytest.param("It ends. It goes on!  Does it?", ["It ends.", "It goes on!", "Does it?"], id="stops end it"),
        pytest.param("A heading\n\nThe text.", ["A heading", "The text."], id="a line break ends it"),
        pytest.param("“It ends.” He left.", ["“It ends.”", "He left."], id="a closing quote belongs to it"),
        pytest.param("The U.S. Navy sailed.", ["The U.S. Navy sailed."], id="initials do not end it before a name"),
        pytest.param(
            "Out of the U.S. The navy sailed.",
            ["Out of the U.S.", "The navy sailed."],
            id="initials end it before an opener",
        ),
        pytest.param("Gen. Smith met J. Doe.", ["Gen. Smith met J. Doe."], id="titles and initials do not end it"),
        pytest.param("On Jan. 3 it rained.", ["On Jan. 3 it rained."], id="months do not end it"),
        pytest.param(
            "It cost 3.5 crowns. e.g. this", ["It cost 3.5 crowns. e.g. this"], id="a small letter does not open one"
        ),
    ],
)
def test_a_text_falls_into_its_sentences(text, expected):
    """Sentences are found by their offsets, in order, without outer white space."""
    assert expected == [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 200_000, id="a megabyte of words"),
        pytest.param("x" * 1_000_000, id="a megabyte without a space"),
        pytest.param('."' * 500_000, id="a megabyte of stops and quotes"),
        pytest.param("U.S. " * 200_000, id="a megabyte of initials"),
        pytest.param("\n \n" * 300_000, id="a megabyte of line breaks"),
    ],
)
def test_hostile_text_takes_linear_time(text):
    """No text of a megabyte takes long, and no sentence is longer than the limit."""
    start = time.process_time()
    spans = sentence_spans(text)

    assert time.process_time() - start < 3
    assert all(0 < end - begin <= LONGEST for begin, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
