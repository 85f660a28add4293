"""A site's feeds: those that its page names, then the usual places."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lxml import etree, html

_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_USUAL = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml", "/feed.json")
_READ = 1 << 20  # characters of a page
_MOST = 50


def discover(page: str, url: str) -> tuple[str, ...]:
    """
    Addresses that may be feeds of the site of *url*: named by *page* first, then guessed; none is asked here.

    Source: https://www.rssboard.org/rss-autodiscovery
    """
    named = [found for href in _links(page[:_READ]) if (found := _absolute(url, href))]
    usual = [urljoin(url, place) for place in _USUAL]
    return tuple(dict.fromkeys([*named[:_MOST], *usual]))


def _links(page: str) -> list[str]:
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return []
    found = []
    for link in tree.iter("link", "a"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        rel = (link.get("rel") or "").lower().split()
        if kind in _TYPES and (link.tag == "a" or {"alternate", "feed"} & set(rel)):
            found.append((link.get("href") or "").strip())
    return found


def _absolute(base: str, href: str) -> str:
    try:
        address = urljoin(base, href).split("#")[0]
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if href and parts.scheme in ("http", "https") and parts.hostname else ""
