"""From the figures of a week to the facts of its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pipeline.digest import words
from pipeline.digest.names import names_of
from pipeline.model.pack import Pack
from pipeline.model.page import Coverage, Digest, Profile, Voice
from pipeline.model.week import WeekSummary


def compose(
    *,
    pack: Pack,
    summary: WeekSummary,
    previous: Sequence[WeekSummary],
    voices: Sequence[Voice],
    coverage: Coverage,
    seeds: Profile,
    queries: Sequence[tuple[str, str]] = (),
    **beside: Any,
) -> Digest:
    """
    Gather everything that a page prints; its sentences follow from the verdicts of *summary* alone.

    Args:
        previous: summaries of earlier weeks for the charts, in any order; the week's own is left out.
        queries: (section or "section.figure", SQL); the sections are those of `sections.SECTIONS`.
        beside: further fields of Digest: history, outlets, measured, agreement, refused; a list becomes a tuple.
    """
    held: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in beside.items()}
    earlier = sorted((each for each in previous if each.week < summary.week), key=lambda each: each.week)
    first, after = earlier[0].week if earlier else summary.week, summary.week + timedelta(weeks=1)
    return Digest(
        name=pack.name,
        title=pack.title,
        week=summary.week,
        headline=words.headline(summary, coverage, names_of(pack)),
        deck=words.deck(summary, coverage, len(pack.seeds)),
        summary=summary,
        previous=tuple(earlier),
        voices=tuple(voices),
        coverage=coverage,
        seeds=seeds,
        events=tuple(each for each in pack.events if first <= each.on < after),
        pack_version=pack.version,
        queries=tuple(queries),
        **held,
    )
