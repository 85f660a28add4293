"""What the page's own markup says of a line: a second witness, at the price of two passes over the tree."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.extract.lines import key

_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "td", "blockquote", "section", "article"})
# "/descendant::" reads a tree once where "//" makes and sorts a set of every node; the elements without the attribute
# that is asked for are most, and go first
_LINKS = XPath("/descendant::body/descendant::a[@href]")
_HEADINGS = XPath("//h2[not(.//a)] | //h3[not(.//a)] | //h4[not(.//a)]")
_MARKED = XPath(
    "/descendant::figcaption | /descendant::*[@itemprop or @rel]["
    "@itemprop='author' or @rel='author' or @itemprop='caption' or @itemprop='copyrightHolder']"
    " | /descendant::body/descendant::*[@class][contains(@class, 'aption') or contains(@class, 'yline')"
    " or contains(@class, 'credit') or contains(@class, 'opyright')]"
    "[self::p or self::div or self::span or self::small or self::cite or self::address]"
)
_MAX_LINE = 400  # characters
_MAX_LINKS = 5_000
_SHARE = 0.8  # of a line's characters inside links, from which it is a teaser


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Keys of lines (see `lines.key`) by what the markup says of them."""

    links: frozenset[str] = frozenset()  # all, or nearly all, of the line is a link
    total: int = 0  # links on the page
    marked: frozenset[str] = frozenset()  # caption, credit or byline by its element or class


def observe(tree: HtmlElement, site: str = "") -> Witness:
    """
    Read the witness off a tree, which stays as it is.

    Args:
        tree: a whole page.
        site: its host without "www."; links to other hosts are citations, not teasers.
    """
    links = _LINKS(tree)
    return Witness(links=_link_lines(tree, links, site), total=len(links), marked=_marked_lines(tree))


def _link_lines(tree: HtmlElement, links: list[HtmlElement], site: str) -> frozenset[str]:
    inside: dict[HtmlElement, int] = {}
    for link in links[:_MAX_LINKS]:
        target = link.get("href", "")
        if target.startswith("#") or ("//" in target[:8] and site not in target[:100]):
            continue
        text = _text(link)
        block = link.getparent()
        while block is not None and block.tag not in _BLOCKS:
            block = block.getparent()
        if block is not None:
            inside[block] = inside.get(block, 0) + len("".join(text.split()))
    found = set()
    for block, linked in inside.items():
        if 12 <= linked <= _MAX_LINE:
            text = "".join(_text(block).split())
            if len(text) <= _MAX_LINE and linked >= _SHARE * len(text):
                found.add(key(text))
    if found:
        found.difference_update(key(_text(heading)) for heading in _HEADINGS(tree))
    return frozenset(found)


def _marked_lines(tree: HtmlElement) -> frozenset[str]:
    texts = map(_text, _MARKED(tree))
    return frozenset(key(text) for text in texts if 3 < len(text) <= 2 * _MAX_LINE) - {""}


def _text(element: HtmlElement) -> str:
    """All text inside an element; most have no other element inside."""
    return "".join(element.itertext()) if len(element) else element.text or ""
