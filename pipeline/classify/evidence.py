"""Which sentences of a text speak for a code, and how much."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.heads import Heads, Scores
from pipeline.classify.kinds import Floats
from pipeline.classify.reading import FLAGS, LENGTHS, ZONES, Reading
from pipeline.classify.salience import KINDS

JUDGED = (
    "orientation",
    "blame",
    "outlook",
)  # by the author, if the text has one: news and primary texts hold many voices
REACH = 0.3  # of the strongest sentence's weight: an own sentence this strong is taken before a foreign one
WANTED = 1.5  # times the weight of a sentence that says what ought to be done, where that is what is coded
_RECOMMEND = FLAGS.index("recommend")


def strongest(weights: Floats, reading: Reading, own: NDArray[np.bool_] | None, dimension: str, most: int) -> list[int]:
    """
    Choose the sentences that speak for a code, the best first, at least one.

    Args:
        weights: of each sentence of the body, logits.
        own: whether it is in the author's voice: where the code is a judgement, the others are left out if an own one
            is within REACH. None = nobody asks.

    Returns:
        Their places among the sentences of the body.
    """
    rank = weights
    if dimension == "orientation":
        rank = weights * np.where(reading.flags[1:, _RECOMMEND] > 0, WANTED, 1.0)
    order = np.argsort(-rank, kind="stable").tolist()
    chosen = [place for place in order if rank[place] > 0]
    if chosen and own is not None and dimension in JUDGED:
        least = REACH * rank[chosen[0]]
        chosen = [place for place in chosen if own[place] and rank[place] >= least] or chosen
    return chosen[:most] or order[:1]


def contributions(heads: Heads, reading: Reading, scores: Scores, column: int) -> Floats:
    """
    Share a code's logit out among the sentences that hold the words behind it.

    Every occurrence of an n-gram or phrase carries an equal part of what that n-gram or phrase adds; what belongs to
    no sentence (bias, length, what stands around the text) is left out.

    Returns:
        Calibrated logits per sentence, the title first; a contrast with a rival code is part of them.
    """
    ngram_weights, signal_weights = heads.direction(column)
    occurrences = np.maximum(scores.counts, 1)
    each = ngram_weights * scores.term / occurrences
    shared = np.bincount(reading.places, weights=each[reading.ngrams], minlength=len(reading.spans)).astype(float)
    width, zones, flags = reading.found.shape[1], len(ZONES), len(FLAGS)
    added = signal_weights * scores.signals
    total = np.maximum(reading.found.sum(axis=0), 1)
    spread = added[:width] + added[width : 2 * width]
    start = (2 + zones) * width + 2 * flags + LENGTHS
    spread[list(reading.topics)] += (
        added[start : start + len(reading.topics) * len(KINDS)].reshape(-1, len(KINDS)).sum(axis=1)
    )
    shared += reading.found @ (spread / total)
    zoned = np.maximum(reading.zones @ reading.found, 1)
    per_zone = added[2 * width : (2 + zones) * width].reshape(zones, width) / zoned
    shared += (reading.zones * (per_zone @ reading.found.T)).sum(axis=0)
    start = (2 + zones) * width
    flagged = np.maximum(reading.flags[1:].sum(axis=0), 1)
    shared[1:] += reading.flags[1:] @ (
        (added[start : start + flags] + added[start + flags : start + 2 * flags]) / flagged
    )
    return cast(Floats, shared)
