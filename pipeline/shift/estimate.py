"""
Intervals, tests and power for shares and for the balance, on samples whose pieces cluster by outlet.

Every function takes and gives arrays, one number per series (and per run of a simulation).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np
from scipy.stats import norm, t
from statsmodels.stats.proportion import proportion_confint

from pipeline.shift.cells import Cells, Floats, Sample

Interval: TypeAlias = tuple[Floats, Floats]  # low, high
TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clustering:
    """How much less a sample tells because an outlet's pieces of one week resemble each other."""

    deff: Floats  # factor of the variance, >= 1
    freedom: Floats  # degrees of freedom that it was measured with; infinite where the floor of 1 holds

    def critical(self, level: float) -> Floats:
        """How many standard errors an interval reaches to either side."""
        return cast(Floats, t.isf((1 - level) / 2, self.freedom))


def clustering(cells: Cells) -> Clustering:
    """
    The design effect, from how each outlet departs from its own habit from week to week; at least 1.

    An outlet's habit is in this week and in its baseline alike, and cancels in the change: measured as noise (as by
    the usual variance between clusters) it made 95 % intervals cover 98 to 99 %. What is left are its moods, the
    noise of its pieces and of how many it prints. Each period is measured against its own mean, so that a true change
    is not taken for noise. With fewer than two weeks there is no habit to see, and outlets are the draws.

    Source: ultimate clusters, Kish 1965, Survey Sampling, section 5.4, on residuals within outlets; degrees of freedom
    by Satterthwaite 1946, doi:10.2307/3002019.
    """
    sizes = cells.sizes.sum(axis=-1, keepdims=True)  # pieces per week
    heard = (sizes[..., 0] > 0).sum(axis=-1)  # weeks with any
    means = _mean_by_period(cells)
    # what each outlet adds to its week's mean, beyond its size
    added = (cells.plus - cells.minus - cells.sizes * means[..., None]) / np.maximum(sizes, 1)
    weeks = np.broadcast_to(heard, added.shape[:-2])
    habit = (sizes * added).sum(axis=-2, keepdims=True) / np.maximum(sizes.sum(axis=-2, keepdims=True), 1)
    alone = (weeks < 2)[..., None, None]
    squares = (sizes * (added - np.where(alone, 0.0, habit)) ** 2).sum(axis=-2)  # per outlet
    draws = (cells.sizes.sum(axis=-2) > 0).sum(axis=-1)
    own = np.broadcast_to(draws, weeks.shape)
    spread = np.where(
        weeks < 2, squares.sum(axis=-1) * own / np.maximum(own - 1, 1), squares.sum(axis=-1) / np.maximum(weeks - 1, 1)
    )
    expected = _variance_by_week(cells, sizes) / np.maximum(weeks, 1)
    raw = np.where((expected > TINY) & (own > 1), spread / np.maximum(expected, TINY), 1.0)
    fourth = np.maximum((squares**2).sum(axis=-1), TINY**2)
    free = np.where(weeks < 2, np.maximum(own - 1, 1), (weeks - 1) * squares.sum(axis=-1) ** 2 / fourth)
    return Clustering(deff=np.maximum(1.0, raw), freedom=np.where(raw > 1, np.maximum(free, 2.0), np.inf))


def _mean_by_period(cells: Cells) -> Floats:
    """(..., series, week): the mean score of the period that a week belongs to."""
    now, base = cells.now.mean, cells.base.mean
    weeks = cells.sizes.shape[-2]
    return np.stack([*[base] * (weeks - 1), now], axis=-1)


def _variance_by_week(cells: Cells, sizes: Floats) -> Floats:
    """Sum over the weeks with any piece of the variance of one piece's score in their period."""
    now, base = cells.now.variance, cells.base.variance
    heard = sizes[..., 0] > 0
    return np.asarray(base * heard[..., :-1].sum(axis=-1) + now * heard[..., -1])


def interval(sample: Sample, noise: Clustering, *, level: float) -> Interval:
    """
    Interval of a sample's mean score; (0, 0) where n = 0.

    Source: Wilson 1927 on n / deff, by the t quantile where deff was measured; for a balance the two Wilson intervals
    combined, with the correlation of two exclusive answers (MOVER: Zou & Donner 2008, doi:10.1002/sim.3095).
    """
    n = np.maximum(sample.n / noise.deff, TINY)
    alpha = 2 * norm.sf(noise.critical(level))
    low, high = (np.clip(each, 0, 1) for each in proportion_confint(sample.k / noise.deff, n, alpha, "wilson"))
    p, p2 = sample.k / np.maximum(sample.n, 1), sample.minus_k / np.maximum(sample.n, 1)
    low2, high2 = proportion_confint(sample.minus_k / noise.deff, n, alpha, "wilson")
    spread = (1 - p) * (1 - p2)
    r = -np.sqrt(np.where(spread > TINY, p * p2 / np.maximum(spread, TINY), 0.0))
    below = (p - low) ** 2 + (high2 - p2) ** 2 - 2 * r * (p - low) * (high2 - p2)
    above = (high - p) ** 2 + (p2 - low2) ** 2 - 2 * r * (high - p) * (p2 - low2)
    heard = sample.n > 0
    return (
        np.where(heard, np.where(sample.signed, np.maximum(-1, p - p2 - np.sqrt(below)), low), 0.0),
        np.where(heard, np.where(sample.signed, np.minimum(1, p - p2 + np.sqrt(above)), high), 0.0),
    )


def difference(one: Sample, other: Sample, noise: Clustering, other_noise: Clustering, *, level: float) -> Interval:
    """
    Interval of the mean of *one* less that of *other*.

    Source: Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10.
    """
    low, high = interval(one, noise, level=level)
    other_low, other_high = interval(other, other_noise, level=level)
    change = one.mean - other.mean
    return (
        change - np.hypot(one.mean - low, other_high - other.mean),
        change + np.hypot(high - one.mean, other.mean - other_low),
    )


def change_interval(now: Sample, base: Sample, noise: Clustering, *, level: float) -> Interval:
    """Interval of the change from *base* to *now*, as `difference`."""
    return difference(now, base, noise, noise, level=level)


def p_value(now: Sample, base: Sample, noise: Clustering) -> Floats:
    """
    Two-sided score test that nothing changed, 0..1; 1 where all pieces score the same, or a period has none.

    Source: the pooled-variance test on n / deff, Agresti 2013, Categorical Data Analysis, section 3.2.
    """
    n = np.maximum(now.n + base.n, 1)
    mean = (now.mean * now.n + base.mean * base.n) / n
    variance = np.maximum(0.0, (now.square * now.n + base.square * base.n) / n - mean**2)
    error = np.sqrt(variance * noise.deff * _inverse(now, base))
    known = (error > TINY) & (now.n > 0) & (base.n > 0)
    score = np.abs(now.mean - base.mean) / np.where(known, error, 1.0)
    return np.where(known, 2 * t.sf(score, noise.freedom), 1.0)


def detectable(now: Sample, base: Sample, noise: Clustering, *, alpha: float, power: float) -> Floats:
    """
    Smallest change from the baseline, toward the middle of the scale, that is found with *power*; NaN = no change is.

    Source: power of two proportions by the arcsine effect size, Cohen 1988, chapter 6; by the normal for a balance.
    """
    quantiles = t.isf(alpha / 2, noise.freedom) + t.ppf(power, noise.freedom)
    reach = quantiles * np.sqrt(noise.deff * _inverse(now, base))
    balance = reach * np.sqrt(base.variance)
    share = np.clip(np.minimum(base.mean, 1 - base.mean), 0, 1)
    angle = np.arcsin(np.sqrt(share)) + reach / 2
    found = np.where(base.signed, balance, np.sin(angle) ** 2 - share)
    possible = np.where(base.signed, (balance > 0) & (balance < 1), angle < np.pi / 2)
    return np.where(possible, found, np.nan)


def _inverse(now: Sample, base: Sample) -> Floats:
    return 1 / np.maximum(now.n, TINY) + 1 / np.maximum(base.n, TINY)
