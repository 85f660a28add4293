"""
Pages in WARC files, as of CC-NEWS: streamed, a record in memory at a time.

warcio reads the records. Its own loop over them is not used: it ends at the first bad record, and it unpacks as much as
a file tells it to. Source: ISO 28500:2017, https://iipc.github.io/warc-specifications/
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.bufferedreaders import BufferedReader, ChunkedDataReader  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeadersParserException  # type: ignore[import-untyped]

from pipeline.errors import FetchError, InputError
from pipeline.fetch.body import DamagedError, decoders, unfold
from pipeline.identity.dates import parse_date
from pipeline.identity.urls import canonical_url
from pipeline.line.backfill.found import Asked, Found, Item, listing
from pipeline.model.texts import Failure, Page

MOST_BYTES = 5 << 20  # of one page, packed and unpacked: as for pages of the web
_MOST_HEAD = 1 << 20  # bytes of the headers of one record
_PIECE = 64 << 10
_MOST_JUNK = 1000  # lines before the first record
_GZIP = b"\x1f\x8b\x08"
_HTML = ("text/html", "application/xhtml")
_BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError, ValueError, EOFError)


class _BadRecordError(Exception):
    """A record cannot be used; the next one can."""


class Unpacked:
    """
    The bytes of a file, unpacked if it is gzip; after damage it goes on with the next gzip member.

    At most `_MOST_HEAD` bytes are given between two calls of `allow`: a header without end cannot fill the memory.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._packed = file.read(_PIECE)
        self._gzip = self._packed.startswith(_GZIP)
        self._state: Any = None
        self._given = 0
        self.cut = False  # the file ended within a member
        self.ended = False  # all is given

    def allow(self) -> None:
        """Begin another stretch."""
        self._given = 0

    def read(self, size: int) -> bytes:
        """Up to *size* bytes; b"" at the end."""
        made = self._unpack(size) if self._gzip else self._raw(size)
        self.ended = not made
        self._given += len(made)
        if self._given > _MOST_HEAD:
            raise _BadRecordError(f"headers over {_MOST_HEAD} bytes")
        return made

    def _raw(self, size: int) -> bytes:
        made, self._packed = self._packed[:size], self._packed[size:]
        return made or self._file.read(size)

    def _unpack(self, size: int) -> bytes:
        while True:
            self._packed = self._packed or self._file.read(_PIECE)
            if not self._packed:
                self.cut = self.cut or self._state is not None
                self._state = None
                return b""
            self._state = self._state or zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                made: bytes = self._state.decompress(self._packed, size)
            except zlib.error:
                self._state, self._packed = None, self._next_member()
                raise _BadRecordError("damaged gzip") from None
            self._packed = self._state.unused_data if self._state.eof else self._state.unconsumed_tail
            if self._state.eof:
                self._state = None
            if made:
                return made

    def _next_member(self) -> bytes:
        """What follows from the next head of a member on: b"" if there is none."""
        data = self._packed[1:]
        while (place := data.find(_GZIP)) < 0:
            more = self._file.read(_PIECE)
            if not more:
                return b""
            data = data[-2:] + more
        return data[place:]


def read_warc(file: BinaryIO, name: str, asked: Asked) -> Iterator[Item]:
    """
    Every HTML page with status 200, in the order of the file; other records are passed over.

    Args:
        file: a WARC, packed by records, as a whole or not at all.
        name: of the file, for failures.
        asked: a page that was captured before the time asked for is left out; one captured later may be from it.

    Raises:
        InputError: no WARC, or cut off; all pages before that were given.
    """
    source = Unpacked(file)
    reader = BufferedReader(source, block_size=_PIECE)
    loader = ArcWarcRecordLoader(verify_http=False)
    records = junk = 0
    while True:
        source.allow()
        try:
            line = reader.readline(_PIECE)
        except _BadRecordError as error:
            yield _failure(asked, f"{name}: after record {records}", str(error))
            continue
        if line.startswith(b"WARC/"):
            records += 1
            found = _read_record(source, loader, (reader, line), f"{name}: record {records}", asked)
            if found:
                yield found
        elif not line or (junk > _MOST_JUNK and not records):
            break
        else:
            junk += 1
    if not records:
        raise InputError(name, "no WARC record in it")
    if source.cut:
        raise InputError(name, f"cut off after {records} records; what stood before is kept")


def _read_record(
    source: Unpacked, loader: Any, stream: tuple[Any, bytes], place: str, asked: Asked
) -> Found | Failure | None:
    """
    One record, read to its end whatever it holds.

    Raises:
        InputError: the file ends within it.
    """
    name = place.partition(": ")[0]
    found: Found | Failure | None
    try:
        source.allow()
        record = loader.parse_record_stream(*stream, "warc")
        if record.length is None:
            raise _BadRecordError("no Content-Length")
    except (_BadRecordError, *_BROKEN) as error:
        if source.ended:
            raise InputError(name, f"cut off in {place.partition(': ')[2]}; what stood before it is kept") from error
        return _failure(asked, place, str(error) or type(error).__name__)
    place = f"{name}: {record.rec_headers.get_header('WARC-Target-URI') or place.partition(': ')[2]}"
    try:
        found = _page(record, source, place, asked)
    except (_BadRecordError, *_BROKEN) as error:
        found = _failure(asked, place, str(error) or type(error).__name__)
    try:
        while True:
            source.allow()
            if not record.raw_stream.read(_PIECE):
                break
    except _BadRecordError as error:
        return _failure(asked, place, str(error))
    if record.raw_stream.limit:
        raise InputError(name, f"cut off in {place.partition(': ')[2][:200]}; what stood before is kept")
    return found


def _failure(asked: Asked, place: str, reason: str) -> Failure:
    return Failure(stage="fetch", key=place[:2000], reason=" ".join(reason.split())[:200], at=asked.now)


def _page(record: Any, source: Unpacked, place: str, asked: Asked) -> Found | None:
    """The page of one record; None = not one that is wanted."""
    http = record.http_headers
    if record.rec_type != "response" or http is None or http.get_statuscode() != "200":
        return None
    kind = (http.get_header("Content-Type") or "").strip()
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not kind.lower().startswith(_HTML) or (asked.listed_only and not asked.owner(url)):
        return None
    if not asked.wants(None, parse_date((record.rec_headers.get_header("WARC-Date") or "")[:100])):
        return None
    key = canonical_url(url)
    page = Page(
        url=url,
        final_url=url,
        status=200,
        body=_body(record, source, url),
        content_type=kind[:200],
        fetched=asked.now,
    )
    return Found(key=key, place=place, entry=listing(asked, place.partition(": ")[0], url, key), page=page)


def _body(record: Any, source: Unpacked, url: str) -> bytes:
    """The body as a browser would have it. Crawlers often store it unpacked and keep the headers: both are read."""
    if (record.length or 0) > MOST_BYTES + _MOST_HEAD:
        raise _BadRecordError(f"body over {MOST_BYTES} bytes")
    http = record.http_headers
    chunked = (http.get_header("Transfer-Encoding") or "").lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    pieces = []
    while True:
        source.allow()
        piece = stream.read(_PIECE)
        if not piece:
            break
        pieces.append(piece)
    packed = b"".join(pieces)
    made = bytearray()
    try:
        for part in unfold(packed, decoders(http.get_header("Content-Encoding") or "", url)):
            made += part
            if len(made) > MOST_BYTES:
                raise _BadRecordError(f"body over {MOST_BYTES} bytes after decompression")
    except (DamagedError, FetchError):
        return packed  # stored unpacked
    return bytes(made)
