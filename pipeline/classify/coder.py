"""Codes articles by the codebook: phrases and n-grams, a linear head per code, and the sentences that speak for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import numpy as np

from pipeline.classify.english import CODE
from pipeline.classify.heads import Heads, Scores, load_heads
from pipeline.classify.reading import FLAGS, LANGUAGE, ZONES, Floats, Reader, Reading
from pipeline.errors import PackError
from pipeline.model import Assessment, Evidence, Genre, Orientation, Outlook, Pack, Relevance

REVISION = "1"  # of this room: changes when the same pack and text would be coded otherwise
LEAST_WORDS = 25  # shorter texts are not coded
LEAST_FREQUENT = 0.12  # share of frequent words of the language; English prose has 0.2 to 0.4
MOST_SENTENCES = 3  # of evidence per code
DIMENSIONS = ("relevance", "genre", "orientation", "blame", "outlook")


class Coder:
    """
    Codes texts for one pack. Nothing is read or written; the same text always gets the same codes.

    Raises:
        PackError: the weights do not fit the pack, or the pack lacks a dimension of the codebook.
    """

    def __init__(self, pack: Pack) -> None:
        self.heads: Heads = load_heads(pack)
        self.reader = Reader(pack, self.heads.ngrams)
        self.method = self.heads.method
        self.version = hashlib.sha256(f"{REVISION}:{pack.version}".encode()).hexdigest()[:12]
        self.topics = tuple(topic.slug for topic in pack.topics)
        self.codes = {each.slug: tuple(code for code, _ in each.codes) for each in pack.dimensions}
        for dimension in DIMENSIONS:
            if not self.codes.get(dimension):
                raise PackError("pack.toml: dimension", f"none has the slug {dimension!r}")
        self.column = {name: number for number, name in enumerate(self.heads.names)}
        self._columns = {
            dimension: [self.column[f"{dimension}.{code}"] for code in self.codes[dimension]]
            for dimension in DIMENSIONS
        }
        self._topic_columns = [self.column[f"topics.{slug}"] for slug in self.topics]
        self._language = self.reader.sets.index(LANGUAGE) if CODE in pack.languages else None

    def code(self, id: str, title: str, text: str) -> Assessment:
        """
        Code one article.

        Args:
            id: returned as Assessment.article.
            title: its first 500 characters count.
            text: of any length and kind; its first 40,000 characters count.

        Returns:
            An assessment. A text that cannot be read (see unreadable) has the last code of every dimension, no topic,
            no score and no evidence. Offsets of the evidence are characters of *text*.
        """
        reading = self.reader.read(title, text)
        if self.unreadable(reading):
            return self._assessment(id, {name: self.codes[name][-1] for name in DIMENSIONS}, (), {}, ())
        scores = self.heads.score(reading)
        codes, topics = self.decide(reading, scores)
        spoken = [("topics", slug) for slug in topics]
        spoken += [(name, code) for name, code in codes.items() if code != self.codes[name][-1]]
        evidence = tuple(
            item for dimension, code in spoken for item in self.evidence(text, reading, scores, dimension, code)
        )
        return self._assessment(id, codes, topics, self.probabilities(scores), evidence)

    def code_all(self, articles: Iterable[tuple[str, str, str]]) -> Iterator[Assessment]:
        """Code (id, title, text) after (id, title, text), in order, holding one at a time."""
        return (self.code(*article) for article in articles)

    def unreadable(self, reading: Reading) -> str:
        """Say in words why a text cannot be coded; "" when it can."""
        if reading.words < LEAST_WORDS or len(reading.spans) < 2:
            return f"{reading.words} words, fewer than {LEAST_WORDS}"
        if self._language is not None:
            share = float(reading.found[:, self._language].sum()) / reading.words
            if share < LEAST_FREQUENT:
                return f"no prose in {CODE}: {share:.0%} of its words are frequent there"
        return ""

    def decide(self, reading: Reading, scores: Scores) -> tuple[dict[str, str], tuple[str, ...]]:
        """Choose the code of every dimension, and the topics in the order of the pack."""
        strength = scores.probability / self.heads.threshold
        codes = {
            dimension: self.codes[dimension][int(strength[columns].argmax())]
            for dimension, columns in self._columns.items()
        }
        if not self.names_both(reading):
            codes["relevance"] = self.codes["relevance"][-1]
        if codes["relevance"] == self.codes["relevance"][-1]:  # without the relationship nobody judges it
            codes |= {name: self.codes[name][-1] for name in ("orientation", "blame", "outlook")}
        topics = tuple(
            slug for slug, column in zip(self.topics, self._topic_columns, strict=True) if strength[column] >= 1
        )
        return codes, topics

    @staticmethod
    def names_both(reading: Reading) -> bool:
        """Tell whether both actors are named anywhere in title or text."""
        return bool(reading.found[:, 0].any() and reading.found[:, 1].any())

    def probabilities(self, scores: Scores) -> dict[str, float]:
        """Return "dimension.code" -> probability; those of one dimension add to 1, topics stand alone."""
        probability = scores.probability.copy()
        for columns in self._columns.values():
            probability[columns] /= probability[columns].sum()
        return {name: round(value, 4) for name, value in zip(self.heads.names, probability.tolist(), strict=True)}

    def evidence(
        self, text: str, reading: Reading, scores: Scores, dimension: str, code: str, most: int = MOST_SENTENCES
    ) -> tuple[Evidence, ...]:
        """Return the sentences of the text that add most to the code's logit, the strongest first, at least one."""
        weights = contributions(self.heads, reading, scores, self.column[f"{dimension}.{code}"])[1:]
        order = np.argsort(-weights, kind="stable")[:most].tolist()
        chosen = [place for place in order if weights[place] > 0] or order[:1]
        return tuple(
            Evidence(
                dimension=dimension,
                code=code,
                quote=text[slice(*reading.spans[place + 1])],
                start=reading.spans[place + 1][0],
                end=reading.spans[place + 1][1],
                weight=round(float(weights[place]), 4),
            )
            for place in chosen
        )

    def _assessment(
        self,
        id: str,
        codes: dict[str, str],
        topics: Sequence[str],
        scores: dict[str, float],
        evidence: tuple[Evidence, ...],
    ) -> Assessment:
        return Assessment(
            article=id,
            method=self.method,
            version=self.version,
            relevance=cast(Relevance, codes["relevance"]),
            genre=cast(Genre, codes["genre"]),
            topics=tuple(topics),
            orientation=cast(Orientation, codes["orientation"]),
            blame=codes["blame"],
            outlook=cast(Outlook, codes["outlook"]),
            scores=scores,
            evidence=evidence,
        )


def contributions(heads: Heads, reading: Reading, scores: Scores, column: int) -> Floats:
    """
    Share a code's logit out among the sentences that hold the words behind it.

    Every occurrence of an n-gram or phrase carries an equal part of what that n-gram or phrase adds; what belongs to
    no sentence (bias, length) is left out.

    Returns:
        Logits per sentence, the title first.
    """
    occurrences = np.maximum(scores.counts, 1)
    each = heads.ngram_weights[:, column] * scores.term / occurrences
    shared = np.bincount(reading.places, weights=each[reading.ngrams], minlength=len(reading.spans)).astype(float)
    width, zones, flags = reading.found.shape[1], len(ZONES), len(FLAGS)
    added = heads.signal_weights[:, column] * scores.signals
    total = np.maximum(reading.found.sum(axis=0), 1)
    shared += reading.found @ ((added[:width] + added[width : 2 * width]) / total)
    zoned = np.maximum(reading.zones @ reading.found, 1)
    per_zone = added[2 * width : (2 + zones) * width].reshape(zones, width) / zoned
    shared += (reading.zones * (per_zone @ reading.found.T)).sum(axis=0)
    start = (2 + zones) * width
    flagged = np.maximum(reading.flags[1:].sum(axis=0), 1)
    shared[1:] += reading.flags[1:] @ (
        (added[start : start + flags] + added[start + flags : start + 2 * flags]) / flagged
    )
    return cast(Floats, shared)
