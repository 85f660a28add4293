"""What stands around a text."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.classify import Context
from pipeline.classify.context import NAMES, context_signals, say
from tests.classify.conftest import ENGAGE


@pytest.mark.parametrize(
    ("context", "title", "expected"),
    [
        pytest.param(Context(), "A toll", {}, id="nothing known, nothing said"),
        pytest.param(
            Context(url="https://example.org/opinion/2026/a-toll"),
            "",
            {"section": "commentary"},
            id="a part of the path",
        ),
        pytest.param(
            Context(url="https://example.org/2026/opinion-polls-rise"),
            "",
            {},
            id="a part of the last word is no section",
        ),
        pytest.param(Context(section="Opinion"), "", {"section": "commentary"}, id="the section as the feed names it"),
        pytest.param(Context(url="http://[broken"), "", {}, id="an address that is none"),
        pytest.param(Context(), "Opinion | A toll", {"label": "commentary"}, id="a label before the headline"),
        pytest.param(Context(), "Remarks by the harbour master: a toll", {}, id="a phrase that only begins like one"),
        pytest.param(
            Context(outlet_genre="news", authors=("A. Fisher",)),
            "",
            {"byline": "A. Fisher"},
            id="a byline; an outlet's default is no signal of the heads",
        ),
    ],
)
def test_signals_are_named(context, title, expected):
    """Every signal that is present is told, and no other."""
    assert expected == {name: value for name, value, _ in say(context, title)}
    assert len(NAMES) == len(context_signals(context, title))


def test_an_outlet_default_speaks_for_its_genre_alone(coder):
    """The default makes its genre likelier, and changes nothing else."""
    plain = coder.code("1", "A toll", ENGAGE)
    spoken = coder.code("1", "A toll", ENGAGE, Context(outlet_genre="news"))

    assert spoken.scores["genre.news"] > plain.scores["genre.news"]
    assert all(spoken.scores[key] == plain.scores[key] for key in plain.scores if not key.startswith("genre."))
    assert [(each.name, each.value) for each in spoken.genre_signals] == [("outlet", "news"), ("text", plain.genre)]


def test_the_signals_of_a_genre_add_up(coder):
    """What section, label, outlet, byline and text add to the genre given is its calibrated logit, and no more."""
    around = Context(
        url="https://example.org/opinion/a-toll", section="World", outlet_genre="commentary", authors=("A. Fisher",)
    )
    title = "Editorial: a toll"
    found = coder.code("1", title, ENGAGE, around)
    scores = coder.score(coder.reader.read(title, ENGAGE, around), around)
    probability = scores.probability[coder.column[f"genre.{found.genre}"]]

    named = [(each.name, each.value) for each in found.genre_signals]
    assert named == [
        *(("section", "commentary"), ("section", "news"), ("label", "commentary"), ("byline", "A. Fisher")),
        *(("outlet", "commentary"), ("text", "commentary")),
    ]
    assert pytest.approx(np.log(probability / (1 - probability)), abs=0.001) == sum(
        each.weight for each in found.genre_signals
    )


def test_a_genre_that_is_none_is_ignored(coder):
    """An outlet's default that the codebook does not know says nothing."""
    assert coder.code("1", "", ENGAGE).scores == coder.code("1", "", ENGAGE, Context(outlet_genre="recipes")).scores
