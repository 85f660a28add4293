"""Fitting the heads."""

from __future__ import annotations

import dataclasses
import json
import re
from itertools import cycle

import numpy as np
import pytest

from pipeline.classify import Coder
from pipeline.classify.corpus import lay_out
from pipeline.classify.fit import by_outlet, folds_of
from pipeline.classify.heads import SKIP_LENGTH, dump_heads, head_names
from pipeline.classify.train import train, train_and_measure
from pipeline.classify.words import GAP
from pipeline.errors import InputError, PackError
from pipeline.model.pack import Example, ExampleArticle
from tests.classify.conftest import CONFRONT, ENGAGE


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
    assert all(len(ngram.replace(f" {GAP} ", " ").split()) <= 2 for ngram in ngrams)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(lambda rows: rows[:10], "at least", id="too few articles"),
        pytest.param(lambda rows: [{**rows[0], "codes": None}, *rows[1:]], "row 1", id="an article without codes"),
        pytest.param(lambda rows: [*rows, {"title": "", "text": ""}], "row 61", id="a row that lacks a key"),
        pytest.param(lambda rows: [rows[0]] * 60, "no words", id="one article many times"),
    ],
)
def test_articles_that_cannot_be_learned_from_are_named(change, why, pack, coded):
    """What is wrong with coded articles is one line that names the row."""
    with pytest.raises(InputError, match=why):
        train(pack, change(coded))


def examples(coded):
    """The coded articles as examples: one per dimension and text."""
    return tuple(
        Example(
            dimension=dimension,
            codes=tuple(codes) if isinstance(codes, list) else (codes,),
            kind="plain",
            text=row["text"],
        )
        for row in coded
        for dimension, codes in row["codes"].items()
    )


def test_examples_alone_can_be_learned_from(pack, coded):
    """A pack without coded articles trains on its examples, and says so."""
    weights = train(dataclasses.replace(pack, examples=examples(coded)), [])
    found = Coder(dataclasses.replace(pack, weights=weights)).code("1", "", ENGAGE)

    assert "no coded article" in json.loads(weights)["note"]
    assert (found.relevance, found.topics, found.orientation) == ("core", ("toll",), "engage")


def test_examples_count_beside_coded_articles(pack, coded, weights):
    """Examples change the weights without being needed."""
    assert weights != train(dataclasses.replace(pack, examples=examples(coded[:10])), coded)


def test_an_article_that_its_coder_doubts_counts_less(pack, coded):
    """Wrong codes of which the coder was not sure lead a contrast less astray."""
    engage = next(row["codes"] for row in coded if row["codes"]["orientation"] == "engage")
    confront = [row for row in coded if row["codes"]["orientation"] == "confront"]

    def says_engage(sure):
        wrong = [{**row, "id": f"wrong-{row['id']}", "codes": engage, "sure": sure} for row in confront]
        found = Coder(dataclasses.replace(pack, weights=train(pack, [*coded, *wrong]))).code("1", "", CONFRONT)
        return found.scores["orientation.engage"]

    assert says_engage(1) < says_engage(2) == says_engage(3)


def example_articles(coded):
    """The coded articles as articles of the pack."""
    return tuple(
        ExampleArticle(
            title=row["title"],
            text=row["text"],
            codes=tuple(
                (key, tuple(codes) if isinstance(codes, list) else (codes,)) for key, codes in row["codes"].items()
            ),
        )
        for row in coded
    )


def test_example_articles_alone_can_be_learned_from(pack, coded):
    """They answer every question, so a pack without coded articles learns all of them."""
    weights = train(dataclasses.replace(pack, example_articles=example_articles(coded)), [])
    found = Coder(dataclasses.replace(pack, weights=weights)).code("1", "", CONFRONT)

    assert "60 example articles" in json.loads(weights)["note"]
    assert (found.relevance, found.topics, found.orientation, found.blame) == ("core", ("toll",), "confront", "sudria")


def test_example_articles_teach_but_do_not_measure(pack, coded, weights):
    """Beside coded articles they change what is learned, and stand in no figure of what is unsure."""
    taught = train_and_measure(dataclasses.replace(pack, example_articles=example_articles(coded[:9])), coded)

    assert taught.weights != weights
    assert json.loads(taught.errors)["n"] == sum(row["codes"]["relevance"] == "core" for row in coded)


def test_an_outlet_does_not_shout_down_the_others(pack, coded):
    """Of two words that stand with opposite codes, the one that several outlets use wins over the one of one outlet."""

    def said(number, outlet, code, word):
        text = f"Norland and Sudria share one strait and one toll. {word} " * 3 + f"Letter {number}."
        return {**coded[0], "outlet": outlet, "text": text, "codes": {"orientation": code}}

    voices = [*("loud" for _ in range(40)), *(f"lone-{number}" for number in range(4))]
    rows = [said(number, voice, "engage", "Harbour lanterns burn.") for number, voice in enumerate(voices)]
    rows += [said(number, f"quiet-{number}", "confront", "Herring barrels roll.") for number in range(20)]
    both = "Norland and Sudria share one strait and one toll. Harbour lanterns burn. Herring barrels roll. " * 3

    def lean(rows):
        coder = Coder(dataclasses.replace(pack, weights=train(pack, [*coded, *rows])))
        logit = coder.heads.score(coder.reader.read("", both)).logit
        return logit[(*coder.heads.names, *coder.heads.contrasts).index("contrast.orientation")]

    assert lean(rows) < lean([{**row, "outlet": f"{row['outlet']}-{number}"} for number, row in enumerate(rows)])


def test_an_outlet_is_judged_by_what_others_taught(pack, coded):
    """All articles of an outlet are held out together, and no other article is than was before."""
    matrix = lay_out(pack, [*coded, {**coded[0], "apart": True}], len(coded) + 1, head_names(pack))
    folds = folds_of(matrix)
    found = by_outlet(matrix, folds)

    assert ((found >= 0) == (folds >= 0)).all()
    for number in range(4):
        assert len(set(found[number:60:4])) == 1
    assert len(set(found[:60])) == 4


def test_what_is_said_of_one_actor_is_learned_for_the_other(pack, coded):
    """Where all coded articles blame one side, the same words about the other side still point at that other."""
    names = {"Norland": "Sudria", "Sudria": "Norland"}
    swapped = re.sub("Norland|Sudria", lambda found: names[found[0]], CONFRONT)
    lone = [
        {**row, "text": swapped + row["text"][-20:], "codes": {**row["codes"], "blame": "norland"}}
        if number in (1, 4, 7)
        else row
        for number, row in enumerate(coded)
    ]
    coder = Coder(dataclasses.replace(pack, weights=train(pack, lone)))
    scores = [coder.code("1", "", text).scores for text in (CONFRONT, swapped)]

    assert scores[0]["blame.sudria"] > scores[0]["blame.norland"]
    assert scores[1]["blame.norland"] > scores[1]["blame.sudria"]


def test_who_did_it_is_learned_across_a_gap(pack, coded):
    """The same words about the same two say whose fault it is, by who stands before them."""
    told = "{} openly and again raided the boats and the nets and the sheds of the fishers of {}. The sea was grey. "
    sides = {"norland": ("Norland", "Sudria"), "sudria": ("Sudria", "Norland")}
    rows = [
        {**row, "text": told.format(*sides[side]) * 3 + row["text"][-20:], "codes": {**row["codes"], "blame": side}}
        if side
        else {**row, "codes": {**row["codes"], "blame": "none"}}
        for row, side in zip(coded, cycle((*sides, "")), strict=False)
    ]
    coder = Coder(dataclasses.replace(pack, weights=train(pack, rows)))
    heard = "On Monday {}, as its papers say with pride, raided some forty boats that belong to {}. "

    for side, names in sides.items():
        scores = coder.code("1", "", heard.format(*names) * 3).scores
        assert max(sides, key=lambda each: scores[f"blame.{each}"]) == side


def test_skip_grams_have_a_length_of_their_own(pack, coded, weights):
    """However many of them a text has, they do not take from the weight of its words."""
    coder = Coder(dataclasses.replace(pack, weights=weights))
    scores = coder.heads.score(coder.reader.read("", CONFRONT))

    assert np.linalg.norm(scores.term[coder.heads.skips]) == pytest.approx(SKIP_LENGTH)
    assert np.linalg.norm(scores.term[~coder.heads.skips]) == pytest.approx(1)


def test_a_topic_that_nothing_shows_is_named(pack, coded):
    """Neither a phrase nor an example: one line names the topic."""
    bare = dataclasses.replace(pack.topics[1], phrases=())

    with pytest.raises(PackError, match=r"fish.*neither"):
        train(dataclasses.replace(pack, topics=(pack.topics[0], bare)), coded)


def test_what_was_picked_neither_calibrates_nor_measures(pack, coded):
    """A corrected article is learned from, but is not held out: it was picked because the coding erred there."""
    picked = [{**coded[0], "id": "picked", "weight": 2.0, "apart": True}]
    alone, beside = train_and_measure(pack, coded), train_and_measure(pack, [*coded, *picked])
    errors, others = json.loads(alone.errors), json.loads(beside.errors)

    assert alone.weights != beside.weights
    assert errors["n"] == others["n"] == sum(row["codes"]["relevance"] == "core" for row in coded)
    assert len(others["asked"]["orientation"]["rows"]) == errors["n"]


def test_a_word_on_one_question_is_learned(pack, coded):
    """A row with one dimension is enough to be learned from, and pulls toward what was said."""
    said = {**coded[1], "codes": {"orientation": "engage"}, "apart": True, "weight": 5.0}
    before, after = (
        Coder(dataclasses.replace(pack, weights=train(pack, rows))).code("1", said["title"], said["text"]).scores
        for rows in (coded, [*coded, said])
    )

    assert coded[1]["codes"]["orientation"] == "confront"
    assert after["orientation.engage"] > before["orientation.engage"]


def test_errors_are_those_of_articles_alone(pack, coded):
    """Examples say nothing of how articles are miscoded."""
    assert train_and_measure(dataclasses.replace(pack, examples=examples(coded)), []).errors == b""


def test_a_contrast_knows_phrases_that_no_coded_article_holds(pack, coded):
    """What the pack holds for a pole speaks for it, from an outlet that was never seen."""
    phrased = dataclasses.replace(pack, axes=(*pack.axes, ("orientation", "engage", ("olive branch",))))
    coder = Coder(dataclasses.replace(phrased, weights=train(phrased, coded)))
    plain, pleading = (
        f"Norland and Sudria share one strait and one toll. {each}" * 3 for each in ("", "Olive branch. ")
    )

    def lean(text):
        scores = coder.code("1", "", text).scores
        return scores["orientation.engage"] / scores["orientation.confront"]

    assert lean(pleading) > 1.02 * lean(plain)  # more than rounding
