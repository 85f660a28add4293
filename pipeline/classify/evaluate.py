"""How well assessments agree with articles that people have coded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from pipeline.classify import measures
from pipeline.classify.measured import CodeScore, DimensionScore, Evaluation
from pipeline.classify.measures import Flags, Floats
from pipeline.classify.table import to_table
from pipeline.errors import InputError
from pipeline.model.coding import Assessment

ORDER = ("relevance", "genre", "topics", "orientation", "blame", "outlook")
Codes = Mapping[str, Sequence[str]]

__all__ = ["CodeScore", "DimensionScore", "Evaluation", "evaluate", "to_dict", "to_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Gold against assessed for one dimension; articles x codes."""

    dimension: str
    codes: tuple[str, ...]
    gold: Flags
    coded: Flags
    scores: Floats  # 0 = none given
    sure: Flags  # where the coders agree, or there is one coder
    first: Flags  # what the first coder says
    second: Flags | None


def evaluate(
    assessments: Iterable[Assessment], gold_rows: Iterable[Mapping[str, Any]], codes: Codes | None = None
) -> Evaluation:
    """
    Score assessments against coded articles.

    Args:
        assessments: matched to the rows by id; those without a row are ignored.
        gold_rows: with id and either codes, or codes_a and codes_b of two coders: then only what they agree on counts.
        codes: of each dimension, in the codebook's order; None = as the scores of the assessments name them.

    Raises:
        InputError: no row can be matched, or a row lacks id or codes, or no article could be coded.
    """
    rows = list(gold_rows)
    given = list(assessments)
    samples = samples_of(given, rows, codes)
    matched = {row["id"] for row in rows} & {each.article for each in given}
    return Evaluation(
        method=given[0].method,
        version=given[0].version,
        n=len(rows),
        missing=sum(row["id"] not in matched for row in rows),
        dimensions=tuple(map(_measure, samples)),
    )


def samples_of(
    assessments: Sequence[Assessment], rows: Sequence[Mapping[str, Any]], codes: Codes | None = None
) -> tuple[Sample, ...]:
    """
    Gold against assessed, dimension by dimension, as `evaluate` takes them.

    Raises:
        InputError: as `evaluate`.
    """
    for number, row in enumerate(rows, 1):
        _check(row, number)
    by_id = {assessment.article: assessment for assessment in assessments}
    pairs = [(by_id[row["id"]], row) for row in rows if row["id"] in by_id]
    if not pairs:
        raise InputError("coded articles", "none of them is among the assessments")
    if codes is None:
        named = next((assessment.scores for assessment, _ in pairs if assessment.scores), {})
        codes = {name: tuple(key.split(".", 1)[1] for key in named if key.startswith(f"{name}.")) for name in ORDER}
    if not all(codes.get(name) for name in ORDER):
        raise InputError("coded articles", "not one of them could be coded")
    return tuple(_sample(pairs, name, tuple(codes[name])) for name in ORDER)


def to_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as plain values for JSON."""
    return asdict(evaluation)


def _check(row: Mapping[str, Any], number: int) -> None:
    coders = [row[key] for key in ("codes", "codes_a", "codes_b") if key in row]
    if "id" not in row or not ("codes" in row or {"codes_a", "codes_b"} <= row.keys()):
        raise InputError(f"coded articles: row {number}", "lacks id, or codes, or codes_a and codes_b")
    for coder in coders:
        if not isinstance(coder, dict) or not set(ORDER) <= coder.keys():
            raise InputError(f"coded articles: row {number}", f"codes need the keys {', '.join(ORDER)}")


def _sample(pairs: Sequence[tuple[Assessment, Mapping[str, Any]]], name: str, codes: tuple[str, ...]) -> Sample:
    first = _flags([(row.get("codes_a") or row["codes"])[name] for _, row in pairs], codes)
    second = None
    if any("codes_b" in row for _, row in pairs):
        second = _flags([(row.get("codes_b") or row["codes"])[name] for _, row in pairs], codes)
    agree: Flags = np.ones(first.shape, dtype=bool) if second is None else np.equal(first, second)
    if name != "topics":
        agree = np.repeat(agree.all(axis=1, keepdims=True), len(codes), axis=1)
    return Sample(
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


def _measure(sample: Sample) -> DimensionScore:
    single = sample.dimension != "topics"
    rows: Flags = np.asarray(sample.sure.all(axis=1) if single else np.ones(len(sample.sure), dtype=bool))
    if not rows.any():
        raise InputError("coded articles", f"the coders agree on no article's {sample.dimension}")
    gold, coded, sure, scores = sample.gold[rows], sample.coded[rows], sample.sure[rows], sample.scores[rows]
    drawn = measures.draws(len(gold))
    hits, extra, missed = gold & coded & sure, ~gold & coded & sure, gold & ~coded & sure
    macro, micro = measures.f1(hits.sum(0), extra.sum(0), missed.sum(0))
    counts = drawn @ hits, drawn @ extra, drawn @ missed
    (low, high), (micro_low, micro_high) = map(measures.interval, measures.f1(*counts))
    each = measures.f1_each(*counts)
    taken = coded & (scores.sum(axis=1, keepdims=True) > 0) if single else sure & scores.any()
    bins = measures.reliability(scores, gold, taken)
    return DimensionScore(
        dimension=sample.dimension,
        n=int(rows.sum()),
        accuracy=float((gold == coded)[sure].mean() if not single else hits.any(axis=1).mean()),
        macro_f1=float(macro),
        low=low,
        high=high,
        micro_f1=float(micro),
        micro_low=micro_low,
        micro_high=micro_high,
        calibration_error=measures.calibration_error(bins),
        codes=tuple(_code_score(sample, rows, column, each[:, column]) for column in range(len(sample.codes))),
        confusion=tuple(map(tuple, (gold.T.astype(int) @ coded.astype(int)).tolist())) if single else (),
        reliability=bins,
        **(_of_one_code(gold, coded, scores, drawn) if single else {}),
        **_of_two_coders(sample, single),
    )


def _of_one_code(gold: Flags, coded: Flags, scores: Floats, drawn: Any) -> dict[str, Any]:
    """Figures of a question that has one answer: any code against the last, and the first against the second."""
    low, high = measures.interval(measures.f1_of(~gold[:, -1], ~coded[:, -1], drawn))
    found = {"any_f1": measures.f1_of(~gold[:, -1], ~coded[:, -1]), "any_low": low, "any_high": high}
    contrast = measures.contrast(gold, coded, scores, drawn)
    if contrast:
        value, (low, high) = contrast
        found |= {"contrast": value, "contrast_low": low, "contrast_high": high}
    return found


def _of_two_coders(sample: Sample, single: bool) -> dict[str, float]:
    if sample.second is None:
        return {}
    found = measures.coders(sample.first, sample.second, single)
    return dict(zip(("coders_agree", "kappa", "alpha", "ceiling"), found, strict=True))


def _code_score(sample: Sample, rows: Flags, column: int, drawn_f1: Any) -> CodeScore:
    from sklearn.metrics import average_precision_score

    kept = rows & sample.sure[:, column]
    gold, coded, scores = (each[kept, column] for each in (sample.gold, sample.coded, sample.scores))
    hits = int((gold & coded).sum())
    low, high = measures.interval(drawn_f1)
    return CodeScore(
        code=sample.codes[column],
        support=int(gold.sum()),
        precision=hits / max(int(coded.sum()), 1),
        recall=hits / max(int(gold.sum()), 1),
        f1=measures.f1_of(gold, coded),
        f1_low=low,
        f1_high=high,
        average_precision=float(average_precision_score(gold, scores)) if gold.any() and scores.any() else None,
    )
