"""Sockets that connect to the address that was checked, and to no other."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from functools import partial
from typing import Any

import httpcore2
from ssrfguard import Address, BlockedAddressError, Target, resolve

from pipeline.errors import RefusedURLError
from pipeline.fetch.guard import rules_for, short_reason

_ATTEMPTS = 3  # addresses of one name that are tried


class LookupFailedError(httpcore2.ConnectError):
    """A name led to no address; whether a resolver says no or nothing depends on the moment: one reason for both."""


@contextlib.contextmanager
def _mapped(late: type[Exception], broken: type[Exception]) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise late(str(error)) from error
    except (OSError, ssl.SSLError) as error:
        raise broken(str(error)) from error


class Stream(httpcore2.AsyncNetworkStream):
    """One connection; asyncio's own streams, since they cost a fifth of anyio's per read."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, below: asyncio.StreamWriter | None = None
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._below = below  # of the bare socket under TLS: kept, for a writer that is collected closes its transport

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _mapped(httpcore2.ReadTimeout, httpcore2.ReadError):
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        with _mapped(httpcore2.WriteTimeout, httpcore2.WriteError):
            self._writer.write(buffer)
            if self._writer.transport.get_write_buffer_size() or self._writer.is_closing():  # else it has gone
                async with asyncio.timeout(timeout):
                    await self._writer.drain()

    async def aclose(self) -> None:
        # Waiting for the peer's goodbye would let it hold the task: the transport is dropped at once.
        self._writer.transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        with _mapped(httpcore2.ConnectTimeout, httpcore2.ConnectError):
            loop = asyncio.get_running_loop()
            reader = asyncio.StreamReader(loop=loop)
            protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
            transport = await loop.start_tls(
                self._writer.transport,
                protocol,
                ssl_context,
                server_hostname=server_hostname,
                ssl_handshake_timeout=timeout,
            )
            if transport is None:
                raise ConnectionResetError("closed during the handshake")
            protocol.connection_made(transport)  # start_tls leaves this to us
            writer = asyncio.StreamWriter(transport, protocol, reader, loop)
        return Stream(reader, writer, below=self._writer)

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object":
            return self._writer.get_extra_info("ssl_object")
        if info == "is_readable":  # an idle connection with news is one that the server closed
            return self._reader.at_eof() or self._writer.is_closing()
        return None


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Resolves a name once, checks every address, and connects to one of those: no second look-up to rebind."""

    def __init__(self, allow: frozenset[str], lookups: Executor, resolver: Any = None) -> None:
        self._allow = allow
        self._lookups = lookups
        self._resolver = resolver  # as socket.getaddrinfo

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        with _mapped(LookupFailedError, LookupFailedError):
            async with asyncio.timeout(timeout):
                addresses = await self._addresses(host, port)
        with _mapped(httpcore2.ConnectTimeout, httpcore2.ConnectError):
            return await self._first(addresses[:_ATTEMPTS], timeout)

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

    async def _first(self, addresses: tuple[Address, ...], timeout: float | None) -> Stream:
        failure: Exception = OSError("no address")
        for address in addresses:
            try:
                async with asyncio.timeout(timeout):
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
