"""The second measure of orientation."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from pipeline.classify.scaling import FACTORS, fit_scaling
from pipeline.classify.second import SecondMeasure
from pipeline.classify.single import score_sentences
from pipeline.errors import InputError, PackError

POLES = (("orientation", "engage", ("dialogue", "compromise")), ("orientation", "confront", ("pressure", "punish")))
WARM = ("dialogue", "compromise", "harbour", "bread", "music")
COLD = ("pressure", "punish", "cannon", "storm", "iron")


@pytest.fixture(scope="module")
def polar(pack):
    return replace(pack, poles=POLES, scaling=b"")


@pytest.fixture(scope="module")
def rows():
    """Letters of two kinds: each uses the words of one side, and any other words."""
    rng = np.random.default_rng(4)
    common = [f"filler{number}" for number in range(2 * FACTORS)]
    return [
        {
            "title": f"Letter {number}",
            "text": " ".join([*rng.choice((WARM, COLD)[number % 2], 12), *rng.choice(common, 40)]),
            "outlet": f"outlet-{number % 12}",
            "codes": {"orientation": "wrong on purpose"},
        }
        for number in range(240)
    ]


@pytest.fixture(scope="module")
def scaling(polar, rows):
    return fit_scaling(polar, rows)


def test_words_take_their_place_from_the_company_they_keep(scaling):
    """Words that no pole names stand on the side of those that they are used with."""
    polarity = json.loads(scaling)["polarity"]

    assert all(polarity[word] > 0.2 for word in ("harbour", "bread", "music"))
    assert all(polarity[word] < -0.2 for word in ("cannon", "storm", "iron"))


def test_it_is_deterministic_and_learns_from_no_code(polar, rows, scaling):
    """The same bytes again, and with other codes."""
    assert scaling == fit_scaling(polar, [{**row, "codes": {"orientation": "engage"}} for row in rows])


def test_texts_stand_where_their_words_do(polar, scaling):
    """The sign is the side; too few known words have no position; the version follows the words."""
    measure = SecondMeasure(replace(polar, scaling=scaling))
    warm, known = measure.position("", "harbour bread music " * 10)

    assert measure.method == "lss"
    assert warm > 0.5
    assert known == 30
    assert measure.position("", "cannon storm iron " * 10)[0] < -0.5
    assert measure.position("", "harbour") == (0.0, 1)
    assert measure.version != SecondMeasure(polar).version


def test_a_pack_without_scaled_words_uses_those_of_its_axes(polar):
    """The lexicon: the logarithm of the ratio of words, each plus one."""
    measure = SecondMeasure(polar)

    assert measure.method == "lexicon"
    assert measure.position("Dialogue", "a compromise, no pressure") == (pytest.approx(np.log(3 / 2)), 3)
    assert measure.position("", "") == (0.0, 0)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        pytest.param(b"{", "scaling.json", id="no JSON"),
        pytest.param(b"{}", "scaling.json", id="without words"),
        pytest.param(b'{"polarity": {}, "centre": "x", "scale": 1}', "scaling.json", id="a centre that is no number"),
    ],
)
def test_a_damaged_file_is_named(made, why, polar):
    """One line names the file."""
    with pytest.raises(PackError, match=why):
        SecondMeasure(replace(polar, scaling=made))


@pytest.mark.parametrize(
    ("change", "count", "why"),
    [
        pytest.param({"poles": ()}, 240, "0 poles", id="no poles"),
        pytest.param({}, 20, "20 texts", id="too few texts"),
        pytest.param(
            {"poles": (POLES[0], ("orientation", "confront", ("zeal",)))},
            240,
            "none of its words",
            id="a pole that nobody uses",
        ),
    ],
)
def test_what_cannot_be_scaled_is_named(change, count, why, polar, rows):
    """One line names the file and the reason."""
    with pytest.raises(PackError, match=why):
        fit_scaling(replace(polar, **change), rows[:count])


def test_sentences_of_cooperation_and_conflict_are_told_apart(polar, scaling):
    """Both forms are scored; a perfect order is 1."""
    rows = [{"sentence": "harbour music dialogue", "quad": "verbal_cooperation"}] * 5
    rows += [{"sentence": "storm iron punish", "quad": "material_conflict"}] * 5
    rows += [{"sentence": "neither", "quad": "neutral"}]
    lss, lexicon = score_sentences(replace(polar, scaling=scaling), rows)

    assert (lss.method, lss.n, lss.cooperation, lss.auc, lss.low) == ("lss", 10, 5, 1.0, 1.0)
    assert (lexicon.method, lexicon.auc, lexicon.silent) == ("lexicon", 1.0, 0.0)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        pytest.param([{"sentence": "x"}], "row 1", id="without a code"),
        pytest.param([{"sentence": "x", "quad": "verbal_conflict"}], "both", id="one side alone"),
        pytest.param([], "both", id="none"),
    ],
)
def test_sentences_that_cannot_be_scored_are_named(rows, why, polar):
    """What is wrong is one line."""
    with pytest.raises(InputError, match=why):
        score_sentences(polar, rows)
