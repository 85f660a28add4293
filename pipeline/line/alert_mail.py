"""The alerts of an early look to their readers: once to each, and to nobody when something is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.digest.files import write
from pipeline.digest.mail import alert, message, subscribers
from pipeline.digest.mail.message import Envelope, Letter
from pipeline.errors import InputError, MailError
from pipeline.fetch.smtp import Mailer
from pipeline.line.alerting import Found, held_back
from pipeline.line.calendar import monday_of
from pipeline.line.delivery import Mailed, Round, deliver
from pipeline.line.relay import relay_of, way_out
from pipeline.line.run import Run
from pipeline.model.alert import Alert, Look
from pipeline.store import mails


def mail_alerts(run: Run, found: Found, *, credentials: tuple[str, str] | None = None) -> Mailed | None:
    """
    Send what today's early look found to everybody on the list who has not got it; None = it found nothing.

    The ledger notes each mail before a byte goes out, as for an issue. A mail that failed for a while is tried again by
    the next run of the same day: the news of another day is for the issue.

    Args:
        run: open for writing.
        found: as kept by `look_early`.
        credentials: (user, password), instead of those of the settings.

    Raises:
        MailError: what was found must not be mailed any more, or the relay cannot be used.
        InputError: nobody is on the list, or the list has a mistake.
        SettingError, OutputError: something is missing or cannot be read.
    """
    if found.look is None or not found.alerts:
        return None
    relay = relay_of(run.settings, credentials)
    if why := held_back(run, found.look.day):
        raise MailError(alert.name_of(found.look), why)
    letter = _letter(run, found.look, found.alerts)
    key = subscribers.load_key(run.settings.mail_key, needed=mails.count_mails(run.store) > 0)
    mails.settle(run.store, run.now)
    with Mailer(relay) as mailer:
        return deliver(Round(run=run, mailer=mailer, letter=letter, key=key, slot=_slot(found.look)))


def draft_alerts(run: Run, found: Found, path: Path) -> Path:
    """
    Write the mail of today's early look as a file, as its first reader would get it.

    Raises:
        InputError: it found nothing.
        OutputError: it cannot be drawn or written.
    """
    if found.look is None or not found.alerts:
        raise InputError("draft", f"there is no alert to draft: {found.told}")
    sender = run.settings.mail_from or "detente@localhost"
    letter = _letter(run, found.look, found.alerts)
    envelope = Envelope(
        sender=sender,
        recipient=run.settings.operator or "reader@localhost",
        unsubscribe=way_out(run.settings, sender, "draft"),
        message_id=message.message_id(letter.name, "draft", sender),
        at=datetime(found.look.day.year, found.look.day.month, found.look.day.day, 6, tzinfo=UTC),
    )
    return write(path.parent, message.compose_message(letter, envelope).decode("ascii"), path.name)


def _letter(run: Run, look: Look, alerts: Sequence[Alert]) -> Letter:
    return alert.draw_alert(
        look,
        alerts,
        names={outlet.key: outlet.name for outlet in run.pack.outlets},
        title=run.pack.title,
        series=run.pack.name,
        site=run.settings.site,
        postal=run.settings.mail_postal,
    )


def _slot(look: Look) -> mails.Slot:
    """The place of these mails in the ledger: by the Monday of their week and the day of it."""
    day = look.day - timedelta(days=1)
    return mails.Slot(week=monday_of(day), vintage=day.isoweekday(), kind="alert", recipient="")
