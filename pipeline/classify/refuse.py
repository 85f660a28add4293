"""Whether newly trained heads are worse than those in use, on articles that neither learned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.classify import measures
from pipeline.classify.evaluate import Codes, Sample, samples_of
from pipeline.errors import InputError
from pipeline.model.coding import Assessment

SURE = 0.9  # share of bootstrap samples in which all dimensions together must be worse
SURE_OF_ONE = 0.975  # the same for a single dimension: there are six chances to be unlucky


def worse(old: Sequence[Assessment], new: Sequence[Assessment], rows: Sequence[Mapping[str, Any]], codes: Codes) -> str:
    """
    Say why the new coding is refused; "" = it is not worse.

    Refused is a mean macro-F1 over the dimensions that is lower in SURE of the samples, or that of one dimension in
    SURE_OF_ONE of them. Both codings are scored on the same bootstrap samples of articles.

    Args:
        old, new: of the same articles.
        rows: coded, as in `evaluate`.
        codes: of each dimension.

    Raises:
        InputError: an article of one coding is missing in the other, or the rows cannot be used.

    Source: paired bootstrap, Efron & Tibshirani 1993, An Introduction to the Bootstrap, section 16.4.
    """
    if {each.article for each in old} != {each.article for each in new}:
        raise InputError("coded articles", "the two codings are not of the same articles")
    pairs = list(zip(samples_of(old, rows, codes), samples_of(new, rows, codes), strict=True))
    drawn = measures.draws(len(pairs[0][0].gold))
    gains = {one.dimension: _macro(other, drawn) - _macro(one, drawn) for one, other in pairs}
    together = np.mean(list(gains.values()), axis=0)
    if (together < 0).mean() >= SURE:
        return f"the mean macro-F1 falls by {_points(together)}"
    for dimension, gain in gains.items():
        if (gain < 0).mean() >= SURE_OF_ONE:
            return f"the macro-F1 of {dimension} falls by {_points(gain)}"
    return ""


def _macro(sample: Sample, drawn: Any) -> measures.Floats:
    """Macro-F1 of each bootstrap sample, where the coders agree."""
    gold, coded, sure = sample.gold, sample.coded, sample.sure
    counts = (drawn @ (gold & coded & sure), drawn @ (~gold & coded & sure), drawn @ (gold & ~coded & sure))
    found: measures.Floats = measures.f1(*counts)[0]
    return found


def _points(gain: Any) -> str:
    low, high = measures.interval(-np.asarray(gain))
    return f"{-100 * float(np.mean(gain)):.1f} points [{100 * low:.1f}, {100 * high:.1f}]"
