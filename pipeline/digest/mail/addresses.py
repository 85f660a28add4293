"""What counts as the address of a reader."""

from __future__ import annotations

import re
from urllib.parse import quote

from pipeline.errors import InputError

LONGEST = 254  # characters that SMTP carries
ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|[\w.+-]{1,64}@localhost", re.ASCII
)


def address(text: str) -> str:
    """
    An e-mail address, its domain in lower case.

    Raises:
        InputError: it is none, or not plain ASCII.
    """
    local, _, domain = text.strip().rpartition("@")
    found = f"{local}@{domain.lower()}"
    if len(found) > LONGEST or not ADDRESS.fullmatch(found):
        raise InputError(repr(text[:100]), "no e-mail address in plain ASCII, such as reader@example.org")
    return found


def mailto(target: str, token: str) -> str:
    """A mailto address whose subject says who unsubscribes."""
    return f"mailto:{target}?subject={quote(f'unsubscribe {token}')}"
