"""What a text shows before anybody weighs it: its sentences, n-grams, phrases and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.classify.context import NAMES as CONTEXT
from pipeline.classify.context import Context, context_signals
from pipeline.classify.english import FREQUENT, RECOMMENDING, REPORTING
from pipeline.classify.kinds import Floats, Ints
from pipeline.classify.salience import KINDS, topic_signals
from pipeline.classify.sentences import sentence_spans
from pipeline.classify.words import Lexicon
from pipeline.model.pack import Pack

MOST_CHARACTERS = 40_000  # read of one text; about 6,500 words, more than any commentary has
MOST_TITLE = 500  # characters read of a title
TOPIC = "topics."
RECOMMEND, REPORT, LANGUAGE = "cue.recommend", "cue.report", "cue.language"
ZONES = ("title", "lead", "tail", "recommend", "pair", "quote")
FLAGS = ("pair", "recommend", "quote", "report", "question", "recommend_actor", "actor_1", "actor_2")
LENGTHS = 3  # signals of length and place, which belong to no sentence
LEAD, TAIL = 0.15, 0.8  # shares of the text that end its lead and open its tail
_QUOTES = '"“”«'


def phrase_sets(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Name every set of phrases that a text is searched for: the two actors first, then topics, axes and cues."""
    sets = {f"actor.{actor.key}": actor.phrases for actor in pack.actors}
    sets |= {f"topics.{topic.slug}": topic.phrases for topic in pack.topics}
    for dimension, code, phrases in pack.axes:
        sets[f"{dimension}.{code}"] = sets.get(f"{dimension}.{code}", ()) + phrases
    return sets | {RECOMMEND: RECOMMENDING, REPORT: REPORTING, LANGUAGE: FREQUENT}


def signal_names(sets: Sequence[str]) -> tuple[str, ...]:
    """Name the signals of a Reading, in the order of Reading.signals."""
    kinds = ("rate", "count", *ZONES)
    named = [f"{kind}:{name}" for kind in kinds for name in sets]
    return (
        *named,
        *(f"share:{flag}" for flag in FLAGS),
        *(f"many:{flag}" for flag in FLAGS),
        *("sentences", "words", "first_pair"),
        *(f"{kind}@{name}" for name in sets if name.startswith(TOPIC) for kind in KINDS),
        *CONTEXT,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One text as read. Sentence 0 is the title; arrays have one row per sentence or one item per occurrence."""

    spans: tuple[tuple[int, int], ...]  # offsets in the text; (0, 0) for the title
    words: int  # of title and text
    ngrams: Ints  # number of each occurrence
    places: Ints  # sentence of each occurrence
    found: Floats  # sentences x phrase sets, occurrences
    zones: Floats  # zones x sentences, 0 or 1
    flags: Floats  # sentences x flags, 0 or 1
    topics: tuple[int, ...]  # the phrase sets that are topics'
    context: Floats  # what stands around the text, 0 or 1

    @property
    def signals(self) -> Floats:
        """The values of signal_names: logarithms of counts (natural, of 1 + count) and shares of sentences."""
        total = self.found.sum(axis=0)
        body = max(len(self.spans) - 1, 1)
        flagged = self.flags[1:].sum(axis=0)
        pairs = np.flatnonzero(self.flags[1:, 0])
        first = pairs[0] / body if len(pairs) else 1.0
        return np.concatenate(
            (
                np.log1p(300 * total / max(self.words, 50)),
                np.log1p(total),
                np.log1p(self.zones @ self.found).ravel(),
                flagged / body,
                np.log1p(flagged),
                (np.log1p(body), np.log1p(self.words), first),
                topic_signals(self.found[:, list(self.topics)], self.zones, self.words).ravel(),
                self.context,
            )
        )


class Reader:
    """
    Reads texts for one pack.

    Args:
        pack: its phrases are searched for.
        ngrams: the words and word pairs that count, in the order of their numbers.
    """

    def __init__(self, pack: Pack, ngrams: Sequence[str]) -> None:
        self.lexicon = Lexicon(phrase_sets(pack), ngrams)
        self.sets = self.lexicon.names
        self.topics = tuple(index for index, name in enumerate(self.sets) if name.startswith(TOPIC))
        self._recommend = self.sets.index(RECOMMEND)
        self._report = self.sets.index(REPORT)

    def read(self, title: str, text: str, context: Context | None = None) -> Reading:
        """Read one article; at most MOST_CHARACTERS of its text and MOST_TITLE of its title count."""
        spans = [(0, 0), *sentence_spans(text[:MOST_CHARACTERS])]
        ngrams: list[int] = []
        lengths: list[int] = []
        rows: list[int] = []
        words = 0
        width = len(self.sets)
        for place, (start, end) in enumerate(spans):
            source, start, end = (text, start, end) if place else (title[:MOST_TITLE], 0, MOST_TITLE)
            count, numbers, sets = self.lexicon.find(source, start, end)
            words += count
            ngrams += numbers
            lengths.append(len(numbers))
            base = place * width
            rows += [base + index for index in sets]
        found = np.bincount(rows, minlength=len(spans) * width).reshape(len(spans), width).astype(float)
        flags = self._flags(title, text, spans, found)
        return Reading(
            spans=tuple(spans),
            words=words,
            ngrams=np.array(ngrams, dtype=np.int64),
            places=np.repeat(np.arange(len(spans)), lengths),
            found=found,
            zones=_zones(flags),
            flags=flags,
            topics=self.topics,
            context=context_signals(context or Context(), title[:MOST_TITLE]),
        )

    def _flags(self, title: str, text: str, spans: Sequence[tuple[int, int]], found: Floats) -> Floats:
        """Return what is true of each sentence, in the order of FLAGS."""
        said = [title, *(text[start:end] for start, end in spans[1:])]
        first, second, recommend, report = (found[:, column] > 0 for column in (0, 1, self._recommend, self._report))
        quote = np.array([any(mark in sentence for mark in _QUOTES) for sentence in said])
        question = np.array(["?" in sentence for sentence in said])
        columns = (
            *(first & second, recommend, quote, report, question),
            *(recommend & (first | second), first, second),
        )
        return np.column_stack(columns).astype(float)


def _zones(flags: Floats) -> Floats:
    """Return which sentences belong to each of ZONES."""
    count = len(flags)
    place = np.arange(count)
    lead = (place > 0) & (place <= max(3, LEAD * (count - 1)))
    tail = place > TAIL * (count - 1)
    return np.stack((place == 0, lead, tail, flags[:, 5] > 0, flags[:, 0] > 0, flags[:, 2] > 0)).astype(float)
