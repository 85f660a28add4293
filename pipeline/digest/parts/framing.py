"""The other questions of the codebook, with all their answers."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.digest.rows import NONE, bar, row
from pipeline.model.page import Digest
from pipeline.model.week import Figure


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
                "" if summary.caution else _verdicts(each),
                words.majority(each),
                bar(each),
                [row(one, summary) for one in each],
            )
            for each in others.values()
        ]
    }


def _verdicts(figures: list[Figure]) -> str:
    """The verdicts of a question's answers; those that moved by name: "Clear fall: South. No clear change in two."."""
    named = [
        f"{verdict.capitalize()}: {', '.join(words.answer(each) for each in moved)}."
        for verdict in words.VERBS
        if (moved := [each for each in figures if each.verdict == verdict])
    ]
    others = words.verdicts([each for each in figures if each.verdict not in words.VERBS])
    return " ".join([*named, *([f"{others[0].upper()}{others[1:]}."] if others else [])])
