"""Run the weekly analysis over history, week by week, with only what was published by then."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.classify import Coder
from pipeline.line import backfill
from pipeline.line.calendar import WEEK
from pipeline.line.coding import BATCH, row_of
from pipeline.line.run import Run, Tell
from pipeline.model.backtest import Backtest
from pipeline.model.pack import Event, Pack
from pipeline.model.week import Plan, WeekSummary
from pipeline.settings import Settings
from pipeline.shift import series_of, summarize
from pipeline.shift.backtest import alarms, null_weeks, score_event
from pipeline.store import codes, codings, weeks
from pipeline.store.connection import Store

EVER = datetime(9999, 1, 1, tzinfo=UTC)  # history was stored after its weeks: it is cut by date of publication
MOST_NULL = 50  # null weeks that are drawn
SEED = 20210101


class _AnyOutlet(dict[str, str]):
    """Names of outlets; one that no pack lists is its own key, for in a corpus every name is a voice."""

    def get(self, key: str, default: object = None) -> str:
        return super().get(key) or re.sub(r"\W+", "-", key.lower()).strip("-")


@contextlib.contextmanager
def corpus(source: str, pack: Pack, settings: Settings, *, now: datetime, wide: bool, tell: Tell) -> Iterator[Store]:
    """
    A database of its own, thrown away afterwards, that holds the articles of a file: cleaned, joined and coded.

    Args:
        source: JSONL or CSV, as `detente backfill` takes it.
        wide: count news and documents as if they were commentary, for corpora that have little of it.

    Raises:
        InputError: the file cannot be read.
    """
    with (
        tempfile.TemporaryDirectory(prefix="detente-backtest-") as folder,
        Store(Path(folder) / "corpus.duckdb") as store,
    ):
        run = Run(settings=settings, pack=pack, store=store, now=now, tell=tell)
        asked = backfill.ask(run)
        backfill.take_in(run, source, replace(asked, keys=_AnyOutlet(asked.keys)), Counter())
        backfill.finish(run)
        _code(run, wide=wide)
        yield store


def _code(run: Run, *, wide: bool) -> None:
    coder = Coder(run.pack)
    waiting, done = codes.count_uncoded(run.store, coder.method, coder.version), 0
    while batch := codes.uncoded(run.store, coder.method, coder.version, BATCH):
        found = list(coder.code_all(row_of(run.pack, each) for each in batch))
        if wide:
            found = [replace(each, genre="commentary") for each in found]
        codes.add_assessments(run.store, found, run.now)
        done += len(batch)
        run.tell("code", done, waiting)
    codings.count_by(run.store, coder.method, coder.version, run.now)


def backtest(
    store: Store, pack: Pack, events: Sequence[Event], *, plan: Plan, name: str, wide: bool, tell: Tell
) -> Backtest:
    """
    Judge every week that has any piece, then score the events, and draw null weeks far from all of them.

    Each week is given the counts up to its own end and no later ones: a verdict is what it would have been on the
    Monday after. What later knowledge is in it is the coder's, which was trained on texts of all years.
    """
    counts = weeks.week_counts(store, first=date(1990, 1, 1), end=date(2100, 1, 4), as_of=EVER)
    by_week: dict[date, list[int]] = {}
    for at, count in enumerate(counts):
        by_week.setdefault(count.week, []).append(at)
    summaries: list[WeekSummary] = []
    for done, week in enumerate(sorted(by_week), 1):
        span = [week - back * WEEK for back in range(plan.baseline_weeks + 2)]
        known = [counts[at] for each in span for at in by_week.get(each, ())]
        summaries.append(summarize(known, pack=pack, week=week, plan=plan))
        tell("judge", done, len(by_week))
    nulls = null_weeks(summaries, [*events, *pack.events], most=MOST_NULL, seed=SEED)
    found = {each.week: each for each in summaries}
    labels = {(each.dimension, each.code): each.label for each in series_of(pack)}
    ordered = sorted(events, key=lambda each: (each.on, each.label))
    return Backtest(
        name=name,
        first=min(found, default=date(1970, 1, 5)),
        last=max(found, default=date(1970, 1, 5)),
        summaries=tuple(summaries),
        events=tuple(score_event(event, found, nulls, labels=labels) for event in ordered),
        null_weeks=tuple(each.week for each in nulls),
        alarms=alarms(nulls),
        wide=wide,
    )
