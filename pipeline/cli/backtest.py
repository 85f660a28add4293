"""The weekly analysis held against known history."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import show
from pipeline.errors import InputError
from pipeline.pack import load_pack
from pipeline.pack.read import load_events
from pipeline.settings import load_settings
from pipeline.store.connection import Store

if TYPE_CHECKING:
    from pipeline.model.backtest import Backtest


@click.command()
@click.argument("events", type=click.Path(path_type=Path))
@click.option("--corpus", metavar="FILE", help="Articles as JSONL or CSV, instead of the published database.")
@click.option("--wide", is_flag=True, help="Of a corpus: count every genre, for corpora with little commentary.")
@click.option("--least-n", type=click.IntRange(1), help="Articles that a week needs for a verdict, else the setting.")
@click.option("--least-outlets", type=click.IntRange(2), help="Outlets that a week needs, else the setting.")
@click.option("--json", "as_json", is_flag=True, help="Print every outcome as one JSON object.")
def backtest(
    events: Path, corpus: str | None, wide: bool, least_n: int | None, least_outlets: int | None, as_json: bool
) -> None:
    """
    Would the weekly analysis have seen the EVENTS of a TOML file, and how often does it raise an alarm without one?

    Each event has a date (on or date), a label, topics that should rise, and orientation: up, down or none. Write them
    before the run. It writes a page beside the weekly digests.

    Example: detente backtest seeds/events.toml --corpus old.jsonl.gz
    """
    from pipeline.digest import write
    from pipeline.digest.history import render_backtest
    from pipeline.line import backtest as history
    from pipeline.line.shifting import plan_of

    settings = load_settings()
    pack = load_pack(settings.pack)
    expected = load_events(events, pack)
    plan = plan_of(settings, pack)
    plan = replace(plan, least_week_n=least_n or plan.least_week_n, least_outlets=least_outlets or plan.least_outlets)
    if wide and not corpus:
        raise InputError("--wide", "it needs --corpus: the database keeps the genres it was coded with")
    name = Path(corpus).name if corpus else settings.published.name
    with show.progress() as tell, contextlib.ExitStack() as stack:
        store = stack.enter_context(
            history.corpus(corpus, pack, settings, now=datetime.now(UTC), wide=wide, tell=tell)
            if corpus
            else Store(settings.published, read_only=True)
        )
        found = history.backtest(store, pack, expected, plan=plan, name=name, wide=wide, tell=tell)
    folder = settings.reports.parent / "backtest" / (events.stem + ("-wide" if wide else ""))
    path = write(folder, render_backtest(found, pack.title))
    if as_json:
        show.json_line({key: value for key, value in asdict(found).items() if key != "summaries"})
    else:
        _say(found, path)


def _say(found: Backtest, path: Path) -> None:
    judged = sum(not each.caution for each in found.summaries)
    click.echo(f"{len(found.summaries)} weeks that have articles, {judged} of them enough for verdicts")
    rows = [
        (each.event.on, each.event.label, f"{outcome.label}: {outcome.expected}", outcome.score, outcome.week)
        for each in found.events
        for outcome in each.outcomes
    ]
    show.table(("on", "event", "expected", "score", "week"), rows)
    alarmed = len({week for week, _ in found.alarms})
    click.echo(f"alarms: {alarmed} of {len(found.null_weeks)} null weeks have a clear verdict")
    click.echo(str(path))
