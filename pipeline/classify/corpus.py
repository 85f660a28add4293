"""Coded articles and example texts as numbers: what the heads are fitted to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pipeline.classify.context import NAMES as CONTEXT
from pipeline.classify.context import Context
from pipeline.classify.heads import CONTRASTED, SKIP_LENGTH, skips_of
from pipeline.classify.kinds import Floats, Ints
from pipeline.classify.reading import (
    LANGUAGE,
    MOST_CHARACTERS,
    MOST_TITLE,
    ZONES,
    Reader,
    Reading,
    phrase_sets,
    signal_names,
)
from pipeline.classify.salience import KINDS
from pipeline.classify.sentences import sentence_spans
from pipeline.classify.words import SIGNS, Lexicon, ngrams_of
from pipeline.errors import InputError
from pipeline.model.pack import Pack

LEAST_ARTICLES, LEAST_OUTLETS = 6, 4  # that use an n-gram
LEAST_EXAMPLES = 3  # that use it, where there are no coded articles
MOST_COMMON = 0.9  # share of the texts; an n-gram that more of them use says nothing
FACTORS = 100  # of the latent semantic space beside the n-grams
FACTOR_SCALE, SIGNAL_SCALE, ZONE_SCALE, CONTEXT_SCALE = 1.4, 0.1, 0.05, 0.5  # of the blocks against each other
LEANING = 0.5  # of the signals that tell a contrast which code's phrases are more frequent
DOUBTED = 1  # the lowest of the three grades of sureness, "sure" in a row
SEED = 20211


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Texts as numbers: one row per text, the coded articles first, then the example articles, then the examples."""

    articles: int  # how many rows are coded articles
    written: int  # how many rows are example articles
    ngrams: tuple[str, ...]
    idf: Floats
    skips: NDArray[np.bool_]  # which of the n-grams are skip-grams
    terms: sparse.csr_matrix  # tf-idf of unit length, the skip-grams beside the rest
    plain: sparse.csr_matrix  # the same without the skip-grams
    mirrored: sparse.csr_matrix  # terms of the same texts with the two actors exchanged
    latent: Floats  # texts x factors
    mirrored_latent: Floats
    axes: Floats  # latent factors x n-grams
    signals: Floats  # centred and scaled
    means: Floats  # of the signals, before scaling
    scales: Floats  # by which the centred signals were multiplied
    shared: Ints  # columns of the signals that every head may use
    own: Ints  # topics x KINDS: columns of the signals that belong to one topic
    leaning: Floats  # signals x dimensions with a contrast: what tells its first code's phrases from its second's
    codes: Floats  # texts x heads: 0, 1, or nan where nobody said
    weight: Floats  # of each text against the others
    outlet: Ints  # number of each text's outlet; a text of none is its own
    doubted: NDArray[np.bool_]  # of whose codes the coder was not sure
    apart: NDArray[np.bool_]  # texts that are never held out: picked for what the coding made of them


def texts_of(pack: Pack, coded: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the coded articles, then the pack's example articles, then its examples, which know one dimension only."""
    written = [
        {
            "title": each.title,
            "text": each.text,
            "codes": {key: list(codes) if key == "topics" else codes[0] for key, codes in each.codes},
        }
        for each in pack.example_articles
    ]
    examples = [
        {
            "title": "",
            "text": each.text,
            "codes": {each.dimension: list(each.codes) if each.dimension == "topics" else each.codes[0]},
        }
        for each in pack.examples
    ]
    return [*(dict(row) for row in coded), *written, *examples]


def lay_out(pack: Pack, rows: Sequence[Mapping[str, Any]], articles: int, names: Sequence[str]) -> Matrix:
    """Read every text and lay the numbers out; what is learned without codes is learned from the coded articles."""
    from sklearn.decomposition import TruncatedSVD

    basis = articles or len(rows)
    ngrams = _vocabulary(pack, rows[:basis], examples=not articles)
    reader = Reader(pack, ngrams)
    readings = [reader.read(row["title"], row["text"], Context(url=row.get("url") or "")) for row in rows]
    counts, idf = _counts(readings, len(ngrams), basis)
    skips, exchanged = skips_of(ngrams), counts[:, _exchanged(ngrams)]
    plain, mirrored_plain = _weigh(counts, idf * ~skips), _weigh(exchanged, idf * ~skips)
    factors = TruncatedSVD(min(FACTORS, basis // 4, len(ngrams) - 1), random_state=SEED).fit(plain[:basis])
    signals = np.stack([each.signals for each in readings])
    means, spread = signals[:basis].mean(axis=0), signals[:basis].std(axis=0)
    sets = signal_names(reader.sets)
    scales, own = _scales(sets, spread), _own(pack, sets)
    return Matrix(
        articles=articles,
        written=len(pack.example_articles),
        ngrams=ngrams,
        idf=idf,
        skips=skips,
        terms=plain + SKIP_LENGTH * _weigh(counts, idf * skips),
        plain=plain,
        mirrored=mirrored_plain + SKIP_LENGTH * _weigh(exchanged, idf * skips),
        latent=factors.transform(plain) * FACTOR_SCALE,
        mirrored_latent=factors.transform(mirrored_plain) * FACTOR_SCALE,
        axes=factors.components_ * FACTOR_SCALE,
        signals=_bounded((signals - means) * scales, articles),
        means=means,
        scales=scales,
        shared=np.setdiff1d(np.arange(len(sets)), own),
        own=own,
        leaning=_leaning(pack, sets),
        codes=np.array([[_has(row["codes"], name) for name in names] for row in rows], dtype=float),
        weight=np.array([row.get("weight", 1.0) for row in rows], dtype=float),
        outlet=_outlets(rows),
        doubted=np.array([row.get("sure") == DOUBTED for row in rows]),
        apart=np.array([bool(row.get("apart")) for row in rows]),
    )


def _counts(readings: Sequence[Reading], width: int, basis: int) -> tuple[sparse.csr_matrix, Floats]:
    """Return (texts x n-grams, occurrences; inverse document frequency of each n-gram in the first *basis* texts)."""
    counted = [sparse.csr_matrix(np.bincount(each.ngrams, minlength=width)) for each in readings]
    counts = sparse.vstack(counted).tocsr().astype(float)
    return counts, np.log((1 + basis) / (1 + np.asarray((counts[:basis] > 0).sum(axis=0)).ravel())) + 1


def _vocabulary(pack: Pack, rows: Sequence[Mapping[str, Any]], examples: bool) -> tuple[str, ...]:
    """
    Return the n-grams that enough texts and outlets use, and their like for the other actor.

    Raises:
        InputError: there are none.
    """
    lexicon = Lexicon(phrase_sets(pack), ())
    texts: Counter[str] = Counter()
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        text = row["text"][:MOST_CHARACTERS]
        found: set[str] = set()
        for source, start, end in ((row["title"], 0, MOST_TITLE), *((text, *span) for span in sentence_spans(text))):
            words, _ = lexicon.read(source, start, end)
            found.update(ngrams_of(words))
        texts.update(found)
        for ngram in found:
            outlets[ngram].add(row.get("outlet") or "")
    least = LEAST_EXAMPLES if examples else min(LEAST_ARTICLES, max(2, len(rows) // 10))
    voices = min(LEAST_OUTLETS, len({row.get("outlet") or "" for row in rows}))
    kept = {
        ngram
        for ngram, count in texts.items()
        if least <= count <= MOST_COMMON * len(rows) and len(outlets[ngram]) >= voices and len(ngram) < 40
    }
    if len(kept) < 2:
        raise InputError("what there is to learn from", "no words stand in several of the texts and not in all of them")
    return tuple(sorted(kept | {_exchange(ngram) for ngram in kept}))


def _exchange(ngram: str) -> str:
    """Return the n-gram with the signs of the two actors exchanged."""
    first, second = SIGNS
    return " ".join({first: second, second: first}.get(word, word) for word in ngram.split(" "))


def _exchanged(ngrams: Sequence[str]) -> list[int]:
    number = {ngram: place for place, ngram in enumerate(ngrams)}
    return [number[_exchange(ngram)] for ngram in ngrams]


def _weigh(counts: sparse.csr_matrix, idf: Floats) -> sparse.csr_matrix:
    """Return tf-idf of unit length."""
    terms = counts.copy()
    terms.data = 1 + np.log(terms.data)
    terms = terms @ sparse.diags(idf)
    length = np.sqrt(np.asarray(terms.multiply(terms).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-9)) @ terms)


def _scales(names: Sequence[str], spread: Floats) -> Floats:
    scales = np.where(spread > 1e-9, 1 / np.maximum(spread, 1e-9), 0.0) * SIGNAL_SCALE
    for place, name in enumerate(names):
        if name.split(":")[0] in ZONES:
            scales[place] *= ZONE_SCALE / SIGNAL_SCALE
        if name.endswith(LANGUAGE):
            scales[place] = 0
        if name in CONTEXT:  # 0 or 1 and rare: not by their spread
            scales[place] = CONTEXT_SCALE if spread[place] > 1e-9 else 0
    return scales


def _own(pack: Pack, signals: Sequence[str]) -> Ints:
    """Return topics x KINDS: the columns of the signals that belong to one topic."""
    named = [[f"{kind}@topics.{topic.slug}" for kind in KINDS] for topic in pack.topics]
    return np.array([[signals.index(name) for name in row] for row in named], dtype=np.int64)


def _leaning(pack: Pack, signals: Sequence[str]) -> Floats:
    """Return signals x CONTRASTED: LEANING where a signal is the rate of the first code, -LEANING of the second."""
    codes = {each.slug: each.codes for each in pack.dimensions}
    weights = np.zeros((len(signals), len(CONTRASTED)))
    for column, dimension in enumerate(CONTRASTED):
        for (code, _), sign in zip(codes.get(dimension, ())[:2], (LEANING, -LEANING), strict=False):
            if f"rate:{dimension}.{code}" in signals:
                weights[signals.index(f"rate:{dimension}.{code}"), column] = sign
    return weights


def _bounded(signals: Floats, articles: int) -> Floats:
    """Keep the examples, which are short, within what articles show."""
    if articles:
        signals[articles:] = np.clip(signals[articles:], -4 * SIGNAL_SCALE, 4 * SIGNAL_SCALE)
    return signals


def _outlets(rows: Sequence[Mapping[str, Any]]) -> Ints:
    number: dict[Any, int] = {}
    names = (row.get("outlet") or place for place, row in enumerate(rows))
    return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)


def _has(codes: Mapping[str, Any], name: str) -> float:
    """Tell whether codes hold "dimension.code": 0, 1, or nan when the dimension is not coded."""
    dimension, code = name.split(".", 1)
    if dimension not in codes:
        return float("nan")
    value = codes[dimension]
    return float(code in value if isinstance(value, list) else code == value)
