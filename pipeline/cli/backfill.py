"""History: articles of the past, marked by their route."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import click

from pipeline import line
from pipeline.cli import show
from pipeline.errors import InputError


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--outlet", default="", help="Key of the outlet for addresses that no listed outlet claims.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day; what surely is older is left out.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day; what surely is younger is left out.")
@click.option(
    "--listed", is_flag=True, help="Only what the pack's outlets published: for files of the whole web's news."
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def backfill(
    sources: tuple[str, ...], outlet: str, since: datetime | None, until: datetime | None, listed: bool, as_json: bool
) -> None:
    """
    Take in history: each article is stored with the route 'backfill', and coverage says how many of a week are.

    Safe to repeat and to interrupt: what is stored already, live or not, is left as it is. A SOURCE is one of

    \b
    https://...       a sitemap, or a site whose robots.txt names some
    NAME.warc[.gz]    HTML pages of a WARC file, as of CC-NEWS
    NAME.jsonl[.gz]   one article a line
    NAME.csv[.gz]     the first line names the columns; also .tsv

    Fields of a line: url, title, author, published (or date), text, outlet (key or name), language. With text it is an
    article; with a url alone the page is fetched. A bad line is noted as a failure and passed over.

    Example: detente backfill https://example.org/sitemap.xml old.jsonl.gz --since 2025-01-01
    """
    days = [day.date() if day else None for day in (since, until)]
    counts, lost = _taken(sources, {"since": days[0], "until": days[1], "outlet": outlet, "listed_only": listed})
    if as_json:
        show.json_line(counts)
    else:
        click.echo("new by backfill: " + ", ".join(f"{number} {name}" for name, number in counts.items()))
    if lost:
        raise click.exceptions.Exit(1)


def _taken(sources: tuple[str, ...], wishes: dict[str, Any]) -> tuple[dict[str, int], bool]:
    """What came of all sources, and whether one could not be read to its end: the others are taken all the same."""
    from pipeline.cli.options import opened
    from pipeline.line import backfill as history

    counts: Counter[str] = Counter()
    lost = False
    with opened() as work:
        asked = history.ask(work, **wishes)
        for source in sources:
            try:
                history.take_in(work, source, asked, counts)
            except InputError as error:
                lost = True
                click.echo(f"error: {' '.join(str(error).split())}", err=True)
        counts.update(history.finish(work))
        line.note_run(work, "backfill", counts, datetime.now(UTC))
    return dict(counts), lost
