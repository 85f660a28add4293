"""The shares of a week, adjusted for the errors that the coding makes on coded articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from pipeline.classify.coder import version_of
from pipeline.classify.evaluate import Codes, Sample, samples_of
from pipeline.classify.held_out import HeldOut, load_errors
from pipeline.errors import InputError
from pipeline.model.coding import Assessment
from pipeline.model.findings import Adjusted
from pipeline.model.pack import Pack
from pipeline.model.week import Figure, WeekSummary
from pipeline.shift.prevalence import Answers, Errors, Floats, Prevalence, prevalence, prevalences
from pipeline.store import codings
from pipeline.store.codes import LEAST
from pipeline.store.connection import Store

DIMENSIONS = ("topics", "orientation", "blame", "outlook")
EVER = datetime.max.replace(tzinfo=UTC)
METHOD = "PACC"  # on average over codes nearer than ACC, EMQ and counting, in simulated shifts of articles held out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """What is said of the pieces of a week: by the coding, and for the pieces that people coded, by them."""

    pieces: tuple[str, ...]
    said: Mapping[tuple[str, str], Mapping[str, float]]  # (dimension, code) -> piece -> what is said
    by_hand: Mapping[str, frozenset[str]] = field(default_factory=dict)  # dimension -> pieces that people coded

    def values(self, dimension: str, code: str) -> Floats:
        """Of the pieces that the coding alone has coded."""
        said, by_hand = self.said.get((dimension, code), {}), self.by_hand.get(dimension, frozenset())
        return np.array([said.get(piece, 0.0) for piece in self.pieces if piece not in by_hand])

    def with_hand(self, dimension: str, code: str, share: float) -> float:
        """The share of all pieces, where *share* is that of the pieces that the coding alone has coded."""
        by_hand = self.by_hand.get(dimension, frozenset())
        known = sum(self.said.get((dimension, code), {}).get(piece, 0.0) for piece in by_hand)
        return (known + share * (len(self.pieces) - len(by_hand))) / len(self.pieces)


def with_adjusted(summary: WeekSummary, store: Store, pack: Pack, *, as_of: datetime) -> WeekSummary:
    """
    The same summary; the figures that the errors of the heads allow to be adjusted have it beside their share.

    Nothing is adjusted where another method or version counts than the one whose errors the pack holds.
    """
    errors = load_errors(pack)
    if errors is None or codings.counting(store, as_of) != ("linear", version_of(pack)):
        return summary
    stated = _stated(store, summary.week, as_of, scored=True)
    if not stated.pieces:
        return summary
    deffs = {(each.dimension, each.code): each.deff for each in summary.figures}
    found = dict(_adjusted(stated, errors, deffs))

    def told(each: Figure) -> Adjusted | None:
        share = found.get((each.dimension, each.code))
        if share is None or each.share is None:
            return None
        low, middle, high = (
            stated.with_hand(each.dimension, each.code, value) for value in (share.low, share.share, share.high)
        )
        return Adjusted(share=middle, low=low, high=high, method=METHOD, n=share.coded)

    return replace(summary, figures=tuple(replace(each, adjusted=told(each)) for each in summary.figures))


def _adjusted(
    stated: _Stated, errors: HeldOut, deffs: Mapping[tuple[str, str], float]
) -> Iterator[tuple[tuple[str, str], Prevalence | None]]:
    for slug, (said, true) in errors.topics.items():
        key = ("topics", slug)
        measured = Errors(stated=_stored(said), true=true)
        yield key, prevalence(stated.values(*key), measured, deff=deffs.get(key, 1.0))
    for dimension, (codes, rows, true_codes) in errors.asked.items():
        values = np.stack([stated.values(dimension, code) for code in codes], axis=1)
        deff = max((deffs.get((dimension, code), 1.0) for code in codes), default=1.0)
        measured_all = Answers(stated=_whole(_stored(rows)), true=true_codes)
        found = prevalences(_whole(values), measured_all, deff=deff)
        yield from (((dimension, code), share) for code, share in zip(codes, found, strict=True))


def _stored(stated: Floats) -> Floats:
    """Probabilities as they are stored: the small ones are not."""
    kept: Floats = np.where(stated < LEAST, 0.0, stated)
    return kept


def _whole(stated: Floats) -> Floats:
    """The same, so that the codes of an article add up to 1; an article of which nothing is said stays at 0."""
    total = stated.sum(axis=1, keepdims=True)
    shared: Floats = stated / np.where(total > 0, total, 1.0)
    return shared


def _stated(store: Store, week: date, as_of: datetime, *, scored: bool) -> _Stated:
    """What is stored of the countable pieces of a week: probabilities where *scored*, else codes."""
    said: defaultdict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    by_hand: defaultdict[str, set[str]] = defaultdict(set)
    rows = store.read("week_stated", week=week, as_of=as_of)
    for row in rows:
        value = row["probability"] if scored and not row["by_hand"] else float(row["chosen"])
        said[row["dimension"], row["code"]][row["article"]] = value or 0.0
        if row["by_hand"]:
            by_hand[row["dimension"]].add(row["article"])
    return _Stated(
        pieces=tuple(sorted({row["article"] for row in rows})),
        said=said,
        by_hand={dimension: frozenset(articles) for dimension, articles in by_hand.items()},
    )


def adjusted_shares(
    store: Store, week: date, coded: Sequence[Assessment], gold: Sequence[Mapping[str, Any]], codes: Codes
) -> dict[tuple[str, str], Prevalence | None]:
    """
    Adjust the share of every code among the countable pieces of a week that people have not corrected.

    The errors are measured on the coded articles that people call core commentary, the kind that the week counts.

    Args:
        store: open.
        week: a Monday.
        coded: assessments of *gold* by the method and version that count in *store*.
        gold: rows as in `evaluate`; nothing may have learned from them.
        codes: of each dimension.

    Returns:
        (dimension, code) -> share; None where the errors are not known well enough.

    Raises:
        InputError: the week has no piece.
    """
    scored = any(each.scores for each in coded)
    stated = _stated(store, week, EVER, scored=scored)
    if not stated.pieces:
        raise InputError(f"week of {week}", "no piece of commentary is counted")
    return {
        key: prevalence(stated.values(*key), errors)
        for key, errors in _errors(samples_of(coded, gold, codes), scored).items()
    }


def _errors(samples: Sequence[Sample], scored: bool) -> dict[tuple[str, str], Errors]:
    """What the coding says of the coded articles that are core commentary, by (dimension, code)."""
    by_name = {sample.dimension: sample for sample in samples}
    kind = by_name["relevance"].first[:, 0] & by_name["genre"].first[:, 0]
    found = {}
    for dimension in DIMENSIONS:
        sample = by_name[dimension]
        stated = _stored(sample.scores if scored else sample.coded.astype(float))
        for column, code in enumerate(sample.codes):
            kept = kind & sample.sure[:, column]
            found[dimension, code] = Errors(stated=stated[kept, column], true=sample.gold[kept, column])
    return found
