"""The words of a text, and the phrases and n-grams that we know among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import snowballstemmer

ACTOR = "actor."  # how the name of an actor's set of phrases begins
SIGNS = ("@0", "@1")  # what stands for the actors in n-grams
GAP = "…"  # what stands for the words between the two of a skip-gram
REACH = 8  # words from an actor to the other word of a skip-gram, at most
SHORT = 2  # letters: so short a word says nothing of an actor from afar
WORD = re.compile(r"\w+(?:\.\w(?!\w))*")
_REMEMBERED = 100_000  # distinct spellings kept; beyond that the memory is emptied, so that no text can fill it
_LONGEST = 40  # characters; a longer word is no word that we know, and is not remembered

Rest = tuple[tuple[str, ...], tuple[int, ...]]  # the further words of a phrase, the sets that hold it


@dataclass(frozen=True, slots=True)
class Known:
    """What a word as spelt means to a Lexicon."""

    form: str  # canonical
    stem: str  # what n-grams are made of
    alone: tuple[int, ...]  # the sets that hold the word as a phrase
    before: dict[str, list[Rest]]  # next word -> what must follow after it
    starred: tuple[Rest, ...]  # phrases whose next word ends in *


_UNKNOWN = Known(form="", stem="", alone=(), before={}, starred=())


def spellings(phrases: Iterable[str]) -> frozenset[str]:
    """Return the words that count in exactly their case: those written with a capital in a phrase (US, not us)."""
    return frozenset(
        word for phrase in phrases for word in WORD.findall(phrase) if not word.islower() and word.isalpha()
    )


def canonical(word: str, cased: frozenset[str]) -> str:
    """Return a word as it is counted: initials without dots, lower case unless its capitals are part of it."""
    if "." in word:
        word = word.replace(".", "")
    return word if word in cased else word.lower()


class Lexicon:
    """
    Finds phrases and n-grams in one pass over the words of a sentence.

    Overlapping phrases all count, but of the single words of one set that match a word only one does. N-grams are made
    of stems (Snowball, Porter 2001), and of one sign per actor whatever it is called, so that what is said of an actor
    is learned from all its names at once.

    Args:
        sets: name -> phrases; a trailing * on a word matches any ending; hyphens and apostrophes are spaces.
        ngrams: the n-grams (see `ngrams_of`) that have a feature, in the order of their numbers.
    """

    def __init__(self, sets: Mapping[str, Sequence[str]], ngrams: Sequence[str]) -> None:
        self._stem = snowballstemmer.stemmer("english").stemWord
        self.names = tuple(sets)
        actors = [index for index, name in enumerate(self.names) if name.startswith(ACTOR)]
        self._actors = dict(zip(actors, SIGNS, strict=False))
        self.cased = spellings(phrase for phrases in sets.values() for phrase in phrases)
        self.number = {ngram: number for number, ngram in enumerate(ngrams)}
        self._exact: dict[str, list[Rest]] = {}
        self._prefix: dict[str, list[Rest]] = {}
        members: dict[tuple[str, ...], list[int]] = {}
        for index, phrases in enumerate(sets.values()):
            for phrase in phrases:
                parts = self._parts(phrase)
                if parts and index not in members.setdefault(parts, []):
                    members[parts].append(index)
        for parts, indices in members.items():
            table = self._prefix if parts[0].endswith("*") else self._exact
            table.setdefault(parts[0].rstrip("*"), []).append((parts[1:], tuple(indices)))
        self._known: dict[str, Known] = {}

    def _parts(self, phrase: str) -> tuple[str, ...]:
        """Return the canonical words of a phrase, each with its * kept."""
        return tuple(
            canonical(found[0], self.cased) + phrase[found.end() : found.end() + 1].strip("-' .,")
            for found in WORD.finditer(phrase)
        )

    def know(self, word: str) -> Known:
        """Look a word up as spelt, and remember it."""
        known = self._known.get(word)
        if known is None:
            if len(word) > _LONGEST:
                return _UNKNOWN
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._look_up(canonical(word, self.cased))
        return known

    def _look_up(self, form: str) -> Known:
        starts = list(self._exact.get(form, ()))
        for length in range(1, len(form) + 1):
            starts += self._prefix.get(form[:length], ())
        before: dict[str, list[Rest]] = {}
        for rest, indices in starts:
            if rest and not rest[0].endswith("*"):
                before.setdefault(rest[0], []).append((rest[1:], indices))
        return Known(
            form=form,
            stem=self._stem(form),
            alone=tuple(dict.fromkeys(index for rest, indices in starts if not rest for index in indices)),
            before=before,
            starred=tuple((rest, indices) for rest, indices in starts if rest and rest[0].endswith("*")),
        )

    def read(self, text: str, start: int, end: int) -> tuple[list[str], list[int]]:
        """
        Read text[start:end].

        Returns:
            (words as n-grams take them, indices of the phrase sets, one per occurrence).
        """
        read = [self.know(word) for word in WORD.findall(text, start, end)]
        forms = [known.form for known in read]
        words = [known.stem for known in read]
        sets: list[int] = []
        for place, known in enumerate(read):
            here = list(known.alone)
            if known.before and place + 1 < len(forms):
                for rest, indices in known.before.get(forms[place + 1], ()):
                    if not rest or _follows(forms, place + 2, rest):
                        here += indices
            for rest, indices in known.starred:
                if _follows(forms, place + 1, rest):
                    here += indices
            for index in here:
                if index in self._actors:
                    words[place] = self._actors[index]
            sets += here
        return words, sets

    def find(self, text: str, start: int, end: int) -> tuple[int, list[int], list[int]]:
        """
        Find what is known in text[start:end].

        Returns:
            (words, numbers of the n-grams, indices of the phrase sets), the last two one item per occurrence.
        """
        words, sets = self.read(text, start, end)
        number = self.number.get
        found = [number(ngram, -1) for ngram in ngrams_of(words)]
        return len(words), [each for each in found if each >= 0], sets


def ngrams_of(words: Sequence[str]) -> list[str]:
    """
    Return the words of a sentence, its word pairs, and skip-grams around the actors: "@0 … provok", "threaten … @1".

    A skip-gram has one of the actors and a word up to REACH words before or behind it, which is not its neighbour: who
    did it stands before what was done, and to whom behind (Guthrie et al. 2006, LREC, on skip-grams).
    """
    found = [*words, *(f"{left} {right}" for left, right in pairwise(words))]
    for place, word in enumerate(words):
        if word in SIGNS:
            behind, before = words[place + 2 : place + REACH + 1], words[max(0, place - REACH) : max(0, place - 1)]
            found += [f"{word} {GAP} {other}" for other in behind if len(other) > SHORT or other in SIGNS]
            found += [f"{other} {GAP} {word}" for other in before if len(other) > SHORT]  # two actors count once
    return found


def is_skip_gram(ngram: str) -> bool:
    return f" {GAP} " in ngram


def _follows(forms: Sequence[str], place: int, rest: Sequence[str]) -> bool:
    """Tell whether the words of *rest* stand at *place*."""
    if place + len(rest) > len(forms):
        return False
    return all(
        form.startswith(part[:-1]) if part.endswith("*") else form == part
        for form, part in zip(forms[place:], rest, strict=False)
    )
