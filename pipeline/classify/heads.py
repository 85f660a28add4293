"""The weights of every code, as stored and as applied."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.kinds import Floats, Ints
from pipeline.classify.reading import Reading, phrase_sets, signal_names
from pipeline.classify.words import is_skip_gram
from pipeline.errors import PackError
from pipeline.model.pack import Pack

FORMAT = 2  # of weights.json
FILE = "weights.json"
CONTRAST = "contrast."  # how the name of a head begins that tells the first code of a dimension from the second
CONTRASTED = ("orientation", "blame")  # dimensions that have one
SKIP_LENGTH = 0.4  # of the vector of a text's skip-grams, against 1 of its words and word pairs


def head_names(pack: Pack) -> tuple[str, ...]:
    """Name every code as "dimension.code": the topics where the pack has no dimension of that name, then the rest."""
    topics = tuple(f"topics.{topic.slug}" for topic in pack.topics)
    rest = (f"{each.slug}.{code}" for each in pack.dimensions if each.slug != "topics" for code, _ in each.codes)
    return (*topics, *rest)


def contrast_names(pack: Pack) -> tuple[str, ...]:
    """Name the heads that stand beside the codes' own."""
    return tuple(f"{CONTRAST}{each.slug}" for each in pack.dimensions if each.slug in CONTRASTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the heads make of one Reading."""

    logit: Floats  # uncalibrated, one per head, contrasts last
    probability: Floats  # calibrated, 0..1, one per code
    term: Floats  # values of the n-grams, tf-idf of unit length, one per n-gram of the vocabulary
    counts: Ints  # occurrences of each n-gram
    signals: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """
    One linear head per code over the n-grams and signals of a Reading, and one per contrast.

    A contrast shares the probability of the first two codes of its dimension out between them, so that the question
    whether anything is said at all does not decide which of the two it is.

    The n-grams are weighted (1 + ln tf) * idf and scaled to unit length (Salton & Buckley 1988,
    doi:10.1016/0306-4573(88)90021-0), the skip-grams by themselves to SKIP_LENGTH; a logit becomes a probability by
    Platt's sigmoid (Platt 1999).
    """

    method: str  # "linear" = trained, "phrases" = the phrases of the pack alone
    names: tuple[str, ...]  # "dimension.code"
    contrasts: tuple[str, ...]  # "contrast.dimension", the last columns
    ngrams: tuple[str, ...]
    skips: NDArray[np.bool_]  # which of the n-grams are skip-grams
    idf: Floats  # of each n-gram
    ngram_weights: Floats  # n-grams x heads
    signals: tuple[str, ...]
    signal_weights: Floats  # signals x heads
    bias: Floats
    slope: Floats  # of Platt's sigmoid: probability = 1 / (1 + exp(-(slope * logit + shift)))
    shift: Floats
    threshold: Floats  # topics: least probability; else the unit in which the codes of a dimension compete

    def score(self, reading: Reading) -> Scores:
        """Apply all heads to one text."""
        counts = np.bincount(reading.ngrams, minlength=len(self.ngrams))
        used = np.flatnonzero(counts)
        term = np.zeros(len(self.ngrams))
        term[used] = (1 + np.log(counts[used])) * self.idf[used]
        skipped = self.skips[used]
        for block, length in ((used[~skipped], 1.0), (used[skipped], SKIP_LENGTH)):
            term[block] *= length / max(float(np.linalg.norm(term[block])), 1e-9)
        signals = reading.signals
        logit = self.bias + term[used] @ self.ngram_weights[used] + signals @ self.signal_weights
        probability = 1 / (1 + np.exp(-np.clip(self.slope * logit + self.shift, -30, 30)))
        return Scores(logit=logit, probability=self.shared_out(probability), term=term, counts=counts, signals=signals)

    def shared_out(self, probability: Floats) -> Floats:
        """Apply the contrasts to probabilities per head (last axis): probabilities per code."""
        codes = probability[..., : len(self.names)].copy()
        for number, name in enumerate(self.contrasts, len(self.names)):
            first, second = self.rivals(name.removeprefix(CONTRAST))
            both, part = codes[..., first] + codes[..., second], probability[..., number]
            codes[..., first], codes[..., second] = both * part, both * (1 - part)
        return codes

    def rivals(self, dimension: str) -> tuple[int, int]:
        """Return the columns of the first two codes of a dimension."""
        columns = [place for place, name in enumerate(self.names) if name.startswith(f"{dimension}.")]
        return columns[0], columns[1]

    def direction(self, column: int) -> tuple[Floats, Floats]:
        """
        Return what moves a code: weights of n-grams and signals in calibrated logits, its contrast included.
        """
        ngrams = self.ngram_weights[:, column] * self.slope[column]
        signals = self.signal_weights[:, column] * self.slope[column]
        for number, name in enumerate(self.contrasts, len(self.names)):
            rivals = self.rivals(name.removeprefix(CONTRAST))
            if column in rivals:
                sign = self.slope[number] * (1 if column == rivals[0] else -1)
                ngrams = ngrams + sign * self.ngram_weights[:, number]
                signals = signals + sign * self.signal_weights[:, number]
        return ngrams, signals


def load_heads(pack: Pack) -> Heads:
    """
    Read the weights of the pack; without weights the heads weigh its phrases alone.

    Raises:
        PackError: the weights are malformed, of another format, or trained for other codes or phrase sets.
    """
    if not pack.weights:
        return phrase_heads(pack)
    try:
        stored = json.loads(pack.weights)
        names, contrasts = _named(stored, pack)
        ngrams = stored["ngrams"]
        numbers = np.array(list(stored["heads"].values()), dtype=float).reshape(len(names) + len(contrasts), 4)
        return Heads(
            method="linear",
            names=names,
            contrasts=contrasts,
            ngrams=tuple(ngrams),
            skips=skips_of(ngrams),
            idf=np.array([row[0] for row in ngrams.values()], dtype=float),
            ngram_weights=_dense([row[1:] for row in ngrams.values()], len(numbers)),
            signals=tuple(stored["signals"]),
            signal_weights=_dense(list(stored["signals"].values()), len(numbers)),
            bias=numbers[:, 0],
            slope=numbers[:, 1],
            shift=numbers[:, 2],
            threshold=numbers[:, 3],
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise PackError(FILE, f"malformed: {type(error).__name__}: {error}") from error


def _named(stored: dict[str, Any], pack: Pack) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the stored codes and contrasts; they must be the pack's."""
    if stored["format"] != FORMAT:
        raise PackError(FILE, f"format {stored['format']!r}, expected {FORMAT}: train again")
    heads = tuple(stored["heads"])
    names, contrasts = head_names(pack), contrast_names(pack)
    if heads != (*names, *contrasts) or tuple(stored["signals"]) != signal_names(tuple(phrase_sets(pack))):
        raise PackError(FILE, "trained for other codes or phrase sets than the pack has now: train again")
    return names, contrasts


def dump_heads(heads: Heads, note: str) -> bytes:
    """Write heads as JSON that a diff can read: a line per head, signal and n-gram, its weights as head, value, ..."""
    numbers = np.column_stack((heads.bias, heads.slope, heads.shift, heads.threshold))
    parts = {
        "heads": dict(zip((*heads.names, *heads.contrasts), (_short(row) for row in numbers), strict=True)),
        "signals": dict(zip(heads.signals, map(_sparse, heads.signal_weights), strict=True)),
        "ngrams": {
            ngram: [float(f"{idf:.3g}"), *_sparse(row)]
            for ngram, idf, row in zip(heads.ngrams, heads.idf, heads.ngram_weights, strict=True)
        },
    }
    lines = [f'"format": {FORMAT}', f'"note": {json.dumps(note)}']
    for part, rows in parts.items():
        body = ",\n".join(
            f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
            for key, row in rows.items()
        )
        lines.append(f'"{part}": {{\n{body}\n}}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def phrase_heads(pack: Pack) -> Heads:
    """
    Weigh the phrases of the pack without any training: more phrases of a code, more of that code.

    The numbers are set by hand and not calibrated: a topic needs about four of its phrases, a relationship the two
    actors in one sentence in seven, and a last code without phrases wins where the others have few.
    """
    names, signals = head_names(pack), signal_names(tuple(phrase_sets(pack)))
    weights = np.zeros((len(signals), len(names)))
    bias = np.full(len(names), -1.0)
    last = {f"{each.slug}.{each.codes[-1][0]}" for each in pack.dimensions}
    for column, name in enumerate(names):
        if f"rate:{name}" in signals:
            weights[signals.index(f"rate:{name}"), column] = 1.5
            bias[column] = -1.5 * np.log1p(3.0)
        elif name in last:
            bias[column] = 0.0
    for name, weight, start in (("relevance.core", 12.0, -1.7), ("relevance.marginal", 4.0, -0.2)):
        if name in names:
            weights[signals.index("share:pair"), names.index(name)] = weight
            bias[names.index(name)] = start
    return Heads(
        method="phrases",
        names=names,
        contrasts=(),
        ngrams=(),
        skips=skips_of(()),
        idf=np.zeros(0),
        ngram_weights=np.zeros((0, len(names))),
        signals=signals,
        signal_weights=weights,
        bias=bias,
        slope=np.ones(len(names)),
        shift=np.zeros(len(names)),
        threshold=np.full(len(names), 0.5),
    )


def skips_of(ngrams: Iterable[str]) -> NDArray[np.bool_]:
    """Tell which n-grams are skip-grams."""
    return np.array([is_skip_gram(ngram) for ngram in ngrams], dtype=bool)


def _dense(rows: Sequence[Sequence[float]], width: int) -> Floats:
    """Return the matrix of rows that are written head, value, head, value, ..."""
    matrix = np.zeros((len(rows), width))
    for number, row in enumerate(rows):
        for head, value in zip(row[::2], row[1::2], strict=True):
            matrix[number, int(head)] = value
    return matrix


def _sparse(row: Floats) -> list[float]:
    """Return head, value, head, value, ... of what is not zero, to three digits."""
    return [number for head in np.flatnonzero(row) for number in (int(head), float(f"{row[head]:.3g}"))]


def _short(row: Floats) -> list[float]:
    return [float(f"{value:.5g}") for value in row]
