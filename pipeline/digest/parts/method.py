"""How the numbers came about, what they leave out, and what was corrected."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.model.coding import Agreement
from pipeline.model.page import Digest
from pipeline.model.week import BALANCE

PARTED = 0.1  # correlation that the two measures no longer reach where they have parted, as in v_weekly_agreement


def method(digest: Digest) -> dict[str, Any]:
    """How the numbers came about, and what they leave out."""
    figures = digest.summary.figures
    reach = [each.detectable for each in figures if each.detectable is not None and each.dimension == "topics"]
    labels = {each.dimension: each.label.partition(": ")[0] for each in figures if each.code != BALANCE[1]}
    return {
        "deff": max((each.deff for each in figures), default=1.0),
        "reach": tuple(round(100 * each) for each in (min(reach), max(reach))) if reach else None,
        "labels": {**labels, "topics": "Topics"},
        "agreement": agreed(digest.agreement, digest.summary.plan.least_share_n) if digest.agreement else "",
        "alarms": digest.summary.false_alarms,
        "adjusted": [
            (each, words.amounts(each, digest.summary)[0][0], each.adjusted) for each in figures if each.adjusted
        ],
    }


def agreed(found: Agreement, least: int) -> str:
    """How far the coding and the second measure agree, in a sentence; below *least* pieces that cannot be told."""
    if found.n < least or found.correlation is None or found.low is None or found.high is None:
        return f"A second, simpler measure of orientation read {words.counted(found.n, 'article')}: too few to compare."
    told = (
        f"A second, simpler measure of orientation correlates with the coding at "
        f"{_signed(found.correlation)} (95% interval {_signed(found.low)} to {_signed(found.high)}, n = {found.n:,})."
    )
    return f"{told} They have parted: read the orientation of this week with care." if found.high < PARTED else told


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def errata(digest: Digest) -> dict[str, Any] | None:
    """What this vintage of the issue, and those before it, corrected."""
    if digest.vintage == 1:
        return None
    return {"errata": digest.errata, "kept": range(1, digest.vintage)}
