"""From an issue to the bytes of one message for one recipient: the same arguments give the same bytes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

import css_inline

from pipeline.digest import words
from pipeline.digest.mail.addresses import address
from pipeline.digest.mail.pictures import Picture
from pipeline.digest.mail.view import ascii_line, view_of
from pipeline.digest.page import environment, link
from pipeline.errors import OutputError
from pipeline.model.page import Digest

COLUMNS = 76  # of the text part
MOST_HTML, MOST_BYTES = 90_000, 250_000  # Gmail cuts HTML at about 102 KB; a phone on a train fetches the rest
MOST_ERRATA = 12
MARK = "https://unsubscribe.invalid/"  # stands in both parts until a recipient is known
# folding would wrap a long address of List-Unsubscribe in an encoded word, which no client reads back
WHOLE = SMTP.clone(max_line_length=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One issue or alert, drawn once for all recipients."""

    name: str  # "2026-W46.1": part of every id
    title: str  # of the digest
    series: str  # name of the pack: of its mailing list
    subject: str
    html: str
    text: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What is of one recipient."""

    sender: str  # address
    recipient: str  # address
    unsubscribe: str  # mailto: or https: address that takes this recipient off the list
    message_id: str  # with its angle brackets
    at: datetime  # UTC


def draw_letter(digest: Digest, *, site: str = "", postal: str = "") -> Letter:
    """
    Both parts and the pictures of an issue.

    Args:
        digest: with commentary.
        site: public address of the archive, "" = none: the mail has no link to its page then.
        postal: address of the publisher, printed at the foot.

    Raises:
        OutputError: a chart cannot be drawn, or the HTML is too large.
    """
    view = view_of(digest)
    name = f"{words.iso_week(digest.week)}.{digest.vintage}"
    base = site.rstrip("/") + "/" if link(site) else ""
    facts: dict[str, Any] = {
        "view": view,
        "web": f"{base}{words.iso_week(digest.week)}/index.html" if base else "",
        "archive": f"{base}index.html",
        "unsubscribe": MARK,
        "postal": postal,
        "cids": {each.name: _cid(each.name, name) for each in view.pictures},
        "most_errata": MOST_ERRATA,
    }
    return draw(
        "mail",
        facts,
        Letter(
            name=name,
            title=digest.title,
            series=digest.name,
            subject=view.subject,
            html="",
            text="",
            pictures=view.pictures,
        ),
    )


def draw(template: str, facts: Mapping[str, Any], letter: Letter) -> Letter:
    """
    The same letter with both parts, from the templates `<template>.html` and `<template>.txt`.

    Raises:
        OutputError: the HTML is too large.
    """
    html = _inliner().inline(environment().get_template(f"{template}.html").render(**facts))
    text = re.sub(r"\n{3,}", "\n\n", _plain().get_template(f"{template}.txt").render(**facts)).strip() + "\n"
    if len(html.encode()) > MOST_HTML:
        raise OutputError(
            letter.name, f"the mail's HTML has {len(html.encode()):,} bytes; at most {MOST_HTML:,} are shown"
        )
    return replace(letter, html=html, text=text)


def compose_message(letter: Letter, envelope: Envelope) -> bytes:
    """
    The message of one recipient, with CRLF line ends.

    Raises:
        InputError: sender or recipient is no address.
        OutputError: it is too large.
    """
    sender, recipient = address(envelope.sender), address(envelope.recipient)
    message = EmailMessage(policy=SMTP)
    title = ascii_line(letter.title)[:60]
    message["From"] = Address(display_name=title, addr_spec=sender)
    message["To"] = Address(addr_spec=recipient)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = envelope.message_id
    message["List-Id"] = f"{title} <{ascii_slug(letter.series)}.{sender.rpartition('@')[2]}>"
    message["List-Unsubscribe"] = f"<{envelope.unsubscribe}>"
    if envelope.unsubscribe.startswith("https:"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    _fill(message, letter, envelope.unsubscribe)
    body = message.as_bytes(policy=WHOLE)
    if len(body) > MOST_BYTES:
        raise OutputError(letter.name, f"the message has {len(body):,} bytes; at most {MOST_BYTES:,} are sent")
    return body


def message_id(name: str, recipient: str, sender: str) -> str:
    """The same for the same issue and recipient; *recipient* is its key, so that no address stands in it."""
    return f"<{name}.{sha256(f'{name} {recipient}'.encode()).hexdigest()[:24]}@{sender.rpartition('@')[2]}>"


def draft_time(week: date) -> datetime:
    """The date that a draft bears: the Monday after its week, 06:00 UTC."""
    return datetime(week.year, week.month, week.day, 6, tzinfo=UTC) + timedelta(weeks=1)


def ascii_slug(text: str) -> str:
    """Lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", ascii_line(text).lower()).strip("-") or "digest"


def _fill(message: EmailMessage, letter: Letter, unsubscribe: str) -> None:
    escaped = unsubscribe.replace("&", "&amp;").replace('"', "&quot;")
    message.set_content(letter.text.replace(MARK, unsubscribe), cte="quoted-printable")
    message.add_alternative(letter.html.replace(MARK, escaped), subtype="html", cte="quoted-printable")
    html = list(message.iter_parts())[1]
    for each in letter.pictures:
        html.add_related(
            each.png,
            "image",
            "png",
            cid=f"<{_cid(each.name, letter.name)}>",
            disposition="inline",
            filename=f"{each.name}.png",
        )
    for at, part in enumerate(_multiparts(message)):
        part.set_boundary(f"=_{sha256(f'{letter.name} {at}'.encode()).hexdigest()[:24]}")


def _multiparts(message: EmailMessage) -> Iterator[Any]:
    return (each for each in message.walk() if each.is_multipart())


def _cid(picture: str, name: str) -> str:
    return f"{picture}.{name.lower()}@detente.invalid"


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False)


@lru_cache(maxsize=1)
def _plain() -> Any:
    made = environment().overlay(autoescape=False)
    made.filters = {**made.filters, "wrap": _wrap}
    return made


def _wrap(text: str, indent: str = "") -> str:
    lead = text[: len(text) - len(text.lstrip())]
    return textwrap.fill(
        " ".join(text.split()),
        COLUMNS,
        initial_indent=lead,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
