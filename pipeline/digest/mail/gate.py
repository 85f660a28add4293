"""What must not be mailed, and what the operator is told then."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pipeline.digest import words
from pipeline.digest.mail.addresses import address
from pipeline.digest.mail.message import COLUMNS, WHOLE
from pipeline.digest.mail.view import ascii_line
from pipeline.model.page import Digest


def objection(digest: Digest, *, feeds: int, held: str) -> str:
    """
    Why an issue must not be mailed; "" = nothing speaks against it.

    Args:
        digest: as published.
        feeds: that the pack lists.
        held: why the operator holds it back, "" = not.
    """
    if held:
        return f"held back by the operator: {held}"
    if digest.summary.n == 0:
        return "it has no commentary"
    if not feeds:
        return "the pack lists no feed, so nobody knows what is missing"
    answered = 1 - len(digest.coverage.not_reached) / feeds
    least = digest.summary.plan.least_answered
    if answered < least:
        lost = words.counted(len(digest.coverage.not_reached), "feed")
        return f"degraded: {lost} of {feeds} did not answer, and at least {words.percent(least)} must"
    return ""


def compose_notice(name: str, why: str, *, sender: str, operator: str, message_id: str, at: datetime) -> bytes:
    """The mail that tells the operator that an issue was not sent; *name* is the issue, "2026-W46"."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name="detente", addr_spec=address(sender))
    message["To"] = Address(addr_spec=address(operator))
    message["Subject"] = f"{name} was not mailed"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    told = ascii_line(why)
    text = (
        f"The issue {name} was not mailed to anybody.\n\n{told}\n\n"
        f"When that has changed: detente digest --week {name} --mail\n"
        "This is said once for each vintage of an issue.\n"
    )
    message.set_content(text, cte="quoted-printable" if max(map(len, text.splitlines())) > COLUMNS else None)
    return message.as_bytes(policy=WHOLE)
