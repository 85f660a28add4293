"""From the figures of a week to the facts of its page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from pipeline.digest import words
from pipeline.digest.names import names_of
from pipeline.model import Coverage, Digest, Pack, Profile, Voice, WeekSummary


def compose(
    *,
    pack: Pack,
    summary: WeekSummary,
    previous: Sequence[WeekSummary],
    voices: Sequence[Voice],
    coverage: Coverage,
    seeds: Profile,
    queries: Sequence[tuple[str, str]] = (),
) -> Digest:
    """
    Gather everything that a page prints.

    Args:
        previous: summaries of earlier weeks for the charts, in any order; the week's own is left out.
        queries: (section or "section.figure", SQL); the sections are those of `sections.SECTIONS`.

    Returns:
        The digest; its sentences follow from the verdicts of *summary* alone.
    """
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
    )


def to_json(digest: Digest) -> str:
    """The same facts for a program: one JSON object, fields as in `model.Digest`, dates as "YYYY-MM-DD"."""
    return json.dumps(asdict(digest), default=str, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
