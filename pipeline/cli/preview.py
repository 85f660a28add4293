"""The page of a week while its templates are edited."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click

from pipeline.cli.options import WEEK, opened
from pipeline.line.calendar import complete_week, week_name


@click.command()
@WEEK
@click.option("--open/--no-open", "shown", default=True, help="Open the page in a browser.")
@click.option("--once", is_flag=True, help="Draw it once and stop.")
def preview(week: date | None, shown: bool, once: bool) -> None:
    """
    Draw the page of a week again whenever a template is saved; nothing is published.

    A mistake in a template is one line, and the last good page stays. Stop with Ctrl-C.

    Example: detente preview --week 2026-W46
    """
    from pipeline.digest.issues import load_digest
    from pipeline.digest.preview import changes_of_templates, drawings
    from pipeline.line.weekly import write_week

    monday = complete_week(week, datetime.now(UTC))
    with opened() as work:
        folder = work.settings.home / "preview"
        issue = load_digest(work.settings.reports / week_name(monday))
        digest = issue or write_week(work, monday, draft=True).digest
    for drawn in drawings(digest, folder, () if once else changes_of_templates()):
        click.echo(f"not drawn: {drawn.fault}" if drawn.fault else str(drawn.path), err=bool(drawn.fault))
        if shown and not drawn.fault:
            click.launch(str(drawn.path))
            shown = False
