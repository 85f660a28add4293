"""Every hour: what is new goes through the line, one task a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE

from pipeline import line
from pipeline.line.coding import code_articles

Step = Callable[[line.Run], Mapping[str, int]]


def step_task(step: Step) -> Task[[], Mapping[str, int]]:
    """One step as a task: it opens the database itself, so that a retry starts afresh and no lock is held between."""

    def work() -> Mapping[str, int]:
        with line.open_run(now=datetime.now(UTC), due_only=True) as run:
            return step(run)

    return task(name=step.__name__, retries=2, retry_delay_seconds=[30, 300], cache_policy=NO_CACHE)(work)


@flow(name="ingest", retries=0)
def ingest() -> dict[str, int]:
    """Poll, fetch, read, join, code; then publish the database for its readers. Returns counts by step."""
    started = datetime.now(UTC)
    counts: dict[str, int] = {}
    for step in (*line.STEPS, code_articles):
        counts |= step_task(step)()
    with line.open_run(now=started) as run:
        line.note_run(run, "ingest", counts, datetime.now(UTC), changed=any(counts.values()))
    return counts
