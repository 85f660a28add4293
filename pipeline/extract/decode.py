"""
From the bytes of an answer to one parsed tree: the charset, the limits, and what is no HTML at all.

The charset is tried in the order byte-order mark, UTF-8 (text of another charset is practically never valid UTF-8),
Content-Type, `<meta>`, windows-1252: each must decode the whole page, the last replaces what it cannot.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MAX_BYTES = 8 << 20  # a larger page is no article: the largest of 660 real ones has 4 MiB
MAX_TAGS = 60_000  # tags and comments; the same pages have at most 15,000
MAX_ATTRIBUTES = 5_000  # of one tag: the parser compares each with each
MAX_ALL_ATTRIBUTES = 250_000  # of a page: each takes the better part of a KiB
_LONG_TAG = 10_000  # bytes up to the next tag, from which attributes are counted
_LARGE = 256 << 10  # bytes; a smaller page has not the room for too many
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_SNIFF = 4096  # bytes searched for NULs and for a charset
_FEW = 8  # control characters that a careless editor leaves
_BINARY = 0.02  # share of control characters, from which bytes are no text

_MAGIC = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"OggS", b"RIFF")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/octet-stream")
_LATIN = {"latin-1", "iso-8859-1", "iso8859-1", "us-ascii", "ascii", "windows-1252", "cp1252"}
_CONTROL = bytes([*range(9), 11, 12, *range(14, 32), 127])  # never part of a longer character
_C1 = re.compile(rb"\xc2([\x80-\x9f])")
_PARSER_OPTIONS = {"encoding": "utf-8", "collect_ids": False, "remove_comments": True, "remove_pis": True}


class UnreadableError(ValueError):
    """The bytes hold no HTML document; the message is the reason, for a reader."""


def to_utf8(body: bytes, content_type: str = "") -> bytes:
    """
    Spell a page in UTF-8, whatever it came in: it never fails, control characters are dropped.

    Args:
        body: any bytes.
        content_type: the HTTP header, "" = unknown.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(charset, "replace")
            return text.encode("utf-8", "replace").translate(None, _CONTROL)
    body = body.translate(None, _CONTROL)
    for charset in ("utf-8", *_declared(body, content_type)):
        try:
            text = body.decode(charset)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        return body if charset == "utf-8" else text.encode("utf-8", "replace")
    # a truncated or patched UTF-8 page: better a few replacement signs than mojibake throughout
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") * 2 > sum(not char.isascii() for char in text):
        text = body.decode("cp1252", "replace")
    return text.encode("utf-8", "replace")


def _declared(body: bytes, content_type: str) -> list[str]:
    """Charsets named by the header and the page; a server's blanket Latin-1 yields to the page's own word."""
    header = _CHARSET.search(content_type.encode("ascii", "ignore"))
    meta = _CHARSET.search(body[:_SNIFF])
    names = [found[1].decode("ascii").lower() for found in (header, meta) if found]
    names.sort(key=lambda name: name in _LATIN)
    return ["cp1252" if name in _LATIN else name for name in names]


def parse(body: bytes, content_type: str = "") -> HtmlElement:
    """
    Parse a page once: the tree that metadata and text are both read from.

    Raises:
        UnreadableError: empty, binary, too large, with too many tags or attributes, or without a single element.
    """
    page = _C1.sub(_windows, to_utf8(_checked(body, content_type), content_type))
    if not page.strip():
        raise UnreadableError("empty page")
    if page.count(b"<") > MAX_TAGS:
        raise UnreadableError(f"more than {MAX_TAGS:,} tags")
    _check_attributes(page)
    try:
        tree = document_fromstring(page, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableError("no HTML") from error
    if tree is None or not len(tree):
        raise UnreadableError("no HTML")
    return tree


def _parser() -> HTMLParser:
    """
    One that makes the same element of every tag.

    lxml.html's own gives forms and links classes of theirs, and asks a Python function for each element that is looked
    at, a hundred a page: the extractors need none of them.
    """
    parser = HTMLParser(**_PARSER_OPTIONS)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _check_attributes(page: bytes) -> None:
    if len(page) <= _LONG_TAG:
        return
    pieces = page.split(b"<")
    if any(_attributes(piece) > MAX_ATTRIBUTES for piece in pieces if len(piece) > _LONG_TAG):
        raise UnreadableError(f"a tag with more than {MAX_ATTRIBUTES:,} attributes")
    if len(page) < _LARGE or sum(len(piece.partition(b">")[0].split()) for piece in pieces) <= MAX_ALL_ATTRIBUTES:
        return
    if sum(map(_attributes, pieces)) > MAX_ALL_ATTRIBUTES:
        raise UnreadableError(f"more than {MAX_ALL_ATTRIBUTES:,} attributes")


def _attributes(piece: bytes) -> int:
    """Words outside of quotes in the tag that a piece of a page begins with."""
    return len(_QUOTED.sub(b"", piece.partition(b">")[0]).split())


def _windows(found: re.Match[bytes]) -> bytes:
    """A C1 control is a windows-1252 sign that was taken for Latin-1: browsers read it so, too."""
    return found[1].decode("cp1252", "ignore").encode()


def _checked(body: bytes, content_type: str) -> bytes:
    kind = content_type.partition(";")[0].strip().lower()
    if not body.strip():
        raise UnreadableError("empty page")
    if len(body) > MAX_BYTES:
        raise UnreadableError(f"larger than {MAX_BYTES >> 20} MiB")
    if kind and not kind.startswith(_TEXTUAL):
        raise UnreadableError(f"content type {kind[:60]}")
    head = body[:_SNIFF]
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    controls = len(head) - len(head.translate(None, _CONTROL))
    if head.startswith(_MAGIC) or (not wide and controls > max(_FEW, _BINARY * len(head))):
        raise UnreadableError("binary, not HTML")
    return body
