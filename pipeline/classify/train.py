"""
Fits the heads to coded articles and to the example texts of the pack: `detente train CODED.jsonl`.

What is stored are weights of words, word pairs and skip-grams around an actor that at least six articles and four
outlets use: no article's text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.classify.calibrate import calibrate, thresholds
from pipeline.classify.corpus import Matrix, lay_out, texts_of
from pipeline.classify.fit import (
    PAIR_PART,
    Weights,
    Worth,
    by_outlet,
    code_fit,
    contrast_fit,
    cross_fit,
    folds_of,
    pair_fits,
)
from pipeline.classify.heads import CONTRAST, Heads, contrast_names, dump_heads, head_names
from pipeline.classify.held_out import dump_errors
from pipeline.classify.kinds import Floats, Ints
from pipeline.classify.reading import phrase_sets, signal_names
from pipeline.errors import InputError, PackError
from pipeline.model.pack import Pack

LEAST_TEXTS = 50  # to cross-validate
STRENGTH = {  # inverse of regularisation; of others 1
    "relevance": 3.0,
    "genre": 3.0,
    "topics": 3.0,
    "contrast.orientation": 3.0,
    "contrast.blame": 10.0,
}
WORTH = {  # for others coded articles count alone, and all alike
    "genre": Worth(example=0.3),
    "topics": Worth(written=1.0, example=0.3, doubted=0.2),
    "contrast.orientation": Worth(written=1.0, example=0.5, doubted=0.2),
    "contrast.blame": Worth(written=0.7, example=0.5, doubted=0.2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """The files that training makes."""

    weights: bytes  # weights.json
    errors: bytes  # errors.json, what the heads say of articles held out; b"" = learned from examples alone


def train(pack: Pack, coded: Iterable[Mapping[str, Any]]) -> bytes:
    """Fit as `train_and_measure`; the content of weights.json alone."""
    return train_and_measure(pack, coded).weights


def train_and_measure(pack: Pack, coded: Iterable[Mapping[str, Any]]) -> Trained:
    """
    Fit one logistic regression per code, on tf-idf of words and word pairs, their latent factors and the signals.

    Every topic's logit is a mean of its own regression and of one that all topics share; the first two codes of some
    dimensions are told apart by a contrast of their own, which is told whose phrases are the more frequent; where the
    two codes are the actors, these are also exchanged, and skip-grams around them count. The pack's example articles
    count beside the coded ones, and coded ones less of whose codes the coder was not sure, where that was found to
    help. Calibration (Platt's sigmoid) and thresholds come from five-fold cross-validation over the coded articles, for
    the contrasts with all of an outlet in one fold; the latent factors (Deerwester et al. 1990) are folded back into
    the weights of the n-grams. Deterministic.

    Args:
        coded: rows with title, text and codes (dimension -> code; topics -> list of slugs); outlet and url if known.
            Without rows the examples of the pack are all there is to learn from. "sure" says how sure the coder was, 1
            to 3. A row's "weight" counts against 1 of the others; one that is "apart" is learned from, but neither
            calibrates nor measures: it was picked.

    Raises:
        InputError: a row lacks a key, there are too few texts to cross-validate, or no word tells them apart.
        PackError: a topic has neither a phrase nor an example.
    """
    articles = _checked(pack, coded)
    rows = texts_of(pack, articles)
    if len(articles or rows) < LEAST_TEXTS:
        what = "coded articles" if articles else "coded articles and examples"
        raise InputError(what, f"{len(articles or rows)} of them, at least {LEAST_TEXTS} are needed")
    matrix = lay_out(pack, rows, len(articles), head_names(pack))
    heads, held_out = _fitted(pack, matrix)
    examples = f"{len(pack.example_articles)} example articles and {len(pack.examples)} examples"
    note = f"{len(articles)} coded articles, {examples}" if articles else f"{examples} alone, no coded article"
    weights = dump_heads(heads, f"logistic regression on {note}")
    errors = dump_errors(heads.names, held_out, matrix.codes, weights) if articles else b""
    return Trained(weights=weights, errors=errors)


def _fitted(pack: Pack, matrix: Matrix) -> tuple[Heads, Floats]:
    """Fit, calibrate and choose thresholds: (heads, held-out probabilities: texts x codes)."""
    names, contrasts = head_names(pack), contrast_names(pack)
    fitted, held_out = _fit_all(pack, matrix, names, contrasts)
    slope, shift = calibrate(held_out, matrix.codes, names, contrasts)
    ngram_weights = np.stack([weights for weights, _, _ in fitted], axis=1)
    signal_weights = np.stack([weights for _, weights, _ in fitted], axis=1)
    kept = np.flatnonzero(ngram_weights.any(axis=1))
    heads = Heads(
        method="linear",
        names=names,
        contrasts=contrasts,
        ngrams=tuple(matrix.ngrams[number] for number in kept),
        skips=matrix.skips[kept],
        idf=matrix.idf[kept],
        ngram_weights=ngram_weights[kept],
        signals=signal_names(tuple(phrase_sets(pack))),
        signal_weights=signal_weights * matrix.scales[:, None],
        bias=np.array([bias for _, _, bias in fitted]) - (matrix.means * matrix.scales) @ signal_weights,
        slope=slope,
        shift=shift,
        threshold=np.full(len(slope), 0.5),
    )
    probability = heads.shared_out(1 / (1 + np.exp(-(slope * held_out + shift))))
    heads.threshold[: len(names)] = thresholds(names, contrasts, probability, matrix.codes)
    return heads, probability


def _checked(pack: Pack, coded: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    rows = list(coded)
    for number, row in enumerate(rows, 1):
        for key, kind in (("title", str), ("text", str), ("codes", dict)):
            if not isinstance(row.get(key), kind):
                raise InputError(f"coded articles: row {number}", f"lacks {key!r}")
    said = [(each.dimension, each.codes) for each in pack.examples]
    said += [codes for each in pack.example_articles for codes in each.codes]
    shown = {code for dimension, codes in said if dimension == "topics" for code in codes}
    for topic in pack.topics:
        if not topic.phrases and topic.slug not in shown:
            raise PackError(f"topic {topic.slug}", "has neither a phrase nor an example: it cannot be learned")
    return rows


def _fit_all(
    pack: Pack, matrix: Matrix, names: Sequence[str], contrasts: Sequence[str]
) -> tuple[list[Weights], Floats]:
    """Fit every head, contrasts last: (weights, held-out logits: texts x heads)."""
    folds = folds_of(matrix)
    fitted: list[Weights] = []
    held_out: list[Floats] = []
    topics = np.array([place for place, name in enumerate(names) if name.startswith("topics.")], dtype=np.int64)
    pairs = pair_fits(matrix, topics)
    actors = [actor.key for actor in pack.actors]
    for head, name in enumerate(names):
        dimension = name.split(".")[0]
        strength, worth = STRENGTH.get(dimension, 1.0), WORTH.get(dimension, Worth())
        own: Ints = matrix.own[head] if dimension == "topics" else np.zeros(0, dtype=np.int64)
        weights, logits = cross_fit(matrix, code_fit(matrix, head, strength, worth, own), folds)
        if dimension == "topics":
            other, others = cross_fit(matrix, pairs[head], folds)
            weights, logits = _mean(weights, other), (1 - PAIR_PART) * logits + PAIR_PART * others
        fitted.append(weights)
        held_out.append(logits)
    for name in contrasts:
        dimension = name.removeprefix(CONTRAST)
        codes = defaultdict(list)
        for head, code in enumerate(names):
            codes[code.split(".")[0]].append(head)
        first, second = codes[dimension][:2]
        mirror = [names[first].split(".")[1], names[second].split(".")[1]] == actors
        fit = contrast_fit(matrix, first, second, STRENGTH[name], WORTH[name], mirror)
        weights, logits = cross_fit(matrix, fit, by_outlet(matrix, folds))
        fitted.append(weights)
        held_out.append(logits)
    return fitted, np.stack(held_out, axis=1)


def _mean(one: Weights, other: Weights) -> Weights:
    part = PAIR_PART
    return (
        (1 - part) * one[0] + part * other[0],
        (1 - part) * one[1] + part * other[1],
        (1 - part) * one[2] + part * other[2],
    )
