"""One printed number of a digest, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One printed number."""

    id: str  # unique in its digest: "topics.ferries.now"
    section: str  # key of its section
    label: str
    printed: str  # as the page prints it
    value: float | None  # unrounded; None = n forbids it, the count stands alone
    unit: str  # share, balance, pieces, index, distance, probability
    k: int | None = None
    n: int | None = None
    low: float | None = None  # interval
    high: float | None = None
    verdict: str = ""
    query: str = ""  # id of its query among `Digest.queries`
    sql: str = ""  # its own query, where it has one
    column: str = ""  # of the query's row
    row: tuple[tuple[str, str], ...] = ()  # which row, (column, value); () = the only one
