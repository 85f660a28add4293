"""Logistic regressions over a Matrix, and what they say of texts that they were not fitted to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy import sparse

from pipeline.classify.corpus import SEED, SIGNAL_SCALE, Matrix
from pipeline.classify.kinds import Floats, Ints

MOST_NGRAMS = 4000  # kept per code, those that move the logit most; a contrast has few texts and keeps all
FOLDS = 5
MIRRORED = 0.3  # weight of a text with its actors exchanged, against the text itself
OUTLET_POWER = 0.5  # an article's weight in a contrast falls with this power of its outlet's number of them
PAIR_STRENGTH, PAIR_PART = 0.3, 0.6  # inverse regularisation of the model shared by all topics, its part in a logit

Weights = tuple[Floats, Floats, float]  # of n-grams, of signals (centred and scaled), bias
Fit = Callable[[Ints], Weights]  # fits to some texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What texts count against a coded article of whose codes the coder was sure; 0 = nothing."""

    written: float = 0.0  # an example article
    example: float = 0.0
    doubted: float = 1.0  # a coded article of whose codes the coder was not sure


def folds_of(matrix: Matrix) -> Ints:
    """Deal the texts out: the coded articles alone where there are any, else the examples; -1 = never held out."""
    count = matrix.articles or len(matrix.codes)
    fold = np.full(len(matrix.codes), -1)
    fold[:count] = np.random.default_rng(SEED).permutation(count) % FOLDS
    fold[matrix.apart] = -1
    return fold


def by_outlet(matrix: Matrix, folds: Ints) -> Ints:
    """Deal the same texts out again, all of an outlet into one fold: each is then judged as of an unknown outlet."""
    dealt = np.flatnonzero(folds >= 0)
    outlets, place, count = np.unique(matrix.outlet[dealt], return_inverse=True, return_counts=True)
    order = np.random.default_rng(SEED).permutation(len(outlets))
    size, fold = np.zeros(FOLDS), np.zeros(len(outlets), dtype=np.int64)
    for outlet in order[np.argsort(-count[order], kind="stable")]:  # the largest first, so that folds come out even
        fold[outlet] = size.argmin()
        size[fold[outlet]] += count[outlet]
    found = np.full(len(folds), -1)
    found[dealt] = fold[place]
    return found


def cross_fit(matrix: Matrix, fit: Fit, folds: Ints) -> tuple[Weights, Floats]:
    """Fit to all texts, and to all but a fold in turn: (weights, held-out logits; nan where never held out)."""
    held_out = np.full(len(folds), np.nan)
    for fold in range(FOLDS):
        rows = np.flatnonzero(folds == fold)
        held_out[rows] = apply(matrix, fit(np.flatnonzero(folds != fold)), rows)
    return fit(np.arange(len(folds))), held_out


def apply(matrix: Matrix, weights: Weights, rows: Ints) -> Floats:
    ngrams, signals, bias = weights
    applied: Floats = matrix.terms[rows] @ ngrams + matrix.signals[rows] @ signals + bias
    return applied


def code_fit(matrix: Matrix, head: int, strength: float, worth: Worth, own: Ints) -> Fit:
    """
    Prepare the fit of one code against all others.

    Args:
        strength: inverse of regularisation.
        worth: of the texts.
        own: columns of signals that only this code uses.
    """
    columns = np.concatenate((matrix.shared, own)).astype(np.int64)
    block = sparse.hstack((matrix.plain, matrix.latent, matrix.signals[:, columns])).tocsr()
    weight = _weights(matrix, worth)

    def fit(rows: Ints) -> Weights:
        wanted = matrix.codes[rows, head]
        known = ~np.isnan(wanted) & (weight[rows] > 0)
        fitted, bias = _regress(block[rows[known]], wanted[known], weight[rows[known]], strength)
        signals = np.zeros(matrix.signals.shape[1])
        signals[columns] = fitted[-len(columns) :]
        return _ngrams(matrix, fitted, MOST_NGRAMS), signals, bias

    return fit


def contrast_fit(matrix: Matrix, first: int, second: int, strength: float, worth: Worth, mirror: bool) -> Fit:
    """
    Prepare the fit of one code against another among the texts that have one of the two.

    Args:
        first, second: heads.
        strength, worth: as for `code_fit`.
        mirror: each text counts once more with its actors and its code exchanged, so that what is said of one actor
            is learned for the other, and the style of who says it is not; skip-grams around the actors say who did it.

    Beside the n-grams it is told how much more frequent the first code's phrases are than the second's: phrases of the
    pack hold for outlets that no coded article comes from. An outlet of many articles speaks less with each of them, so
    that what one outlet says in its own words is not taken for what the code means.
    """
    lean = matrix.signals @ matrix.leaning
    block = sparse.hstack((matrix.terms if mirror else matrix.plain, matrix.latent, lean)).tocsr()
    mirrored = sparse.hstack((matrix.mirrored, matrix.mirrored_latent, -lean)).tocsr()
    weight = _weights(matrix, worth)

    def fit(rows: Ints) -> Weights:
        rows = rows[weight[rows] > 0]
        named = rows[np.nan_to_num(matrix.codes[rows, first] + matrix.codes[rows, second]) > 0]
        texts, wanted, weights = block[named], matrix.codes[named, first], _by_outlet(matrix, named, weight[named])
        if mirror:
            texts = sparse.vstack((texts, mirrored[named])).tocsr()
            wanted, weights = np.concatenate((wanted, 1 - wanted)), np.concatenate((weights, MIRRORED * weights))
        fitted, bias = _regress(texts, wanted, weights, strength)
        signals = matrix.leaning @ fitted[-lean.shape[1] :]
        return _ngrams(matrix, fitted, len(matrix.ngrams)), signals, bias

    return fit


def pair_fits(matrix: Matrix, heads: Ints) -> list[Fit]:
    """
    Prepare the fit of one model for all topics at once: what makes a topic the subject of a text, whatever it is.

    Every (text, topic) is a case, so that topics with few coded articles learn from the others.
    """
    fitted: dict[bytes, Any] = {}
    kinds = matrix.own.shape[1]

    def model(rows: Ints) -> Any:
        from sklearn.linear_model import LogisticRegression

        rows = rows[rows < matrix.articles] if matrix.articles else rows
        rows = rows[~np.isnan(matrix.codes[rows][:, heads]).any(axis=1)]
        cases = matrix.signals[rows][:, matrix.own] / SIGNAL_SCALE  # standard deviations
        wide = np.concatenate((cases, np.tile(np.eye(len(heads)), (len(rows), 1, 1))), axis=2)
        wanted = matrix.codes[rows][:, heads].ravel()
        if not 0 < wanted.sum() < len(wanted):
            return np.zeros(wide.shape[2]), -5.0
        found = LogisticRegression(C=PAIR_STRENGTH, max_iter=500).fit(wide.reshape(len(wanted), -1), wanted)
        return found.coef_[0], float(found.intercept_[0])

    def fit(topic: int, rows: Ints) -> Weights:
        key = rows.tobytes()
        if key not in fitted:
            fitted[key] = model(rows)
        coefficients, intercept = fitted[key]
        signals = np.zeros(matrix.signals.shape[1])
        signals[matrix.own[topic]] = coefficients[:kinds] / SIGNAL_SCALE
        return np.zeros(len(matrix.ngrams)), signals, intercept + float(coefficients[kinds + topic])

    return [partial(fit, topic) for topic in range(len(heads))]


def _weights(matrix: Matrix, worth: Worth) -> Floats:
    """Of each text; without coded articles what the pack wrote counts as 1."""
    if not matrix.articles:
        return matrix.weight
    counts = matrix.articles, matrix.written, len(matrix.codes) - matrix.articles - matrix.written
    weights: Floats = matrix.weight * np.repeat((1.0, worth.written, worth.example), counts)
    return np.where(matrix.doubted, worth.doubted * weights, weights)


def _by_outlet(matrix: Matrix, rows: Ints, weights: Floats) -> Floats:
    """Lower the weight of coded articles whose outlet has many of them in *rows*; their sum stays the same."""
    coded = rows < matrix.articles
    if not coded.any():
        return weights
    _, place, count = np.unique(matrix.outlet[rows[coded]], return_inverse=True, return_counts=True)
    part = count[place] ** -OUTLET_POWER
    found = weights.copy()
    found[coded] *= part / part.mean()
    return found


def _regress(texts: Any, wanted: Floats, weights: Floats, strength: float) -> tuple[Floats, float]:
    """Fit a logistic regression whose two classes weigh the same: (coefficients, intercept)."""
    from sklearn.linear_model import LogisticRegression

    if not 2 <= wanted.sum() <= len(wanted) - 2:  # nothing to tell apart
        return np.zeros(texts.shape[1]), -5.0 if wanted.sum() < 2 else 5.0
    model = LogisticRegression(
        C=strength, class_weight="balanced", solver="liblinear", max_iter=300, random_state=SEED
    ).fit(texts, wanted, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def _ngrams(matrix: Matrix, fitted: Floats, most: int) -> Floats:
    """Fold the latent factors back into the n-grams, and drop the weights that hardly count."""
    width, factors = len(matrix.ngrams), len(matrix.axes)
    ngrams: Floats = fitted[:width] + fitted[width : width + factors] @ matrix.axes
    if width > most:
        often = np.sqrt(np.exp(1 - matrix.idf))  # idf is 1 + ln(texts / texts that use it)
        ngrams[np.argsort(-np.abs(ngrams) * matrix.idf * often, kind="stable")[most:]] = 0
    return ngrams
