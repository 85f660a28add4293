"""From held-out logits to probabilities, and from probabilities to codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from pipeline.classify.heads import CONTRAST
from pipeline.classify.kinds import Floats

POWERS = (0.0, 0.25, 0.5, 0.75, 1.0)  # of a code's prevalence, tried as its threshold
LEAST_EXAMPLES = 20  # a code with fewer is not made easier to give than if all codes were as frequent
LOWEST, HIGHEST, STEP = 0.3, 0.55, 0.025  # thresholds tried for all topics together


def groups_of(names: Sequence[str]) -> dict[str, list[int]]:
    """Group the heads by dimension."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        groups[name.split(".")[0]].append(number)
    return dict(groups)


def calibrate(logits: Floats, codes: Floats, names: Sequence[str], contrasts: Sequence[str]) -> tuple[Floats, Floats]:
    """
    Fit Platt's sigmoid to the held-out logits of each head.

    A contrast's two codes weigh the same: it says what the words speak for, not which of the two is more frequent.

    Args:
        logits: texts x heads, contrasts last; nan = never held out.
        codes: texts x codes: 0, 1, or nan.

    Returns:
        (slopes, shifts).
    """
    from sklearn.linear_model import LogisticRegression

    groups = groups_of(names)
    slope, shift = np.ones(logits.shape[1]), np.zeros(logits.shape[1])
    for head, name in enumerate((*names, *contrasts)):
        known = ~np.isnan(logits[:, head])
        if name in contrasts:
            first, second = groups[name.removeprefix(CONTRAST)][:2]
            wanted, balance = codes[:, first], "balanced"
            known &= np.nan_to_num(codes[:, first] + codes[:, second]) > 0
        else:
            wanted, balance = codes[:, head], None
        known &= ~np.isnan(wanted)
        if 2 <= wanted[known].sum() <= known.sum() - 2:
            sigmoid = LogisticRegression(C=1.0, class_weight=balance).fit(logits[known][:, [head]], wanted[known])
            slope[head], shift[head] = sigmoid.coef_[0, 0], sigmoid.intercept_[0]
    return slope, shift


def thresholds(names: Sequence[str], contrasts: Sequence[str], probability: Floats, codes: Floats) -> Floats:
    """
    Choose one least probability for all topics, and the power of prevalence that serves macro-F1 elsewhere.

    The two codes of a contrast share one threshold: the contrast has already made them weigh the same.
    """
    from sklearn.metrics import f1_score

    threshold = np.full(len(names), 0.5)
    for dimension, heads in groups_of(names).items():
        known = ~np.isnan(probability[:, heads] + codes[:, heads]).any(axis=1)
        stated, said = probability[known][:, heads], codes[known][:, heads]
        if not len(said):
            continue
        if dimension == "topics":
            grid = np.arange(LOWEST, HIGHEST + STEP / 2, STEP)
            gains = [
                sum(f1_score(said, stated >= least, average=mean, zero_division=0) for mean in ("macro", "micro"))
                for least in grid
            ]
            threshold[heads] = grid[int(np.argmax(np.convolve(gains, np.ones(3) / 3, mode="same")[1:-1])) + 1]
            continue
        count = said.sum(axis=0)
        prevalence = np.where(count < LEAST_EXAMPLES, 1 / len(heads), count / len(said))
        if f"{CONTRAST}{dimension}" in contrasts:
            prevalence[:2] = prevalence[:2].mean()
        truth = said.argmax(axis=1)
        merits = [
            f1_score(truth, (stated / prevalence**power).argmax(axis=1), average="macro", zero_division=0)
            for power in POWERS
        ]
        threshold[heads] = prevalence ** POWERS[int(np.argmax(merits))]
    return threshold
