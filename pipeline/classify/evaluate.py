"""How well assessments agree with articles that people have coded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.reading import Floats
from pipeline.classify.table import to_table
from pipeline.errors import InputError
from pipeline.model import Assessment

DRAWS = 2000  # bootstrap samples
SEED = 7
BINS = 10  # of the calibration error
ORDER = ("relevance", "genre", "topics", "orientation", "blame", "outlook")

Flags = NDArray[np.bool_]

__all__ = ["CodeScore", "DimensionScore", "Evaluation", "evaluate", "to_dict", "to_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScore:
    """One code against all others."""

    code: str
    support: int  # articles that people gave the code
    precision: float
    recall: float
    f1: float
    average_precision: float | None  # None = no article has the code


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
    calibration_error: float  # expected, over BINS equal bins
    any_f1: float | None  # any code against the last, which means none; None for topics
    contrast: float | None  # balanced accuracy of the first code against the second, where gold names one of them
    codes: tuple[CodeScore, ...]
    confusion: tuple[tuple[int, ...], ...]  # rows gold, columns assessed, in the order of codes; () for topics
    coders_agree: float | None  # share; None = one coder
    kappa: float | None  # Cohen's
    ceiling: float | None  # macro-F1 of the second coder against the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All dimensions, for one method."""

    method: str
    version: str
    n: int  # coded articles
    missing: int  # coded articles without an assessment
    dimensions: tuple[DimensionScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """Gold against assessed for one dimension; articles x codes."""

    dimension: str
    codes: tuple[str, ...]
    gold: Flags
    coded: Flags
    scores: Floats
    sure: Flags  # where the coders agree, or there is one coder
    first: Flags  # what the first coder says
    second: Flags | None


def evaluate(assessments: Iterable[Assessment], gold_rows: Iterable[Mapping[str, Any]]) -> Evaluation:
    """
    Score assessments against coded articles.

    Args:
        assessments: matched to the rows by id; those without a row are ignored.
        gold_rows: with id and either codes, or codes_a and codes_b of two coders: then only what they agree on counts.

    Raises:
        InputError: no row can be matched, or a row lacks id or codes, or no article could be coded.
    """
    rows = list(gold_rows)
    for number, row in enumerate(rows, 1):
        coders = [row[key] for key in ("codes", "codes_a", "codes_b") if key in row]
        if "id" not in row or not ("codes" in row or {"codes_a", "codes_b"} <= row.keys()):
            raise InputError(f"coded articles: row {number}", "lacks id, or codes, or codes_a and codes_b")
        for coder in coders:
            if not isinstance(coder, dict) or not set(ORDER) <= coder.keys():
                raise InputError(f"coded articles: row {number}", f"codes need the keys {', '.join(ORDER)}")
    by_id = {assessment.article: assessment for assessment in assessments}
    pairs = [(by_id[row["id"]], row) for row in rows if row["id"] in by_id]
    if not pairs:
        raise InputError("coded articles", "none of them is among the assessments")
    named = next((assessment.scores for assessment, _ in pairs if assessment.scores), {})
    codes = {name: tuple(key.split(".", 1)[1] for key in named if key.startswith(f"{name}.")) for name in ORDER}
    if not all(codes.values()):
        raise InputError("coded articles", "not one of them could be coded")
    return Evaluation(
        method=pairs[0][0].method,
        version=pairs[0][0].version,
        n=len(rows),
        missing=len(rows) - len(pairs),
        dimensions=tuple(_measure(_sample(pairs, name, codes[name])) for name in ORDER),
    )


def to_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as plain values for JSON."""
    return asdict(evaluation)


def _sample(pairs: Sequence[tuple[Assessment, Mapping[str, Any]]], name: str, codes: tuple[str, ...]) -> _Sample:
    first = _flags([(row.get("codes_a") or row["codes"])[name] for _, row in pairs], codes)
    second = None
    if any("codes_b" in row for _, row in pairs):
        second = _flags([(row.get("codes_b") or row["codes"])[name] for _, row in pairs], codes)
    agree: Flags = np.ones(first.shape, dtype=bool) if second is None else np.equal(first, second)
    if name != "topics":
        agree = np.repeat(agree.all(axis=1, keepdims=True), len(codes), axis=1)
    return _Sample(
        dimension=name,
        codes=codes,
        gold=first,
        coded=_flags([getattr(assessment, name) for assessment, _ in pairs], codes),
        scores=np.array([[assessment.scores.get(f"{name}.{code}", 0.0) for code in codes] for assessment, _ in pairs]),
        sure=agree,
        first=first,
        second=second,
    )


def _flags(values: Sequence[Any], codes: Sequence[str]) -> Flags:
    """Return articles x codes: which code, or which of several, each value names."""
    return np.array(
        [[code == value if isinstance(value, str) else code in value for code in codes] for value in values]
    )


def _measure(sample: _Sample) -> DimensionScore:
    single = sample.dimension != "topics"
    rows = sample.sure.all(axis=1) if single else np.ones(len(sample.sure), dtype=bool)
    gold, coded, sure, scores = sample.gold[rows], sample.coded[rows], sample.sure[rows], sample.scores[rows]
    hits, extra, missed = gold & coded & sure, ~gold & coded & sure, gold & ~coded & sure
    macro, micro = _f1(hits.sum(0), extra.sum(0), missed.sum(0))
    draw = np.random.default_rng(SEED).multinomial(len(gold), np.full(len(gold), 1 / len(gold)), size=DRAWS)
    macros, micros = _f1(draw @ hits, draw @ extra, draw @ missed)
    agree, kappa, ceiling = _coders(sample, single)
    return DimensionScore(
        dimension=sample.dimension,
        n=int(rows.sum()),
        accuracy=float((gold == coded)[sure].mean() if not single else hits.any(axis=1).mean()),
        macro_f1=float(macro),
        low=float(np.quantile(macros, 0.025)),
        high=float(np.quantile(macros, 0.975)),
        micro_f1=float(micro),
        micro_low=float(np.quantile(micros, 0.025)),
        micro_high=float(np.quantile(micros, 0.975)),
        calibration_error=_calibration(scores, gold, coded, sure, single),
        any_f1=_f1_of(~gold[:, -1], ~coded[:, -1]) if single else None,
        contrast=_contrast(gold, scores) if single else None,
        codes=tuple(
            _code_score(code, *(each[sure[:, k], k] for each in (gold, coded, scores)))
            for k, code in enumerate(sample.codes)
        ),
        confusion=tuple(map(tuple, (gold.T.astype(int) @ coded.astype(int)).tolist())) if single else (),
        coders_agree=agree,
        kappa=kappa,
        ceiling=ceiling,
    )


def _f1(hits: Any, extra: Any, missed: Any) -> tuple[Any, Any]:
    """Return (macro-F1 over the codes that occur, micro-F1) along the last axis of counts."""
    occurs = 2 * hits + extra + missed
    each = 2 * hits / np.maximum(occurs, 1)
    macro = each.sum(axis=-1) / np.maximum((occurs > 0).sum(axis=-1), 1)
    return macro, 2 * hits.sum(axis=-1) / np.maximum(occurs.sum(axis=-1), 1)


def _f1_of(gold: Flags, coded: Flags) -> float:
    return float(2 * (gold & coded).sum() / max(gold.sum() + coded.sum(), 1))


def _contrast(gold: Flags, scores: Floats) -> float | None:
    """Return the balanced accuracy of telling the first code from the second by their scores."""
    named = gold[:, 0] | gold[:, 1]
    if not (gold[:, 0].any() and gold[:, 1].any()):
        return None
    right = (scores[:, 0] > scores[:, 1]) == gold[:, 0]
    return float((right[named & gold[:, 0]].mean() + right[named & gold[:, 1]].mean()) / 2)


def _calibration(scores: Floats, gold: Flags, coded: Flags, sure: Flags, single: bool) -> float:
    """Return the expected calibration error (Guo et al. 2017): of every topic, or of the code that was given."""
    taken = coded & (scores.sum(axis=1, keepdims=True) > 0) if single else sure
    stated, true = scores[taken], gold[taken].astype(float)
    if not len(stated):
        return 0.0
    bins = np.minimum((stated * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weights=stated - true, minlength=BINS)
    return float(np.abs(gaps).sum() / len(stated))


def _code_score(code: str, gold: Flags, coded: Flags, scores: Floats) -> CodeScore:
    from sklearn.metrics import average_precision_score

    hits = int((gold & coded).sum())
    return CodeScore(
        code=code,
        support=int(gold.sum()),
        precision=hits / max(int(coded.sum()), 1),
        recall=hits / max(int(gold.sum()), 1),
        f1=_f1_of(gold, coded),
        average_precision=float(average_precision_score(gold, scores)) if gold.any() else None,
    )


def _coders(sample: _Sample, single: bool) -> tuple[float | None, float | None, float | None]:
    """Return (share of agreement, Cohen's kappa, macro-F1 of the second coder against the first)."""
    from sklearn.metrics import cohen_kappa_score

    first, second = sample.first, sample.second
    if second is None:
        return None, None, None
    ceiling, _ = _f1((first & second).sum(0), (~first & second).sum(0), (first & ~second).sum(0))
    if single:
        agree, kappa = sample.sure.all(axis=1).mean(), cohen_kappa_score(first.argmax(1), second.argmax(1))
    else:
        agree, kappa = (first == second).mean(), cohen_kappa_score(first.ravel(), second.ravel())
    return float(agree), float(cast(float, kappa)), float(ceiling)
