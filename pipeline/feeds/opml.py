"""
OPML in and out.

Everything that OPML has no word for stands in attributes of our own namespace, so that a list written here reads back
whole; other readers see an ordinary list. Source: http://opml.org/spec2.opml
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from lxml import etree

from pipeline.errors import InputError
from pipeline.model.pack import Outlet
from pipeline.model.texts import Feed

NAMESPACE = "urn:detente:opml:1"
_MARK = f"{{{NAMESPACE}}}"
_MOST_BYTES = 10 << 20
_MOST_FEEDS = 20_000
_ILLEGAL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDED = date(1970, 1, 1)  # of an outlet whose list does not say


def read_opml(body: bytes) -> tuple[Outlet, ...]:
    """
    Outlets of an OPML document, in its order; keys are unique slugs.

    Raises:
        InputError: too big, no XML, or no OPML.
    """
    return read_opml_states(body)[0]


def read_opml_states(body: bytes) -> tuple[tuple[Outlet, ...], tuple[Feed, ...]]:
    """Like read_opml, with what the document remembers of the feeds: none unless it was written here."""
    outlets: dict[str, Outlet] = {}
    states: dict[str, Feed] = {}
    for line in _outlines(body):
        url = (line.get("xmlUrl") or line.get("xmlurl") or line.get("xmlURL") or "").strip()
        if not url.startswith(("http://", "https://")) or len(url) > 2000:
            continue
        outlet = _outlet(line, url)
        known = outlets.get(line.get(f"{_MARK}key") or "")
        if known:
            outlet = replace(known, feeds=(*known.feeds, *(each for each in outlet.feeds if each not in known.feeds)))
            outlets[known.key] = outlet
        else:
            outlet = replace(outlet, key=_unique(outlet.key, outlets))
            outlets[outlet.key] = outlet
        if line.get(f"{_MARK}state"):
            states[url] = _feed(line, url, outlet.key)
    return tuple(outlets.values()), tuple(states.values())


def write_opml(outlets: Iterable[Outlet], states: Mapping[str, Feed]) -> bytes:
    """OPML 2.0 with one outline per feed; *states* by URL as listed."""
    root = etree.Element("opml", version="2.0", nsmap={"detente": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "feeds"
    body = etree.SubElement(root, "body")
    for outlet in outlets:
        for url in outlet.feeds:
            line = etree.SubElement(body, "outline", type="rss", text=_clean(outlet.name), xmlUrl=_clean(url))
            _put(line, outlet, skip=("feeds",))
            if url in states:
                _put(line, states[url], skip=("url", "outlet"))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def slug(name: str) -> str:
    """*name* as a key: lower-case ASCII words joined by hyphens, at most 60 characters."""
    ascii_name = unicodedata.normalize("NFKD", name[:200]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:60].strip("-") or "outlet"


def _outlines(body: bytes) -> list[Any]:
    if len(body) > _MOST_BYTES:
        raise InputError("OPML", f"over {_MOST_BYTES} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError("OPML", "no XML") from error
    if root is None or not isinstance(root.tag, str) or etree.QName(root).localname.lower() not in ("opml", "body"):
        raise InputError("OPML", "no OPML document")
    lines = list(root.iter("outline", "{*}outline"))
    if len(lines) > _MOST_FEEDS:
        raise InputError("OPML", f"over {_MOST_FEEDS} outlines")
    return lines


def _outlet(line: Any, url: str) -> Outlet:
    name = " ".join((line.get(f"{_MARK}name") or line.get("title") or line.get("text") or url).split())[:200]
    given = {each: line.get(f"{_MARK}{each}") for each in _names(Outlet)}
    plain: dict[str, Any] = {each: given[each] or "" for each in ("country", "owner", "note")}
    return Outlet(
        key=slug(given["key"] or name),
        name=name,
        feeds=(url,),
        affiliation=_one_of(given["affiliation"], ("independent", "state_funded", "state", "party"), "unknown"),
        kind=_one_of(given["kind"], _KINDS, "unknown"),
        genre=_one_of(given["genre"], ("commentary", "news", "primary", "other"), None),
        language=given["language"] or (line.get("language") or "")[:2].lower(),
        added=_day(given["added"]) or _ADDED,
        removed=_day(given["removed"]),
        **plain,
    )


_KINDS = ("magazine", "think_tank", "newspaper", "broadcaster", "agency", "blog", "trade", "aggregator")


def _one_of(value: str | None, known: tuple[str, ...], otherwise: Any) -> Any:
    return value if value in known else otherwise


def _feed(line: Any, url: str, outlet: str) -> Feed:
    given: dict[str, Any] = {each: line.get(f"{_MARK}{each}") for each in _names(Feed)}
    given = {name: value for name, value in given.items() if value is not None} | {"url": url, "outlet": outlet}
    given["state"] = _one_of(given.get("state"), ("new", "ok", "unchanged", "failing", "retired"), "new")
    for name in ("failures", "baseline"):
        given[name] = _number(given.get(name))
    for name in ("checked_at", "due_at", "held_until", "newest"):
        given[name] = _moment(given.get(name))
    return Feed(**given)


def _put(line: Any, value: Outlet | Feed, skip: tuple[str, ...]) -> None:
    for name in _names(type(value)):
        held = getattr(value, name)
        if name in skip or held in (None, ""):
            continue
        line.set(f"{_MARK}{name}", _clean(held.isoformat() if isinstance(held, date) else str(held)))


def _names(kind: type[Outlet] | type[Feed]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _unique(key: str, taken: Mapping[str, Outlet]) -> str:
    return key if key not in taken else next(name for n in range(2, 10**6) if (name := f"{key}-{n}") not in taken)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


def _number(text: str | None) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if 0 <= number < 1e9 else 0.0
