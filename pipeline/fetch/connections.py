"""The connections of one host: each carries one request at a time, the last used comes first."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from ssrfguard import Target

from pipeline.fetch.http import Connection

_KEPT_ALIVE = 8  # idle ones; a crowd that comes and goes needs no more
_KEPT_SECONDS = 15.0
_PATIENCE = 0.5  # seconds: a server that lets others wait so long is slow, and no smaller for it
_UNANSWERED = 5  # new ones at a time: a small server lets so many wait; who comes beyond waits a second or more

Connect = Callable[[Target], Awaitable[Connection]]


class Connections:
    """
    Idle connections to one host, to be used again.

    How many are open at once is the host's affair (its turns); how many have not answered yet is ours.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._idle: list[tuple[float, Target, Connection]] = []  # kept until, by the loop's clock
        self._new = asyncio.Semaphore(_UNANSWERED)

    @contextlib.asynccontextmanager
    async def one(self, target: Target) -> AsyncIterator[Connection]:
        """A connection to *target* for one request; afterwards it is kept if its answer was read to the end."""
        connection = self._used(target)
        if connection is None:
            async with self._among_new():  # until it has answered once
                connection = self._used(target)
                if connection is None:
                    async with self._kept(target, await self._connect(target)) as made:
                        yield made
                    return
        async with self._kept(target, connection):
            yield connection

    @contextlib.asynccontextmanager
    async def _among_new(self) -> AsyncIterator[None]:
        """A place among the few that have not answered yet; who has waited long enough goes without."""
        held = False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                held = await self._new.acquire()
        try:
            yield
        finally:
            if held:
                self._new.release()

    @contextlib.asynccontextmanager
    async def _kept(self, target: Target, connection: Connection) -> AsyncIterator[Connection]:
        """Keep it for the next request, or close it."""
        try:
            yield connection
        finally:
            if len(self._idle) < _KEPT_ALIVE and connection.renew():
                until = asyncio.get_running_loop().time() + _KEPT_SECONDS
                self._idle.append((until, target, connection))
            else:
                connection.close()

    def _used(self, target: Target) -> Connection | None:
        now = asyncio.get_running_loop().time()
        for place in range(len(self._idle) - 1, -1, -1):
            until, origin, connection = self._idle[place]
            if (origin.scheme, origin.port) != (target.scheme, target.port):
                continue
            del self._idle[place]
            if now < until and not connection.is_stale():
                return connection
            connection.close()
        return None

    def close(self) -> None:
        """Close what is idle; no request may be under way."""
        while self._idle:
            self._idle.pop()[-1].close()
