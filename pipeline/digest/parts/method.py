"""How the numbers came about, what they leave out, and what was corrected."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.model import BALANCE, Agreement, Digest

PARTED = 0.1  # correlation that the two measures no longer reach where they have parted, as in v_weekly_agreement


def method(digest: Digest) -> dict[str, Any]:
    """How the numbers came about, and what they leave out."""
    figures = digest.summary.figures
    reach = [each.detectable for each in figures if each.detectable is not None and each.dimension == "topics"]
    labels = {each.dimension: each.label.partition(": ")[0] for each in figures if each.code != BALANCE[1]}
    return {
        "deff": max((each.deff for each in figures), default=1.0),
        "reach": (words.points(min(reach)), words.points(max(reach))) if reach else None,
        "labels": {**labels, "topics": "Topics"},
        "agreement": agreed(digest.agreement) if digest.agreement else "",
        "alarms": digest.summary.false_alarms,
        "adjusted": [
            (each, words.amounts(each, digest.summary)[0][0], each.adjusted) for each in figures if each.adjusted
        ],
    }


def agreed(found: Agreement) -> str:
    """How far the coding and the second measure agree, in a sentence."""
    if found.correlation is None or found.low is None or found.high is None:
        return f"A second, simpler measure of orientation read {words.counted(found.n, 'article')}: too few to compare."
    told = (
        f"A second, simpler measure of orientation correlates with the coding at "
        f"{found.correlation:.2f} (95% interval {found.low:.2f} to {found.high:.2f}, n = {found.n:,})."
    )
    return f"{told} They have parted: read the orientation of this week with care." if found.high < PARTED else told


def errata(digest: Digest) -> dict[str, Any] | None:
    """What this vintage of the issue, and those before it, corrected."""
    if digest.vintage == 1:
        return None
    return {"errata": digest.errata, "kept": range(1, digest.vintage)}
