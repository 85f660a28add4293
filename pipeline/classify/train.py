"""
Fits the heads to coded articles: `python -m pipeline.classify.train CODED.jsonl > seeds/weights.json`.

What is stored are weights of words and word pairs that at least five articles and three outlets use: no article's text.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.classify.corpus import SEED, Matrix, lay_out
from pipeline.classify.heads import Heads, dump_heads, head_names
from pipeline.classify.reading import Floats, phrase_sets, signal_names
from pipeline.errors import InputError
from pipeline.model import Pack

MOST_NGRAMS = 600  # kept per head, those of the largest weight
STRENGTHS = (0.3, 1.0, 3.0)  # inverse regularisation tried for each dimension
POWERS = (0.0, 0.25, 0.5, 0.75, 1.0)  # of a code's prevalence, tried as its threshold
LEAST_EXAMPLES = 20  # a code with fewer is not made easier to give than if all codes were as frequent
FOLDS = 5


def train(pack: Pack, coded: Iterable[Mapping[str, Any]]) -> bytes:
    """
    Fit one logistic regression per code, on tf-idf of words and word pairs, their latent factors and the signals.

    Strength of regularisation, calibration (Platt's sigmoid) and thresholds come from five-fold cross-validation; the
    latent factors (Deerwester et al. 1990) are folded back into the weights of the n-grams. Deterministic.

    Args:
        coded: rows with title, text and codes (dimension -> code; topics -> list of slugs); outlet if known.

    Returns:
        The content of weights.json.

    Raises:
        InputError: a row lacks a key, or there are too few rows to cross-validate.
    """
    rows = _checked(coded)
    names = head_names(pack)
    matrix = lay_out(pack, rows, names)
    folds = np.random.default_rng(SEED).permutation(len(rows)) % FOLDS
    weights, bias, held_out = _fit_all(matrix, names, folds)
    slope, shift = _calibrate(held_out, matrix.codes)
    probability = 1 / (1 + np.exp(-(slope * held_out + shift)))
    width = len(matrix.ngrams)
    kept = np.flatnonzero(weights[:width].any(axis=1))
    heads = Heads(
        method="linear",
        names=names,
        ngrams=tuple(matrix.ngrams[number] for number in kept),
        idf=matrix.idf[kept],
        ngram_weights=weights[kept],
        signals=signal_names(tuple(phrase_sets(pack))),
        signal_weights=weights[width:] * matrix.scales[:, None],
        bias=bias - (matrix.means * matrix.scales) @ weights[width:],
        slope=slope,
        shift=shift,
        threshold=_thresholds(names, probability, matrix.codes),
    )
    return dump_heads(heads, f"logistic regression on {len(rows)} coded articles, {FOLDS}-fold cross-validated")


def _checked(coded: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    rows = list(coded)
    if len(rows) < 10 * FOLDS:
        raise InputError("coded articles", f"{len(rows)} rows, at least {10 * FOLDS} are needed")
    for number, row in enumerate(rows, 1):
        for key, kind in (("title", str), ("text", str), ("codes", dict)):
            if not isinstance(row.get(key), kind):
                raise InputError(f"coded articles: row {number}", f"lacks {key!r}")
    return rows


def _fit_all(matrix: Matrix, names: Sequence[str], folds: Any) -> tuple[Floats, Floats, Floats]:
    """
    Fit every head, with the regularisation that ranks held-out articles best over its whole dimension.

    Returns:
        (weights: n-grams and signals x heads, bias, held-out logits: articles x heads).
    """
    from sklearn.metrics import average_precision_score

    held_out = np.zeros((len(STRENGTHS), *matrix.codes.shape))
    merit = np.zeros((len(STRENGTHS), len(names)))
    for head in range(len(names)):
        for number, strength in enumerate(STRENGTHS):
            for fold in range(FOLDS):
                weights, bias = _fit(matrix, head, strength, np.flatnonzero(folds != fold))
                rows = np.flatnonzero(folds == fold)
                held_out[number, rows, head] = _apply(matrix, weights, rows) + bias
            if matrix.codes[:, head].any():
                merit[number, head] = average_precision_score(matrix.codes[:, head], held_out[number, :, head])
    fitted = np.zeros((len(matrix.ngrams) + matrix.signals.shape[1], len(names)))
    offsets, chosen = np.zeros(len(names)), np.zeros(matrix.codes.shape)
    for heads in _dimensions(names):
        best = int(merit[:, heads].mean(axis=1).argmax())
        for head in heads:
            fitted[:, head], offsets[head] = _fit(matrix, head, STRENGTHS[best], np.arange(len(matrix.codes)))
            chosen[:, head] = held_out[best, :, head]
    return fitted, offsets, chosen


def _fit(matrix: Matrix, head: int, strength: float, rows: Any) -> tuple[Floats, float]:
    """Fit one head on some rows; the n-grams beyond the MOST_NGRAMS heaviest get no weight."""
    from sklearn.linear_model import LogisticRegression

    wanted = matrix.codes[rows, head]
    width, factors = len(matrix.ngrams), len(matrix.axes)
    if not 2 <= wanted.sum() <= len(wanted) - 2:  # nothing to tell apart
        return np.zeros(width + matrix.signals.shape[1]), -5.0 if wanted.sum() < 2 else 5.0
    model = LogisticRegression(
        C=strength, class_weight="balanced", solver="liblinear", max_iter=300, random_state=SEED
    ).fit(matrix.columns[rows], wanted)
    fitted = model.coef_[0]
    ngrams = fitted[:width] + fitted[width : width + factors] @ matrix.axes
    if width > MOST_NGRAMS:
        ngrams[np.argsort(-np.abs(ngrams) / matrix.idf, kind="stable")[MOST_NGRAMS:]] = 0
    return np.concatenate((ngrams, fitted[width + factors :])), float(model.intercept_[0])


def _apply(matrix: Matrix, weights: Floats, rows: Any) -> Floats:
    width = len(matrix.ngrams)
    applied: Floats = matrix.terms[rows] @ weights[:width] + matrix.signals[rows] @ weights[width:]
    return applied


def _dimensions(names: Sequence[str]) -> list[list[int]]:
    """Group the heads by dimension."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        groups[name.split(".")[0]].append(number)
    return list(groups.values())


def _calibrate(logits: Floats, codes: Floats) -> tuple[Floats, Floats]:
    """Fit Platt's sigmoid to the held-out logits of each head: (slopes, shifts)."""
    from sklearn.linear_model import LogisticRegression

    slope, shift = np.ones(codes.shape[1]), np.zeros(codes.shape[1])
    for head in range(codes.shape[1]):
        if 2 <= codes[:, head].sum() <= len(codes) - 2:
            sigmoid = LogisticRegression(C=1.0).fit(logits[:, [head]], codes[:, head])
            slope[head], shift[head] = sigmoid.coef_[0, 0], sigmoid.intercept_[0]
    return slope, shift


def _thresholds(names: Sequence[str], probability: Floats, codes: Floats) -> Floats:
    """Choose topics' least probabilities by F1, and the power of prevalence that serves macro-F1 in each dimension."""
    from sklearn.metrics import f1_score

    threshold = np.full(len(names), 0.5)
    grid = np.arange(0.15, 0.66, 0.025)
    for heads in _dimensions(names):
        if names[heads[0]].startswith("topics."):
            for head in heads:
                gains = [f1_score(codes[:, head], probability[:, head] >= least, zero_division=0) for least in grid]
                smooth = np.convolve(gains, np.ones(5) / 5, mode="same")[2:-2]
                threshold[head] = grid[2:-2][int(smooth.argmax())]
            continue
        count = codes[:, heads].sum(axis=0)
        prevalence = np.where(count < LEAST_EXAMPLES, 1 / len(heads), count / len(codes))
        truth = codes[:, heads].argmax(axis=1)
        merits = [
            f1_score(
                truth, (probability[:, heads] / prevalence**power).argmax(axis=1), average="macro", zero_division=0
            )
            for power in POWERS
        ]
        threshold[heads] = prevalence ** POWERS[int(np.argmax(merits))]
    return threshold


def main(paths: Sequence[str]) -> None:
    """Train on JSON lines and write the weights to standard output."""
    from pipeline.pack import load_pack
    from pipeline.settings import load_settings

    pack = replace(load_pack(load_settings().pack), weights=b"")
    # by line ends alone: str.splitlines would also cut at the separators that texts hold
    rows = [json.loads(line) for path in paths for line in Path(path).read_bytes().split(b"\n") if line.strip()]
    sys.stdout.buffer.write(train(pack, rows))


if __name__ == "__main__":
    main(sys.argv[1:])
