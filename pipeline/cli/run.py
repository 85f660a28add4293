"""The main job and its two halves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from pipeline import line
from pipeline.cli import show
from pipeline.cli.options import WEEK, Moment, opened
from pipeline.line.calendar import complete_week, week_name
from pipeline.store import sources

if TYPE_CHECKING:
    from pipeline.line.weekly import Written


@click.command()
@WEEK
def run(week: date | None) -> None:
    """
    The main job: read seeds and feeds, then write the digest of the last complete week.

    Safe to repeat. Without network it works with the seeds and says which feeds it could not reach.

    Example: detente run --week 2026-W46
    """
    from pipeline.line.coding import code_articles
    from pipeline.line.weekly import write_week

    monday = complete_week(week, datetime.now(UTC))
    with opened() as work:
        counts = line.ingest(work) | code_articles(work)
        _say_ingested(work, counts)
        written = write_week(work, monday)
        line.note_run(work, "run", counts, datetime.now(UTC))
        _say_written(written)


@click.command()
@click.option("--due", is_flag=True, help="Only feeds whose own rhythm says so, as the schedule does.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts, as one JSON object.")
def ingest(due: bool, as_json: bool) -> None:
    """
    Poll the feeds, fetch new pages and clean them. Safe to repeat and to interrupt.

    What is new is coded by the next `detente digest` or `detente run`, or by the hourly flow.

    Example: detente ingest --due
    """
    with opened(due_only=due) as work:
        counts = line.ingest(work)
        line.note_run(work, "ingest", counts, datetime.now(UTC))
        if as_json:
            show.json_line(counts)
        else:
            _say_ingested(work, counts)


@click.command()
@WEEK
@click.option("--as-of", type=Moment(), help="Only what was known then.")
@click.option("--draft", is_flag=True, help="Print the page and write nothing; with --mail, write the mail as a file.")
@click.option("--json", "as_json", is_flag=True, help="Print the facts of the page as JSON; with --draft, alone.")
@click.option("--open", "shown", is_flag=True, help="Open the page in a browser.")
@click.option("--redraw", is_flag=True, help="Draw the page again though its figures stand, as for a changed template.")
@click.option("--mail", "mailed", is_flag=True, help="Send it to every subscriber who has not got it.")
@click.option("--again", is_flag=True, help="Together with --mail: a corrected issue also to those who had it before.")
def digest(
    week: date | None,
    as_of: datetime | None,
    draft: bool,
    as_json: bool,
    shown: bool,
    redraw: bool,
    mailed: bool,
    again: bool,
) -> None:
    """
    Code what is new, and write the digest of one week into reports/weekly/.

    An issue that stands keeps its page until its figures change: then it becomes a new vintage that says what changed.

    Example: detente digest --week 2026-W46 --mail --draft
    """
    from pipeline.digest import to_json
    from pipeline.line.coding import code_articles
    from pipeline.line.weekly import write_week

    _forbid(mailed and as_of, "--mail sends what was published: it goes without --as-of")
    _forbid(shown and draft, "--open shows the page that was written: it goes without --draft")
    monday = complete_week(week, datetime.now(UTC))
    with opened() as work:
        counts = code_articles(work) if as_of is None and not draft else {}
        written = write_week(work, monday, as_of=as_of, draft=draft, redraw=redraw)
        if as_json:
            click.echo(to_json(written.digest), nl=False)
        elif draft and not mailed:
            click.echo(written.html, nl=False)
        if not draft:
            line.note_run(work, "digest", counts, datetime.now(UTC))
            if not as_json:
                _say_written(written)
        if mailed:
            _mail(work, written, draft=draft, again=again)
    if shown:
        click.launch(str(written.path))


def _forbid(wrong: object, why: str) -> None:
    if wrong:
        raise click.UsageError(why)


def _mail(work: line.Run, written: Written, *, draft: bool, again: bool) -> None:
    from pipeline.cli.mail import say_draft, send_issue

    if draft:
        say_draft(work, written.digest)
    else:
        send_issue(work, written.digest.week, again=again)


def _say_ingested(work: line.Run, counts: dict[str, int]) -> None:
    for _, outlet, reason in sources.ill_feeds(work.store, work.now):
        click.echo(f"not reached: {show.line(outlet)}: {show.line(reason)}")
    click.echo("new: " + ", ".join(f"{number} {name}" for name, number in counts.items()))


def _say_written(written: Written) -> None:
    digest = written.digest
    click.echo(f"{week_name(digest.week)}: {digest.headline}")
    click.echo(str(written.path))
