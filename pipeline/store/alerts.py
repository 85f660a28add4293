"""Early looks and what they found: rows in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from pipeline.model.alert import Alert, Look
from pipeline.model.week import Figure, WeekCount
from pipeline.store.connection import Store

OWN = ("day", "largest", "lone", "known_at")  # columns of an alert that are not of its figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What some days rest on."""

    pieces: int  # that count
    backfilled: int  # of them
    texts: int
    waiting: int  # of them, without codes yet


def day_counts(store: Store, *, first: date, end: date, as_of: datetime) -> tuple[WeekCount, ...]:
    """Counts by seven days from *first* until before *end*, whole weeks apart; each week bears its first day."""
    return tuple(WeekCount(**row) for row in store.read("alert_counts", first=first, end=end, as_of=as_of))


def day_sources(store: Store, *, first: date, end: date, as_of: datetime) -> Sources:
    """What the days from *first* until before *end* rest on."""
    return Sources(**store.read("alert_sources", first=first, end=end, as_of=as_of)[0])


def look_of(store: Store, day: date) -> Look | None:
    """The early look of a day; None = there was none."""
    rows = store.read("looks_of_day", day=day)
    return Look(**rows[0]) if rows else None


def note_look(store: Store, look: Look, alerts: Sequence[Alert]) -> bool:
    """Keep a look with what it found, both or neither; False = that day has been tested already."""
    with store.transaction():
        new = bool(store.write("looks_note", [asdict(look)]))
        if new:
            store.write("alerts_add", [asdict(each.figure) | _own(each) for each in alerts])
    return new


def alerts_between(store: Store, first: date, end: date) -> tuple[Alert, ...]:
    """The alerts of the days from *first* until before *end*."""
    names = {each.name for each in fields(Figure)}
    return tuple(
        Alert(
            figure=Figure(**{key: value for key, value in row.items() if key in names}),
            **{key: row[key] for key in OWN},
        )
        for row in store.read("alerts_between", first=first, end=end)
    )


def known(store: Store, *, week: date, since: datetime) -> frozenset[tuple[str, str, str]]:
    """(dimension, code, verdict) that the issue of *week* has reported, or an alert after *since*."""
    return frozenset(tuple(row.values()) for row in store.read("alerts_known", week=week, since=since))


def _own(alert: Alert) -> dict[str, object]:
    return {key: getattr(alert, key) for key in OWN}
