"""One connection and what servers say on it, byte by byte."""

import asyncio

import pytest

from pipeline.fetch.http import Connection, CutError, ProtocolError, written

OK = b"HTTP/1.1 200 OK\r\n"
SIZED = OK + b"Content-Length: 4\r\n\r\nrain"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


class Said:
    """A stream that says what it is given, then closes."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)

    async def read(self, _seconds):
        return self.pieces.pop(0) if self.pieces else b""

    async def write(self, _data, _seconds):
        pass


def asked(*pieces):
    """Status, body and whether the connection can go on, after one request."""

    async def ask():
        connection = Connection(Said(*pieces), 1)
        head = await connection.ask(written(b"/", []))
        return head.status, b"".join([piece async for piece in connection.body()]), connection.renew()

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param(SIZED, (200, b"rain", True), id="a length"),
        pytest.param(OK + b"Content-Length: 0\r\n\r\n", (200, b"", True), id="nothing"),
        pytest.param(CHUNKED + b"2\r\nra\r\n2\r\nin\r\n0\r\n\r\n", (200, b"rain", True), id="chunks"),
        pytest.param(CHUNKED + b"4;a=b\r\nrain\r\n0\r\nX: y\r\n\r\n", (200, b"rain", True), id="words beside chunks"),
        pytest.param(OK + b"\r\nrain", (200, b"rain", False), id="the end of the connection is that of the body"),
        pytest.param(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", (304, b"", True), id="304 has none"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n" + SIZED, (200, b"rain", True), id="100 Continue is no answer"),
        pytest.param(b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nrain", (200, b"rain", False), id="HTTP/1.0 closes"),
        pytest.param(SIZED.replace(b"\r\n", b"\n"), (200, b"rain", True), id="bare line feeds"),
        pytest.param(SIZED.replace(b"OK", b"OK\r\nConnection: close"), (200, b"rain", False), id="a wish to close"),
        pytest.param(SIZED + SIZED, (200, b"rain", False), id="a second answer is not taken for the next"),
        pytest.param(SIZED + b"junk", (200, b"rain", False), id="junk behind the end"),
        pytest.param(
            CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 99\r\n\r\n") + b"4\r\nrain\r\n0\r\n\r\n",
            (200, b"rain", False),
            id="a length beside chunks says nothing",
        ),
    ],
)
def test_a_response_is_read_to_its_end_and_no_further(said, found):
    """Status and body are those of the first answer; the connection goes on only if nothing else was said on it."""
    assert found == asked(said)
    assert found[:2] == asked(*(said[place : place + 1] for place in range(len(said))))[:2]


@pytest.mark.parametrize(
    ("said", "kind", "reason"),
    [
        pytest.param(b"", CutError, "closed without sending", id="nothing"),
        pytest.param(OK[:9], CutError, "closed without sending", id="half a status"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n", CutError, "closed without sending", id="only 100 Continue"),
        pytest.param(SIZED[:-1], CutError, "cut off after 3 of 4 bytes", id="a byte is missing"),
        pytest.param(CHUNKED + b"4\r\nra", CutError, "within a chunk", id="within a chunk"),
        pytest.param(CHUNKED + b"4\r\nrain\r\n", CutError, "within a chunk", id="without the last chunk"),
        pytest.param(CHUNKED + b"zz\r\n", ProtocolError, "chunk", id="a chunk of no size"),
        pytest.param(b"220 mail.example ESMTP\r\n", ProtocolError, "HTTP", id="another protocol"),
        pytest.param(
            b"HTTP/1.1 101 Over\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n?",
            ProtocolError,
            "another protocol",
            id="101",
        ),
        pytest.param(
            OK + b"Transfer-Encoding: gzip\r\n\r\n", ProtocolError, "'gzip' is unknown", id="coded on the way"
        ),
        pytest.param(
            OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nrain",
            ProtocolError,
            "Content-Length",
            id="two lengths",
        ),
        pytest.param(
            OK + b"Content-Length: -4\r\n\r\nrain", ProtocolError, "Content-Length", id="a length below nothing"
        ),
        pytest.param(OK + b"X: " + b"w" * 200_000, ProtocolError, "100 KiB of headers", id="a header without end"),
        pytest.param(b"HTTP/1.1 100 Go\r\n\r\n" * 20_000, ProtocolError, "100 KiB of headers", id="100 without end"),
        pytest.param(CHUNKED + b"0\r\n" + b"X: y\r\n" * 40_000, ProtocolError, "100 KiB", id="trailers without end"),
    ],
)
def test_what_is_no_whole_response_says_how(said, kind, reason):
    """A cut is told from what is no HTTP, for it can pass; a head without end is not kept."""
    pieces = [said[place : place + 4096] for place in range(0, len(said), 4096)]
    with pytest.raises(ProtocolError, match=reason) as caught:
        asked(*pieces)

    assert type(caught.value) is kind


def test_the_next_response_has_nothing_of_the_last():
    """Headers and body of two answers on one connection are apart."""

    async def ask():
        connection = Connection(Said(OK + b"ETag: a\r\nContent-Length: 1\r\n\r\n1", SIZED), 1)
        heads, bodies = [], []
        for _ in range(2):
            heads.append(await connection.ask(written(b"/", [])))
            bodies.append(b"".join([piece async for piece in connection.body()]))
            assert connection.renew()
        return heads, bodies

    heads, bodies = asyncio.run(ask())

    assert bodies == [b"1", b"rain"]
    assert [head.headers for head in heads] == [{"etag": "a", "content-length": "1"}, {"content-length": "4"}]


def test_a_trailer_is_no_header():
    """What a server adds behind the chunks changes neither the headers nor the connection."""

    async def ask():
        connection = Connection(Said(CHUNKED + b"4\r\nrain\r\n0\r\nETag: b\r\nContent-Length: 9\r\n\r\n"), 1)
        head = await connection.ask(written(b"/", []))
        return head.headers, [piece async for piece in connection.body()], connection.renew()

    assert asyncio.run(ask()) == ({"transfer-encoding": "chunked"}, [b"rain"], True)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"a\r\nX: y", id="a line break"),
        pytest.param(b"a\nX: y", id="a line feed"),
        pytest.param(b"a\0", id="a NUL"),
        pytest.param(b" a", id="a blank before"),
    ],
)
def test_no_value_smuggles_a_header(value):
    """A validator out of the database goes out as one value, or not at all."""
    with pytest.raises(ProtocolError, match="signs that none may"):
        written(b"/", [(b"If-None-Match", value)])
    with pytest.raises(ProtocolError, match="signs that none may"):
        written(b"/a b", [])
