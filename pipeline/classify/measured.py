"""What an evaluation finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Statements of about the same probability: how often they were true."""

    stated: float  # mean probability
    true: float  # share that was so
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScore:
    """One code against all others."""

    code: str
    support: int  # articles that people gave the code
    precision: float
    recall: float
    f1: float
    f1_low: float
    f1_high: float
    average_precision: float | None  # None = no article has the code, or the method gives no probability


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """One question of the codebook; shares are 0..1, intervals 95 % (percentile bootstrap over articles)."""

    dimension: str
    n: int  # articles on which the coders agree; topics: articles
    accuracy: float  # topics: share of article-topic pairs
    macro_f1: float  # mean over the codes that occur in gold or assessment
    low: float
    high: float
    micro_f1: float  # topics only differ from accuracy
    micro_low: float
    micro_high: float
    calibration_error: float | None  # expected, over ten equal bins; None = the method gives no probability
    codes: tuple[CodeScore, ...]
    confusion: tuple[tuple[int, ...], ...]  # rows gold, columns assessed, in the order of codes; () for topics
    reliability: tuple[Bin, ...]  # of every topic, or of the code that was given
    any_f1: float | None = None  # any code against the last, which means none; None for topics
    any_low: float | None = None
    any_high: float | None = None
    contrast: float | None = None  # balanced accuracy of the first code against the second, where gold names one
    contrast_low: float | None = None
    contrast_high: float | None = None
    coders_agree: float | None = None  # share; None = one coder
    kappa: float | None = None  # Cohen's
    alpha: float | None = None  # Krippendorff's, nominal
    ceiling: float | None = None  # macro-F1 of the second coder against the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All dimensions, for one method."""

    method: str
    version: str
    n: int  # coded articles
    missing: int  # coded articles without an assessment
    dimensions: tuple[DimensionScore, ...]
