"""The second measure of orientation: where a text stands between two poles, by its words, learned from no code."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator

import orjson

from pipeline.classify.words import WORD, Lexicon
from pipeline.errors import PackError
from pipeline.model.pack import Pack

REVISION = "1"
MOST_CHARACTERS = 40_000  # of a text
LEAST_KNOWN = 20  # words of an article below which it has no position


class SecondMeasure:
    """
    Latent semantic scaling where the pack holds its words, else the words of the axes alone.

    Raises:
        PackError: the pack's scaling.json cannot be read.
    """

    def __init__(self, pack: Pack) -> None:
        self.method = "lss" if pack.scaling else "lexicon"
        self._polarity, self._centre, self._scale = _load(pack.scaling) if pack.scaling else ({}, 0.0, 1.0)
        sides = [code for _, code, _ in pack.poles] or ["", ""]
        phrases = {
            code: [p for d, c, ps in pack.axes if (d, c) == (_dimension(pack), code) for p in ps] for code in sides
        }
        self._lexicon = Lexicon(phrases, ())
        made = pack.scaling or orjson.dumps(phrases)
        self.version = hashlib.sha256(f"{REVISION}:".encode() + made).hexdigest()[:12]

    def position(self, title: str, text: str, least: int = LEAST_KNOWN) -> tuple[float, int]:
        """
        Where a text stands: (position, words that were known).

        Returns:
            A position > 0 leans to the first pole. lss: in standard deviations of the texts it was made from, 0 = their
            mean. lexicon: natural logarithm of the ratio of words, each plus one. (0.0, n) where too few are known.
        """
        whole = f"{title}\n{text[:MOST_CHARACTERS]}"
        if not self._polarity:
            _, _, found = self._lexicon.find(whole, 0, len(whole))
            first = found.count(0)
            return math.log((first + 1) / (len(found) - first + 1)), len(found)
        known = [self._polarity[word] for word in words_of(whole) if word in self._polarity]
        if len(known) < max(1, least):
            return 0.0, len(known)
        return (sum(known) / len(known) - self._centre) / self._scale, len(known)


def words_of(text: str) -> Iterator[str]:
    """The words of a text, in lower case."""
    return (word.lower() for word in WORD.findall(text))


def _dimension(pack: Pack) -> str:
    return pack.poles[0][0] if pack.poles else ""


def _load(made: bytes) -> tuple[dict[str, float], float, float]:
    try:
        stored = orjson.loads(made)
        return dict(stored["polarity"]), float(stored["centre"]), float(stored["scale"])
    except (orjson.JSONDecodeError, LookupError, TypeError, ValueError) as error:
        raise PackError("scaling.json", f"not as `detente train` writes it: {error}") from error
