"""What the measures of a week are made of: rows in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pipeline.model.counted import AuditCount, Piece, SeedCodes, WeekIndex, WordCount
from pipeline.model.week import TopicCount
from pipeline.store.connection import Store


def topic_counts(store: Store, *, first: date, end: date, as_of: datetime) -> tuple[TopicCount, ...]:
    """Answers by topic of all weeks from Monday *first* until before Monday *end*."""
    return tuple(TopicCount(**row) for row in store.read("week_mixes", first=first, end=end, as_of=as_of))


def week_indices(
    store: Store, *, first: date, end: date, reference: tuple[date, date], least: int, as_of: datetime
) -> tuple[WeekIndex, ...]:
    """The outlets' values of every series, where 100 is the mean of the window *reference*."""
    rows = store.read(
        "week_index",
        first=first,
        end=end,
        reference_first=reference[0],
        reference_end=reference[1],
        least=least,
        as_of=as_of,
    )
    return tuple(
        WeekIndex(**(row | {"outlets": tuple(row["outlets"]), "values": tuple(row["values"])})) for row in rows
    )


def steady_outlets(store: Store, *, first: date, end: date, as_of: datetime) -> tuple[str, ...]:
    """Outlets that were heard in at least half of the weeks of a window."""
    return tuple(row["outlet"] for row in store.read("week_panel", first=first, end=end, as_of=as_of))


def word_counts(store: Store, *, week: date, first: date, as_of: datetime) -> tuple[WordCount, ...]:
    """Words and pairs of words of a week and its baseline."""
    return tuple(WordCount(**row) for row in store.read("week_words", week=week, first=first, as_of=as_of))


def contexts(
    store: Store, terms: Sequence[str], *, first: date, end: date, as_of: datetime
) -> dict[str, tuple[str, str]]:
    """A sentence and its address for each term that stands in one."""
    if not terms:
        return {}
    rows = store.read("week_contexts", terms=list(terms), first=first, end=end, as_of=as_of)
    return {row["term"]: (row["sentence"], row["url"]) for row in rows}


def unexplained(store: Store, *, first: date, end: date, as_of: datetime) -> tuple[Piece, ...]:
    """Pieces without a topic."""
    return tuple(Piece(**row) for row in store.read("week_unexplained", first=first, end=end, as_of=as_of))


def seed_codes(store: Store, as_of: datetime) -> tuple[SeedCodes, ...]:
    """How the reference texts are coded."""
    return tuple(
        SeedCodes(title=row["title"], topics=tuple(row["topics"]), orientation=row["orientation"])
        for row in store.read("week_seeds", as_of=as_of)
    )


def long_counts(
    store: Store, *, first: date, end: date, as_of: datetime
) -> tuple[tuple[date, str, str, int, int], ...]:
    """(week, dimension, code, k, n) over all outlets."""
    rows = store.read("week_series", first=first, end=end, as_of=as_of)
    return tuple((row["week"], row["dimension"], row["code"], row["k"], row["n"]) for row in rows)


def audit_counts(store: Store, as_of: datetime) -> tuple[AuditCount, ...]:
    """How the coding and the auditors agree."""
    return tuple(AuditCount(**row) for row in store.read("week_audit", as_of=as_of))
