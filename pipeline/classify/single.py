"""Sentences that people coded as cooperation or conflict, against the second measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.classify import measures
from pipeline.classify.second import SecondMeasure
from pipeline.errors import InputError
from pipeline.model.pack import Pack

SIDES = {"cooperation": True, "conflict": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceScore:
    """How well one measure tells sentences of cooperation from sentences of conflict."""

    method: str
    version: str
    n: int
    cooperation: int  # sentences of it
    auc: float  # chance that a sentence of cooperation stands higher than one of conflict
    low: float  # 95 % bootstrap interval over sentences
    high: float
    macro_f1: float  # of the sign of the position; a sentence without known words counts as conflict
    silent: float  # share of sentences of which the measure knows no word


def score_sentences(pack: Pack, rows: Sequence[Mapping[str, Any]]) -> tuple[SentenceScore, ...]:
    """
    Score both forms of the second measure.

    Args:
        rows: with sentence, and quad: a word that ends in "cooperation" or "conflict"; others are left out.

    Raises:
        InputError: a row lacks one of them, or one of the two sides has no sentence.
    """
    texts, sides = [], []
    for number, row in enumerate(rows, 1):
        sentence, quad = row.get("sentence"), row.get("quad")
        if not isinstance(sentence, str) or not isinstance(quad, str):
            raise InputError(f"sentences: row {number}", "lacks sentence or quad")
        side = SIDES.get(quad.rpartition("_")[2])
        if side is not None:
            texts.append(sentence)
            sides.append(side)
    gold = np.array(sides, dtype=bool)
    if not gold.any() or gold.all():
        raise InputError("sentences", "cooperation and conflict must both be among them")
    packs = [pack, replace(pack, scaling=b"")] if pack.scaling else [pack]
    return tuple(_score(SecondMeasure(each), texts, gold) for each in packs)


def _score(measure: SecondMeasure, texts: Sequence[str], gold: measures.Flags) -> SentenceScore:
    placed = np.array([measure.position("", text, least=1) for text in texts])
    position, known = placed[:, 0], placed[:, 1]
    says = (position > 0) & (known > 0)
    macro = (measures.f1_of(gold, says) + measures.f1_of(~gold, ~says)) / 2
    rng = np.random.default_rng(measures.SEED)
    drawn = [_auc(position[rows], gold[rows]) for rows in rng.integers(0, len(gold), (500, len(gold)))]
    low, high = measures.interval(drawn)
    return SentenceScore(
        method=measure.method,
        version=measure.version,
        n=len(gold),
        cooperation=int(gold.sum()),
        auc=_auc(position, gold),
        low=low,
        high=high,
        macro_f1=float(macro),
        silent=float((known == 0).mean()),
    )


def _auc(position: measures.Floats, gold: measures.Flags) -> float:
    from scipy.stats import rankdata

    ranks = rankdata(position)
    positive = int(gold.sum())
    above = ranks[gold].sum() - positive * (positive + 1) / 2
    return float(above / max(positive * (len(gold) - positive), 1))
