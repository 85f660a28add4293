"""What a page declares about itself in schema.org terms: the first witness for title, authors and date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice
from typing import Any

from lxml.etree import XPath
from lxml.html import HtmlElement

_SCRIPTS = XPath("/descendant::script[contains(@type, 'ld+json')]")
_MAX_NODES = 5_000  # objects looked at per page
_MAX_CHARS = 2_000_000  # of one script
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|CreativeWork)$")
_LIVE = "LiveBlogPosting"
_WRAPPING = re.compile(
    r"^\s*(?:/\*.{0,40}?\*/)?\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)?|(?://)?\s*(?:-->|\]\]>)\s*;?\s*$"
)
_ARTICLE_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"[A-Za-z]{0,30}(?:Article|BlogPosting)"')
_FIELD = re.compile(
    r'"(author|datePublished|dateModified|articleSection|publisher|isAccessibleForFree)"\s{0,9}:\s{0,9}'
)
_MAX_FIELDS = 50  # of a broken script
_DECODER = json.JSONDecoder(strict=False)
_TRAILING_COMMA = re.compile(r",\s{0,99}([}\]])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The article object of a page's JSON-LD; "" and () where it says nothing."""

    kind: str = ""  # schema.org type as declared
    headline: str = ""
    authors: tuple[str, ...] = ()  # names of persons as declared, uncleaned
    groups: tuple[str, ...] = ()  # authors that are declared to be organisations
    creators: tuple[str, ...] = ()  # who made it, where its author is an organisation
    published: str = ""
    modified: str = ""
    section: str = ""
    body: str = ""
    description: str = ""
    url: str = ""
    publisher: str = ""
    free: bool = True  # False = declared to be behind a paywall
    page_kinds: frozenset[str] = frozenset()  # every type on the page


def read_linked(tree: HtmlElement) -> Linked:
    """Find the page's article object; an empty Linked where there is none. Broken scripts are skipped."""
    nodes = [node for script in _SCRIPTS(tree) for node in _objects(_load(script.text or ""))]
    kinds = frozenset(kind for node in nodes for kind in _types(node))
    articles = [node for node in nodes if any(_ARTICLE.search(kind) or kind == _LIVE for kind in _types(node))]
    named = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    if not articles:  # where only the page is described, it is the page that has an author
        page = next((node for node in nodes if "author" in node and "WebPage" in _types(node)), {})
        people, groups = _authors(page.get("author"), named)
        return Linked(authors=people, groups=groups, page_kinds=kinds)
    best = _linked(max(articles, key=_weight), named, kinds)
    if best.authors or best.groups:
        return best
    # another record of the same article may name who wrote it
    signed = (node for node in nodes if "author" in node and _same_work(node, best))
    people, groups = _authors(next(signed, {}).get("author"), named)
    return replace(best, authors=people, groups=groups)


def _same_work(node: dict[str, Any], best: Linked) -> bool:
    headline = _text(node.get("headline"))
    return "WebPage" in _types(node) or (bool(headline) and headline == best.headline)


def _linked(best: dict[str, Any], named: dict[str, dict[str, Any]], kinds: frozenset[str]) -> Linked:
    people, groups = _authors(best.get("author") or best.get("creator"), named)
    return Linked(
        kind=next(iter(_types(best)), ""),
        headline=_text(best.get("headline")) or _text(best.get("name")),
        authors=people,
        groups=groups,
        creators=() if people else _authors(best.get("creator"), named)[0],
        published=_text(best.get("datePublished")) or _text(best.get("dateCreated")),
        modified=_text(best.get("dateModified")),
        section=_text(best.get("articleSection")),
        body=_text(best.get("articleBody")),
        description=_text(best.get("description")),
        url=_text(best.get("url")) or _text(_entity(best.get("mainEntityOfPage"))),
        publisher=_text(_first(best.get("publisher"), "name")),
        free=_free(best) and _free(_part(best.get("hasPart"))),
        page_kinds=kinds,
    )


def _load(script: str) -> Any:
    if len(script) > _MAX_CHARS:
        return None
    for mend in (str, _bare, unescape):  # one after the other: most scripts need no mending
        try:
            return json.loads(mend(script), strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(script)


def _bare(script: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _WRAPPING.sub("", script))


def _salvaged(script: str) -> dict[str, Any] | None:
    """The parts of a broken article that can be read by themselves: a quotation mark in a headline breaks no author."""
    if not _ARTICLE_TYPE.search(script):
        return None
    found: dict[str, Any] = {"@type": "Article"}
    for field in islice(_FIELD.finditer(script), _MAX_FIELDS):
        with suppress(ValueError, RecursionError):
            found.setdefault(field[1], _DECODER.raw_decode(script, field.end())[0])
    return found


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON value, outer before inner; iterative, as depth is the page's choice."""
    queue, seen = [data], 0
    while queue and seen < _MAX_NODES:
        value = queue.pop(0) if len(queue) < 50 else queue.pop()
        seen += 1
        if isinstance(value, dict):
            if "@type" in value or "@id" in value:
                yield value
            queue.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            queue.extend(inner for inner in value[:_MAX_NODES] if isinstance(inner, dict | list))


def _weight(node: dict[str, Any]) -> int:
    """How much an object looks like *the* article: news types and full records before teasers and reviews."""
    news = any("Article" in kind or kind == "BlogPosting" for kind in _types(node))
    return 4 * news + 3 * ("headline" in node) + 3 * ("datePublished" in node) + 2 * ("author" in node)


def _types(node: dict[str, Any]) -> list[str]:
    value = node.get("@type")
    found = value if isinstance(value, list) else [value]
    return [kind.rpartition("/")[2] for kind in found if isinstance(kind, str)]


def _authors(value: Any, named: dict[str, dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people: list[str] = []
    groups: list[str] = []
    value = _listed(value)
    if isinstance(value, list) and value and isinstance(value[0], list):
        value = value[0]
    for one in (value if isinstance(value, list) else [value])[:20]:
        known = one
        if isinstance(one, dict) and "name" not in one:
            known = named.get(str(one.get("@id")), one)
        organised = isinstance(known, dict) and any("Organi" in kind for kind in _types(known))
        names = (known.get("name") or _spelt(known)) if isinstance(known, dict) else known
        for name in names if isinstance(names, list) else [names]:
            if cleaned := _text(name):
                (groups if organised else people).append(cleaned)
    return tuple(people), tuple(groups)


def _listed(value: Any) -> Any:
    """Authors out of what holds them: JSON written as a string, an ordered list, or an object with numbers for keys."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            value = json.loads(value, strict=False)
    if isinstance(value, dict) and "name" not in value:
        inner = value.get("@list") or value.get("@set") or [one for key, one in value.items() if key.isdigit()]
        return inner or value
    return value


def _spelt(person: dict[str, Any]) -> str:
    """A name that is given in its parts."""
    return " ".join(filter(None, (_text(person.get(part)) for part in ("givenName", "additionalName", "familyName"))))


def _first(value: Any, key: str) -> Any:
    value = value[0] if isinstance(value, list) and value else value
    return value.get(key) if isinstance(value, dict) else value


def _free(node: dict[str, Any]) -> bool:
    return str(node.get("isAccessibleForFree", True)).strip().lower() not in ("false", "no", "0")


def _part(value: Any) -> dict[str, Any]:
    """The part of an article that is declared to be paid for, {} if none is."""
    parts = value if isinstance(value, list) else [value]
    return next((part for part in parts[:20] if isinstance(part, dict) and not _free(part)), {})


def _entity(value: Any) -> Any:
    return value.get("@id") if isinstance(value, dict) else value


def _text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return unescape(unescape(value)).strip() if isinstance(value, str) else ""
