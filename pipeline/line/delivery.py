"""One letter to every reader on the list: once to each, noted before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.digest.mail import message, subscribers
from pipeline.digest.mail.message import Envelope, Letter
from pipeline.errors import InputError, MailError
from pipeline.fetch.smtp import Delivery, Mailer
from pipeline.line.relay import sender_of, way_out
from pipeline.line.run import Run
from pipeline.store import mails


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """What became of the mail of one issue or alert."""

    week: date
    vintage: int
    sent: int
    before: int  # recipients who had it already
    failed: tuple[tuple[str, str], ...]  # (address, why): tried again by the next run, unless refused for good
    unknown: tuple[str, ...]  # addresses that may or may not have it: released by hand alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What all mails of one round share."""

    run: Run
    mailer: Mailer
    letter: Letter
    key: bytes
    slot: mails.Slot  # of the letter in the ledger; its recipient is each reader in turn
    again: bool = False  # also to those who had another vintage


def deliver(this: Round) -> Mailed:
    """
    Send a letter to everybody on the list who has not got it.

    Raises:
        InputError: nobody is on the list.
        MailError: the relay cannot be used.
    """
    run, slot = this.run, this.slot
    listed = subscribers.load(run.settings.recipients_file)
    if not listed.active:
        raise InputError(str(run.settings.recipients_file), "nobody is on the list; `detente subscribers add ADDRESS`")
    done = Mailed(week=slot.week, vintage=slot.vintage, sent=0, before=0, failed=(), unknown=())
    had = _had(this)
    for at, reader in enumerate(listed.active):
        run.tell("mail", at, len(listed.active))
        state = had.get(subscribers.recipient_of(this.key, reader))
        if state == "unknown":
            done = replace(done, unknown=(*done.unknown, reader))
        elif state is not None:
            done = replace(done, before=done.before + 1) if state == "sent" else _refused(done, reader)
        else:
            try:
                found = _send(this, reader)
            except MailError as error:
                sent = f"; {done.sent} had been sent before" if done.sent else ""
                raise MailError(error.which, error.why + sent) from error
            done = _counted(done, reader, found)
    run.tell("mail", len(listed.active), len(listed.active))
    return done


def _had(this: Round) -> dict[str, str]:
    """Recipients who must not be written to, with why: sent, unknown, or failed for good."""
    slot = this.slot
    one = this.again or slot.kind == "alert"  # each alert is of its own; of an issue one vintage is enough
    found: dict[str, str] = {}
    for each in mails.mails_of(this.run.store, slot.week):
        counts = each.kind == slot.kind and (not one or each.vintage == slot.vintage)
        if counts and not each.open and found.get(each.recipient) != "sent":
            found[each.recipient] = each.state
    return found


def _send(this: Round, reader: str) -> Delivery | None:
    """One mail, noted before and after; None = another run has it in hand."""
    run, letter = this.run, this.letter
    sender, recipient = sender_of(run.settings), subscribers.recipient_of(this.key, reader)
    noted = message.message_id(letter.name, recipient, sender)
    envelope = Envelope(
        sender=sender,
        recipient=reader,
        unsubscribe=way_out(run.settings, sender, subscribers.token_of(this.key, reader)),
        message_id=noted,
        at=run.now,
    )
    body = message.compose_message(letter, envelope)
    slot = replace(this.slot, recipient=recipient)
    this.mailer.connect()
    if not mails.reserve(run.store, slot, noted, run.now):
        return None
    found = this.mailer.send(sender, reader, body)
    mails.mark(run.store, slot, found.outcome, found.code, run.now)
    return found


def _counted(done: Mailed, reader: str, found: Delivery | None) -> Mailed:
    if found is None:
        return replace(done, before=done.before + 1)
    if found.outcome == "sent":
        return replace(done, sent=done.sent + 1)
    if found.outcome == "unknown":
        return replace(done, unknown=(*done.unknown, reader))
    return replace(done, failed=(*done.failed, (reader, found.why)))


def _refused(done: Mailed, reader: str) -> Mailed:
    return replace(done, failed=(*done.failed, (reader, "refused for good before; release it to try again")))
