"""Where pages mark their bylines, and where a name stands that is no byline of this page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

# Attributes first and their elements then: a third of the price of asking each element for them.
_DECLARED = (
    "/descendant::*/@rel[contains(concat(' ', ., ' '), ' author ')]/.. | /descendant::*/@itemprop[. = 'author']/.."
)
_SEMANTIC = XPath(_DECLARED)
_MARKED = XPath(
    "/descendant::h1 | /descendant::*/@class[contains(., 'yline') or contains(., 'ut') and"
    f" (contains(., 'uthor') or contains(., 'autor'))]/.. | {_DECLARED}"
    " | /descendant::*/@data-testid[contains(., 'yline') or contains(., 'uthor')]/.."
    " | /descendant::a/@href[contains(., '/aut') or contains(., '/yazar') or contains(., '/profile/')]/.."
)
_RARE = XPath(
    "/descendant::*/@id[. = 'byline' or . = 'author' or . = 'authors' or . = 'autor']/.."
    " | /descendant::*/@itemprop[. = 'creator']/.."
    " | /descendant::*/@property[. = 'author' or . = 'schema:author' or . = 'dc:creator' or . = 'creator']/.."
)
# strings alone, as most pages have none of the classes below
_CLASSES = XPath("/descendant::*/@class", smart_strings=False)
_CLASSED = XPath("/descendant::*[@class]")
_LATE = re.compile(
    r"(?:^|[-_\s])(?:firma|signature|auteurs?|yazar(?:lar)?|forfattere?|skribent(?:er)?|avtor[iya]?|penulis|muhabir"
    r"|kirjoittaja|toimittaja|szerzo|zuozhe|tac-?gia)(?:$|[-_\s])"
)
_WEAK = re.compile(
    r"(?:^|[-_\s]|(?-i:(?<=[a-z])(?=[A-Z])))"
    r"(?:writers?|reporters?|journalist[aei]?s?|contributors?|redakt(?:eur|or)(?:in|en)?|vcard)"
    r"(?:$|[-_\s]|(?-i:(?<=[a-z])(?=[A-Z])))",
    re.IGNORECASE,
)
_HREFS = XPath("/descendant::a/@href", smart_strings=False)
_WRITER = re.compile(r"/(?:journalist|reporter|columnist|contributor|periodista|giornalist[aei])s?/")
_MEMBER = re.compile(r"/(?:people|person|expert|scholar|staff|fellow)s?/")  # of an institute
_OWN_PAGE = re.compile(r"/(?:authors?|autor(?:en|es|i|e)?|auteurs?|profile)/|/auteur|/yazar")
_NAME_OF = re.compile(r"\b(?:author|byline)[-_]{0,2}name\b")
_ASIDE = re.compile(
    r"\s(?:comments?(?:-?list|-?area|-author\S*)?|commentlist|nav(?:bar|igation\S*)?|menu"
    r"|card(?:__|-)(?:byline|author|meta)\S*|(?:teaser|related|recommend|testimonial)\S*)\s",
    re.IGNORECASE,
)
MAX_BYLINE = 120  # characters
_MAX_MARKED = 40  # elements looked at


def marked_bylines(tree: HtmlElement) -> list[HtmlElement]:
    """Elements that are marked as bylines; those above the headline come last, as promotions stand there."""
    above: list[HtmlElement] = []
    below: list[HtmlElement] = []
    place = above
    for element in _MARKED(tree):
        if element.tag == "h1":
            place = below
        elif _is_byline(element):
            place.append(element)
    return (below + above)[:_MAX_MARKED]


def semantic_bylines(tree: HtmlElement) -> list[HtmlElement]:
    """Elements that are declared to be the author's, in the page's order."""
    return list(islice(_SEMANTIC(tree), _MAX_MARKED))


def _is_byline(element: HtmlElement) -> bool:
    href = element.get("href", "")
    return "/aut" not in href or _OWN_PAGE.search(href) is not None or "uthor" in element.get("class", "")


def is_signed(element: HtmlElement) -> bool:
    """An element that holds a name and nothing else, where it is no button."""
    mark = element.get("class", "").lower()
    own = _NAME_OF.search(mark) is not None or (element.tag == "a" and "author" in mark)
    return (
        own
        or "author" in (*element.get("rel", "").split(), element.get("itemprop"))
        or "/author/" in element.get("href", "")
    )


def late_bylines(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that are marked in ways that few pages use: an id, a property, or a class in some languages."""
    yield from _RARE(tree)[:_MAX_MARKED]
    yield from _of_class(tree, _LATE)


def weak_bylines(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that name somebody who writes; on some pages that is not who wrote this one."""
    yield from _of_class(tree, _WEAK)
    linked = "\n".join(_HREFS(tree)).lower()
    if _WRITER.search(linked) or _MEMBER.search(linked):
        yield from islice((link for link in tree.iter("a") if _is_writer(link)), _MAX_MARKED)


def _is_writer(link: HtmlElement) -> bool:
    """A link to the page of who writes; of a member of an institute where the page goes by the name that it shows."""
    href = link.get("href", "").lower()
    if _WRITER.search(href):
        return True
    member = _MEMBER.search(href)
    named = "".join(link.itertext()).lower().split()
    return member is not None and any(len(word) > 2 and word in href[member.end() :] for word in named)


def _of_class(tree: HtmlElement, words: re.Pattern[str]) -> list[HtmlElement]:
    if not words.search("\n".join(set(_CLASSES(tree)))):
        return []
    return list(islice((element for element in _CLASSED(tree) if words.search(element.get("class"))), _MAX_MARKED))


def is_elsewhere(element: HtmlElement) -> bool:
    """A name in a menu, under a comment, or inside of a link that holds more than it: the card of another article."""
    card = next(element.iterancestors("a"), None)
    if card is not None and len("".join(card.itertext()).strip()) > MAX_BYLINE:
        return True
    # by their names: a <nav> that is never closed would hold the whole page
    return any(
        _ASIDE.search(f" {place.get('class', '')} {place.get('id', '')} ") and place.find(".//h1") is None
        for place in (element, *element.iterancestors("div", "section", "ul", "ol", "li"))
    )
