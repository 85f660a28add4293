"""Codes articles by the codebook: phrases and n-grams, a linear head per code, and the sentences that speak for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.context import OUTLET_DEFAULT, Context, say
from pipeline.classify.english import CODE
from pipeline.classify.evidence import contributions, strongest
from pipeline.classify.heads import Heads, Scores, load_heads
from pipeline.classify.reading import LANGUAGE, Reader, Reading
from pipeline.classify.salience import salience
from pipeline.classify.voice import own_voice, quoted_share
from pipeline.errors import PackError
from pipeline.model.codes import Genre, Orientation, Outlook, Relevance
from pipeline.model.coding import Assessment, Evidence, GenreSignal
from pipeline.model.pack import Pack

REVISION = "4"  # of this room: changes when the same pack and text would be coded otherwise
LEAST_WORDS = 25  # shorter texts are not coded
LEAST_FREQUENT = 0.12  # share of frequent words of the language; English prose has 0.2 to 0.4
BAND = 0.1  # probability: a topic this near to its threshold is unsure
MOST_SENTENCES = 3  # of evidence per code
MOST_QUOTED = 0.97  # share of a text inside quotation marks: what has more holds no voice of an author
DIMENSIONS = ("relevance", "genre", "orientation", "blame", "outlook")


def version_of(pack: Pack) -> str:
    """The version of the pack's own coding, without loading its weights."""
    return hashlib.sha256(f"{REVISION}:{pack.version}".encode()).hexdigest()[:12]


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
        self.version = version_of(pack)
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

    def code(self, id: str, title: str, text: str, context: Context | None = None) -> Assessment:
        """
        Code one article.

        Args:
            id: returned as Assessment.article.
            title: its first 500 characters count.
            text: of any length and kind; its first 40,000 characters count.
            context: address, section, outlet and byline, where they are known; they speak for the genre alone.

        Returns:
            An assessment. A text that cannot be read (see unreadable) has the last code of every dimension, no topic,
            no score and no evidence, and says why. Offsets of the evidence are characters of *text*.
        """
        context = context or Context()
        reading = self.reader.read(title, text, context)
        reason = self.unreadable(text, reading)
        if reason:
            last = {name: self.codes[name][-1] for name in DIMENSIONS}
            return replace(self._assessment(id, last, (), {}, ()), reason=reason)
        scores = self.score(reading, context)
        codes, topics = self.decide(reading, scores)
        spoken = [("topics", slug) for slug in topics]
        spoken += [(name, code) for name, code in codes.items() if code != self.codes[name][-1]]
        own = self.own_voice(text, reading, codes["genre"])
        evidence = tuple(
            item for dimension, code in spoken for item in self.evidence(text, reading, scores, dimension, code, own)
        )
        share = dict(zip(self.topics, salience(reading.found[:, list(reading.topics)]).tolist(), strict=True))
        return replace(
            self._assessment(id, codes, topics, self.probabilities(scores), evidence),
            unsure=self.unsure(scores),
            salience={slug: round(share[slug], 4) for slug in topics},
            genre_signals=self.genre_signals(title, context, reading, scores, codes["genre"]),
        )

    def code_all(
        self, articles: Iterable[tuple[str, str, str] | tuple[str, str, str, Context]]
    ) -> Iterator[Assessment]:
        """Code (id, title, text) after (id, title, text), with a context or without, holding one at a time."""
        return (self.code(*article) for article in articles)

    def score(self, reading: Reading, context: Context) -> Scores:
        """Apply the heads, and let the outlet's default speak for its genre."""
        scores = self.heads.score(reading)
        column = self.column.get(f"genre.{context.outlet_genre}")
        if column is None:
            return scores
        probability = scores.probability.copy()
        odds = probability[column] / (1 - probability[column]) * np.exp(OUTLET_DEFAULT)
        probability[column] = odds / (1 + odds)
        return replace(scores, probability=probability)

    def unsure(self, scores: Scores) -> tuple[str, ...]:
        """Name the topics whose probability is within BAND of the threshold."""
        near = np.abs(scores.probability - self.heads.threshold[: len(scores.probability)]) < BAND
        return tuple(slug for slug, column in zip(self.topics, self._topic_columns, strict=True) if near[column])

    def genre_signals(
        self, title: str, context: Context, reading: Reading, scores: Scores, genre: str
    ) -> tuple[GenreSignal, ...]:
        """Name what speaks for or against the genre given: what stands around the text, then the text itself."""
        columns, given = self._columns["genre"], self.codes["genre"].index(genre)
        weights = (self.heads.signal_weights[:, columns] * self.heads.slope[columns])[-len(reading.context) :]
        found = [(name, value, float(weights[place, given])) for name, value, place in say(context, title)]
        if context.outlet_genre in self.codes["genre"]:
            found.append(("outlet", context.outlet_genre, OUTLET_DEFAULT * (context.outlet_genre == genre)))
        around = reading.context @ weights
        logit = self.heads.slope[columns] * scores.logit[columns] + self.heads.shift[columns] - around
        strength = 1 / (1 + np.exp(-logit)) / self.heads.threshold[columns]
        found.append(("text", self.codes["genre"][int(strength.argmax())], float(logit[given])))
        return tuple(GenreSignal(name=name, value=value, weight=round(weight, 4)) for name, value, weight in found)

    def unreadable(self, text: str, reading: Reading) -> str:
        """Say in words why a text cannot be coded; "" when it can."""
        if reading.words < LEAST_WORDS or len(reading.spans) < 2:
            return f"{reading.words} words, fewer than {LEAST_WORDS}"
        if self._language is not None:
            share = float(reading.found[:, self._language].sum()) / reading.words
            if share < LEAST_FREQUENT:
                return f"no prose in {CODE}: {share:.0%} of its words are frequent there"
        quoted = quoted_share(text[: reading.spans[-1][1]])
        if quoted >= MOST_QUOTED:
            return f"only quotations: {quoted:.0%} of it stands inside quotation marks"
        return ""

    @staticmethod
    def own_voice(text: str, reading: Reading, genre: str) -> NDArray[np.bool_] | None:
        """Tell which sentences are in the author's own voice; None for a genre that has no one author to judge."""
        return own_voice(text[: reading.spans[-1][1]], reading.spans[1:]) if genre == "commentary" else None

    def decide(self, reading: Reading, scores: Scores) -> tuple[dict[str, str], tuple[str, ...]]:
        """Choose the code of every dimension, and the topics in the order of the pack."""
        strength = scores.probability / self.heads.threshold[: len(scores.probability)]
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
        self,
        text: str,
        reading: Reading,
        scores: Scores,
        dimension: str,
        code: str,
        own: NDArray[np.bool_] | None = None,
        most: int = MOST_SENTENCES,
    ) -> tuple[Evidence, ...]:
        """
        Return the sentences of the text that add most to the code's logit, as `strongest` chooses them.

        Args:
            own: which of them are in the author's voice, see `own_voice`; None = nobody asks.
        """
        weights = contributions(self.heads, reading, scores, self.column[f"{dimension}.{code}"])[1:]
        chosen = strongest(weights, reading, own, dimension, most)
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
