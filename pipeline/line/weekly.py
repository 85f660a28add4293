"""The last step: the figures of a week, published, and its digest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline.classify.words import Lexicon
from pipeline.digest import choose_voices, compose, reference_profile, render, to_json, write
from pipeline.line.calendar import WEEK, complete_week, week_name
from pipeline.line.run import Run
from pipeline.model import Coverage, Digest, Pack, Passage, WeekSummary
from pipeline.shift import Plan, summarize
from pipeline.store import weeks
from pipeline.store.connection import Store
from pipeline.store.statements import read_statement

COOKBOOK = (  # "section" or "section.figure" of each query that the page shows
    "changed",
    "stance",
    "topics",
    "framing",
    "voices",
    "seeds",
    "coverage",
    "coverage.outlets",
    "coverage.languages",
)
AS_KNOWN = {  # what a query reads instead when the page shows what was known at a time
    "v_commentary": "commentary_as_of",
    "v_articles": "pieces_as_of",
    "v_coverage": "coverage_as_of",
}
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
    complete_week(week, run.now)
    digest = compose_week(run.store, run.pack, week, as_of or run.now, queries=week_queries(week, as_of))
    html = render(digest)
    if draft:
        return Written(digest=digest, html=html, path=None)
    folder = run.settings.reports / week_name(week)
    if as_of:  # an earlier state stands beside the published page, never in its place
        folder /= f"as-of-{as_of:%Y%m%dT%H%M%SZ}"
    write(folder, to_json(digest), "digest.json")
    path = write(folder, html)
    if as_of is None:
        with run.store.transaction():
            weeks.publish_week(run.store, digest.summary, run.pack.version, run.now)
    return Written(digest=digest, html=html, path=path)


def compose_week(
    store: Store, pack: Pack, week: date, as_of: datetime, queries: Sequence[tuple[str, str]] = ()
) -> Digest:
    """All facts of a week's page, as known at *as_of*, with the queries that it shows."""
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
        voices=choose_voices(_on_subject(weeks.week_passages(store, week=week, as_of=as_of), pack), week),
        coverage=coverage,
        seeds=reference_profile(pack, weeks.seed_counts(store, as_of)),
        queries=queries,
    )


def _on_subject(passages: Sequence[Passage], pack: Pack) -> list[Passage]:
    """The sentences that name a party or a topic of the pack: another says little when it stands alone."""
    parties = [phrase for actor in pack.actors for phrase in actor.phrases]
    lexicon = Lexicon({"": [*parties, *(phrase for topic in pack.topics for phrase in topic.phrases)]}, ())
    return [each for each in passages if any(lexicon.find(each.quote, 0, len(each.quote))[1:])]


def _answered(pack: Pack, coverage: Coverage) -> float:
    """Share of the listed feeds whose last answer was a feed."""
    listed = sum(len(outlet.feeds) for outlet in pack.outlets if outlet.removed is None)
    return 1 - len(coverage.not_reached) / listed if listed else 0.0


def week_queries(week: date, as_of: datetime | None = None) -> tuple[tuple[str, str], ...]:
    """
    The SQL behind each section, as a reader can paste it into `detente sql`.

    Args:
        as_of: what was known then; the published figures, which are of another time, are left out.
    """
    names = [name for name in COOKBOOK if as_of is None or name != "changed"]
    return tuple((name, _asked(read_statement(f"cookbook/{name}"), week, as_of)) for name in names)


def _asked(sql: str, week: date, as_of: datetime | None) -> str:
    first = week - Plan().baseline_weeks * WEEK
    sql = sql.replace("$week", f"DATE '{week}'").replace("$first", f"DATE '{first}'")
    if as_of is None:
        return sql
    for view, macro in AS_KNOWN.items():
        sql = re.sub(rf"(FROM|JOIN) {view}\b( AS \w+)?", rf"\1 {macro}(TIMESTAMPTZ '{as_of}')\2", sql)
    return sql
