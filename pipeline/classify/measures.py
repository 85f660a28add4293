"""Measures of agreement between what people coded and what a method coded, with bootstrap intervals."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.measured import Bin

DRAWS = 2000  # bootstrap samples
SEED = 7
BINS = 10  # of the calibration error

Flags: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]
Interval: TypeAlias = tuple[float, float]


def draws(n: int) -> Any:
    """Bootstrap samples of *n* articles: (samples x articles) how often each is drawn; the same for the same n."""
    return np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=DRAWS)


def interval(values: Any) -> Interval:
    """The middle 95 % of bootstrap values; those that are not a number are left out."""
    told = np.asarray(values)[np.isfinite(values)]
    return (float(np.quantile(told, 0.025)), float(np.quantile(told, 0.975))) if len(told) else (0.0, 1.0)


def f1_each(hits: Any, extra: Any, missed: Any) -> Any:
    """F1 of each code, from counts; 0 where it does not occur."""
    return 2 * hits / np.maximum(2 * hits + extra + missed, 1)


def f1(hits: Any, extra: Any, missed: Any) -> tuple[Any, Any]:
    """Return (macro-F1 over the codes that occur, micro-F1) along the last axis of counts."""
    occurs = 2 * hits + extra + missed
    macro = f1_each(hits, extra, missed).sum(axis=-1) / np.maximum((occurs > 0).sum(axis=-1), 1)
    return macro, 2 * hits.sum(axis=-1) / np.maximum(occurs.sum(axis=-1), 1)


def f1_of(gold: Flags, coded: Flags, drawn: Any = None) -> Any:
    """F1 of one code; with *drawn*, of each bootstrap sample."""
    hits, extra, missed = gold & coded, ~gold & coded, gold & ~coded
    if drawn is None:
        return float(f1_each(hits.sum(), extra.sum(), missed.sum()))
    return f1_each(drawn @ hits, drawn @ extra, drawn @ missed)


def contrast(gold: Flags, coded: Flags, scores: Floats, drawn: Any) -> tuple[float, Interval] | None:
    """
    The balanced accuracy of telling the first code from the second where gold names one of them, by their scores.

    A method without scores is judged by its codes: any third code is wrong.
    """
    first, second = gold[:, 0], gold[:, 1]
    if not (first.any() and second.any()):
        return None
    scored = scores[:, :2].sum(axis=1) > 0
    says_first = np.where(scored, scores[:, 0] > scores[:, 1], coded[:, 0])
    says_second = np.where(scored, scores[:, 1] >= scores[:, 0], coded[:, 1])
    right_first, right_second = first & says_first, second & says_second
    value = (right_first.sum() / first.sum() + right_second.sum() / second.sum()) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        each = ((drawn @ right_first) / (drawn @ first) + (drawn @ right_second) / (drawn @ second)) / 2
    return float(value), interval(each)


def reliability(scores: Floats, gold: Flags, taken: Flags) -> tuple[Bin, ...]:
    """How often statements of about the same probability are true, over equal bins; empty ones are left out."""
    stated, true = scores[taken], gold[taken].astype(float)
    place = np.minimum((stated * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(stated=float(stated[place == each].mean()), true=float(true[place == each].mean()), n=int(count))
        for each, count in enumerate(np.bincount(place, minlength=BINS))
        if count
    )


def calibration_error(bins: tuple[Bin, ...]) -> float | None:
    """The expected calibration error; None without any statement. Source: Guo et al. 2017, arXiv:1706.04599."""
    n = sum(each.n for each in bins)
    return sum(each.n * abs(each.stated - each.true) for each in bins) / n if n else None


def coders(first: Flags, second: Flags, single: bool) -> tuple[float, float, float, float]:
    """
    Two people against each other: (share of agreement, Cohen's kappa, Krippendorff's alpha, macro-F1).

    Source of alpha: Krippendorff 2019, Content Analysis, 4th edition, chapter 12; nominal. Topics count as pairs.
    """
    import krippendorff
    from sklearn.metrics import cohen_kappa_score

    ceiling, _ = f1((first & second).sum(0), (~first & second).sum(0), (first & ~second).sum(0))
    left, right = (each.argmax(1) if single else each.ravel().astype(int) for each in (first, second))
    agree = float((left == right).mean())
    if len(np.unique([left, right])) < 2:  # one code alone: neither coefficient is defined
        return agree, 1.0, 1.0, float(ceiling)
    kappa = cast(float, cohen_kappa_score(left, right))
    alpha = krippendorff.alpha(reliability_data=np.stack([left, right]), level_of_measurement="nominal")
    return agree, float(kappa), float(alpha), float(ceiling)
