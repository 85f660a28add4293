"""Whether two measures of the same thing still agree."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.coding import Agreement

WEEKS = 8  # that are pooled: one week's correlation is mostly noise
LEAST_N = 100  # pieces below which nothing is said
LEAST_CORRELATION = 0.1  # about a third of what coded commentary shows (see the model card)
NORMAL = 1.959964  # of a 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The agreement of several weeks."""

    n: int
    correlation: float
    low: float
    high: float
    parted: bool


def pool(weeks: Iterable[Agreement]) -> Pooled | None:
    """
    Pool the correlations of several weeks; they have parted when even the upper end of the interval is small.

    Returns:
        None where fewer than LEAST_N pieces can tell.

    Source: weighted mean of Fisher's z, Hedges & Olkin 1985, Statistical Methods for Meta-Analysis, chapter 11.
    """
    told = [(each.n, each.correlation) for each in weeks if each.correlation is not None and each.n > 3]
    weight = sum(n - 3 for n, _ in told)
    n = sum(n for n, _ in told)
    if n < LEAST_N or not weight:
        return None
    mean = sum((n - 3) * math.atanh(r) for n, r in told) / weight
    reach = NORMAL / math.sqrt(weight)
    low, high = math.tanh(mean - reach), math.tanh(mean + reach)
    return Pooled(n=n, correlation=math.tanh(mean), low=low, high=high, parted=high < LEAST_CORRELATION)


def caution(pooled: Pooled | None) -> str:
    """The sentence of the digest and of the doctor; "" = nothing is wrong, or nothing can be told."""
    if pooled is None or not pooled.parted:
        return ""
    return (
        f"The two measures of orientation have parted: their correlation over the last {WEEKS} weeks is"
        f" {pooled.correlation:.2f} [{pooled.low:.2f}, {pooled.high:.2f}], n = {pooled.n}. One of them no longer"
        " measures what it did: read the balance with care."
    )
