"""The early look between two issues, by hand."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import line
from pipeline.cli import show
from pipeline.cli.options import opened

if TYPE_CHECKING:
    from pipeline.line.alerting import Found


@click.command()
@click.option(
    "--draft",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the mail to this file; keep and send nothing.",
)
@click.option("--json", "as_json", is_flag=True, help="Print look and alerts, as one JSON object.")
def alert(draft: Path | None, as_json: bool) -> None:
    """
    Test the seven days that ended last as an issue would, and mail a clear change that no issue has reported.

    The hourly flow does the same where DETENTE_ALERTS is on: once a day, Tuesday to Sunday, at or after 05:00 UTC.
    While it is off, this command says what it finds, keeps nothing and mails nobody.

    Example: detente alert --draft alert.eml
    """
    from pipeline.line.alert_mail import draft_alerts
    from pipeline.line.alerting import look_early
    from pipeline.line.coding import code_articles

    with opened() as work:
        live = work.settings.alerts and draft is None
        counts = code_articles(work) if live else {}
        found = look_early(work, keep=live)
        if as_json:
            show.json_line(
                {
                    "told": found.told,
                    "look": asdict(found.look) if found.look else None,
                    "alerts": [asdict(each) for each in found.alerts],
                }
            )
        else:
            click.echo(show.line(found.told))
        if draft is not None:
            written = draft_alerts(work, found, draft)
            click.echo(str(written), err=as_json)
        elif live:
            _send(work, found, counts, quiet=as_json)
        else:
            click.echo("alerts are off (DETENTE_ALERTS): nothing was kept or mailed", err=True)


def _send(work: line.Run, found: Found, counts: dict[str, int], *, quiet: bool) -> None:
    from pipeline.cli.mail import credentials_of, say_mailed
    from pipeline.digest.mail.alert import name_of
    from pipeline.line.alert_mail import mail_alerts
    from pipeline.line.alerting import publish_alerts
    from pipeline.line.relay import configured

    if found.alerts:
        publish_alerts(work)
    if not configured(work.settings):
        line.note_run(work, "alert", counts, datetime.now(UTC))
        if found.alerts:
            click.echo("no relay is set (DETENTE_SMTP_HOST): nobody was mailed", err=True)
        return
    try:
        done = mail_alerts(work, found, credentials=credentials_of(work.settings) if found.alerts else None)
    finally:
        line.note_run(work, "alert", counts, datetime.now(UTC))
    if done and found.look:
        say_mailed(done, name_of(found.look), err=quiet)
