"""
The line from end to end: each step takes up what the step before left in the database, and nothing else.

A step can be killed at any moment and run again: what it had committed is kept, the rest is still waiting.
Commands and flows call these steps; the order stands here.
"""

from __future__ import annotations

from pipeline.line.coding import code_articles
from pipeline.line.copies import join_copies
from pipeline.line.pages import fetch_pages, read_pages
from pipeline.line.polling import poll_feeds
from pipeline.line.run import Run, Tell, note_run, open_run, policy
from pipeline.line.seeding import store_seeds
from pipeline.line.weekly import Written, write_week

STEPS = (store_seeds, poll_feeds, fetch_pages, read_pages, join_copies, code_articles)

__all__ = [
    "STEPS",
    "Run",
    "Tell",
    "Written",
    "code_articles",
    "fetch_pages",
    "ingest",
    "join_copies",
    "note_run",
    "open_run",
    "policy",
    "poll_feeds",
    "read_pages",
    "store_seeds",
    "write_week",
]


def ingest(run: Run) -> dict[str, int]:
    """All steps in order; returns how many items each brought."""
    counts: dict[str, int] = {}
    for step in STEPS:
        counts |= step(run)
    return counts
