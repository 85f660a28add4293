"""One request, one response: headers out, headers and a bounded body in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from dataclasses import dataclass

from ssrfguard import Target

from pipeline.errors import FetchError, RefusedURLError
from pipeline.fetch.body import ACCEPTED, decoders, in_words, read_within
from pipeline.fetch.connections import Connections
from pipeline.fetch.guard import authority, request_target, short_reason
from pipeline.fetch.http import Connection, CutError, Head, ProtocolError, written
from pipeline.fetch.values import Request, UnreachableError
from pipeline.fetch.wire import LookupFailedError, SlowError, WireError

_DRAINED = 16_384  # bytes of an error page that are read away to keep the connection


class LateError(UnreachableError):
    """Time ran out, or a name led nowhere: a second try at once would only wait again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One response as received."""

    status: int
    headers: dict[str, str]
    body: bytes
    wire_bytes: int


def wire_request(request: Request, url: str, target: Target, agent: str) -> bytes:
    """
    *request* as it goes to the host of *url*, which may be a redirect's.

    Raises:
        ProtocolError: a validator holds signs that no header may.
    """
    headers = [
        (b"Host", authority(target.scheme, target.host, target.port)),
        (b"User-Agent", agent.encode("ascii", "replace")),
        (b"Accept-Encoding", ACCEPTED),
        (b"Accept", b"*/*"),
    ]
    if request.etag:
        headers.append((b"If-None-Match", request.etag.encode("latin-1", "replace")))
    if request.last_modified:
        headers.append((b"If-Modified-Since", request.last_modified.encode("latin-1", "replace")))
    return written(request_target(url), headers)


async def exchange(
    pool: Connections, request: Request, url: str, target: Target, *, agent: str, limit: int, seconds: float
) -> Reply:
    """
    Send one request to the host of *url* and read its response.

    Raises:
        UnreachableError: no connection, too slow, or cut off: this can pass.
        RefusedURLError: the name leads to a forbidden network.
        FetchError: too big, badly compressed, or no HTTP.
    """
    try:
        async with asyncio.timeout(seconds), pool.one(target) as connection:
            head = await connection.ask(wire_request(request, url, target, agent))
            return await _read(connection, head, url, limit)
    except TimeoutError as error:
        raise LateError(url, f"not done within {seconds:.0f} s") from error
    except RefusedURLError as error:
        raise RefusedURLError(url, error.why) from error
    except (WireError, ProtocolError) as error:
        raise _explained(url, error) from error


async def _read(connection: Connection, head: Head, url: str, limit: int) -> Reply:
    if not 200 <= head.status < 300:
        await _drain(connection.body(), head.headers)
        return Reply(status=head.status, headers=head.headers, body=b"", wire_bytes=0)
    announced = head.headers.get("content-length", "")
    if announced.isdigit() and int(announced[:18]) > limit:
        raise FetchError(url, f"body over {in_words(limit)}")
    chain = decoders(head.headers.get("content-encoding", ""), url)
    body, received = await read_within(connection.body(), chain, limit, url)
    return Reply(status=head.status, headers=head.headers, body=body, wire_bytes=received)


async def _drain(pieces: AsyncIterable[bytes], headers: dict[str, str]) -> None:
    announced = headers.get("content-length", "0")
    if announced.isdigit() and int(announced[:18]) <= _DRAINED and "transfer-encoding" not in headers:
        async for _ in pieces:
            pass


def _explained(url: str, error: WireError | ProtocolError) -> FetchError:
    if isinstance(error, LookupFailedError):
        return LateError(url, "host not found, or no network")
    detail = short_reason(str(error))
    if isinstance(error, WireError):
        return (LateError if isinstance(error, SlowError) else UnreachableError)(url, detail)
    if isinstance(error, CutError):
        return UnreachableError(url, detail)
    return FetchError(url, f"no proper HTTP: {detail}")
