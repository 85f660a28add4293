"""
Title, authors, section and dates of a page, from witnesses in order of measured trust.

JSON-LD first, then `<meta>`, then the visible elements, then trafilatura's rules: each is asked only for what the ones
before it leave open, which makes the whole a fraction of the price of trafilatura's own metadata.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipeline.extract.bylines import all_authors, named_elsewise, shown_authors
from pipeline.extract.credits import agencies, bodies, desk, is_login, is_outlet
from pipeline.extract.jsonld import Linked, read_linked
from pipeline.extract.lines import key
from pipeline.extract.people import people
from pipeline.identity.dates import DateCandidate, candidate, date_in_url
from pipeline.identity.urls import site_of

VERSION = "4"  # rises with any rule of title, authors, section or dates: stored pages are then worth reading again

# as in witness.py: one pass over the tree, and what has not the attribute goes first
_METAS = XPath("/descendant::meta[@content and (@name or @property or @itemprop)]")
_TITLE = XPath("string(/descendant::title[1])")
_H1 = XPath("//h1")
_CANONICAL = XPath("string(/descendant::link[contains(@rel, 'canonical')]/@href)")
_TIMES = XPath("//time/@datetime | //*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime")

_DATE_METAS = (
    "article:published_time", "datepublished", "parsely-pub-date", "og:published_time", "date", "pubdate",
    "publishdate", "publish-date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "sailthru.date",
    "article.published", "published_time", "publication_date", "cxenseparse:recs:publishtime",
    "citation_publication_date", "bt:pubdate", "originalpublicationdate", "published", "created",
    "article:published", "rnews:datepublished",
)  # fmt: skip
_AUTHOR_METAS = (
    "author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl", "authors",
    "article:author_name", "citation_author", "dcterms.creator", "cxenseparse:author", "author_name",
    "article.author", "twitter:data1", "twitter:misc:written by", "article_author", "og:author",
    "og:article:author", "article:byline", "byline", "bc:authors", "articleauthor", "article-author", "author-name",
    "mrf:authors", "article:author:name", "content_author", "bt:author", "shareaholic:article_author_name", "lp.author",
    "rnews:author", "prism.creator", "dc.contributor.author", "vf:author", "page:author", "creator", "news_authors",
    "dc.author",
)  # fmt: skip
_REPEATED = frozenset({"article:author", "author", "citation_author", "parsely-author", "dc.creator"})
_LIKE_AUTHOR = re.compile(r"(?:^|[._:-])(?:authors?|byline|creator|writer)(?:[._-]?names?)?$")
_SECTION_METAS = ("article:section", "parsely-section", "section", "cxenseparse:category", "category")
_SEPARATOR = re.compile(r"\s+(?:[|•·»«–—-]|::|//|/)\s+|\s*[|»]\s*")
_MAX_TITLE = 300  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says about itself, cleaned; "" and () where it says nothing."""

    title: str
    titles: frozenset[str]  # keys of every variant of the headline, to know it again in the text
    authors: tuple[str, ...]
    section: str
    site: str  # the outlet's name
    declared_url: str
    description: str
    kind: str  # og:type
    free: bool  # False = declared to be behind a paywall
    dates: tuple[DateCandidate, ...]
    linked: Linked


def read_metadata(tree: HtmlElement, url: str) -> Metadata:
    """
    Collect a page's metadata from its tree, which stays as it is.

    Args:
        tree: a whole page.
        url: where it was found: its path may hold a date.
    """
    linked = read_linked(tree)
    metas = _metas(tree)
    site = metas.get("og:site_name", "") or linked.publisher or metas.get("application-name", "")
    tag = _clip(_TITLE(tree))
    heads = [_clip("".join(h1.itertext())) for h1 in _H1(tree)[:5]]
    return Metadata(
        title=_title(linked, metas, heads, tag, site, url),
        titles=_variants(linked, metas, heads, tag, site),
        authors=_authors(tree, linked, metas, site, url, tag),
        section=_clip(linked.section or next((metas[name] for name in _SECTION_METAS if name in metas), ""))[:80],
        site=_clip(site)[:120],
        declared_url=(_CANONICAL(tree) or metas.get("og:url", ""))[:2048],
        description=_clip(metas.get("og:description", "") or metas.get("description", "") or linked.description, 600),
        kind=metas.get("og:type", "").lower(),
        free=linked.free and metas.get("article:content_tier", "").lower() not in ("locked", "paid", "premium"),
        dates=tuple(_dates(tree, linked, metas, url)),
        linked=linked,
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The first non-empty content of each name; names of authors that are given one by one are joined."""
    found: dict[str, str] = {}
    for meta in _METAS(tree)[:400]:
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = meta.get("content", "").strip()
        if content and name not in found:
            found[name] = content
        elif content and name in _REPEATED and content not in found[name].split("; "):
            found[name] = f"{found[name]}; {content}"[:600]
    return found


def _title(linked: Linked, metas: dict[str, str], heads: list[str], tag: str, site: str, url: str) -> str:
    """
    The editor's headline. Where two are declared that differ, it is the one which is not also the window's title, as
    that is worded for search engines; else the one that stands as a heading; else the shared one.
    """
    shown = {key(head) for head in heads}
    window = bare_title(_clip(tag), site, url)
    graph, schema = (bare_title(_clip(text), site, url) for text in (metas.get("og:title", ""), linked.headline))
    declared = [title for title in (graph, schema) if title]
    apart = [title for title in declared if key(title) != key(window)]
    if len(declared) == 2 and len(apart) == 1:
        return apart[0]
    if title := next((title for title in declared if key(title) in shown), ""):
        return title
    card = bare_title(_clip(metas.get("twitter:title", "")), site, url)
    alone = heads[0] if len(heads) == 1 and len(heads[0].split()) > 2 else ""
    named = (graph if schema else "", alone, schema, graph, card, *heads, window)
    return next((title for title in named if title and key(title) != key(site)), "")


@lru_cache(maxsize=256)  # most pages declare one headline in several places
def bare_title(title: str, site: str, url: str = "") -> str:
    """Take the site's name off a title: "Talks resume | Politics | The Example" with site "The Example"."""
    parts = [part for part in _SEPARATOR.split(title) if part]
    if len(parts) < 2:
        return title.strip()
    host = site_of(url) if url else ""
    names = {_fold(name) for name in (site, host.split(".")[0], host) if name}
    while len(parts) > 1 and names and _is_site(parts[-1], names):
        title = title[: title.rindex(parts[-1])].rstrip(" |•·»«–—-:/")
        parts.pop()
    if len(parts) > 1 and names and _is_site(parts[0], names):
        title = title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |•·»«–—-:/")
    return title.strip()


def _is_site(part: str, names: set[str]) -> bool:
    mark = _fold(part)
    return any(
        mark == name or (len(name) > 3 and len(part) < 40 and (name in mark or mark in name)) for name in names if mark
    )


@lru_cache(maxsize=512)  # the names of a site are asked for with each variant of each headline
def _fold(name: str) -> str:
    """A name as it would stand in a host: no accents, no dashes."""
    plain = name.lower().translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue", 0xDF: "ss"})
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if char.isalnum())


def _variants(linked: Linked, metas: dict[str, str], heads: list[str], title: str, site: str) -> frozenset[str]:
    texts = [linked.headline, metas.get("og:title", ""), metas.get("twitter:title", ""), *heads, title]
    forms = (form for text in dict.fromkeys(texts) for form in (text, bare_title(_clip(text), site)))
    return frozenset(map(key, forms)) - {""}


def _authors(
    tree: HtmlElement, linked: Linked, metas: dict[str, str], site: str, url: str, tag: str
) -> tuple[str, ...]:
    """
    Persons declared, with the agencies declared beside them; else the bodies credited, as wire reports have it, else
    who is shown, else the outlet itself or a desk of its name where that is credited: most sites that sign for their
    writers show the writer somewhere.
    """
    host = site_of(url)

    own = [(site, host), *([(linked.publisher, "")] if linked.publisher not in ("", site) else [])]

    def apart(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if not any(is_outlet(name, *each) for each in own))

    if others := apart(persons := people(linked.authors, site)):
        wires = (name for text in (*linked.authors, *linked.groups) for name in agencies(text, persons))
        return tuple(dict.fromkeys((*all_authors(tree, others, site), *wires)))
    if others := apart(people(linked.creators, site)):
        return others
    named = [metas[name] for name in _AUTHOR_METAS if name in metas]
    for text in named:
        if others := apart(found := people([text], site)):
            return tuple(dict.fromkeys((*others, *agencies(text, found))))
    declared = tuple(dict.fromkeys(name for text in (*linked.groups, *linked.authors) for name in bodies(text)))
    signed = next(filter(None, map(bodies, named)), ())
    credited = next(filter(None, (_not_closing(tag, apart(names)) for names in (declared, signed))), ())
    if credited and not all(map(is_login, credited)):
        return credited
    shown = shown_authors(tree, site, host)
    if credited:
        return tuple(name for name in shown if " " in name) or credited
    if found := apart(shown) or people(_not_closing(tag, _like_authors(metas)), site) or shown:
        return found
    desks = (desk(name, site, host) for name in (*linked.groups, *linked.authors, *named))
    return (*signed, *declared)[:1] or tuple(filter(None, desks))[:1] or named_elsewise(tree, site)


def _not_closing(window: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without that which closes the window's title: there it is the outlet's."""
    return tuple(name for name in names if not re.search(rf"\S\s?[|_·»–—:-]\s?{re.escape(name)}$", window))


def _like_authors(metas: dict[str, str]) -> tuple[str, ...]:
    """What stands in metas that an outlet gave a name of its own: "cse_author", "Search.Byline"."""
    return tuple(content for name, content in metas.items() if _LIKE_AUTHOR.search(name))


def _dates(tree: HtmlElement, linked: Linked, metas: dict[str, str], url: str) -> Iterator[DateCandidate]:
    """Every date the page offers; the URL's too. Which one is believed is decided elsewhere."""
    stated = candidate("json_ld", linked.published) if linked.published else None
    if stated:
        yield stated
    written = (metas[name] for name in _DATE_METAS if name in metas)
    found = next((date for date in (candidate("meta", text[:80]) for text in written) if date), None)
    if found is None and stated is None:
        found = next((date for date in (candidate("meta", text[:80]) for text in _TIMES(tree)[:3]) if date), None)
    if found:
        yield found
    if day := date_in_url(url):
        yield DateCandidate(source="url", when=datetime.combine(day, time(), UTC), day_only=True)


def _clip(text: str, limit: int = _MAX_TITLE) -> str:
    return " ".join(text.replace("\xad", "").split())[:limit].strip()  # soft hyphens are layout
