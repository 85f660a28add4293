"""One request, one response: headers out, headers and a bounded body in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import cast

import httpcore2
from ssrfguard import Target

from pipeline.errors import FetchError, RefusedURLError
from pipeline.fetch.body import ACCEPTED, decoders, in_words, read_within
from pipeline.fetch.connections import Connections
from pipeline.fetch.guard import authority, request_target, short_reason
from pipeline.fetch.values import Request, UnreachableError
from pipeline.fetch.wire import LookupFailedError

_DRAINED = 16_384  # bytes of an error page that are read away to keep the connection
_CUT_OFF = ("without sending", "incomplete", "peer closed")
_COUNTED = re.compile(r"received (\d+) bytes, expected (\d+)")

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (httpcore2.ConnectTimeout, "no connection in time"),
    (httpcore2.ReadTimeout, "nothing came in time"),
    (httpcore2.TimeoutException, "request not taken in time"),
    (httpcore2.ConnectError, "no connection"),
    (httpcore2.NetworkError, "connection lost"),
)


class LateError(UnreachableError):
    """Time ran out, or a name led nowhere: a second try at once would only wait again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One response as received."""

    status: int
    headers: dict[str, str]
    body: bytes
    wire_bytes: int


def wire_request(
    request: Request, url: str, target: Target, agent: str, timeouts: dict[str, float]
) -> httpcore2.Request:
    """*request* as it goes to the host of *url*, which may be a redirect's."""
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
    address = httpcore2.URL(
        scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=request_target(url)
    )
    return httpcore2.Request(b"GET", address, headers=headers, extensions={"timeout": timeouts})


async def exchange(pool: Connections, wired: httpcore2.Request, url: str, limit: int, seconds: float) -> Reply:
    """
    Send one request and read its response.

    Raises:
        UnreachableError: no connection, too slow, or cut off: this can pass.
        RefusedURLError: the name leads to a forbidden network.
        FetchError: too big, badly compressed, or no HTTP.
    """
    try:
        async with asyncio.timeout(seconds), pool.one(wired.url.origin) as connection:
            response = await connection.handle_async_request(wired)
            try:
                return await _read(response, url, limit)
            finally:
                await response.aclose()
    except TimeoutError as error:
        raise LateError(url, f"not done within {seconds:.0f} s") from error
    except RefusedURLError as error:
        raise RefusedURLError(url, error.why) from error
    except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise _explained(url, error) from error


async def _read(response: httpcore2.Response, url: str, limit: int) -> Reply:
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    pieces = cast("AsyncIterable[bytes]", response.stream)
    if not 200 <= response.status < 300:
        await _drain(pieces, headers)
        return Reply(status=response.status, headers=headers, body=b"", wire_bytes=0)
    announced = headers.get("content-length", "")
    if announced.isdigit() and int(announced[:18]) > limit:
        raise FetchError(url, f"body over {in_words(limit)}")
    body, received = await read_within(pieces, decoders(headers.get("content-encoding", ""), url), limit, url)
    return Reply(status=response.status, headers=headers, body=body, wire_bytes=received)


async def _drain(pieces: AsyncIterable[bytes], headers: dict[str, str]) -> None:
    announced = headers.get("content-length", "0")
    if announced.isdigit() and int(announced[:18]) <= _DRAINED and "transfer-encoding" not in headers:
        async for _ in pieces:
            pass


def _explained(url: str, error: Exception) -> FetchError:
    if isinstance(error, LookupFailedError):
        return LateError(url, "host not found, or no network")
    detail = short_reason(str(error))
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            late = isinstance(error, httpcore2.TimeoutException)
            return (LateError if late else UnreachableError)(url, f"{reason}: {detail}" if detail else reason)
    if counted := _COUNTED.search(detail):
        return UnreachableError(url, f"cut off after {counted[1]} of {counted[2]} bytes")
    if any(words in detail for words in _CUT_OFF):
        return UnreachableError(url, f"cut off: {detail}")
    return FetchError(url, f"no proper HTTP: {detail}")
