"""HTTP/1.1 over one connection: requests written out, responses read by llhttp, the parser of Node.js."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from pipeline.fetch.wire import LostError, Stream

_LONGEST_HEAD = 100 << 10  # bytes in a row that are no body: headers, trailers, what chunks are told by
_TARGET = re.compile(rb"[!-~]+")
_VALUE = re.compile(rb"(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?")
# what servers of all ages do, and no body is read wrongly for it: bare line feeds, and a length beside chunks, which
# then says nothing (RFC 9112, 6.3)
_LENIENT = {"lenient_optional_cr_before_lf": True, "lenient_chunked_length": True}


class ProtocolError(Exception):
    """What came is no HTTP, or what should go out cannot be; it says how."""


class CutError(ProtocolError):
    """The connection closed before the response was whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Status and headers of a response."""

    status: int
    headers: dict[str, str]  # by name in lower case; several of one name are joined by commas


def written(target: bytes, headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    """
    A GET request as it goes over the wire.

    Raises:
        ProtocolError: a value holds signs that no header may.
    """
    if not _TARGET.fullmatch(target) or not all(_VALUE.fullmatch(value) for _, value in headers):
        raise ProtocolError("a header of the request holds signs that none may")
    lines = [b"%s: %s\r\n" % each for each in headers]
    return b"GET %s HTTP/1.1\r\n%s\r\n" % (target, b"".join(lines))


class _Response:
    """What the parser tells of the response that is coming."""

    def __init__(self) -> None:
        self._parser = HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**_LENIENT)
        self.expect()

    def expect(self) -> None:
        """Be ready for the next one."""
        self.head: Head | None = None
        self.pieces: list[bytes] = []  # of its body, not yet taken
        self.whole = False
        self.lasting = False  # whether the connection may serve another request
        self._headers: dict[str, str] = {}
        self._received = 0  # bytes of its body
        self._idle = 0  # bytes since then that were none

    def feed(self, data: bytes) -> None:
        """
        Read on.

        Raises:
            ProtocolError: it is no HTTP, or its head has no end.
        """
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade) as error:
            if not self.whole:
                raise ProtocolError(str(error) if isinstance(error, HttpParserError) else "another protocol") from error
            self.lasting = False  # words after the end
        self._idle = 0 if self.pieces else self._idle + len(data)
        if self._idle > _LONGEST_HEAD and not self.whole:
            raise ProtocolError(f"{_LONGEST_HEAD >> 10} KiB of headers without an end")

    def end(self) -> None:
        """
        The connection was closed: the end of a body that has no other.

        Raises:
            CutError: something is missing.
        """
        if self.head is None:
            raise CutError("cut off: closed without sending a response")
        if "transfer-encoding" in self.head.headers:
            raise CutError("cut off: closed within a chunk")
        if length := self.head.headers.get("content-length"):
            raise CutError(f"cut off after {self._received} of {length[:20]} bytes")
        self.whole = True

    def on_message_begin(self) -> None:
        self.lasting = False
        self._headers = {}

    def on_header(self, name: bytes, value: bytes) -> None:
        if self.head is not None:  # a trailer: what comes after the body does not change what it was read by
            return
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        self._headers[key] = f"{self._headers[key]}, {text}" if key in self._headers else text

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        if self.head is None and status >= 200:  # what comes before, as 100 Continue, is no answer
            self.head = Head(status=status, headers=self._headers)

    def on_body(self, body: bytes) -> None:
        if not self.whole:
            self._received += len(body)
            self.pieces.append(body)

    def on_message_complete(self) -> None:
        if self.head is not None:
            told_twice = {"content-length", "transfer-encoding"} <= self.head.headers.keys()
            self.lasting = not self.whole and self._parser.should_keep_alive() and not told_twice
            self.whole = True


class Connection:
    """One connection: a request, its response, then perhaps the next."""

    def __init__(self, stream: Stream, seconds: float) -> None:
        self._stream = stream
        self._seconds = seconds  # that a read or write may take
        self._response = _Response()

    async def ask(self, request: bytes) -> Head:
        """
        Send a request without a body, and read the head of its response.

        Raises:
            WireError: too slow, or cut off.
            ProtocolError: no proper HTTP.
        """
        with contextlib.suppress(LostError):  # some servers answer and close before they have read it all
            await self._stream.write(request, self._seconds)
        while self._response.head is None:
            await self._more()
        head = self._response.head
        coding = head.headers.get("transfer-encoding", "chunked")
        if coding.lower() != "chunked":
            raise ProtocolError(f"transfer encoding {coding[:40]!r} is unknown")
        return head

    async def body(self) -> AsyncIterator[bytes]:
        """The pieces of the response's body as they come; it fails as `ask` does."""
        response = self._response
        while True:
            pieces, response.pieces = response.pieces, []
            for piece in pieces:
                yield piece
            if response.whole:
                return
            await self._more()

    async def _more(self) -> None:
        data = await self._stream.read(self._seconds)
        if data:
            self._response.feed(data)
        else:
            self._response.end()

    def renew(self) -> bool:
        """Make it ready for another request; False = the last response was not read to the end, or went beyond it."""
        if not self._response.lasting or self._response.pieces:
            return False
        self._response.expect()
        return True

    def is_stale(self) -> bool:
        """Whether the server has closed it."""
        return self._stream.is_closed()

    def close(self) -> None:
        """Drop it at once."""
        self._stream.close()
