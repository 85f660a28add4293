"""Shares set right for the errors of the coding, as an audit measured them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.stats import norm

from pipeline.model.counted import AuditCount
from pipeline.model.findings import Corrected
from pipeline.model.week import Figure, Plan

LEAST = 10  # audited pieces with the code, and without it, below which its errors are not known
INFORMED = 0.2  # of sensitivity + specificity - 1, below which the coding tells too little to be set right


def corrected_shares(figures: Sequence[Figure], audit: Sequence[AuditCount], *, plan: Plan) -> tuple[Corrected, ...]:
    """
    The share of each code that an audit covers, had the coding made no errors.

    share = (raw + specificity - 1) / (sensitivity + specificity - 1): with 20 % coded, 80 % of true ones found and 95 %
    of false ones refused, it is (0.2 - 0.05) / 0.75 = 20 %.

    Source: Rogan & Gladen 1978, doi:10.1093/oxfordjournals.aje.a112510; interval by the delta method, with the error of
    all three rates (their equation 6), the raw share's on n / deff.
    """
    counts: Mapping[tuple[str, str], AuditCount] = {(each.dimension, each.code): each for each in audit}
    return tuple(
        found
        for each in figures
        if each.share is not None
        and (row := counts.get((each.dimension, each.code))) is not None
        and (found := _corrected(each, row, plan)) is not None
    )


def _corrected(figure: Figure, audit: AuditCount, plan: Plan) -> Corrected | None:
    with_code, without = audit.both + audit.missed, audit.wrong + audit.neither
    if min(with_code, without) < LEAST:
        return None
    sensitivity, specificity = audit.both / with_code, audit.neither / without
    told = sensitivity + specificity - 1
    if told < INFORMED:
        return None
    raw = figure.k / figure.n
    share = (raw + specificity - 1) / told
    variance = (
        raw * (1 - raw) * figure.deff / figure.n
        + (share**2) * sensitivity * (1 - sensitivity) / with_code
        + (1 - share) ** 2 * specificity * (1 - specificity) / without
    ) / told**2
    reach = float(norm.isf((1 - plan.level) / 2)) * float(np.sqrt(variance))
    return Corrected(
        dimension=figure.dimension,
        code=figure.code,
        label=figure.label,
        raw=raw,
        share=min(1.0, max(0.0, share)),
        low=max(0.0, min(1.0, share - reach)),
        high=min(1.0, max(0.0, share + reach)),
        sensitivity=sensitivity,
        specificity=specificity,
        audited=int(with_code + without),
    )
