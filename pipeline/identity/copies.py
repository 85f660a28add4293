"""
Find copies of a text, also cut, re-ordered or in other boilerplate, without reading the corpus again.

A text becomes a sketch: a sample of the hashes of its runs of eight words, small enough to be stored. Samples are
nested (a hash is kept if it is small enough), so that two sketches of any lengths can be compared.
Source: shingles and containment, Broder 1997, doi:10.1109/SEQUEN.1997.666900.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

SHINGLE = 8  # words
LEAST_WORDS = 40  # shorter texts are compared whole: their runs say too little
LEAST_EXACT = 8  # words; below, equality is chance ("Read more")
SAMPLE = 128  # hashes that a sketch aims at: it holds up to twice as many
COMMON_AT = 20  # a hash in more stories than this is boilerplate: the caller drops it
CONTAINED = 0.6  # of the smaller text's hashes; below, news texts share background paragraphs, formulas and quotes
COVERED = 0.2  # of the larger one's: a digest of ten pieces is no copy of one of them
LEAST_SHARED = 6  # hashes
APART = timedelta(
    days=30
)  # beyond, texts that are nearly alike are a custom (a yearly message), not one piece re-printed

_LENGTH_LIMIT = 1_000_000  # characters; the rest of a longer text is not looked at
_Hashes: TypeAlias = NDArray[np.uint64]
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd: it has an inverse modulo 2**64
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is stored of a text to find its copies."""

    article: str
    words: int
    exact: int  # 64-bit hash of all words; 0 = too short to compare
    level: int  # a hash is kept if its first *level* bits are 0: one in 2**level
    hashes: tuple[int, ...]  # 64-bit, unsigned, rising; () = only the whole is compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two articles are held to be copies."""

    article: str
    other: str
    kind: Literal["exact", "near", "given"]  # given: by an editor's correction
    containment: float  # 0..1, of the smaller text's sampled runs
    shared: int  # sampled runs in both; of an exact copy its words


def sketch(article: str, text: str, *, level: int | None = None) -> Sketch:
    """
    Sample the runs of eight words of a text, letter case and punctuation ignored.

    Args:
        article: its id, copied.
        text: any length and language that parts words; beyond 1,000,000 characters it is ignored.
        level: how coarse, 0 keeps every run; by default so coarse that 128 to 256 are kept.

    Returns:
        A Sketch that is the same in every process and on every machine.
    """
    words = _word_hashes(text[:_LENGTH_LIMIT])
    count = len(words)
    exact = 0
    if count >= LEAST_EXACT:
        exact = int.from_bytes(hashlib.blake2b(words.astype("<u8").tobytes(), digest_size=8).digest(), "little")
    if level is None:
        level = max(0, ((count - SHINGLE + 1) // SAMPLE).bit_length() - 1)
    if count < LEAST_WORDS:
        return Sketch(article=article, words=count, exact=exact, level=level, hashes=())
    runs = np.correlate(words, _powers(_BASE, SHINGLE)[::-1], mode="valid")  # a polynomial of each eight words
    kept = np.unique(_coarser(_mix(runs), level))
    return Sketch(article=article, words=count, exact=exact, level=level, hashes=tuple(kept.tolist()))


def judge(new: Sketch, candidates: Iterable[Sketch], common: Collection[int] = ()) -> tuple[Link, ...]:
    """
    Tell which candidates are copies of a new article, in the order given.

    Args:
        new: the new article.
        candidates: articles that share runs with it; others cost time only.
        common: hashes that stand in more than COMMON_AT stories; they count for neither side.

    Returns:
        One Link for each copy: the same words, or at least 0.6 of the smaller text's runs, 0.2 of the larger's.
    """
    dropped = np.fromiter(common, dtype=np.uint64, count=len(common))
    mine = _rare(new, dropped)
    links = []
    for each in candidates:
        if each.article == new.article:
            continue
        if new.exact and new.exact == each.exact:
            links.append(Link(article=new.article, other=each.article, kind="exact", containment=1.0, shared=new.words))
        elif new.hashes and each.hashes:
            links += _near(new, mine, each, dropped)
    return tuple(links)


def clusters(
    links: Iterable[Link], published: Mapping[str, datetime | None], *, alone: Collection[str] = ()
) -> dict[str, str]:
    """
    Join linked articles to stories.

    Args:
        links: any order; a pair may come twice. A near one does not hold over more than APART.
        published: when each article appeared, or was first seen; None comes last, then the id decides.
        alone: articles that an editor took out of their story: only links of kind "given" hold them.

    Returns:
        article -> head of its story (the earliest), the head included; articles without a link are absent.
    """
    parent: dict[str, str] = {}

    def root(article: str) -> str:
        parent.setdefault(article, article)
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    def rank(article: str) -> tuple[bool, float, str]:
        when = published.get(article)
        return (when is None, when.timestamp() if when else 0.0, article)

    for link in links:
        if link.kind != "given" and (link.article in alone or link.other in alone):
            continue
        if link.kind == "near" and are_apart(published.get(link.article), published.get(link.other)):
            continue
        first, second = sorted((root(link.article), root(link.other)), key=rank)
        parent[second] = first
    return {article: root(article) for article in parent}


def are_apart(one: datetime | None, other: datetime | None) -> bool:
    """Whether two pieces are too far apart to be copies unless they are the same word for word."""
    return one is not None and other is not None and abs(one - other) > APART


def _near(new: Sketch, mine: _Hashes, other: Sketch, dropped: _Hashes) -> Sequence[Link]:
    level = max(new.level, other.level)
    ours, theirs = _coarser(mine, level), _coarser(_rare(other, dropped), level)
    shared = len(np.intersect1d(ours, theirs, assume_unique=True))
    smaller, larger = sorted((len(ours), len(theirs)))
    if shared < LEAST_SHARED or shared < CONTAINED * smaller or shared < COVERED * larger:
        return ()
    found = round(shared / smaller, 3)
    return (Link(article=new.article, other=other.article, kind="near", containment=found, shared=shared),)


def _rare(each: Sketch, dropped: _Hashes) -> _Hashes:
    hashes = np.array(each.hashes, dtype=np.uint64)
    return np.setdiff1d(hashes, dropped, assume_unique=True) if len(dropped) else hashes


def _coarser(hashes: _Hashes, level: int) -> _Hashes:
    """Keep one in 2**level hashes, in their order: those whose first bits are 0."""
    return hashes[hashes < np.uint64(1 << (64 - level))] if level else hashes


def _word_hashes(text: str) -> _Hashes:
    """
    Hash each word of a text, all at once.

    A word's polynomial is the difference of two prefix sums, moved to the origin by the inverse of the base.
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    codes = np.frombuffer(lowered.encode("utf-32-le", "replace"), dtype="<u4")
    inside = np.zeros(len(codes) + 2, dtype=np.bool_)
    inside[1:-1] = _alphanumeric()[np.minimum(codes, 0xFFFF)]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    size = 1 << len(codes).bit_length()  # few sizes: the powers of one text serve the next
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * _powers(_BASE, size)[: len(codes)], out=sums[1:])
    return _mix((sums[ends] - sums[starts]) * _powers(_INVERSE, size)[starts])


@lru_cache(maxsize=8)
def _powers(base: np.uint64, count: int) -> _Hashes:
    powers = np.full(count, base, dtype=np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, dtype=np.uint64)


@cache
def _alphanumeric() -> NDArray[np.bool_]:
    """Say of every character of the basic plane whether it is part of a word; the planes above count as its last."""
    return np.fromiter(map(str.isalnum, map(chr, range(0x10000))), dtype=np.bool_, count=0x10000)


def _mix(values: _Hashes) -> _Hashes:
    """Spread every bit over the word: the finaliser of SplitMix64, Steele, Lea & Flood 2014."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
