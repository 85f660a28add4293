"""Which measures a topic pack has: one series per answer that a piece can have, and the balance of orientation."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.pack import Pack
from pipeline.model.week import BALANCE

POLES = ("engage", "confront")
CONDITIONS = ("relevance", "genre")  # a piece is counted only with one answer to these: nothing to measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One measure that every week has, also where it is zero."""

    dimension: str
    code: str
    label: str  # as the digest prints it


def series_of(pack: Pack) -> tuple[Series, ...]:
    """
    Every measure of a pack: its topics, then each answer of its other dimensions, then the balance.

    The answer "none" is a series too: fewer pieces without advice is a finding.
    """
    topics = [Series(dimension="topics", code=topic.slug, label=topic.label) for topic in pack.topics]
    others = [each for each in pack.dimensions if each.slug not in (*CONDITIONS, "topics")]
    answers = [
        Series(dimension=dimension.slug, code=code, label=f"{dimension.label}: {label}")
        for dimension in others
        for code, label in dimension.codes
    ]
    poles = {code: label for each in others if each.slug == BALANCE[0] for code, label in each.codes}
    if not set(POLES) <= poles.keys():
        return (*topics, *answers)
    label = f"{poles[POLES[0]]} − {poles[POLES[1]]}"
    label = label[0].upper() + label[1:]
    return (*topics, *answers, Series(dimension=BALANCE[0], code=BALANCE[1], label=label))
