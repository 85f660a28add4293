"""An issue to its readers: once to each, whatever breaks, and to nobody when something is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.digest.files import write
from pipeline.digest.issues import load_digest
from pipeline.digest.mail import gate, message, subscribers
from pipeline.digest.mail.addresses import address
from pipeline.digest.mail.message import Envelope
from pipeline.errors import InputError, MailError, PipelineError
from pipeline.fetch.smtp import Mailer
from pipeline.line.calendar import week_name
from pipeline.line.delivery import Mailed, Round, deliver
from pipeline.line.relay import relay_of, sender_of, way_out
from pipeline.line.run import Run
from pipeline.model.page import Digest
from pipeline.store import mails

DRAFT = "mail.eml"


def mail_week(run: Run, week: date, *, credentials: tuple[str, str] | None = None, again: bool = False) -> Mailed:
    """
    Send the published issue of a week to everybody on the list who has not got it.

    Before a byte goes out the ledger notes it, on disk; after the relay's answer it notes the outcome. What was cut off
    between the two is of unknown fate and is not sent again by itself.

    Args:
        run: open for writing.
        week: a Monday.
        credentials: (user, password), instead of those of the settings.
        again: send a corrected issue also to those who had an earlier vintage.

    Raises:
        MailError: the issue must not be mailed (the operator is told once), or the relay cannot be used.
        InputError: there is no issue, or the list of recipients has a mistake.
        SettingError, OutputError: something is missing or cannot be read.
    """
    settings = run.settings
    relay = relay_of(settings, credentials)
    digest = published(run, week)
    key = subscribers.load_key(settings.mail_key, needed=mails.count_mails(run.store) > 0)
    mails.settle(run.store, run.now)
    with Mailer(relay) as mailer:
        refuse_if_wrong(run, digest, mailer, key)
        letter = message.draw_letter(digest, site=settings.site, postal=settings.mail_postal)
        slot = mails.Slot(week=week, vintage=digest.vintage, kind="issue", recipient="")
        return deliver(Round(run=run, mailer=mailer, letter=letter, key=key, slot=slot, again=again))


def draft_mail(run: Run, digest: Digest, folder: Path) -> Path:
    """
    Write the mail of an issue as a file, as its first reader would get it; the same issue gives the same bytes.

    Raises:
        InputError: it has no commentary.
        OutputError: it cannot be drawn or written.
    """
    if digest.summary.n == 0:
        raise InputError(week_name(digest.week), "no commentary, so there is no mail")
    settings = run.settings
    letter = message.draw_letter(digest, site=settings.site, postal=settings.mail_postal)
    sender = settings.mail_from or "detente@localhost"
    envelope = Envelope(
        sender=sender,
        recipient=settings.operator or "reader@localhost",
        unsubscribe=way_out(settings, sender, "draft"),
        message_id=message.message_id(letter.name, "draft", sender),
        at=message.draft_time(digest.week),
    )
    return write(folder, message.compose_message(letter, envelope).decode("ascii"), DRAFT)


def published(run: Run, week: date) -> Digest:
    """
    The issue of a week as it was published: the mail says what the page says.

    Raises:
        InputError: there is none, or another version of the program wrote it.
    """
    digest = load_digest(run.settings.reports / week_name(week))
    if digest is None:
        name = week_name(week)
        raise InputError(name, f"no issue that can be mailed; `detente digest --week {name} --redraw` makes one")
    return digest


def refuse_if_wrong(run: Run, digest: Digest, mailer: Mailer, key: bytes) -> None:
    """
    Let an issue pass that may be mailed.

    Raises:
        MailError: it may not; the operator has been told, if an address is set.
    """
    feeds = sum(len(outlet.feeds) for outlet in run.pack.outlets if outlet.removed is None)
    why = gate.objection(digest, feeds=feeds, held=mails.held(run.store, digest.week))
    if not why:
        return
    name, operator = week_name(digest.week), run.settings.operator
    told = ""
    if operator:
        try:
            told = "; the operator was told" if _notify(run, digest, why, mailer, key) else "; the operator knows"
        except PipelineError as error:
            told = f"; telling the operator failed: {error}"
    raise MailError(name, why + told)


def _notify(run: Run, digest: Digest, why: str, mailer: Mailer, key: bytes) -> bool:
    """Tell the operator, once for each vintage of an issue; False = that was done before."""
    settings, name = run.settings, week_name(digest.week)
    operator, sender = address(settings.operator), sender_of(settings)
    recipient = subscribers.recipient_of(key, operator)
    slot = mails.Slot(week=digest.week, vintage=digest.vintage, kind="notice", recipient=recipient)
    noted = message.message_id(f"{name}.{digest.vintage}.notice", recipient, sender)
    mailer.connect()
    if not mails.reserve(run.store, slot, noted, run.now):
        return False
    body = gate.compose_notice(name, why, sender=sender, operator=operator, message_id=noted, at=run.now)
    found = mailer.send(sender, operator, body)
    mails.mark(run.store, slot, found.outcome, found.code, run.now)
    if found.outcome != "sent":
        raise MailError(operator, found.why)
    return True
