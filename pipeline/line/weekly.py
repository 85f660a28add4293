"""The last step: the figures of a week, published, and its digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pipeline.classify.words import Lexicon
from pipeline.digest import choose_voices, compose, reference_profile, render, write_all
from pipeline.digest.archive import write_archive
from pipeline.digest.heat import WEEKS as HEAT_WEEKS
from pipeline.digest.issues import as_issued, publish
from pipeline.digest.outlets import USUAL_WEEKS, history, outlet_weeks
from pipeline.line.calendar import WEEK, complete_week, week_name
from pipeline.line.run import Run
from pipeline.line.shifting import CHART_WEEKS, answered, asked, plan_of, shift_week, with_sql
from pipeline.model.pack import Pack
from pipeline.model.page import Coverage, Digest, OutletWeek, Passage
from pipeline.model.week import WeekCount, WeekSummary
from pipeline.shift import Plan, summarize
from pipeline.store import codings, mails, weeks
from pipeline.store.connection import Store

COOKBOOK = (  # "section" or "section.figure" of each query that the page shows
    "changed",
    "stance",
    "topics",
    "topics.weeks",
    "framing",
    "voices",
    "movers",
    "seeds",
    "coverage",
    "coverage.outlets",
    "coverage.languages",
    "coverage.sources",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a digest came to."""

    digest: Digest
    html: str
    path: Path | None  # None = a draft


def write_week(
    run: Run, week: date, *, as_of: datetime | None = None, draft: bool = False, redraw: bool = False
) -> Written:
    """
    Compose the digest of a week, publish its figures and write its page and the archive; repeated, it changes nothing.

    An issue that stands keeps its page until its figures change: then it becomes a new vintage with its corrections.

    Args:
        run: open for writing unless *draft*.
        week: a Monday.
        as_of: what was known then; its figures are not published again.
        draft: write nothing.
        redraw: draw the page again though no figure changed, as for a changed template.

    Raises:
        InputError: the week is not over.
        OutputError: the folder cannot be written.
    """
    complete_week(week, run.now)
    plan = plan_of(run.settings, run.pack)
    moment = weeks.known_until(run.store, as_of) if as_of else run.now  # any time between two changes is one state
    digest = compose_week(run.store, run.pack, week, moment, plan=plan)
    folder = run.settings.reports / week_name(week)
    if draft or as_of:
        digest = with_queries(digest, run.pack, weeks.known_until(run.store, moment))
    if draft:
        return Written(digest=digest, html=render(digest), path=None)
    if as_of:  # an earlier state stands beside the published page, never in its place
        digest = as_issued(folder, digest)
        folder = folder.with_name(f"{folder.name}.as-of-{as_of:%Y%m%dT%H%M%SZ}")
        return Written(digest=digest, html=render(digest), path=write_all(folder, digest))
    with run.store.transaction():
        weeks.publish_week(run.store, digest.summary, run.pack.version, run.now)
    digest = with_queries(digest, run.pack, weeks.known_until(run.store, run.now))  # the figures just published, too
    issue = publish(folder, digest, mails.issued(run.store, week), anew=redraw)
    write_archive(run.settings.reports, name=run.pack.name, title=run.pack.title, site=run.settings.site)
    return Written(digest=issue.digest, html=issue.html, path=issue.path)


def compose_week(store: Store, pack: Pack, week: date, as_of: datetime, plan: Plan | None = None) -> Digest:
    """All facts of a week's page, as known at *as_of*, without the queries that it shows; *plan* or the usual rules."""
    plan = plan or Plan(reference=pack.reference, panel=pack.panel)
    longest = max(CHART_WEEKS + plan.baseline_weeks + 1, HEAT_WEEKS)
    counts = weeks.week_counts(store, first=week - longest * WEEK, end=week + WEEK, as_of=as_of)
    heard = {count.week for count in counts}
    earlier = [week - back * WEEK for back in range(CHART_WEEKS, 0, -1)]
    previous: list[WeekSummary] = [
        summarize(counts, pack=pack, week=each, plan=plan) for each in earlier if each in heard
    ]
    summary = shift_week(store, pack, week, as_of=as_of, plan=plan, answered=answered(store, pack, as_of))
    passages = weeks.week_passages(store, week=week, as_of=as_of)
    coverage = weeks.week_coverage(store, week=week, as_of=as_of)
    found = codings.agreements(store, first=week, end=week + WEEK, as_of=as_of)
    return compose(
        pack=pack,
        summary=summary,
        previous=previous,
        voices=choose_voices(_on_subject(passages, pack), week),
        coverage=coverage,
        seeds=reference_profile(pack, weeks.seed_counts(store, as_of)),
        history=history(counts, [week - back * WEEK for back in range(HEAT_WEEKS - 1, -1, -1)]),
        outlets=_outlets(store, pack, week, as_of=as_of, counts=counts, plan=plan, coverage=coverage),
        measured=pack.measured,
        agreement=found[0] if found else None,
        refused=sum(not each.verbatim for each in passages),
    )


def _outlets(
    store: Store,
    pack: Pack,
    week: date,
    *,
    as_of: datetime,
    counts: Sequence[WeekCount],
    plan: Plan,
    coverage: Coverage,
) -> tuple[OutletWeek, ...]:
    """The outlets of a week; one is not reached when none of its feeds was."""
    lost = {url for url, _ in coverage.not_reached}
    names = {each.name for each in pack.outlets if each.feeds and lost.issuperset(each.feeds)}
    return outlet_weeks(
        counts,
        weeks.week_sources(store, first=week - USUAL_WEEKS * WEEK, week=week, as_of=as_of),
        week=week,
        baseline={week - back * WEEK for back in range(1, plan.baseline_weeks + 1)},
        lost=names,
        plan=plan,
    )


def _on_subject(passages: Sequence[Passage], pack: Pack) -> list[Passage]:
    """The sentences that name a party or a topic of the pack: another says little when it stands alone."""
    parties = [phrase for actor in pack.actors for phrase in actor.phrases]
    lexicon = Lexicon({"": [*parties, *(phrase for topic in pack.topics for phrase in topic.phrases)]}, ())
    return [each for each in passages if any(lexicon.find(each.quote, 0, len(each.quote))[1:])]


def with_queries(digest: Digest, pack: Pack, known: datetime) -> Digest:
    """The same digest with the queries that its page shows, each of which asks for what was known at a time."""
    return replace(
        digest,
        known=known,
        summary=with_sql(digest.summary, pack, known),
        queries=week_queries(digest.summary, known),
    )


def week_queries(summary: WeekSummary, known: datetime) -> tuple[tuple[str, str], ...]:
    """The SQL behind each section, for a reader to paste into `detente sql`: it gives the same numbers ever after."""
    week, plan = summary.week, summary.plan
    values = {"week": week, "first": week - plan.baseline_weeks * WEEK, "as_of": known}
    found = [(name, asked(name, **values)) for name in COOKBOOK]
    if summary.indices and summary.reference is not None:
        window = dict(zip(("reference_first", "reference_end"), summary.reference, strict=True))
        values = {"first": week - CHART_WEEKS * WEEK, "end": week + WEEK, "as_of": known}
        found.append(("stance.index", asked("stance.index", least=plan.reference_least, **values, **window)))
    return tuple(found)
