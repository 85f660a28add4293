"""One host of a run: its connections and its turn."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable
from functools import cache

import certifi

from pipeline.fetch.connections import Connections
from pipeline.fetch.values import Policy

_LONGEST_CRAWL_DELAY = 30.0  # seconds: a host that wants more gets this


class Host:
    """A host's queue: so many connections at once, so many seconds from start to start."""

    def __init__(self, policy: Policy, allowed: bool, connect: Callable[[], Connections]) -> None:
        self._allowed = allowed  # by name: our own machine is not spared
        self._connect = connect
        self._pool: Connections | None = None
        self._users = 0
        self._places = asyncio.Semaphore(policy.concurrency if allowed else policy.per_host)
        self._next_start = 0.0
        self._delay = 0.0 if allowed else policy.delay

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[Connections]:
        """Wait for a place; the connections are closed when nobody waits any more."""
        self._users += 1
        try:
            async with self._places:
                await self._pause()
                if self._pool is None:
                    self._pool = self._connect()
                yield self._pool
        finally:
            self._users -= 1
            if not self._users and self._pool is not None:
                pool, self._pool = self._pool, None
                pool.close()

    async def _pause(self) -> None:
        if not self._delay:
            return
        now = asyncio.get_running_loop().time()
        start = max(now, self._next_start)
        self._next_start = start + self._delay
        if start > now:
            await asyncio.sleep(start - now)

    def slow_down(self, crawl_delay: float | None) -> None:
        """Keep the Crawl-delay of robots.txt where it is longer than ours."""
        if crawl_delay and not self._allowed:
            self._delay = max(self._delay, min(crawl_delay, _LONGEST_CRAWL_DELAY))


@cache
def trust_store() -> ssl.SSLContext:
    """The system's certificates, read when the first host is met: it costs 20 ms."""
    context = ssl.create_default_context()
    known = ssl.get_default_verify_paths()
    if not (known.cafile or known.capath):  # a Python that was built for another system
        context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context
