"""The other questions of the codebook, with all their answers."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.digest.rows import NONE, bar, row
from pipeline.model import Digest, Figure


def framing(digest: Digest) -> dict[str, Any] | None:
    """The other questions of the codebook, with all their answers."""
    summary = digest.summary
    others: dict[str, list[Figure]] = {}
    for each in summary.figures:
        if each.dimension not in ("topics", "orientation"):
            others.setdefault(each.dimension, []).append(each)
    if summary.n == 0 or not others:
        return None
    return {
        "groups": [
            (
                each[0].label.partition(": ")[0],
                max((one for one in each if one.k and one.code != NONE), key=lambda one: one.k, default=None),
                "" if summary.caution else words.verdicts(each),
                words.majority(each),
                bar(each),
                [row(one, summary) for one in each],
            )
            for each in others.values()
        ]
    }
