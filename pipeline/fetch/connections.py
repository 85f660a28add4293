"""The connections of one host: each carries one request at a time, the last used comes first."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable

import httpcore2

_KEPT_ALIVE = 8  # idle ones; a crowd that comes and goes needs no more

Connect = Callable[[httpcore2.Origin], httpcore2.AsyncHTTPConnection]


class Connections:
    """
    Idle connections to be used again.

    How many are open at once is the host's affair (its turns). httpcore2's pool would count them again and look at
    every one before and after each request.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._idle: list[httpcore2.AsyncHTTPConnection] = []

    @contextlib.asynccontextmanager
    async def one(self, origin: httpcore2.Origin) -> AsyncIterator[httpcore2.AsyncHTTPConnection]:
        """A connection to *origin* for one request; afterwards it is kept if its answer was read to the end."""
        connection = await self._used(origin) or self._connect(origin)
        try:
            yield connection
        finally:
            if connection.is_available() and len(self._idle) < _KEPT_ALIVE:
                self._idle.append(connection)
            else:
                await connection.aclose()

    async def _used(self, origin: httpcore2.Origin) -> httpcore2.AsyncHTTPConnection | None:
        for place in range(len(self._idle) - 1, -1, -1):
            if not self._idle[place].can_handle_request(origin):
                continue
            connection = self._idle.pop(place)
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return None

    async def aclose(self) -> None:
        """Close what is idle; no request may be under way."""
        while self._idle:
            await self._idle.pop().aclose()
