"""The reference texts, how far the week is from them, and turns of the long series."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.model.findings import TurningPoint
from pipeline.model.page import Digest
from pipeline.model.week import BALANCE
from pipeline.shift.turning import LEAST_WEEKS

MOST_TURNS = 12


def distance(digest: Digest) -> dict[str, Any] | None:
    """How far the week's mix of topics is from that of the reference texts; None where there is none to compare."""
    found = digest.summary.seeds
    if digest.summary.n == 0:
        return None
    return {"found": found, "thin": digest.summary.n < digest.summary.plan.least_share_n}


def turning(digest: Digest) -> dict[str, Any] | None:
    """Weeks at which the level of a series changed, the newest first."""
    if digest.summary.n == 0:
        return None
    turns = sorted(digest.summary.turning, key=lambda each: (each.week, each.label), reverse=True)
    return {
        "turns": [turn(each) for each in turns[:MOST_TURNS]],
        "weeks": digest.summary.plan.turning_weeks,
        "left_out": max(0, len(turns) - MOST_TURNS),
        "searched": digest.summary.searched,
        "least": LEAST_WEEKS,
    }


def turn(found: TurningPoint) -> str:
    """One turn in a sentence."""
    balance = (found.dimension, found.code) == BALANCE
    before, after = (words.in_points(each) if balance else words.percent(each) for each in (found.before, found.after))
    chance = "p < 0.01" if found.p < 0.01 else f"p = {found.p:.2f}"
    return f"{found.label}: a mean of {after} since the week of {words.day(found.week)}, of {before} before ({chance})."


def seeds(digest: Digest) -> dict[str, Any] | None:
    """The reference texts, and how many of them bear each code."""
    if not digest.seeds.n:
        return None
    counts = {(dimension, code): k for dimension, code, k in digest.seeds.counts}
    profile: dict[str, list[tuple[str, int]]] = {}
    for each in digest.summary.figures:
        if k := counts.get((each.dimension, each.code), 0):
            question = "Topics" if each.dimension == "topics" else each.label.partition(": ")[0]
            profile.setdefault(question, []).append((words.answer(each), k))
    return {"profile": [(question, sorted(codes, key=lambda code: -code[1])) for question, codes in profile.items()]}
