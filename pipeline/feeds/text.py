"""Bytes of a feed to clean XML, and its markup to plain text."""

from __future__ import annotations

import re
import zlib

from lxml import etree, html

from pipeline.errors import FeedError

_GZIP = b"\x1f\x8b"
_WIDE = (  # first bytes of UTF-32 and UTF-16, with a mark or with the first character of XML
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,31};)")
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML 1.0 document may hold these
_STRAY_SHARE = 0.01  # of the non-ASCII bytes: with fewer strays than this the document is UTF-8 with a slip
_MARKUP = re.compile(r"[<&]")
_HIDDEN = ("script", "style", "noscript", "template", "iframe", "object")


def gunzip(body: bytes, limit: int, url: str) -> bytes:
    """
    Undo a gzip that no header announced.

    Raises:
        FeedError: damaged, or more than *limit* bytes come out.
    """
    if not body.startswith(_GZIP):
        return body
    state = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        made = state.decompress(body, limit + 1)
    except zlib.error as error:
        raise FeedError(url, "damaged gzip") from error
    if len(made) > limit:
        raise FeedError(url, f"over {limit} bytes after decompression")
    return made


def as_utf8(body: bytes) -> bytes | None:
    """
    *body* as clean UTF-8, if it is UTF-8 whatever its label says; None = another encoding, for the parser to find.

    A few stray Windows-1252 bytes do not make a UTF-8 document one of another encoding.
    """
    wide = next((codec for mark, codec in _WIDE if body.startswith(mark)), "")
    if wide:
        return body.decode(wide, "replace").encode("utf-8", "replace")
    if b"\x00" in body[:4] or b"\x1b" in body:
        return None  # EBCDIC, ISO-2022
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        mended = body.decode("utf-8", "replace")
        strays = mended.count("\ufffd")
        if strays > _STRAY_SHARE * (len(body) - len(body.decode("ascii", "ignore"))):
            return None
        body = mended.encode()
    return body


def mend(body: bytes) -> bytes:
    """Escape lone ampersands outside CDATA and drop characters that XML forbids."""
    body = _ILLEGAL.sub(b"", body.removeprefix(b"\xef\xbb\xbf").lstrip())
    if b"&" not in body:
        return body
    parts = _CDATA.split(body)
    parts[::2] = [_BARE_AMPERSAND.sub(b"&amp;", part) for part in parts[::2]]
    return b"".join(parts)


def plain(markup: str, longest: int) -> str:
    """Words of *markup* on one line, without tags, scripts and entities; at most *longest* characters."""
    text = markup[: longest * 20]
    if _MARKUP.search(text):
        text = _text_of(text)
    return " ".join(text.split())[:longest]


def _text_of(markup: str) -> str:
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return re.sub(r"<[^<>]*>", " ", markup)
    for hidden in list(tree.iter(*_HIDDEN)):
        hidden.drop_tree()
    return " ".join(tree.itertext(with_tail=True)) if len(tree) else str(tree.text or "")
