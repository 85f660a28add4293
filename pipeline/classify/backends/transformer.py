"""Codes by a transformer: an entailment model asked by the pack's labels, or a classifier of the pack's codes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.backends.protocol import LEAST_WORDS, Row, assessment, codes_of, nothing
from pipeline.classify.context import Context
from pipeline.errors import InputError
from pipeline.model.coding import Assessment, Evidence
from pipeline.model.pack import Pack

Floats: TypeAlias = NDArray[np.float64]

REVISION = "1"
PASSAGE = 1500  # characters that are read at once: some 350 tokens
FIRST, LAST = 3, 2  # passages from either end: where the argument stands
TOPIC = 0.5  # probability from which a text bears a topic
BAND = 0.1  # a topic this near to it is unsure
ENTAILMENT, CONTRADICTION = "entailment", "contradiction"


class Scorer(Protocol):
    """A sequence classifier."""

    @property
    def labels(self) -> Sequence[str]:
        """One per logit."""

    @property
    def fingerprint(self) -> str:
        """Changes with the model."""

    def logits(self, texts: Sequence[str], beside: Sequence[str] | None) -> Floats:
        """Texts (with the second text of each pair, if given) x labels."""


class Transformer:
    """
    One model for one pack.

    A model with a label "entailment" is asked, for every code but the last of a dimension, whether a passage entails
    the code's label (Yin et al. 2019, arXiv:1909.00161). Any other model must have the labels "dimension.code" of all
    codes of the pack. A topic has its highest probability over the passages, other codes their mean.

    Raises:
        InputError: the labels fit neither.
    """

    def __init__(self, pack: Pack, scorer: Scorer, *, name: str) -> None:
        self._pack, self._scorer = pack, scorer
        self._codes = codes_of(pack)
        self._names = [f"{dimension}.{code}" for dimension, codes in self._codes.items() for code in codes]
        self._labels = [label if "." in label else label.lower() for label in scorer.labels]
        self._hypotheses = hypotheses(pack) if ENTAILMENT in self._labels else {}
        missing = [each for each in self._names if each not in self._labels]
        if not self._hypotheses and missing:
            raise InputError(f"model {name}", f"has neither the label {ENTAILMENT!r} nor {missing[0]!r}")
        self.method = f"transformers:{name}"
        made = (REVISION, scorer.fingerprint, *self._names, *self._hypotheses.values())
        self.version = hashlib.sha256("\0".join(made).encode()).hexdigest()[:12]

    def code_all(self, articles: Iterable[Row]) -> Iterator[Assessment]:
        """Code (id, title, text) after (id, title, text), in order."""
        return (self.code(*article) for article in articles)

    def code(self, id: str, title: str, text: str, context: Context | None = None) -> Assessment:
        """Code one article by title and text; a text below LEAST_WORDS words is coded as nothing."""
        if len(text.split(None, LEAST_WORDS)) < LEAST_WORDS:
            return nothing(self._pack, id, self.method, self.version)
        spans = passages(text)
        read = [text[start:end] for start, end in spans]
        read[0] = f"{title}\n{read[0]}"
        found = self._probabilities(read)  # passages x codes
        scores = {
            name: float(found[:, column].max() if name.startswith("topics.") else found[:, column].mean())
            for column, name in enumerate(self._names)
        }
        chosen = self._choose(scores)
        evidence = tuple(self._evidence(text, spans, found, chosen))
        rounded = {name: round(score, 4) for name, score in scores.items()}
        unsure = tuple(slug for slug in self._codes["topics"] if abs(scores[f"topics.{slug}"] - TOPIC) < BAND)
        coded = assessment(id, self.method, self.version, chosen, scores=rounded, evidence=evidence)
        return replace(coded, unsure=unsure)

    def _choose(self, scores: Mapping[str, float]) -> dict[str, Any]:
        """The likeliest code of every dimension, and the topics above TOPIC."""
        chosen: dict[str, Any] = {
            name: max(codes, key=lambda code: scores[f"{name}.{code}"])
            for name, codes in self._codes.items()
            if name != "topics"
        }
        if chosen["relevance"] == self._codes["relevance"][-1]:
            chosen |= {name: self._codes[name][-1] for name in ("orientation", "blame", "outlook")}
        chosen["topics"] = tuple(slug for slug in self._codes["topics"] if scores[f"topics.{slug}"] >= TOPIC)
        return chosen

    def _probabilities(self, read: Sequence[str]) -> Floats:
        """Passages x codes: those of one dimension add to 1, topics stand alone."""
        found = self._entailed(read) if self._hypotheses else self._classified(read)
        for dimension, codes in self._codes.items():
            if dimension != "topics":
                columns = [self._names.index(f"{dimension}.{code}") for code in codes]
                found[:, columns] /= np.maximum(found[:, columns].sum(axis=1, keepdims=True), 1e-9)
        return found

    def _entailed(self, read: Sequence[str]) -> Floats:
        """The chance of entailment against contradiction; the last code of a dimension has what the others leave."""
        pairs = [(text, said) for text in read for said in self._hypotheses.values()]
        logits = self._scorer.logits([text for text, _ in pairs], [said for _, said in pairs])
        yes = logits[:, self._labels.index(ENTAILMENT)]
        no = logits[:, self._labels.index(CONTRADICTION)] if CONTRADICTION in self._labels else logits.sum(axis=1) - yes
        asked = _sigmoid(yes - no).reshape(len(read), -1)
        found = np.zeros((len(read), len(self._names)))
        for column, name in enumerate(self._hypotheses):
            found[:, self._names.index(name)] = asked[:, column]
        for dimension, codes in self._codes.items():
            if dimension != "topics":
                others = [self._names.index(f"{dimension}.{code}") for code in codes[:-1]]
                found[:, self._names.index(f"{dimension}.{codes[-1]}")] = 1 - found[:, others].max(axis=1)
        return found

    def _classified(self, read: Sequence[str]) -> Floats:
        logits = self._scorer.logits(read, None)
        ordered = logits[:, [self._labels.index(name) for name in self._names]]
        found = _sigmoid(ordered)
        for dimension, codes in self._codes.items():
            if dimension != "topics":
                columns = [self._names.index(f"{dimension}.{code}") for code in codes]
                found[:, columns] = np.exp(ordered[:, columns] - ordered[:, columns].max(axis=1, keepdims=True))
        return found

    def _evidence(
        self, text: str, spans: Sequence[tuple[int, int]], found: Floats, chosen: Mapping[str, Any]
    ) -> Iterator[Evidence]:
        """The passage that speaks most for each code that says something."""
        spoken = [("topics", slug) for slug in chosen["topics"]]
        single = [(name, codes) for name, codes in self._codes.items() if name != "topics"]
        spoken += [(name, chosen[name]) for name, codes in single if chosen[name] != codes[-1]]
        for dimension, code in spoken:
            share = found[:, self._names.index(f"{dimension}.{code}")]
            start, end = spans[int(share.argmax())]
            likely = float(np.clip(share.max(), 1e-6, 1 - 1e-6))
            weight = float(np.log(likely / (1 - likely)))
            yield Evidence(
                dimension=dimension, code=code, quote=text[start:end], start=start, end=end, weight=round(weight, 4)
            )


def hypotheses(pack: Pack) -> dict[str, str]:
    """What a passage may entail, by "dimension.code": the labels of the pack, as sentences."""
    said = {
        f"{each.slug}.{code}": f"{each.label}: {label}."
        for each in pack.dimensions
        if each.slug != "topics"
        for code, label in each.codes[:-1]
    }
    return said | {f"topics.{topic.slug}": f"This text is about {topic.label}." for topic in pack.topics}


def passages(text: str) -> list[tuple[int, int]]:
    """The first and last passages of a text, of at most PASSAGE characters each, cut at white space if there is any."""
    spans, start = [], 0
    while start < len(text):
        end = min(len(text), start + PASSAGE)
        if end < len(text):
            space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = space if space > start + PASSAGE // 2 else end
        spans.append((start, end))
        start = end
    return spans if len(spans) <= FIRST + LAST else spans[:FIRST] + spans[-LAST:]


def _sigmoid(logits: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(logits, -50, 50)))
    return found
