"""Who a page shows as its author: the bylines that readers see, without those of other articles and of comments."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.extract.people import people, signature

# one pass over the tree, and what has not the attribute goes first
_BYLINES = XPath(
    "/descendant::*[@*][@rel='author' or @itemprop='author'"
    " or @class and (contains(@class, 'yline') or contains(@class, 'uthor'))"
    " or @href and (contains(@href, '/author/') or contains(@href, '/autor/') or contains(@href, '/authors/')"
    " or contains(@href, '/autoren/') or contains(@href, '/auteur') or contains(@href, '/autores/')"
    " or contains(@href, '/yazar') or contains(@href, '/profile/'))]"
)
_SHORT_TEXTS = XPath("/descendant::body/descendant::text()[string-length() < 80][normalize-space()]")
_SAID_BY = re.compile(r"\s*(?:By|Von|Por|Par|Door|Av|Af|(?:Autor(?:in|a|e)?|Auteur|Texte?|Автор|Автори)\s?:)(?=\s|\Z)")
_OTHER_ROLE = re.compile(
    r"\b(?:updated|edited|checked|translated|illustrat(?:ed|ions?)|photos?|photograph(?:ed|s|y)?) by\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s(?:comments?(?:-?list|-?area|-author\S*)?|commentlist|nav(?:bar|igation\S*)?|menu)\s", re.IGNORECASE
)
_NAMED = XPath("./descendant::meta[@itemprop='name']/@content")
_MAX_BYLINE = 120  # characters


def shown_authors(tree: HtmlElement, site: str) -> tuple[str, ...]:
    """
    Who signs the first byline that anybody signs: of the elements that are marked as one, else by its words.

    Args:
        tree: a whole page; it stays as it is.
        site: the outlet's name, may be "".

    Returns:
        Persons, else one pen name or body; () where no byline names anybody.
    """
    for element in _BYLINES(tree)[:20]:
        parts = [*_NAMED(element), *element.itertext()]
        if (found := _persons(parts, site)) and not _elsewhere(element):
            return found
        line = " ".join(" ".join(parts).split())
        marked = "author" in (element.get("rel"), element.get("itemprop")) or "/author/" in element.get("href", "")
        if len(line) < 50 and (signed := signature(line, marked=marked)) and not _elsewhere(element):
            return (signed,)
    said = (text.getparent() for text in _SHORT_TEXTS(tree) if text.is_text and _SAID_BY.match(text))
    for element in islice(said, 20):
        if _elsewhere(element):
            continue
        parts = list(element.itertext())
        # "By" may stand alone, and the name in the next element
        if _SAID_BY.fullmatch("".join(parts).rstrip()) and (behind := element.getnext()) is not None:
            parts.extend(behind.itertext())
        if found := _persons(parts, site):
            return found
    return ()


def _elsewhere(element: HtmlElement) -> bool:
    """A name in a menu, under a comment, or inside of a link that holds more than it: the card of another article."""
    card = next(element.iterancestors("a"), None)
    if card is not None and len("".join(card.itertext()).strip()) > _MAX_BYLINE:
        return True
    # by their names: a <nav> that is never closed would hold the whole page
    return any(
        _ASIDE.search(f" {place.get('class', '')} {place.get('id', '')} ")
        for place in (element, *element.iterancestors("div", "section", "ul", "ol", "li"))
    )


def _persons(parts: list[str], site: str) -> tuple[str, ...]:
    """Of the text nodes of a byline: a name, a role and a button have elements of their own, often with no space."""
    parts = list(takewhile(lambda part: not _OTHER_ROLE.search(part), parts))
    line = " ".join(" ".join(parts).split())
    return (people(parts, site) or people([line], site)) if len(line) <= _MAX_BYLINE else ()
