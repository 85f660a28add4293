"""The codes of an article, and the sentences that speak for them."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.classify import Coder
from pipeline.errors import PackError
from tests.classify.conftest import CONFRONT, ENGAGE, KEYS, REPORT

LINKS = "\n".join(f"https://example.org/{number}" for number in range(60))
FOREIGN = (
    "Die Insel sollte mit Norland und Sudria reden, denn niemand gewinnt durch einen hohen Zoll an der Meerenge. " * 5
)
LISTED = "\n".join(f"Chart {n} https://example.org/charts/{n} PDF, Table {n} XLS, Map {n} PNG" for n in range(40))
SPEECH = (
    "“Norland must talk to Sudria, for nobody gains from a toll on the strait that we have all sailed since our youth.”"
)
NUMBERS = " ".join(str(number) for number in range(300))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(ENGAGE, ("core", "commentary", ("toll",), "engage", "none", "improving"), id="a call to talk"),
        pytest.param(
            CONFRONT, ("core", "commentary", ("toll",), "confront", "sudria", "worsening"), id="a call to arm"
        ),
        pytest.param(REPORT, ("marginal", "news", ("fish",), "none", "none", "none"), id="a market report"),
    ],
)
def test_texts_like_the_coded_ones_get_their_codes(text, expected, coder):
    """Trained heads know again what they were trained on."""
    found = coder.code("1", "From the strait", text)

    assert expected == tuple(getattr(found, key) for key in KEYS)


@pytest.mark.parametrize(
    "trained", [pytest.param(True, id="with weights"), pytest.param(False, id="with phrases alone")]
)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty text"),
        pytest.param("\n \t\n", id="white space"),
        pytest.param("Norland", id="one word"),
        pytest.param(FOREIGN, id="another language"),
        pytest.param(LINKS, id="only links"),
        pytest.param(LISTED, id="a list of links with their labels"),
        pytest.param(f"{SPEECH}\n\n{SPEECH}\n\n{SPEECH}", id="only quotations"),
        pytest.param(SPEECH.strip("”") + "\n\n" + SPEECH, id="one quotation over two paragraphs"),
        pytest.param(SPEECH.replace("“", '"').replace("”", '"'), id="straight quotation marks"),
        pytest.param("Норландия и Судрия должны договориться о пошлине в проливе. " * 20, id="another script"),
        pytest.param("诺兰和苏德里亚应该谈判，" * 200, id="a script without blanks"),
        pytest.param("Norland et Sudria devraient négocier le péage du détroit avec les pêcheurs. " * 10, id="French"),
        pytest.param(NUMBERS, id="only numbers"),
        pytest.param("\x00\ud800 \U0001f41f" * 2000, id="broken characters"),
        pytest.param("norland" * 150_000, id="a megabyte without a space"),
    ],
)
def test_what_cannot_be_read_is_coded_none(text, trained, coder, pack):
    """No guess and no exception: the last code everywhere, no topic, no score, no evidence."""
    found = (coder if trained else Coder(pack)).code("1", "Norland and Sudria must talk", text)

    assert tuple(getattr(found, key) for key in KEYS) == ("none", "other", (), "none", "none", "none")
    assert (found.scores, found.evidence) == ({}, ())
    assert found.reason


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("Norland", "1 words, fewer than 25", id="too short"),
        pytest.param(FOREIGN, "no prose in en: ", id="another language"),
        pytest.param(f"{SPEECH}\n\n{SPEECH}", "only quotations: 100% ", id="nobody's own words"),
    ],
)
def test_the_reason_is_told(text, why, coder):
    """One line in words."""
    assert coder.code("1", "", text).reason.startswith(why)


def test_a_text_that_quotes_much_is_coded(coder):
    """A few words of the author's own among quotations are a text like others."""
    assert coder.code("1", "", f"{SPEECH}\n\nThat is what the council told us, and I agree.\n\n{SPEECH}").reason == ""


def test_a_megabyte_is_coded_by_its_beginning(coder):
    """A very long text is coded as its first 40,000 characters are."""
    long = (ENGAGE + "\n") * 3000

    assert coder.code("1", "", long) == coder.code("1", "", long[:40_000])


@pytest.mark.parametrize(
    "trained", [pytest.param(True, id="with weights"), pytest.param(False, id="with phrases alone")]
)
@pytest.mark.parametrize("text", [ENGAGE, CONFRONT, REPORT], ids=["a call to talk", "a call to arm", "a market report"])
def test_every_code_has_sentences(text, trained, coder, pack):
    """Each code but the last of its dimension is backed by sentences of the body, quoted by offset."""
    found = (coder if trained else Coder(pack)).code("1", "A headline about the toll", text)

    given = {("topics", slug) for slug in found.topics}
    given |= {
        (key, getattr(found, key)) for key in KEYS if key != "topics" and getattr(found, key) not in ("none", "other")
    }
    assert given == {(item.dimension, item.code) for item in found.evidence}
    assert all(text[item.start : item.end] == item.quote for item in found.evidence)


def test_scores_are_probabilities(coder):
    """Every code has a probability; those of one dimension add to one, topics stand alone."""
    scores = coder.code("1", "", ENGAGE).scores

    assert set(coder.heads.names) == set(scores)
    assert all(0 <= value <= 1 for value in scores.values())
    assert pytest.approx(1, abs=0.001) == sum(
        value for name, value in scores.items() if name.startswith("orientation.")
    )


def test_without_both_actors_there_is_no_relationship(coder):
    """A text that names one of the two is not about the relationship, whatever it recommends."""
    found = coder.code("1", "", ENGAGE.replace("Sudria", "Everyone"))

    assert (found.relevance, found.orientation, found.outlook) == ("none", "none", "none")


def test_topics_have_their_salience(coder):
    """A topic that is given has its share of the sentences; a topic near its threshold is unsure, given or not."""
    found = coder.code("1", "", ENGAGE)
    threshold = dict(zip(coder.heads.names, coder.heads.threshold.tolist(), strict=False))

    assert set(found.topics) == set(found.salience)
    assert all(0 < share <= 1 for share in found.salience.values())
    for slug in coder.topics:
        near = abs(found.scores[f"topics.{slug}"] - threshold[f"topics.{slug}"]) < 0.1
        assert near == (slug in found.unsure)


def test_coding_streams(coder):
    """Articles are coded one at a time, in order."""
    found = coder.code_all((str(number), "", ENGAGE) for number in iter(int, 1))

    assert [next(found).article, next(found).article] == ["0", "0"]


def test_the_method_says_what_coded(coder, pack):
    """Weights and phrases never pass for each other; the version follows the pack."""
    other = dataclasses.replace(pack, version="ba9876543210")

    assert (coder.method, Coder(pack).method) == ("linear", "phrases")
    assert Coder(pack).version != Coder(other).version


def test_phrases_alone_code_the_obvious(pack):
    """Without weights, many phrases of a code give the code."""
    found = Coder(pack).code("1", "", ENGAGE.replace("sit down", "find a compromise and talk"))

    assert (found.relevance, found.topics, found.orientation) == ("core", ("toll",), "engage")


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        pytest.param(b"{", "malformed", id="no JSON"),
        pytest.param(b"\xff\xfe", "malformed", id="no text"),
        pytest.param(b"[]", "malformed", id="another JSON"),
        pytest.param(b'{"format": 99}', "train again", id="another format"),
        pytest.param(
            b'{"format": 1, "heads": {"topics.x": [0,1,0,0.5]}, "signals": {}, "ngrams": {}}',
            "train again",
            id="other codes",
        ),
    ],
)
def test_weights_that_do_not_fit_are_named(weights, why, pack):
    """A broken or foreign file of weights is one line that names it."""
    with pytest.raises(PackError, match=f"weights.json.*{why}"):
        Coder(dataclasses.replace(pack, weights=weights))


def test_a_dimension_that_is_missing_is_named(pack):
    """A pack without one of the codebook's dimensions cannot be used."""
    with pytest.raises(PackError, match="outlook"):
        Coder(dataclasses.replace(pack, dimensions=pack.dimensions[:-1]))
