"""The mail: who gets it, what became of it, and what the operator may do."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from pipeline import line
from pipeline.cli import show
from pipeline.cli.options import Week, opened
from pipeline.digest.mail import subscribers as listing
from pipeline.errors import InputError, MailError
from pipeline.line.calendar import last_week, week_name
from pipeline.model.page import Digest
from pipeline.settings import Settings, load_settings
from pipeline.store import mails
from pipeline.store.connection import Store

if TYPE_CHECKING:
    from pipeline.line.delivery import Mailed

WEEK = click.option("--week", type=Week(), help="The issue, e.g. 2026-W46; else that of the last complete week.")


@click.group()
def subscribers() -> None:
    """
    Who gets the mail: a list in a file of your own.

    Example: detente subscribers add reader@example.org
    """


@subscribers.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per address.")
def list_subscribers(as_json: bool) -> None:
    """
    Everybody on the list, and who has left it.

    Example: detente subscribers list --json
    """
    listed = listing.load(load_settings().recipients_file)
    rows = [{"address": each, "state": "active", "left": ""} for each in listed.active]
    rows += [{"address": each, "state": "unsubscribed", "left": day} for each, day in listed.gone]
    if not as_json:
        show.table(("address", "state", "left"), [list(row.values()) for row in rows])
        return
    for row in rows:
        show.json_line(row)


@subscribers.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@click.option("--again", is_flag=True, help="Also who has unsubscribed: only when the owner asked for it.")
def add(addresses: tuple[str, ...], again: bool) -> None:
    """
    Put addresses on the list; it can be repeated.

    Example: detente subscribers add reader@example.org
    """
    path = load_settings().recipients_file
    for each in addresses:
        click.echo(f"{show.line(each)}: {'added' if listing.add(path, each, again=again) else 'on the list already'}")


@subscribers.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
def remove(addresses: tuple[str, ...]) -> None:
    """
    Take addresses off; they are noted as unsubscribed and never mailed, even if somebody adds them by hand.

    Example: detente subscribers remove reader@example.org
    """
    path, day = load_settings().recipients_file, datetime.now(UTC).date()
    for each in addresses:
        gone = listing.remove(path, each, day)
        click.echo(f"{show.line(each)}: {'removed' if gone else 'not on the list; noted as unsubscribed'}")


# a token may begin with a hyphen, even with -h: nothing but --help is an option here
@subscribers.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("token")
def unsubscribe(token: str) -> None:
    """
    Take off the reader for whom a token was signed: what a mail to the unsubscribe address has in its subject, or its
    link after t=. A web service or mail filter of yours may call this; repeated, it changes nothing.

    Example: detente subscribers unsubscribe kX0Zb3...
    """
    settings = load_settings()
    key = listing.load_key(settings.mail_key, needed=True)
    found = listing.unsubscribe(settings.recipients_file, token, key, datetime.now(UTC).date())
    click.echo(f"{found}: unsubscribed")


@click.group()
def mail() -> None:
    """
    What became of the mail of an issue, and what you may do about it.

    Example: detente mail ledger --week 2026-W46
    """


@mail.command()
@WEEK
@click.option("--json", "as_json", is_flag=True, help="One JSON object per mail.")
def ledger(week: date | None, as_json: bool) -> None:
    """
    Every mail of an issue: who, what became of it, when.

    Example: detente mail ledger --week 2026-W46 --json
    """
    settings = load_settings()
    monday = week or last_week(datetime.now(UTC))
    with Store(settings.database, read_only=True) as store:
        known, why = mails.mails_of(store, monday), mails.held(store, monday)
    names = _names(settings) if known else {}
    rows = [{**asdict(each), "address": names.get(each.recipient, "no longer on the list")} for each in known]
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    if why:
        click.echo(f"{week_name(monday)} is held back: {show.line(why)}")
    keys = ("address", "kind", "vintage", "state", "code", "marked_at")
    show.table(keys, [[row[key] for key in keys] for row in rows])


@mail.command()
@click.argument("addresses", nargs=-1, metavar="[ADDRESS...]")
@WEEK
def release(addresses: tuple[str, ...], week: date | None) -> None:
    """
    Let mails go out again that broke off half-way or were refused for good; without an address, all of the issue.

    A mail of unknown fate may have arrived: ask its reader first.

    Example: detente mail release reader@example.org --week 2026-W46
    """
    with opened() as work:
        monday = week or last_week(work.now)
        names = _names(work.settings)
        wanted = {listing.same(each) for each in addresses} or set(map(listing.same, names.values()))
        keys = [key for key, name in names.items() if listing.same(name) in wanted]
        missing = wanted - {listing.same(names[key]) for key in keys}
        if missing:
            raise InputError(", ".join(sorted(missing)), "not on the list of recipients")
        mails.settle(work.store, work.now)
        count = mails.release(work.store, monday, keys, work.now)
    click.echo(f"{week_name(monday)}: {count} released; `detente digest --week {week_name(monday)} --mail` sends them")


@mail.command()
@click.argument("why")
@WEEK
def hold(why: str, week: date | None) -> None:
    """
    Hold an issue back from the mail, and say why.

    Example: detente mail hold "two feeds carried another site" --week 2026-W46
    """
    if not why.strip():
        raise InputError("why", "say in a word why the issue is held back")
    with opened() as work:
        monday = week or last_week(work.now)
        new = mails.hold(work.store, monday, show.line(why)[:200], work.now)
    click.echo(f"{week_name(monday)}: {'held back' if new else 'was held back already'}")


@mail.command()
@WEEK
def unhold(week: date | None) -> None:
    """
    Lift the hold on an issue.

    Example: detente mail unhold --week 2026-W46
    """
    with opened() as work:
        monday = week or last_week(work.now)
        lifted = mails.unhold(work.store, monday, work.now)
    click.echo(f"{week_name(monday)}: {'no longer held back' if lifted else 'was not held back'}")


def say_draft(work: line.Run, digest: Digest) -> None:
    """Write the mail of an issue beside its page, and print where."""
    from pipeline.digest.issues import load_digest
    from pipeline.line.mailing import draft_mail

    folder = work.settings.reports / week_name(digest.week)
    click.echo(str(draft_mail(work, load_digest(folder) or digest, folder)))


def send_issue(work: line.Run, week: date, *, again: bool) -> None:
    """
    Send an issue and say what became of it.

    Raises:
        MailError: somebody did not get it.
    """
    from pipeline.line.mailing import mail_week

    try:
        done = mail_week(work, week, credentials=credentials_of(work.settings), again=again)
    finally:
        line.note_run(work, "mail", {}, datetime.now(UTC))
    say_mailed(done, week_name(week))


def say_mailed(done: Mailed, name: str, *, err: bool = False) -> None:
    """
    Say what became of a mail.

    Args:
        name: of the issue or alert.
        err: on stderr, where stdout is for a program.

    Raises:
        MailError: somebody did not get it.
    """
    click.echo(f"{name}: mailed to {done.sent}" + (f"; {done.before} had it before" if done.before else ""), err=err)
    for address, why in done.failed:
        click.echo(f"not mailed: {address}: {show.line(why)}", err=True)
    for address in done.unknown:
        release = f"`detente mail release {address} --week {week_name(done.week)}`"
        click.echo(f"not known: {address}: it may have arrived, so it is not sent again; {release}", err=True)
    missed = len(done.failed) + len(done.unknown)
    if missed:
        raise MailError(name, f"{missed} of {missed + done.sent + done.before} did not surely get it")


def credentials_of(settings: Settings) -> tuple[str, str] | None:
    """(user, password) of the Prefect block of the settings; None = they name none."""
    if not settings.smtp_block:
        return None
    from flows.credentials import relay_credentials

    return relay_credentials(settings)


def _names(settings: Settings) -> dict[str, str]:
    """Addresses by their name in the ledger, those that have left included."""
    key = listing.load_key(settings.mail_key, needed=True)
    listed = listing.load(settings.recipients_file)
    every = [*listed.active, *(each for each, _ in listed.gone)]
    every += [settings.operator] if settings.operator else []
    return {listing.recipient_of(key, each): each for each in every}
