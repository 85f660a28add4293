"""What is asked of the network, and what it gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.errors import FetchError

PERMANENT = frozenset({301, 308})  # RFC 9110, 15.4: clients ought to use the new address from now on


class UnreachableError(FetchError):
    """No answer this time, for a reason that can pass (no route, time-out, cut off); *which* is the URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one request; times in seconds, sizes in bytes."""

    connect: float = 10.0  # name lookup, TCP and TLS, each
    read: float = 15.0  # between two pieces
    total: float = 30.0  # one try with all its redirects
    max_bytes: int = 5 << 20  # received, and again after decompression
    redirects: int = 5
    tries: int = 2  # of what can pass: no connection, cut off, 5xx
    backoff: float = 0.5  # before the second try


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How we behave towards all hosts of one run."""

    agent: str  # the User-Agent, with a way to reach us
    allow: frozenset[str] = frozenset()  # `host` (any port) or `host:port`: private networks and odd ports by name
    limits: Limits = field(default_factory=Limits)
    concurrency: int = 32  # answers under way or not yet taken: bounds the memory
    per_host: int = 1  # connections; a host of *allow* may have all
    delay: float = 1.0  # seconds from start to start on one host; 0 for hosts of *allow*
    ahead: int = 1000  # requests read from the caller before their turn comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to ask."""

    url: str
    etag: str = ""  # opaque; "" = unconditional
    last_modified: str = ""  # opaque
    robots: bool = False  # obey robots.txt: for pages, not for feeds
    max_bytes: int = 0  # 0 = that of the limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One redirect that was followed."""

    url: str  # that redirected
    status: int
    target: str  # absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the web gave, whatever its status: 304, 404 and 503 are answers too."""

    url: str  # as asked
    final_url: str  # that gave this answer
    status: int
    headers: Mapping[str, str]  # names in lower case; repeated ones joined by ", "
    body: bytes  # decompressed, within the limit; b"" unless 2xx
    hops: tuple[Hop, ...]
    seconds: float  # of the try that answered
    wire_bytes: int  # body as received

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def moved_to(self) -> str:
        """Address after the leading redirects that are permanent; "" = not moved."""
        moved = ""
        for hop in self.hops:
            if hop.status not in PERMANENT:
                break
            moved = hop.target
        return "" if moved == self.url else moved
