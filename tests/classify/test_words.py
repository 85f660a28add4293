"""Phrases and n-grams in a text."""

from __future__ import annotations

import pytest

from pipeline.classify.words import REACH, Lexicon, is_skip_gram, ngrams_of


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        pytest.param("toll", "No toll, no boat: TOLL!", 2, id="letter case is ignored"),
        pytest.param("toll", "tolls", 0, id="a whole word is meant"),
        pytest.param("toll*", "tolls and a tollgate", 2, id="a star matches any ending"),
        pytest.param("arms control", "an arms-control treaty", 1, id="a hyphen is a space"),
        pytest.param("no-fly zone*", "two no-fly zones", 1, id="a star may end a longer phrase"),
        pytest.param("fish* treat*", "the fishing treaties", 1, id="each word may have its star"),
        pytest.param("arms control", "arms. Control", 1, id="punctuation is ignored"),
        pytest.param("arms control", "arms", 0, id="half a phrase is none"),
        pytest.param(
            "US", "give us the US and the U.S. navy", 2, id="capitals keep their case, initials lose their dots"
        ),
    ],
)
def test_phrases_are_found(phrase, text, expected):
    """A phrase is counted as often as it stands in the text."""
    _, _, sets = Lexicon({"a": (phrase,)}, ()).find(text, 0, len(text))

    assert expected == len(sets)


def test_a_phrase_can_belong_to_two_sets():
    """Every set that holds a phrase counts it once, however often it lists it."""
    words, _, sets = Lexicon({"a": ("toll", "toll"), "b": ("toll",)}, ()).find("one toll", 0, 8)

    assert (words, sorted(sets)) == (2, [0, 1])


def test_ngrams_are_words_and_pairs():
    """Words and pairs of the vocabulary are found by number, others are not."""
    _, ngrams, _ = Lexicon({}, ("toll", "the toll", "boat")).find("The toll on the boat", 0, 20)

    assert sorted(ngrams) == [0, 1, 2]


def test_skip_grams_tell_who_did_it_from_whom_it_was_done_to():
    """A word within reach of an actor, but not beside it, stands before or behind; two actors count once."""
    words = ["@0", "then", "raid", "of", "boat", "from", "@1"]
    found = [ngram for ngram in ngrams_of(words) if is_skip_gram(ngram)]

    assert found == [
        *("@0 … raid", "@0 … boat", "@0 … from", "@0 … @1"),
        *("then … @1", "raid … @1", "boat … @1"),
    ]


def test_a_skip_gram_reaches_so_far_and_no_farther():
    """A word that stands too far from an actor is not taken for what it did."""
    between = ["calm"] * (REACH - 1)

    assert "@0 … raid" in ngrams_of(["@0", *between, "raid"])
    assert "@0 … raid" not in ngrams_of(["@0", "calm", *between, "raid"])


def test_an_actor_has_one_sign_whatever_it_is_called():
    """N-grams are made of stems, and of one sign for all names of an actor."""
    sets = {"actor.n": ("norland*", "the north"), "actor.s": ("sudria*",), "other": ("boats",)}
    lexicon = Lexicon(sets, ("@0 attack", "boat", "@1"))
    texts = ("Norland attacked Sudria's boats", "The Norlanders attacking the boat of Sudrians")
    found = [sorted(lexicon.find(text, 0, len(text))[1]) for text in texts]

    assert found == [[0, 1, 2], [0, 1, 2]]
