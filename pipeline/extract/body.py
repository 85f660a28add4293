"""The lines of a page's article, as trafilatura sees them, and what the page offers beside."""

from __future__ import annotations

import logging
import re
from copy import copy
from datetime import UTC, datetime, time
from functools import cache
from importlib.metadata import version

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import HtmlElement, fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from pipeline.identity.dates import DateCandidate

# what it discards is told by our own status; its warnings would stand between a command's lines
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

TOOL = f"trafilatura {version('trafilatura')} no-comments fast<32K"
_STARTS = XPath("/descendant::body/descendant::text()[contains(., $word)][starts-with(normalize-space(.), $start)]")
_MARKUP = re.compile(r"<(?:p|br|div|h\d)\b", re.IGNORECASE)
_SMALL = 32 << 10  # bytes: up to here the second extractor changed none of the tuning pages, at 1.4 times the price
_LITTLE = 600  # characters
_START = 40  # characters by which a standfirst is found on the page
_STANDFIRST = (60, 500)  # characters


def body_lines(tree: HtmlElement, url: str, size: int) -> list[str]:
    """
    Extract the article's lines: paragraphs, headings and list items in their order.

    Args:
        tree: a whole page; it stays as it is.
        url: of the page.
        size: bytes of the page. A small one is taken as its first extractor gives it; larger ones, and those that
            gave little, are compared with what a second extractor finds.

    Returns:
        Non-blank lines, stripped; [] when trafilatura finds no text.
    """
    lines = _extracted(tree, url, fast=True) if size < _SMALL else []
    if sum(map(len, lines)) < _LITTLE:
        lines = _extracted(tree, url, fast=False)
    return lines


def _extracted(tree: HtmlElement, url: str, *, fast: bool) -> list[str]:
    options = copy(_options(fast))
    options.url = url
    document = bare_extraction(tree, options=options)
    return split_lines(document.text or "") if isinstance(document, Document) else []


@cache
def _options(fast: bool) -> Extractor:
    """Trafilatura's options but for the URL: reading them from its settings costs as much as parsing a small page."""
    return Extractor(output_format="python", fast=fast, comments=False)


def split_lines(text: str) -> list[str]:
    """The non-blank lines of a text, stripped, runs of blanks made one, soft hyphens gone."""
    text = text.replace("\xad", "")
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    # every blank sign but the space is unprintable, so most texts need no taking apart
    if "  " not in text and text.replace("\n", "").isprintable():
        return lines
    return [" ".join(line.split()) for line in lines]


def standfirst(tree: HtmlElement, description: str, lines: list[str]) -> str:
    """
    The article's lead where the extractor lost it: what the page declares as description and also shows.

    Args:
        tree: a whole page.
        description: as declared; a cut one ("...") is completed from the page.
        lines: the text without it.

    Returns:
        "" when the page shows no such paragraph, or the text has it already.
    """
    start = description[:_START]
    if len(start) < _START:
        return ""
    told = "".join(lines)
    if start in told or "".join(start.split()) in "".join(told.split()):
        return ""
    for found in _STARTS(tree, start=start, word=start.partition(" ")[0]):
        parent = found.getparent()
        if parent is None or parent.tag in ("script", "style", "a", "figcaption", "title") or found.is_tail:
            continue
        text = " ".join("".join(parent.itertext()).split())
        if _STANDFIRST[0] <= len(text) <= _STANDFIRST[1]:
            return text
    return ""


def plain_text(markup: str) -> str:
    """The paragraphs of a piece of HTML, or of plain text with escaped markup, one a line."""
    if "<" not in markup:
        return markup
    if not _MARKUP.search(markup):
        return " ".join(fromstring(f"<div>{markup}</div>").itertext())
    tree = fromstring(f"<div>{markup}</div>")
    for element in tree.iter("p", "br", "div", "h1", "h2", "h3", "h4", "li", "blockquote"):
        element.tail = "\n" + (element.tail or "")
    return "".join(tree.itertext())


def searched_date(tree: HtmlElement, url: str) -> DateCandidate | None:
    """The day that htmldate reads off a page which declares none: the last resort, as it costs more than the rest."""
    found = find_date(tree, url=url, original_date=True, extensive_search=False)
    if not found:
        return None
    return DateCandidate(
        source="text", when=datetime.combine(datetime.fromisoformat(found), time(), UTC), day_only=True
    )
