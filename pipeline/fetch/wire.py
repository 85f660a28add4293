"""Sockets that connect to the address that was checked, and to no other."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from typing import Any

from ssrfguard import Address, BlockedAddressError, Target, resolve

from pipeline.errors import RefusedURLError
from pipeline.fetch.guard import rules_for, short_reason

_ATTEMPTS = 3  # addresses of one name that are tried
_PIECE = 64 << 10  # bytes read at once


class WireError(Exception):
    """The wire failed; it says how."""


class LookupFailedError(WireError):
    """A name led to no address; whether a resolver says no or nothing depends on the moment: one reason for both."""


class SlowError(WireError):
    """Time ran out."""


class LostError(WireError):
    """No connection, or none any more."""


@contextlib.contextmanager
def _mapped(slow: str, lost: str) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise SlowError(slow) from error
    except (OSError, ssl.SSLError) as error:
        raise LostError(f"{lost}: {error}" if str(error) else lost) from error


class Stream:
    """The two directions of one socket; times in seconds."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, below: asyncio.StreamWriter | None = None
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._below = below  # of the bare socket under TLS: kept, for a writer that is collected closes its transport

    async def read(self, seconds: float) -> bytes:
        """What has come, at most 64 KiB; b"" = closed."""
        with _mapped("nothing came in time", "connection lost"):
            async with asyncio.timeout(seconds):
                return await self._reader.read(_PIECE)

    async def write(self, data: bytes, seconds: float) -> None:
        """Send all of *data*."""
        with _mapped("request not taken in time", "connection lost"):
            self._writer.write(data)
            if self._writer.transport.get_write_buffer_size() or self._writer.is_closing():  # else it has gone
                async with asyncio.timeout(seconds):
                    await self._writer.drain()

    def close(self) -> None:
        """Drop the transport at once: waiting for the peer's goodbye would let it hold the task."""
        self._writer.transport.abort()

    def is_closed(self) -> bool:
        """Whether either side has closed it."""
        return self._reader.at_eof() or self._writer.is_closing()

    async def secured(self, context: ssl.SSLContext, host: str, seconds: float) -> Stream:
        """The same under TLS, the certificate checked for *host*."""
        with _mapped("no connection in time", "no connection"):
            loop = asyncio.get_running_loop()
            reader = asyncio.StreamReader(loop=loop)
            protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
            transport = await loop.start_tls(
                self._writer.transport,
                protocol,
                context,
                server_hostname=host,
                ssl_handshake_timeout=seconds,
            )
            if transport is None:
                raise ConnectionResetError("closed during the handshake")
            protocol.connection_made(transport)  # start_tls leaves this to us
            writer = asyncio.StreamWriter(transport, protocol, reader, loop)
        return Stream(reader, writer, below=self._writer)


class GuardedBackend:
    """Resolves a name once, checks every address, and connects to one of those: no second look-up to rebind."""

    def __init__(self, allow: frozenset[str], lookups: Executor, resolver: Any = None) -> None:
        self._allow = allow
        self._lookups = lookups
        self._resolver = resolver  # as socket.getaddrinfo

    async def connect(self, host: str, port: int, seconds: float) -> Stream:
        """
        A bare connection; *seconds* count for the look-up and for each of at most three addresses.

        Raises:
            RefusedURLError: an address is forbidden, or no such name can exist.
            WireError: no address, or none that answers.
        """
        try:
            async with asyncio.timeout(seconds):
                addresses = await self._addresses(host, port)
        except OSError as error:
            raise LookupFailedError(str(error)) from error
        with _mapped("no connection in time", "no connection"):
            return await self._first(addresses[:_ATTEMPTS], seconds)

    async def _addresses(self, host: str, port: int) -> tuple[Address, ...]:
        literal = ":" in host or host.replace(".", "").isdigit()
        target = Target(scheme="", host=host, port=port, host_as_written=host, address=None)
        look_up = partial(resolve, target, policy=rules_for(self._allow, host, port), resolver=self._resolver)
        try:
            if literal:
                return look_up()
            return await asyncio.get_running_loop().run_in_executor(self._lookups, look_up)
        except BlockedAddressError as error:
            raise RefusedURLError(host, short_reason(str(error))) from error
        except UnicodeError as error:
            raise RefusedURLError(host, "no such name can exist") from error

    async def _first(self, addresses: tuple[Address, ...], seconds: float) -> Stream:
        failure: Exception = OSError("no address")
        for address in addresses:
            try:
                async with asyncio.timeout(seconds):
                    return await _connect(address)
            except (OSError, TimeoutError) as error:
                failure = error
        raise failure


async def _connect(address: Address) -> Stream:
    loop = asyncio.get_running_loop()
    sock = socket.socket(address.family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await loop.sock_connect(sock, address.sockaddr)
        reader, writer = await asyncio.open_connection(sock=sock)
    except BaseException:
        sock.close()
        raise
    return Stream(reader, writer)
