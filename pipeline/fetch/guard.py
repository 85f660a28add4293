"""Which addresses may be asked: scheme, spelling, port and network, before any packet leaves."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_network
from urllib.parse import quote, urlsplit

import ssrfguard
from ssrfguard import Target

from pipeline.errors import RefusedURLError

_CLOSED = ssrfguard.Policy()  # public addresses, ports 80 and 443
_OPEN = ssrfguard.Policy(
    allowed_networks=(ip_network("0.0.0.0/0"), ip_network("::/0")), allowed_ports=frozenset(range(1, 65536))
)
_UNRESERVED = "%/:=&?~+!$,;'@()*[]|"  # left as they are: quoting twice would change the address
# An address without anything to argue about: only its origin can forbid it, and its target needs no quoting.
_PLAIN = re.compile(
    r"(https?://[a-z0-9.-]{1,253}(?::[0-9]{1,5})?)(/[\w%/:=&~+!$,;'@()*|.-]*(?:\?[\w%/:=&?~+!$,;'@()*|.-]+)?)", re.ASCII
)
_LONGEST_PLAIN = 2000  # characters
_LONGEST_REASON = 300  # characters: a reason is one line of a table


def is_allowed(allow: frozenset[str], host: str, port: int) -> bool:
    """Whether *host* (normalised) is on the allow-list, by itself or with *port*."""
    return bool(allow) and (host in allow or f"{host}:{port}" in allow)


def rules_for(allow: frozenset[str], host: str, port: int) -> ssrfguard.Policy:
    """Rules that the addresses of *host* must meet."""
    return _OPEN if is_allowed(allow, host, port) else _CLOSED


def check(url: str, allow: frozenset[str]) -> Target:
    """
    Origin of *url*: scheme, normalised host and port.

    Raises:
        RefusedURLError: scheme, spelling, user info, port or a literal address forbid it. A name's addresses are
            judged later, when it is connected to.

    Source: the IANA special-purpose registries, by ssrfguard.
    """
    plain = _plain(url)
    return (plain and _passed(plain[1], allow)) or _check(url, allow)


def _plain(url: str) -> re.Match[str] | None:
    return _PLAIN.fullmatch(url) if len(url) <= _LONGEST_PLAIN else None


@lru_cache(maxsize=1024)
def _passed(origin: str, allow: frozenset[str]) -> Target | None:
    """Verdict on a plain *origin*; None = refused: the reason must name the whole address."""
    try:
        return _check(origin, allow)
    except RefusedURLError:
        return None


def _check(url: str, allow: frozenset[str]) -> Target:
    try:
        target = _OPEN.check_url(url)
        if not is_allowed(allow, target.host, target.port):
            target = _CLOSED.check_url(url)
    except ssrfguard.BlockedURLError as error:
        raise RefusedURLError(url[:_LONGEST_REASON], short_reason(error.reason)) from error
    return target


def short_reason(reason: str) -> str:
    """First clause of a refusal, on one line."""
    line = " ".join(reason.split())
    return line if len(line) <= _LONGEST_REASON else line[: _LONGEST_REASON - 1] + "…"


@lru_cache(maxsize=64)
def authority(scheme: str, host: str, port: int) -> bytes:
    """Value of the Host header."""
    name = f"[{host}]" if ":" in host else host
    standard = port == (443 if scheme == "https" else 80)
    return (name if standard else f"{name}:{port}").encode("ascii")


def request_target(url: str) -> bytes:
    """Path and query of *url* as they go over the wire: ASCII, without fragment."""
    if plain := _plain(url):
        return plain[2].encode("ascii")
    parts = urlsplit(url)
    path = parts.path or "/"
    whole = f"{path}?{parts.query}" if parts.query else path
    return quote(whole, safe=_UNRESERVED).encode("ascii")
