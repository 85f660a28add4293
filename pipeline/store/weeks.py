"""The figures of a week and what they rest on: rows in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta

from pipeline.classify.agreement import WEEKS, caution, pool
from pipeline.model.page import Coverage, Passage, SourceCount
from pipeline.model.week import WeekCount, WeekSummary
from pipeline.store.codings import agreements, counting
from pipeline.store.connection import Store
from pipeline.store.sources import ill_feeds

DAYS = timedelta(weeks=1)


def known_until(store: Store, as_of: datetime) -> datetime:
    """When what the figures rest on last changed before *as_of*; *as_of* itself where nothing is known."""
    found: datetime | None = store.read("known_until", as_of=as_of)[0]["known"]
    return found or as_of


def week_counts(store: Store, *, first: date, end: date, as_of: datetime) -> tuple[WeekCount, ...]:
    """Counts of all weeks from Monday *first* until before Monday *end*, as known at *as_of*."""
    return tuple(WeekCount(**row) for row in store.read("week_counts", first=first, end=end, as_of=as_of))


def week_passages(store: Store, *, week: date, as_of: datetime) -> tuple[Passage, ...]:
    """Sentences of the week that could be quoted."""
    return tuple(Passage(**row) for row in store.read("week_passages", week=week, as_of=as_of))


def week_sources(store: Store, *, first: date, week: date, as_of: datetime) -> tuple[SourceCount, ...]:
    """How many articles each listed outlet gave in a week, and in the weeks from Monday *first* on."""
    rows = store.read("week_sources", first=first, week=week, as_of=as_of)
    return tuple(SourceCount(**(row | {"before": tuple(row["before"])})) for row in rows)


def week_coverage(store: Store, *, week: date, as_of: datetime) -> Coverage:
    """How many items passed each gate, and which sources did not answer."""
    gates = [
        (row["gate"], row["in_week"], row["in_all"]) for row in store.read("week_coverage", week=week, as_of=as_of)
    ]
    voices = store.read("week_voices", week=week, as_of=as_of)[0]
    languages = store.read("week_languages", week=week, as_of=as_of)
    return Coverage(
        gates=(
            *gates,
            ("reference texts (seeds)", 0, voices["seeds"]),
            ("articles in the database", voices["articles_in_week"], voices["articles"]),
        ),
        outlets_heard=voices["heard"],
        outlets_listed=voices["listed"],
        languages=tuple((row["language"], row["articles"]) for row in languages),
        not_reached=tuple((url, reason) for url, _, reason in ill_feeds(store, as_of)),
        failures=tuple((row["stage"], row["items"]) for row in store.read("failures_by_stage", as_of=as_of)),
        coding=", version ".join(counting(store, as_of) or ()),
        parted=caution(pool(agreements(store, first=week - (WEEKS - 1) * DAYS, end=week + DAYS, as_of=as_of))),
    )


def seed_counts(store: Store, as_of: datetime) -> tuple[tuple[str, str, int], ...]:
    """(dimension, code, k) of the seed articles as coded."""
    return tuple((row["dimension"], row["code"], row["k"]) for row in store.read("seeds_counts", as_of=as_of))


def publish_week(store: Store, summary: WeekSummary, pack_version: str, now: datetime) -> int:
    """Store the figures that differ from the last vintage as the next one; returns how many did."""
    rows: Iterable[dict[str, object]] = (
        {**asdict(figure), "week": summary.week, "pack_version": pack_version} for figure in summary.figures
    )
    return store.write("weeks_add", rows, now=now)
