"""Every hour: what is new goes through the line, one task a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE

from pipeline import line
from pipeline.errors import MailError
from pipeline.line.coding import code_articles
from pipeline.settings import load_settings

Step = Callable[[line.Run], Mapping[str, int]]


def step_task(step: Step) -> Task[[], Mapping[str, int]]:
    """One step as a task: it opens the database itself, so that a retry starts afresh and no lock is held between."""

    def work() -> Mapping[str, int]:
        with line.open_run(now=datetime.now(UTC), due_only=True) as run:
            return step(run)

    return task(name=step.__name__, retries=2, retry_delay_seconds=[30, 300], cache_policy=NO_CACHE)(work)


def alert() -> str:
    """The early look of today and its mail; returns in one line what it found, or why it did not look."""
    from flows.credentials import relay_credentials  # here, so that an hour without alerts does not load the mail
    from pipeline.line.alert_mail import mail_alerts
    from pipeline.line.alerting import look_early, publish_alerts
    from pipeline.line.relay import configured

    settings = load_settings()
    with line.open_run(now=datetime.now(UTC)) as run:
        try:
            found = look_early(run)
            done = None
            if found.alerts:
                publish_alerts(run)
            if found.alerts and configured(settings):
                done = mail_alerts(run, found, credentials=relay_credentials(settings))
        finally:
            if run.store.changed:
                line.note_run(run, "alert", {}, datetime.now(UTC))
    if done and (done.failed or done.unknown):
        missed = len(done.failed) + len(done.unknown)
        raise MailError("alert", f"{done.before + done.sent} have it, {missed} do not surely: `detente mail ledger`")
    return found.told


@flow(name="ingest", retries=0, log_prints=True)
def ingest(*, alerts: bool = True) -> dict[str, int]:
    """
    Poll, fetch, read, join, code; then publish the database for its readers. Returns counts by step.

    Last, and only where the settings have alerts on and *alerts* is not taken back, the early look of the day.
    """
    started = datetime.now(UTC)
    counts: dict[str, int] = {}
    for step in (*line.STEPS, code_articles):
        counts |= step_task(step)()
    with line.open_run(now=started) as run:
        line.note_run(run, "ingest", counts, datetime.now(UTC), changed=any(counts.values()))
    if alerts and load_settings().alerts:
        told = task(name="alert", cache_policy=NO_CACHE)(alert)()  # its retry is the next hour's run
        print(told)  # noqa: T201 - the flow's log_prints makes it a line of the run's log
    return counts
