"""
The line from end to end: each step takes up what the step before left in the database, and nothing else.

A step can be killed at any moment and run again: what it had committed is kept, the rest is still waiting.
Commands and flows call these steps; the order stands here. Coding (`line.coding`) and the digest (`line.weekly`)
follow; they are imported where they are called, since an hourly ingest should not pay for their libraries.
"""

from __future__ import annotations

from pipeline.line.copies import join_copies
from pipeline.line.pages import fetch_pages, read_pages
from pipeline.line.polling import poll_feeds
from pipeline.line.run import Run, Tell, note_run, open_run, policy
from pipeline.line.seeding import store_seeds

STEPS = (store_seeds, poll_feeds, fetch_pages, read_pages, join_copies)

__all__ = [
    "STEPS",
    "Run",
    "Tell",
    "fetch_pages",
    "ingest",
    "join_copies",
    "note_run",
    "open_run",
    "policy",
    "poll_feeds",
    "read_pages",
    "store_seeds",
]


def ingest(run: Run) -> dict[str, int]:
    """All steps up to clean, joined articles, in order; returns how many items each brought."""
    counts: dict[str, int] = {}
    with run.store.one_thread():
        for step in STEPS:
            counts |= step(run)
    return counts
