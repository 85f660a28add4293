"""Bodies within a limit: counted as they arrive and again as they unfold."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterator

import brotli  # type: ignore[import-untyped]
from isal import igzip_lib, isal_zlib

from pipeline.errors import FetchError

_PIECE = 64 << 10  # bytes made at once by a decompressor: the most that a bomb can take beyond the limit
_MOST_CODINGS = 2

Decoder = Callable[[bytes], Iterator[bytes]]


class DamagedError(ValueError):
    """What came is not in the coding that was announced."""


def _inflate() -> Decoder:
    state = isal_zlib.decompressobj(isal_zlib.MAX_WBITS | 32)  # gzip or zlib, by its header

    def decode(data: bytes) -> Iterator[bytes]:
        while data and not state.eof:
            try:
                made = state.decompress(data, _PIECE)
            except igzip_lib.IsalError as error:  # type: ignore[misc]  # its stubs take the class for an instance
                raise DamagedError from error
            data = state.unconsumed_tail
            yield made

    return decode


def _unbrotli() -> Decoder:
    state = brotli.Decompressor()

    def decode(data: bytes) -> Iterator[bytes]:
        while made := _process(state, data):
            yield made
            data = b""

    return decode


def _process(state: brotli.Decompressor, data: bytes) -> bytes:
    try:
        made: bytes = state.process(data, output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise DamagedError from error
    return made


_DECODERS: dict[str, Callable[[], Decoder]] = {
    "gzip": _inflate,
    "x-gzip": _inflate,
    "deflate": _inflate,
    "br": _unbrotli,
}
ACCEPTED = b"gzip, br"  # deflate is read but not asked for: servers disagree on what it is


def decoders(coding: str, url: str) -> list[Decoder]:
    """
    Decompressors for a Content-Encoding, in the order in which they are to be applied.

    Raises:
        FetchError: a coding is unknown, or there are more than two.
    """
    names = [name for each in coding.lower().split(",") if (name := each.strip()) not in ("", "identity")]
    if len(names) > _MOST_CODINGS:
        raise FetchError(url, f"compressed {len(names)} times")
    unknown = [name for name in names if name not in _DECODERS]
    if unknown:
        raise FetchError(url, f"content encoding {unknown[0][:40]!r} is unknown")
    return [_DECODERS[name]() for name in reversed(names)]


def unfold(data: bytes, chain: list[Decoder]) -> Iterator[bytes]:
    """
    Decompress one piece by all of *chain*, 64 KiB at a time.

    Raises:
        DamagedError: it is not compressed that way.
    """
    if not chain:
        yield data
        return
    for made in chain[0](data):
        yield from unfold(made, chain[1:])


def in_words(size: int) -> str:
    """A number of bytes as one reads it."""
    return f"{size >> 20} MiB" if size and not size % (1 << 20) else f"{size} bytes"


async def read_within(pieces: AsyncIterable[bytes], chain: list[Decoder], limit: int, url: str) -> tuple[bytes, int]:
    """
    Read a body and the number of bytes it took on the wire.

    Raises:
        FetchError: more than *limit* bytes before or after decompression, or damaged compression.
    """
    made = bytearray()
    received = 0
    try:
        async for piece in pieces:
            received += len(piece)
            if received > limit:
                raise FetchError(url, f"body over {in_words(limit)}")
            for part in unfold(piece, chain):
                made += part
                if len(made) > limit:
                    raise FetchError(url, f"body over {in_words(limit)} after decompression")
    except DamagedError as error:
        raise FetchError(url, "damaged compression") from error
    return bytes(made), received
