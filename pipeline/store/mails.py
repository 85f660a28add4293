"""The ledger of the mail: one issue once to each recipient, whatever breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from pipeline.store.connection import Store

Kind: TypeAlias = Literal["issue", "alert", "notice"]
State: TypeAlias = Literal["reserved", "sent", "failed", "unknown", "released"]
FINAL = 500  # SMTP answers from here on: asking again is of no use


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place of one mail in the ledger."""

    week: date  # Monday of the issue, or of the week of the alert
    vintage: int
    kind: Kind
    recipient: str  # keyed hash of the address


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One line of the ledger."""

    week: date
    vintage: int
    kind: Kind
    recipient: str  # keyed hash of the address
    state: State
    code: int | None  # last SMTP answer
    message_id: str
    reserved_at: datetime  # UTC
    marked_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it may be sent (again) by itself: released, or failed for a reason that may pass."""
        return self.state == "released" or (self.state == "failed" and (self.code or 0) < FINAL)


def mails_of(store: Store, week: date) -> tuple[Mail, ...]:
    """The ledger of an issue."""
    return tuple(Mail(**row) for row in store.read("mails_of_week", week=week))


def count_mails(store: Store) -> int:
    """How many mails the ledger has, of all issues."""
    return int(store.read("mails_count")[0]["mails"])


def settle(store: Store, now: datetime) -> int:
    """
    Mark what an earlier run left half-way as unknown; returns how many mails that were.

    The database has one writer: whatever is reserved when a run starts belongs to one that broke.
    """
    return store.write("mails_settle", now=now)


def reserve(store: Store, slot: Slot, message_id: str, now: datetime) -> bool:
    """Set a mail aside, on disk, before it is sent; False = it must not be sent."""
    return bool(store.write("mails_reserve", **asdict(slot), message_id=message_id, now=now))


def mark(store: Store, slot: Slot, state: State, code: int | None, now: datetime) -> None:
    """Note what became of a mail that was set aside."""
    store.write("mails_mark", **asdict(slot), state=state, code=code, now=now)


def release(store: Store, week: date, recipients: Sequence[str], now: datetime) -> int:
    """Let mails of unknown fate, or refused for good, go out again; returns how many."""
    return store.write("mails_release", week=week, recipients=list(recipients), now=now)


def hold(store: Store, week: date, why: str, now: datetime) -> bool:
    """Hold an issue back; False = it is held already."""
    return bool(store.write("holds_add", week=week, why=why, now=now))


def unhold(store: Store, week: date, now: datetime) -> bool:
    """Lift the hold; False = there was none."""
    return bool(store.write("holds_end", week=week, now=now))


def held(store: Store, week: date) -> str:
    """Why an issue is held back; "" = it is not."""
    rows = store.read("holds_of_week", week=week)
    return str(rows[0]["why"]) if rows else ""


def issued(store: Store, week: date) -> datetime | None:
    """When the figures of a week were published last; None = never, or it has no commentary."""
    found: datetime | None = store.read("week_issued", week=week)[0]["issued"]
    return found
