"""Fits the second measure: every common word gets its place between the pack's poles from the company it keeps."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, cast

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from pipeline.classify.second import MOST_CHARACTERS, words_of
from pipeline.errors import PackError
from pipeline.model.pack import Pack

LEAST_ARTICLES, LEAST_OUTLETS = 5, 3  # that use a word: no rare word of a text is stored
MOST_SHARE = 0.5  # of the texts that use a word: beyond it a word says nothing
FACTORS = 100  # of the semantic space; 50 to 200 gave the same on coded articles
SEED = 20211

Floats: TypeAlias = NDArray[np.float64]


def fit_scaling(pack: Pack, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """
    Give every common word of some texts its place between the pack's poles. Codes of the texts are not looked at.

    A word's polarity is its mean cosine with the words of the first pole less that with the second, in the space of the
    largest singular vectors of the tf-idf matrix of texts and words. Deterministic.

    Args:
        pack: with poles.
        rows: with title, text and, if known, outlet.

    Returns:
        The content of scaling.json.

    Raises:
        PackError: a pole has none of its words in the texts, or there are no poles.

    Source: Watanabe 2021, Latent Semantic Scaling, doi:10.1080/19312458.2020.1832976.
    """
    listed = list(rows)
    texts = [Counter(words_of(f"{row['title']}\n{row['text'][:MOST_CHARACTERS]}")) for row in listed]
    words = _vocabulary(texts, [str(row.get("outlet") or "") for row in listed])
    if len(pack.poles) != 2 or len(words) <= FACTORS or len(texts) <= FACTORS:
        raise PackError(
            "poles.toml", f"{len(pack.poles)} poles, {len(texts)} texts, {len(words)} common words: too few"
        )
    vectors = _vectors(_matrix(texts, words))
    first, second = (_toward(vectors, words, *pole) for pole in pack.poles)
    polarity = np.round((first - second) - (first - second).mean(), 4)
    return _dump(dict(zip(words, polarity.tolist(), strict=True)), texts)


def _vocabulary(texts: Sequence[Counter[str]], outlets: Sequence[str]) -> tuple[str, ...]:
    """The words that enough texts and outlets use, and not nearly all texts."""
    articles = Counter(word for text in texts for word in text)
    users: defaultdict[str, set[str]] = defaultdict(set)
    for text, outlet in zip(texts, outlets, strict=True):
        for word in text:
            users[word].add(outlet)
    enough = min(LEAST_OUTLETS, len(set(outlets)))
    return tuple(
        sorted(
            word
            for word, count in articles.items()
            if LEAST_ARTICLES <= count < MOST_SHARE * len(texts) and len(users[word]) >= enough and 2 < len(word) < 40
        )
    )


def _matrix(texts: Sequence[Counter[str]], words: Sequence[str]) -> sparse.csr_matrix:
    """Texts x words: tf-idf of unit length."""
    number = {word: place for place, word in enumerate(words)}
    columns = [[number[word] for word in text if word in number] for text in texts]
    values = [[1 + math.log(count) for word, count in text.items() if word in number] for text in texts]
    starts = np.cumsum([0, *map(len, columns)])
    counts = sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(columns), starts), shape=(len(texts), len(words)), dtype=float
    )
    rarity = np.log(len(texts) / np.bincount(counts.indices, minlength=len(words)))
    weighed = counts @ sparse.diags(rarity)
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-9)) @ weighed)


def _vectors(matrix: sparse.csr_matrix) -> Floats:
    """Words x factors, each of unit length."""
    _, strength, axes = svds(matrix, k=FACTORS, random_state=SEED)
    found = axes.T * strength
    return cast(Floats, found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))


def _toward(vectors: Floats, words: Sequence[str], dimension: str, code: str, phrases: Sequence[str]) -> Floats:
    """How near each word is to the words of one pole: mean cosine."""
    known = [place for place, word in enumerate(words) if word in phrases]
    if not known:
        raise PackError(f"poles.toml: {dimension} {code}", "none of its words is common in the texts")
    near: Floats = vectors @ vectors[known].mean(axis=0)
    return near


def _dump(polarity: Mapping[str, float], texts: Sequence[Counter[str]]) -> bytes:
    means = []
    for text in texts:
        known = {word: count for word, count in text.items() if word in polarity}
        total = sum(known.values())
        if total:
            means.append(sum(polarity[word] * count for word, count in known.items()) / total)
    note = f"latent semantic scaling on {len(texts)} texts, {FACTORS} factors"
    stored = {
        "note": note,
        "centre": round(float(np.mean(means)), 6),
        "scale": round(float(np.std(means)), 6),
        "polarity": polarity,
    }
    return orjson.dumps(stored, option=orjson.OPT_INDENT_2) + b"\n"
