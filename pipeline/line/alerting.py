"""Between two issues: the early look of a day, and what it found that no issue has reported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.digest.archive import write_archive
from pipeline.digest.early import write_alerts
from pipeline.line.calendar import WEEK, monday_of, week_name
from pipeline.line.run import Run
from pipeline.line.shifting import answered, asked, plan_of
from pipeline.model.alert import Alert, Look
from pipeline.model.week import Figure, Plan, WeekSummary
from pipeline.shift import summarize
from pipeline.shift.early import day_of, early_plan, issue_looks, period, spikes
from pipeline.store import alerts, mails

DAY = timedelta(days=1)
SHOWN = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a day's look came to."""

    look: Look | None  # None = no early look is due
    alerts: tuple[Alert, ...]
    told: str  # in one line


def look_early(run: Run, *, keep: bool = True) -> Found:
    """
    The early look of today: what the seven days that ended last have found. What is new must have been coded.

    A day is tested once, however often this runs; one that could not be tested is tried again. What is found is kept
    before anybody is told, and the pause of a measure and direction counts from then, through restarts and kills.

    Args:
        run: open for writing if *keep*.
        keep: note the look and what it found.
    """
    day = day_of(run.now)
    if issue_looks(day):
        return Found(
            look=None, alerts=(), told=f"no early look: the issue {week_name(day - WEEK)} has these seven days"
        )
    done = alerts.look_of(run.store, day)
    if done is None or done.why:
        done, found = _looked(run)
        if keep:
            alerts.note_look(run.store, done, found)
    else:
        found = alerts.alerts_between(run.store, day, day + DAY)
    return Found(look=done, alerts=found, told=_told(done, found))


def publish_alerts(run: Run) -> None:
    """
    Write the page of all alerts of the last year, and the archive with its feed; the same alerts give the same bytes.

    Raises:
        OutputError: the folder cannot be written.
    """
    end = day_of(run.now) + DAY
    by_day: dict[date, list[Alert]] = {}
    for each in alerts.alerts_between(run.store, end - SHOWN, end):
        by_day.setdefault(each.day, []).append(each)
    looks = [(look, by_day[day]) for day in sorted(by_day, reverse=True) if (look := alerts.look_of(run.store, day))]
    names = {outlet.key: outlet.name for outlet in run.pack.outlets}
    write_alerts(run.settings.reports, looks, title=run.pack.title, names=names)
    write_archive(run.settings.reports, name=run.pack.name, title=run.pack.title, site=run.settings.site)


def _looked(run: Run) -> tuple[Look, tuple[Alert, ...]]:
    day, plan = day_of(run.now), early_plan(plan_of(run.settings, run.pack))
    first, week, end = period(day, plan)
    summary = summarize(
        alerts.day_counts(run.store, first=first, end=end, as_of=run.now),
        pack=run.pack,
        week=week,
        plan=plan,
        answered=answered(run.store, run.pack, run.now),
    )
    why = objection(run, plan) or summary.caution
    look = Look(
        day=day,
        n=summary.n,
        base_n=summary.base_n,
        outlets=summary.outlets,
        tests=0 if why else summary.tests,
        fdr=plan.fdr,
        baseline_weeks=plan.baseline_weeks,
        why=why,
        pack_version=run.pack.version,
        known_at=run.now,
    )
    return look, () if why else _alerts(run, summary)


def _alerts(run: Run, summary: WeekSummary) -> tuple[Alert, ...]:
    since = run.now - timedelta(days=run.settings.alert_pause_days)
    known = alerts.known(run.store, week=monday_of(day_of(run.now)) - WEEK, since=since)
    return tuple(_alert(run, each, summary.plan) for each in spikes(summary, known))


def _alert(run: Run, figure: Figure, plan: Plan) -> Alert:
    day = day_of(run.now)
    sql = asked(
        "alert.figure",
        dimension=figure.dimension,
        code=figure.code,
        day=day,
        as_of=run.now,
        baseline=plan.baseline_weeks,
    )
    bare = replace(figure, by_outlet=None, by_topic=None, robust=None, adjusted=None, sql=sql)
    return Alert(
        day=day,
        figure=bare,
        largest=figure.by_outlet.largest if figure.by_outlet else "none",
        lone=figure.robust.lone if figure.robust else "",
        known_at=run.now,
    )


def objection(run: Run, plan: Plan) -> str:
    """
    Why the seven days must not be tested, beside what holds for every week; "" = nothing speaks against it.

    An early look must rest on what came in by itself: a back-fill adds to one outlet and time and not to another.
    """
    first, week, end = period(day_of(run.now), plan)
    if not any(outlet.feeds for outlet in run.pack.outlets if outlet.removed is None):
        return "The pack lists no feed, so nobody knows what is missing."
    if why := held_back(run, end, first):
        return why
    whole = alerts.day_sources(run.store, first=first, end=end, as_of=run.now)
    if whole.backfilled:
        return f"Back-filled: {whole.backfilled:,} of {whole.pieces:,} articles of these weeks did not come by a feed."
    recent = alerts.day_sources(run.store, first=week, end=end, as_of=run.now)
    if recent.waiting > (1 - plan.least_answered) * recent.texts:
        return (
            f"Not coded yet: {recent.waiting:,} of the {recent.texts:,} texts of these seven days wait for their codes."
        )
    return ""


def held_back(run: Run, day: date, first: date | None = None) -> str:
    """Whether the operator holds back an issue of the days from *first* (else of the seven) until before *day*."""
    first, monday = first or day - WEEK, monday_of(day - DAY)
    while monday + WEEK > first:
        if why := mails.held(run.store, monday):
            return f"The issue {week_name(monday)} is held back by the operator: {why}."
        monday -= WEEK
    return ""


def _told(look: Look, found: tuple[Alert, ...]) -> str:
    day = look.day - DAY
    if look.why:
        return f"no early look at the seven days to {day}: {look.why}"
    of = f"{look.n:,} articles, {look.tests} tests"
    if not found:
        return f"nothing new and clear in the seven days to {day} ({of})"
    names = ", ".join(f"{each.figure.label}, {each.figure.verdict}" for each in found)
    return f"alert for the seven days to {day} ({of}): {names}"
