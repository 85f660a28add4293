"""Coding by a transformer: a stand-in at the protocol's edge, and a tiny real model where there is torch."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pipeline.classify.backends.folder import FolderModel
from pipeline.classify.backends.protocol import codes_of
from pipeline.classify.backends.transformer import PASSAGE, Transformer, hypotheses, passages
from pipeline.errors import InputError
from tests.classify.conftest import CONFRONT, ENGAGE


class Entails:
    """An entailment model that knows some words: a text entails what shares one with it."""

    labels = ("ENTAILMENT", "neutral", "contradiction")
    fingerprint = "stand-in"
    signs = (
        ("about Toll", "toll"),
        ("Orientation: engage", "compromise"),
        ("Orientation: confront", "punish"),
        ("Relevance: core", "Norland"),
        ("Genre: commentary", "should"),
    )

    def logits(self, texts, beside):
        said = [
            any(mark in claim and sign in text for mark, sign in self.signs)
            for text, claim in zip(texts, beside, strict=True)
        ]
        return np.array([[3.0, 0, -3] if each else [-3.0, 0, 3] for each in said])


class Classifies:
    """A classifier of the pack's codes that always says the same."""

    fingerprint = "stand-in"

    def __init__(self, pack, *chosen):
        self.labels = tuple(f"{name}.{code}" for name, codes in codes_of(pack).items() for code in codes)
        self.row = [4.0 if label in chosen else -4.0 for label in self.labels]

    def logits(self, texts, beside):
        assert beside is None
        return np.array([self.row] * len(texts))


def test_an_entailment_model_is_asked_by_the_labels_of_the_pack(islands):
    """Codes follow what is entailed; what is not entailed is the last code; probabilities of a dimension add to 1."""
    coder = Transformer(islands, Entails(), name="nli")
    engage, confront = coder.code_all([("a", "A toll", ENGAGE), ("b", "A toll", CONFRONT)])

    assert (engage.orientation, confront.orientation) == ("engage", "confront")
    assert (engage.relevance, engage.genre, engage.topics, engage.outlook) == ("core", "commentary", ("toll",), "none")
    assert engage.method == "transformers:nli"
    assert pytest.approx(1, abs=1e-3) == sum(
        engage.scores[f"orientation.{code}"] for code in codes_of(islands)["orientation"]
    )
    assert all(ENGAGE[each.start : each.end] == each.quote for each in engage.evidence)
    assert ("topics", "toll") in {(each.dimension, each.code) for each in engage.evidence}


def test_a_classifier_of_the_codes_is_taken_at_its_word(islands):
    """The likeliest code of each dimension, and every topic above the line."""
    says = ("relevance.core", "genre.news", "orientation.confront", "blame.sudria", "outlook.worsening", "topics.fish")
    found = Transformer(islands, Classifies(islands, *says), name="own").code("a", "", CONFRONT)

    assert (found.relevance, found.genre, found.topics) == ("core", "news", ("fish",))
    assert (found.orientation, found.blame, found.outlook) == ("confront", "sudria", "worsening")


def test_a_model_of_something_else_is_refused(islands):
    """One line names the label that is missing."""

    class Sentiment(Entails):
        labels = ("positive", "negative")

    with pytest.raises(InputError, match="neither the label 'entailment' nor"):
        Transformer(islands, Sentiment(), name="sentiment")


def test_a_topic_near_the_threshold_is_unsure(islands):
    """Within 0.1 of it, given or not."""
    found = Transformer(islands, Entails(), name="m").code("a", "Notes", ENGAGE)
    topics = {name: score for name, score in found.scores.items() if name.startswith("topics.")}

    assert {f"topics.{slug}" for slug in found.unsure} == {name for name, score in topics.items() if 0.4 < score < 0.6}


def test_another_model_is_another_version(islands):
    """Series of two models do not mix."""

    class Other(Entails):
        fingerprint = "other"

    assert Transformer(islands, Entails(), name="m").version != Transformer(islands, Other(), name="m").version


@pytest.mark.parametrize("text", ["", "Norland", "Norland and Sudria"])
def test_too_little_to_read_is_coded_as_nothing(text, islands):
    """No model is asked, and the reason is told."""
    found = Transformer(islands, Entails(), name="m").code("a", "t", text)

    assert (found.relevance, found.topics, found.scores) == ("none", (), {})
    assert "words" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 250_000, id="a megabyte of words"),
        pytest.param("x" * 1_000_000, id="a megabyte without a space"),
        pytest.param("short", id="a word"),
    ],
)
def test_a_text_is_read_in_bounded_passages(text):
    """At most five, of bounded length, the first and the last words among them."""
    spans = passages(text)

    assert len(spans) <= 5
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(0 < end - start <= PASSAGE for start, end in spans)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        pytest.param({}, "config.json is missing", id="an empty folder"),
        pytest.param({"config.json": "{}"}, "model.safetensors is missing", id="no weights"),
        pytest.param({"config.json": "{", "model.safetensors": "x"}, "no model|not installed", id="damaged files"),
    ],
)
def test_a_folder_that_holds_no_model_is_one_line(files, why, tmp_path):
    """What is missing is named, whether or not the packages are installed."""
    for name, body in files.items():
        (tmp_path / name).write_text(body)

    with pytest.raises(InputError, match=why) as caught:
        FolderModel(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_tiny_real_model_codes(tmp_path, islands):
    """A model of two layers, made here and saved as save_pretrained does, is loaded from its folder and codes."""
    pytest.importorskip("torch", reason="the extra 'transformers' is not installed")
    transformers = pytest.importorskip("transformers", reason="the extra 'transformers' is not installed")
    words = sorted(
        {word for text in (ENGAGE, CONFRONT, *hypotheses(islands).values()) for word in text.lower().split()}
    )
    (tmp_path / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]))
    transformers.BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    labels = ("entailment", "neutral", "contradiction")
    config = transformers.BertConfig(
        vocab_size=len(words) + 5, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16,
        id2label=dict(enumerate(labels)), label2id={label: number for number, label in enumerate(labels)},
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(tmp_path)
    coder = Transformer(islands, FolderModel(tmp_path), name="tiny")
    found = coder.code("a", "A toll", ENGAGE)

    assert found == Transformer(islands, FolderModel(tmp_path), name="tiny").code("a", "A toll", ENGAGE)
    assert set(found.scores) == {f"{name}.{code}" for name, codes in codes_of(islands).items() for code in codes}
    assert all(0 <= score <= 1 for score in found.scores.values())
    assert json.loads((tmp_path / "config.json").read_text())["num_hidden_layers"] == 2
