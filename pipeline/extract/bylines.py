"""Who a page shows as its author: the bylines that readers see, without those of other articles and of comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, islice, pairwise, takewhile
from typing import Any, TypeAlias

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.extract.people import agency, desk, is_button, people, signature

# Attributes first and their elements then: a third of the price of asking each element for them.
_MARKED = XPath(
    "/descendant::h1 | /descendant::*/@class[contains(., 'yline') or contains(., 'ut') and"
    " (contains(., 'uthor') or contains(., 'autor'))]/.."
    " | /descendant::*/@rel[. = 'author']/.. | /descendant::*/@itemprop[. = 'author']/.."
    " | /descendant::*/@data-testid[contains(., 'yline') or contains(., 'uthor')]/.."
    " | /descendant::a/@href[contains(., '/aut') or contains(., '/yazar') or contains(., '/profile/')]/.."
)
_SEMANTIC = XPath("/descendant::*/@rel[. = 'author']/.. | /descendant::*/@itemprop[. = 'author']/..")
_BY_ID = XPath("/descendant::*/@id[. = 'byline' or . = 'author' or . = 'authors' or . = 'autor']/..")
_OWN_PAGE = re.compile(r"/(?:authors?|autor(?:en|es|i|e)?|auteurs?|profile)/|/auteur|/yazar")
_SHORT_TEXTS = XPath("/descendant::body/descendant::text()[string-length() < 80][normalize-space()]")
_SAID_BY = re.compile(
    r"\s*(?=[abdefimoprstvwíат作撰文])"  # what all of these begin with: most texts need no further look
    r"(?:(?:(?:written|posted|words|story|interview|reporting|analysis) )?by|von|por|par|door|av|af|oleh|escrito por"
    r"|(?:(?:posted |words |story )?by|von|por|par|tekst|forfatter):(?=\s+\S)"  # a bare "By:" may be any list's
    r"|(?:written by|authors?|autor(?:in|a|e|en|es)?|auteurs?|texte?|texto|testo|penulis|muhabir|szerző|írta|piše"
    r"|автори?|текст|作者|撰文|文)\s?[:：])(?=\s|\Z|(?<=：))",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?:author|autor|auteur)s?\s*:?\s*", re.IGNORECASE)
_OTHER_ROLE = re.compile(
    r"\b(?:updated|edited|checked|translated|illustrat(?:ed|ions?)|photos?|photograph(?:ed|s|y)?) by\b"
    r"|\b(?:photos?|fotos?|editing|redigering|translation|übersetzung|traducción|traduction)\s?:",
    re.IGNORECASE,
)
_REVIEWED = re.compile(r"\b(?:medically |fact.)?(?:reviewed|checked) by\b", re.IGNORECASE)
_OTHERS = re.compile(f"{_OTHER_ROLE.pattern}|{_REVIEWED.pattern}", re.IGNORECASE)
_SURNAME = re.compile(r"last.?name|family.?name|surname|nachname", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s(?:comments?(?:-?list|-?area|-author\S*)?|commentlist|nav(?:bar|igation\S*)?|menu"
    r"|card(?:__|-)(?:byline|author|meta)\S*|(?:teaser|related|recommend|testimonial)\S*)\s",
    re.IGNORECASE,
)
_VISIBLE = XPath("descendant-or-self::*[not(self::style or self::script)]/text()")
_DATE = re.compile(
    r"\W*(?:\w{2,12},?\s)?(?:\d{1,2}\W{1,3}\w{1,12}\W{1,3}(?:19|20)\d\d"
    r"|\w{3,12}\W{1,3}\d{1,2}\W{1,3}(?:19|20)\d\d|(?:19|20)\d\d[-./年]\d\d?[-./月]\d\d?)\b"
)
_Text: TypeAlias = Any  # lxml's text nodes: strings that know their element
_NAMED = XPath("./descendant::meta[@itemprop='name']/@content")
_MAX_BYLINE = 120  # characters
_MAX_MARKED = 40  # elements looked at
_PER_NAME = 60  # characters around each name in a row of bylines: names, roles and addresses, no headlines


def shown_authors(tree: HtmlElement, site: str, host: str = "") -> tuple[str, ...]:
    """
    Who signs the first byline that anybody signs: of the elements that are marked as one, else by its words.

    Args:
        tree: a whole page; it stays as it is.
        site: the outlet's name, may be "".
        host: the outlet's registered name, may be "".

    Returns:
        Persons, else one pen name or body, else the outlet's desk; () where no byline names anybody.
    """
    marked = _marked(tree)
    desks = []
    for place, element in enumerate(marked):
        if (found := _persons(element, site)) and not _elsewhere(element):
            return _beside(found, element, marked[place + 1 :], site)
        line = " ".join(" ".join(text for text in _texts(element) if not _LABEL.fullmatch(text)).split())
        if not 1 < len(line) < 50 or _elsewhere(element):
            continue
        if signed := signature(line, marked=_is_signed(element)) or agency(line):
            return (signed,)
        desks.append(desk(line, site, host))
    texts = _SHORT_TEXTS(tree)
    return _said(texts, site) or _identified(tree, site) or tuple(filter(None, desks))[:1] or _dated(texts, site)


def all_authors(tree: HtmlElement, declared: tuple[str, ...], site: str) -> tuple[str, ...]:
    """
    Complete the persons a page declares with those it shows in one row with them, each marked as an author.

    Some templates declare the first author alone, or the last.
    """
    marked = _SEMANTIC(tree)[:_MAX_MARKED]
    if len(marked) < 2:
        return declared
    found = _persons(marked[0], site)
    shown = _beside(found, marked[0], marked[1:], site) if found else ()
    return shown if set(declared) < set(shown) and not _elsewhere(marked[0]) else declared


def _marked(tree: HtmlElement) -> list[HtmlElement]:
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


def _is_byline(element: HtmlElement) -> bool:
    href = element.get("href", "")
    return "/aut" not in href or _OWN_PAGE.search(href) is not None or "uthor" in element.get("class", "")


def _is_signed(element: HtmlElement) -> bool:
    own = element.tag == "a" and "author" in element.get("class", "").lower()
    return own or "author" in (element.get("rel"), element.get("itemprop")) or "/author/" in element.get("href", "")


def _beside(found: tuple[str, ...], first: HtmlElement, rest: list[HtmlElement], site: str) -> tuple[str, ...]:
    """Add the persons of the bylines that stand in a row with the first, with nothing but roles between them."""
    around = list(islice(first.iterancestors(), 5))
    rows: dict[HtmlElement, list[str]] = {}
    for other in rest:
        if other.tag == first.tag and other.get("class") == first.get("class"):
            row = next((each for each in other.iterancestors() if each in around), None)
            if row is not None:
                rows.setdefault(row, []).extend(_persons(other, site))
    for row, names in rows.items():
        line = " ".join(" ".join(_texts(row)).split())
        both = tuple(dict.fromkeys((*found, *names)))
        if len(line) <= _PER_NAME * len(both) and not _OTHERS.search(line):
            found = both
    return found


def _said(texts: list[_Text], site: str) -> tuple[str, ...]:
    said = (text.getparent() for text in texts if text.is_text and _SAID_BY.match(text))
    for element in islice(said, 20):
        if _elsewhere(element):
            continue
        parts = list(_texts(element))
        # "By" may stand alone, and the name in the next element
        if _SAID_BY.fullmatch("".join(parts).rstrip()) and (behind := element.getnext()) is not None:
            parts.extend(_texts(behind))
        if found := _named(parts, site):
            return found
    return ()


def _identified(tree: HtmlElement, site: str) -> tuple[str, ...]:
    """By an element's id: asked late, as few pages name their byline so and all would pay for it."""
    return next(filter(None, (_persons(each, site) for each in _BY_ID(tree) if not _elsewhere(each))), ())


def _dated(texts: list[_Text], site: str) -> tuple[str, ...]:
    """A name directly before the first date below the headline, in the same row; a link there is one to a section."""
    below = dropwhile(lambda text: not _in_headline(text), texts)
    for name, date in pairwise(islice(below, _MAX_MARKED)):
        if not _DATE.match(date):
            continue
        element, row = _holder(name), _holder(date).getparent()
        linked = element.tag == "a" or next(element.iterancestors("a"), None) is not None
        if (
            _in_headline(name)
            or linked
            or row not in (element, *islice(element.iterancestors(), 2))
            or _elsewhere(element)
        ):
            return ()
        return _named([name.strip(" |·•–—-,\xa0\n\t")], site)
    return ()


def _holder(text: _Text) -> HtmlElement:
    """The element that a text node stands in: of a tail that is the parent of the element before it."""
    parent = text.getparent()
    return parent if text.is_text else parent.getparent()


def _in_headline(text: _Text) -> bool:
    element = _holder(text)
    return "h1" in (element.tag, element.getparent().tag)


def _texts(element: HtmlElement) -> Iterator[str]:
    """The text nodes that a reader sees."""
    if not len(element):
        return iter((element.text or "",))
    return iter(_VISIBLE(element))


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


def _persons(element: HtmlElement, site: str) -> tuple[str, ...]:
    """
    Of a byline: a name, a role and a button have elements of their own, often with no space; of two readings of the
    text nodes, each alone or the links' joined, the one that finds more.
    """
    apart = [*_NAMED(element), *_texts(element)]
    found = _named(apart, site)
    if not len(element) or len(line := " ".join(" ".join(apart).split())) > _MAX_BYLINE or _OTHERS.search(line):
        return found
    if element.tag == "a" and any(_SURNAME.search(part.get("class", "")) for part in element.iter("span")):
        return _named([line], site)
    links = [" ".join(_texts(link)) for link in islice(element.iter("a"), 12) if _is_signed(link)]
    return max(found, _named(links, site), key=len)  # of two as long the first


def _named(parts: list[str], site: str) -> tuple[str, ...]:
    """Before who edited or took the pictures; who reviewed the text stands for it where nobody else does."""
    parts = list(takewhile(lambda part: not _OTHER_ROLE.search(part), parts))
    line = " ".join(" ".join(parts).split())
    if len(line) > _MAX_BYLINE:
        return ()
    own = list(takewhile(lambda part: not _REVIEWED.search(part), parts))
    found = people(own, site) or people([" ".join(own)], site) or people(parts, site)
    return tuple(name for name in found if not is_button(name))
