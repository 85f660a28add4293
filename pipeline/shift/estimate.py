"""Intervals, tests and power for shares and for the balance, on samples whose pieces cluster by outlet."""

from __future__ import annotations

from math import asin, hypot, pi, sin, sqrt
from typing import TypeAlias

from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from pipeline.shift.sample import Sample

Interval: TypeAlias = tuple[float, float]  # low, high


def design_effect(now: Sample, base: Sample) -> float:
    """
    How many times the variance grows because an outlet's pieces of one week resemble each other; at least 1.

    The larger of the effect over the whole window, which is the steadier, and of this week alone, in which one loud
    outlet shows. Each period is measured against its own mean, so that a true change is not taken for clustering.

    Source: ultimate-cluster variance over binomial variance, Kish 1965, Survey Sampling, sections 5.4 and 8.2.
    """
    return max(1.0, _inflation(now), _inflation(now, base))


def _inflation(*periods: Sample) -> float:
    expected = sum(each.n * each.variance for each in periods)
    return sum(each.clustered() for each in periods) / expected if expected > 1e-9 else 1.0


def interval(sample: Sample, *, deff: float, level: float) -> Interval:
    """
    Interval of a sample's mean score; n must be > 0.

    Source: Wilson 1927 on n / deff; for a balance the two Wilson intervals combined, with the correlation of two
    exclusive answers (MOVER: Zou & Donner 2008, doi:10.1002/sim.3095).
    """
    n = sample.n / deff
    low, high = proportion_confint(sample.k / deff, n, alpha=1 - level, method="wilson")
    if not sample.minus:
        return float(low), float(high)
    low2, high2 = proportion_confint(sample.minus_k / deff, n, alpha=1 - level, method="wilson")
    p, p2 = sample.k / sample.n, sample.minus_k / sample.n
    spread = (1 - p) * (1 - p2)
    r = -sqrt(p * p2 / spread) if spread else 0.0
    below = (p - low) ** 2 + (high2 - p2) ** 2 - 2 * r * (p - low) * (high2 - p2)
    above = (high - p) ** 2 + (p2 - low2) ** 2 - 2 * r * (high - p) * (p2 - low2)
    return max(-1.0, p - p2 - sqrt(below)), min(1.0, p - p2 + sqrt(above))


def change_interval(now: Sample, base: Sample, *, deff: float, level: float) -> Interval:
    """
    Interval of the change from *base* to *now*; both n must be > 0.

    Source: Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10.
    """
    low, high = interval(now, deff=deff, level=level)
    base_low, base_high = interval(base, deff=deff, level=level)
    change = now.mean - base.mean
    return change - hypot(now.mean - low, base_high - base.mean), change + hypot(high - now.mean, base.mean - base_low)


def p_value(now: Sample, base: Sample, *, deff: float) -> float:
    """
    Two-sided score test that nothing changed, 0..1; 1 where all pieces score the same.

    Source: the pooled-variance z test on n / deff, Agresti 2013, Categorical Data Analysis, section 3.2.
    """
    n = now.n + base.n
    mean = (now.mean * now.n + base.mean * base.n) / n
    variance = (now.k + now.minus_k + base.k + base.minus_k) / n - mean**2
    error = sqrt(max(0.0, variance) * deff * (1 / now.n + 1 / base.n))
    return float(2 * norm.sf(abs(now.mean - base.mean) / error)) if error > 1e-12 else 1.0


def detectable(now: Sample, base: Sample, *, deff: float, alpha: float, power: float) -> float | None:
    """
    Smallest change from the baseline, toward the middle of the scale, that is found with *power*; None = no change is.

    Source: power of two proportions by the arcsine effect size, Cohen 1988, chapter 6; by the normal for a balance.
    """
    reach = float(norm.isf(alpha / 2) + norm.ppf(power)) * sqrt(deff * (1 / now.n + 1 / base.n))
    if base.minus:
        change = reach * sqrt(base.variance)
        return change if 0 < change < 1 else None
    share = min(base.mean, 1 - base.mean)
    angle = asin(sqrt(share)) + reach / 2
    return sin(angle) ** 2 - share if angle < pi / 2 else None
