"""Coded articles as numbers: what the heads are fitted to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from pipeline.classify.reading import LANGUAGE, MOST_CHARACTERS, MOST_TITLE, Floats, Reader, phrase_sets, signal_names
from pipeline.classify.sentences import sentence_spans
from pipeline.classify.words import WORD, canonical, spellings
from pipeline.model import Pack

LEAST_ARTICLES, LEAST_OUTLETS = 5, 3  # that use an n-gram
FACTORS = 100  # of the latent semantic space beside the n-grams
FACTOR_SCALE, SIGNAL_SCALE, ZONE_SCALE = 1.4, 0.1, 0.05  # of the blocks against each other
SEED = 20211


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Coded articles as numbers: one row per article."""

    ngrams: tuple[str, ...]
    idf: Floats
    terms: sparse.csr_matrix  # tf-idf of unit length
    columns: sparse.csr_matrix  # what is fitted: terms, latent factors, scaled signals
    axes: Floats  # latent factors x n-grams
    signals: Floats  # centred and scaled
    means: Floats  # of the signals, before scaling
    scales: Floats  # by which the centred signals were multiplied
    codes: Floats  # articles x heads, 0 or 1


def _vocabulary(pack: Pack, rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the words and word pairs that enough articles and outlets use."""
    cased = spellings(phrase for phrases in phrase_sets(pack).values() for phrase in phrases)
    articles: Counter[str] = Counter()
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        text = row["text"][:MOST_CHARACTERS]
        found: set[str] = set()
        for part in (row["title"][:MOST_TITLE], *(text[start:end] for start, end in sentence_spans(text))):
            words = [canonical(word, cased) for word in WORD.findall(part)]
            found.update(words)
            found.update(f"{left} {right}" for left, right in pairwise(words))
        articles.update(found)
        for ngram in found:
            outlets[ngram].add(row.get("outlet", ""))
    enough = min(LEAST_OUTLETS, len({row.get("outlet", "") for row in rows}))
    return tuple(
        sorted(
            ngram
            for ngram, count in articles.items()
            if count >= LEAST_ARTICLES and len(outlets[ngram]) >= enough and len(ngram) < 40
        )
    )


def lay_out(pack: Pack, rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Matrix:
    """Read every article and lay the numbers out."""
    from sklearn.decomposition import TruncatedSVD

    ngrams = _vocabulary(pack, rows)
    reader = Reader(pack, ngrams)
    readings = [reader.read(row["title"], row["text"]) for row in rows]
    counts = (
        sparse.vstack([sparse.csr_matrix(np.bincount(reading.ngrams, minlength=len(ngrams))) for reading in readings])
        .tocsr()
        .astype(float)
    )
    idf = np.log((1 + len(rows)) / (1 + np.asarray((counts > 0).sum(axis=0)).ravel())) + 1
    counts.data = 1 + np.log(counts.data)
    terms = counts @ sparse.diags(idf)
    length = np.sqrt(np.asarray(terms.multiply(terms).sum(axis=1)).ravel())
    terms = sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-9)) @ terms)
    latent = TruncatedSVD(min(FACTORS, len(rows) // 4), random_state=SEED).fit(terms)
    signals = np.stack([reading.signals for reading in readings])
    spread = signals.std(axis=0)
    scales = np.where(spread > 1e-9, 1 / np.maximum(spread, 1e-9), 0.0) * SIGNAL_SCALE
    sets = len(reader.sets)
    scales[2 * sets : -(len(scales) - 8 * sets)] *= ZONE_SCALE / SIGNAL_SCALE
    scales[[number for number, name in enumerate(signal_names(reader.sets)) if name.endswith(LANGUAGE)]] = 0
    means = signals.mean(axis=0)
    signals = (signals - means) * scales
    return Matrix(
        ngrams=ngrams,
        idf=idf,
        terms=terms,
        columns=sparse.hstack((terms, latent.transform(terms) * FACTOR_SCALE, signals)).tocsr(),
        axes=latent.components_ * FACTOR_SCALE,
        signals=signals,
        means=means,
        scales=scales,
        codes=np.array([[_has(row["codes"], name) for name in names] for row in rows], dtype=float),
    )


def _has(codes: Mapping[str, Any], name: str) -> bool:
    """Tell whether an article's codes hold "dimension.code"."""
    dimension, code = name.split(".", 1)
    value = codes.get(dimension)
    return code in value if isinstance(value, list) else code == value
