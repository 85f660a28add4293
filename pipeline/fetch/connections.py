"""HTTP/1.1 by h11, and the connections of one host: each carries one request at a time, the last used comes first."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import h11
from ssrfguard import Target

from pipeline.fetch.wire import LostError, Stream

_KEPT_ALIVE = 8  # idle ones; a crowd that comes and goes needs no more
_KEPT_SECONDS = 15.0
_LONGEST_HEAD = 100 << 10  # bytes of a response's headers


class Connection:
    """One connection: a request, its response, then perhaps the next."""

    def __init__(self, stream: Stream, seconds: float) -> None:
        self._stream = stream
        self._seconds = seconds  # that a read or write may take
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)

    async def ask(self, request: h11.Request) -> h11.Response:
        """
        Send a request without a body, and read the head of its response.

        Raises:
            WireError: too slow, or cut off.
            h11.ProtocolError: no proper HTTP.
        """
        head, end = self._http.send(request), self._http.send(h11.EndOfMessage())
        with contextlib.suppress(LostError):  # some servers answer and close before they have read it all
            await self._stream.write((head or b"") + (end or b""), self._seconds)
        while not isinstance(event := await self._event(), h11.Response):
            pass  # 100 Continue and its kin
        return event

    async def body(self) -> AsyncIterator[bytes]:
        """The pieces of the response's body as they come; it fails as `ask` does."""
        while isinstance(event := await self._event(), h11.Data):
            yield bytes(event.data)

    async def _event(self) -> h11.Event | type[h11.PAUSED]:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            data = await self._stream.read(self._seconds)
            if not data and self._http.their_state is h11.SEND_RESPONSE:
                raise h11.RemoteProtocolError("closed without sending a response")
            self._http.receive_data(data)
        return event  # type: ignore[return-value]  # NEED_DATA does not come here

    def renew(self) -> bool:
        """Make it ready for another request; False = the last response was not read to the end, or went beyond it."""
        http = self._http
        if http.our_state is not h11.DONE or http.their_state is not h11.DONE or http.trailing_data[0]:
            return False
        http.start_next_cycle()
        return True

    def is_stale(self) -> bool:
        """Whether the server has closed it."""
        return self._stream.is_closed()

    def close(self) -> None:
        """Drop it at once."""
        self._stream.close()


Connect = Callable[[Target], Awaitable[Connection]]


class Connections:
    """
    Idle connections to one host, to be used again.

    How many are open at once is the host's affair (its turns).
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._idle: list[tuple[float, Target, Connection]] = []  # kept until, by the loop's clock

    @contextlib.asynccontextmanager
    async def one(self, target: Target) -> AsyncIterator[Connection]:
        """A connection to *target* for one request; afterwards it is kept if its answer was read to the end."""
        connection = self._used(target) or await self._connect(target)
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
