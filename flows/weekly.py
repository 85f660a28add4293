"""Every Monday: the digest of the week that ended."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.ingest import ingest
from pipeline import line
from pipeline.line.calendar import last_week
from pipeline.line.weekly import write_week


def write(week: date | None) -> Path | None:
    """Write the digest of *week*, by default the last complete one, and publish its figures."""
    with line.open_run(now=datetime.now(UTC)) as run:
        written = write_week(run, week or last_week(run.now))
        line.note_run(run, "weekly", {"figures": len(written.digest.summary.figures)}, datetime.now(UTC))
        return written.path


@flow(name="weekly")
def weekly(week: date | None = None) -> Path | None:
    """Take in what is new, then write the digest of *week* (a Monday); returns its path."""
    ingest()
    return task(name="write_week", retries=2, retry_delay_seconds=[60, 600], cache_policy=NO_CACHE)(write)(week)
