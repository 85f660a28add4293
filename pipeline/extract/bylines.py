"""Who a page shows as its author: the bylines that readers see, without those of other articles and of comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice, pairwise
from typing import Any, TypeAlias

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.extract.credits import agency, desk, is_button, signature
from pipeline.extract.marks import (
    MAX_BYLINE,
    is_elsewhere,
    is_signed,
    late_bylines,
    marked_bylines,
    semantic_bylines,
    weak_bylines,
)
from pipeline.extract.naming import AFTER, LABEL, OTHER_ROLE, OTHERS, REVIEWED, SAID_BY
from pipeline.extract.people import people

_SHORT_TEXTS = XPath("/descendant::body/descendant::text()[string-length() < 80][normalize-space()]")
_SURNAME = re.compile(r"last.?name|family.?name|surname|nachname", re.IGNORECASE)
_VISIBLE = XPath("descendant-or-self::*[not(self::style or self::script)]/text()")
_DATE = re.compile(
    r"\W*(?:\w{2,12},?\s)?(?:\d{1,2}\W{1,3}\w{1,12}\W{1,3}(?:19|20)\d\d"
    r"|\w{3,12}\W{1,3}\d{1,2}\W{1,3}(?:19|20)\d\d|(?:19|20)\d\d[-./年]\d\d?[-./月]\d\d?)\b"
)
_Text: TypeAlias = Any  # lxml's text nodes: strings that know their element
_NAMED = XPath("./descendant::meta[@itemprop='name']/@content")
_MAX_TEXTS = 40  # looked at below the headline
_MAX_NAMES = 12  # more in a row are a list of who writes for the outlet
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
    marked = marked_bylines(tree)
    desks = []
    for place, element in enumerate(marked):
        if (found := _persons(element, site)) and not is_elsewhere(element):
            return _beside(found, element, marked[place + 1 :], site)
        line = " ".join(" ".join(text for text in _texts(element) if not LABEL.fullmatch(text)).split())
        if not 1 < len(line) < 50 or is_elsewhere(element):
            continue
        if signed := signature(line, marked=is_signed(element)) or agency(AFTER.sub("", line)):
            return (signed,)
        desks.append(desk(line, site, host))
    texts = _SHORT_TEXTS(tree)
    return (
        _said(texts, site) or _first(late_bylines(tree), site) or tuple(filter(None, desks))[:1] or _dated(texts, site)
    )


def all_authors(tree: HtmlElement, declared: tuple[str, ...], site: str) -> tuple[str, ...]:
    """
    Complete the persons a page declares with those it shows in one row with them, each marked as an author.

    Some templates declare the first author alone, or the last.
    """
    marked = semantic_bylines(tree)
    if len(marked) < 2:
        return declared
    found = _persons(marked[0], site)
    shown = _beside(found, marked[0], marked[1:], site) if found else ()
    return shown if set(declared) < set(shown) and not is_elsewhere(marked[0]) else declared


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
        if len(line) <= _PER_NAME * len(both) and not OTHERS.search(line):
            found = both
    if len(found) > _MAX_NAMES:
        return ()
    return found


def _said(texts: list[_Text], site: str) -> tuple[str, ...]:
    for element, parts in islice(_openings(texts), 20):
        if not is_elsewhere(element) and (found := _named(parts, site)):
            return found
    return ()


def _openings(texts: list[_Text]) -> Iterator[tuple[HtmlElement, list[str]]]:
    """Bylines by how they begin: the element of each, and what it says."""
    for text in texts:
        element = text.getparent()
        if not text.is_text:  # "By" may open a line without an element of its own
            if SAID_BY.match(text) and text.lstrip()[0].isupper() and not "".join(element.itertext()).strip():
                yield element.getparent(), [text]
        elif SAID_BY.match(text):
            parts = list(_texts(element))
            # "By" may stand alone, and the name in the next element
            if SAID_BY.fullmatch("".join(parts).rstrip()) and (behind := element.getnext()) is not None:
                parts.extend(_texts(behind))
            yield element, parts
        elif element.tail and LABEL.fullmatch(text):
            yield element, [element.tail]


def _first(places: Iterable[HtmlElement], site: str) -> tuple[str, ...]:
    return next(filter(None, (_persons(each, site) for each in places if not is_elsewhere(each))), ())


def named_elsewise(tree: HtmlElement, site: str) -> tuple[str, ...]:
    """Who is named by what marks writers, but on some pages others too: for pages that say nothing else."""
    return _first(weak_bylines(tree), site)


def _dated(texts: list[_Text], site: str) -> tuple[str, ...]:
    """A name directly before the first date below the headline, in the same row; a link there is one to a section."""
    below = dropwhile(lambda text: not _in_headline(text), texts)
    for name, date in pairwise(islice(below, _MAX_TEXTS)):
        if not _DATE.match(date):
            continue
        element, row = _holder(name), _holder(date).getparent()
        linked = element.tag == "a" or next(element.iterancestors("a"), None) is not None
        if (
            _in_headline(name)
            or linked
            or row not in (element, *islice(element.iterancestors(), 2))
            or is_elsewhere(element)
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


def _persons(element: HtmlElement, site: str) -> tuple[str, ...]:
    """
    Of a byline: a name, a role and a button have elements of their own, often with no space; of two readings of the
    text nodes, each alone or the links' joined, the one that finds more.
    """
    apart = [*_NAMED(element), *_texts(element)]
    found = _named(apart, site)
    if not len(element) or len(line := " ".join(" ".join(apart).split())) > MAX_BYLINE or OTHERS.search(line):
        return found
    if element.tag == "a" and any(_SURNAME.search(part.get("class", "")) for part in element.iter("span")):
        return _named([line], site)
    links = [" ".join(_texts(link)) for link in islice(element.iter("a"), 12) if is_signed(link)]
    return max(found, _named(links, site), key=len)  # of two as long the first


def _before(role: re.Pattern[str], parts: list[str]) -> Iterator[str]:
    for part in parts:
        if found := role.search(part):
            yield part[: found.start()]
            return
        yield part


def _named(parts: list[str], site: str) -> tuple[str, ...]:
    """Before who edited or took the pictures; who reviewed the text stands for it where nobody else does."""
    parts = list(_before(OTHER_ROLE, parts))
    line = " ".join(" ".join(parts).split())
    if len(line) > MAX_BYLINE:
        return ()
    own = list(_before(REVIEWED, parts))
    found = people(own, site) or people([" ".join(own)], site) or people(parts, site)
    return tuple(name for name in found if not is_button(name))
