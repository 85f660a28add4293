"""Every Monday: the digest of the week that ended."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.credentials import relay_credentials
from flows.ingest import ingest
from pipeline import line
from pipeline.errors import MailError
from pipeline.line.calendar import last_week, week_name
from pipeline.line.mailing import mail_week
from pipeline.line.relay import configured
from pipeline.line.weekly import write_week
from pipeline.settings import load_settings


def write(week: date | None) -> Path | None:
    """Write the digest of *week*, by default the last complete one, and publish its figures."""
    with line.open_run(now=datetime.now(UTC)) as run:
        written = write_week(run, week or last_week(run.now))
        line.note_run(run, "weekly", {"figures": len(written.digest.summary.figures)}, datetime.now(UTC))
        return written.path


def mail(week: date | None) -> int:
    """Mail the issue of *week*, by default the last complete one; returns how many got it now. Safe to repeat."""
    credentials = relay_credentials(load_settings())
    with line.open_run(now=datetime.now(UTC)) as run:
        try:
            done = mail_week(run, week or last_week(run.now), credentials=credentials)
        finally:
            line.note_run(run, "mail", {}, datetime.now(UTC))
    if done.failed or done.unknown:
        missed = [address for address, _ in done.failed] + list(done.unknown)
        raise MailError(week_name(done.week), f"{done.sent} got it, {len(missed)} did not: `detente mail ledger`")
    return done.sent


@flow(name="weekly")
def weekly(week: date | None = None) -> Path | None:
    """Take in what is new, write the digest of *week* (a Monday), mail it where a relay is set; returns its path."""
    ingest(alerts=False)  # what an alert would say, the issue says
    path = task(name="write_week", retries=2, retry_delay_seconds=[60, 600], cache_policy=NO_CACHE)(write)(week)
    if configured(load_settings()):
        task(name="mail_week", retries=2, retry_delay_seconds=[300, 1800], cache_policy=NO_CACHE)(mail)(week)
    return path
