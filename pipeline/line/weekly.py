"""The last step: the figures of a week, published, and its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline.digest import choose_voices, compose, reference_profile, render, to_json, write
from pipeline.errors import InputError
from pipeline.line.calendar import WEEK, last_week, week_name
from pipeline.line.run import Run
from pipeline.model import Coverage, Digest, Pack, WeekSummary
from pipeline.shift import Plan, summarize
from pipeline.store import weeks
from pipeline.store.connection import Store, read_statement

COOKBOOK = ("changed", "stance", "topics", "framing", "voices", "seeds", "coverage")  # sections that show their query
CHART_WEEKS = 12  # earlier weeks that a chart shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a digest came to."""

    digest: Digest
    html: str
    path: Path | None  # None = a draft


def write_week(run: Run, week: date, *, as_of: datetime | None = None, draft: bool = False) -> Written:
    """
    Compose the digest of a week, publish its figures and write its page; repeated, it changes nothing.

    Args:
        run: open for writing unless *draft*.
        week: a Monday.
        as_of: what was known then; its figures are not published again.
        draft: write nothing.

    Raises:
        InputError: the week is not over.
        OutputError: the folder cannot be written.
    """
    if week > last_week(run.now):
        over = week_name(last_week(run.now))
        raise InputError(week_name(week), f"that week is not over; the last complete one is {over}")
    digest = compose_week(run.store, run.pack, week, as_of or run.now)
    html = render(digest)
    if draft:
        return Written(digest=digest, html=html, path=None)
    folder = run.settings.reports / week_name(week)
    write(folder, to_json(digest), "digest.json")
    path = write(folder, html)
    if as_of is None:
        with run.store.transaction():
            weeks.publish_week(run.store, digest.summary, run.pack.version, run.now)
    return Written(digest=digest, html=html, path=path)


def compose_week(store: Store, pack: Pack, week: date, as_of: datetime) -> Digest:
    """All facts of a week's page, as known at *as_of*."""
    plan = Plan()
    first = week - (CHART_WEEKS + plan.baseline_weeks) * WEEK
    counts = weeks.week_counts(store, first=first, end=week + WEEK, as_of=as_of)
    coverage = weeks.week_coverage(store, week=week, as_of=as_of)
    heard = {count.week for count in counts}
    earlier = [week - back * WEEK for back in range(CHART_WEEKS, 0, -1)]
    previous: list[WeekSummary] = [
        summarize(counts, pack=pack, week=each, plan=plan) for each in earlier if each in heard
    ]
    return compose(
        pack=pack,
        summary=summarize(counts, pack=pack, week=week, plan=plan, answered=_answered(pack, coverage)),
        previous=previous,
        voices=choose_voices(weeks.week_passages(store, week=week, as_of=as_of), week),
        coverage=coverage,
        seeds=reference_profile(pack, weeks.seed_counts(store, as_of)),
        queries=week_queries(week),
    )


def _answered(pack: Pack, coverage: Coverage) -> float:
    """Share of the listed feeds whose last answer was a feed."""
    listed = sum(len(outlet.feeds) for outlet in pack.outlets if outlet.removed is None)
    return 1 - len(coverage.not_reached) / listed if listed else 0.0


def week_queries(week: date) -> tuple[tuple[str, str], ...]:
    """The SQL behind each section, as a reader can paste it into `detente sql`."""
    monday = f"DATE '{week}'"
    return tuple((name, read_statement(f"cookbook/{name}").replace("$week", monday)) for name in COOKBOOK)
