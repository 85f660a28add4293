"""
Sitemaps: addresses of a site's pages, through indexes of indexes.

trafilatura's own reader drops the dates and fetches by itself, so lxml reads them here and `pipeline.fetch` asks.
Source: https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/crawling-indexing/sitemaps
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree
from protego import Protego

from pipeline.errors import FeedError, FetchError, InputError
from pipeline.feeds.text import gunzip
from pipeline.fetch import Answer, Policy, Request, fetch_all
from pipeline.identity.dates import date_in_url, parse_date
from pipeline.identity.urls import canonical_url
from pipeline.line.backfill.found import Asked, Found, Item, Sound, listing, midnight, place_of
from pipeline.model.texts import Failure

MOST_BYTES = 50 << 20  # of one sitemap, unpacked: the protocol's own limit
MOST_LISTED = 50_000  # addresses of one sitemap: the protocol's own limit
MOST_MAPS = 2_000  # sitemaps of one site
MOST_PAGES = 2_000_000  # addresses of one site
DEPTH = 4  # indexes within indexes
_SECONDS = 120.0  # for one sitemap
_USUAL = ("/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml", "/sitemap_news.xml", "/news-sitemap.xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of a sitemap."""

    url: str
    is_map: bool  # another sitemap, of an index
    changed: datetime | None  # lastmod
    published: datetime | None  # of Google's news extension
    title: str


def read_sitemaps(source: str, asked: Asked, policy: Policy) -> Iterator[Item]:
    """
    Every page that the sitemaps of a site list.

    A sitemap's `lastmod` is the last change, not the publication: it rules items out, and never dates an article.
    Addresses of other sites count only where a listed outlet owns them.

    Args:
        source: a sitemap, or a site's front page, whose robots.txt names them.
        asked: items surely outside the time asked for are left out.
        policy: as for pages; sitemaps are asked one at a time, since each may hold 50 MiB.

    Raises:
        InputError: no sitemap could be read.
    """
    slow = replace(policy, concurrency=1, limits=replace(policy.limits, total=_SECONDS))
    level = _roots(source, slow)
    walk = _Walk(source, asked)
    for _ in range(DEPTH):
        level = [url for url in dict.fromkeys(level) if url not in walk.seen][: MOST_MAPS - len(walk.seen)]
        walk.seen.update(level)
        walk.children = []
        requests = (Request(url=url, max_bytes=MOST_BYTES) for url in level)
        for outcome in fetch_all(requests, slow):
            yield from walk.read(outcome)
        level = walk.children
    if level and any(url not in walk.seen for url in level):
        yield walk.failure(source, f"indexes deeper than {DEPTH}: the rest is left out")
    if not walk.sound:
        raise InputError(source, f"no sitemap: {walk.last_reason or 'its robots.txt names none'}")


def _roots(source: str, policy: Policy) -> list[str]:
    """Where to begin: the sitemap itself, those of robots.txt, or the usual places."""
    if urlsplit(source).path not in ("", "/") or urlsplit(source).query:
        return [source]
    for outcome in fetch_all([Request(url=urljoin(source, "/robots.txt"), max_bytes=512_000)], policy):
        if isinstance(outcome, Answer) and outcome.status == 200:
            named = list(Protego.parse(outcome.body.decode("utf-8", "replace")).sitemaps)
            if named:
                return [urljoin(source, each) for each in named]
    return [urljoin(source, place) for place in _USUAL]


class _Walk:
    """One way through the sitemaps of a site."""

    def __init__(self, source: str, asked: Asked) -> None:
        self.seen: set[str] = set()
        self.children: list[str] = []
        self.sound = False
        self.last_reason = ""
        self._site, self._asked, self._pages = place_of(source)[1], asked, 0
        self._guessed = urlsplit(source).path in ("", "/")

    def failure(self, key: str, reason: str) -> Failure:
        return Failure(stage="fetch", key=key, reason=reason, at=self._asked.now)

    def read(self, outcome: Answer | FetchError) -> Iterator[Item]:
        """What one sitemap lists; one that cannot be read is a failure, unless its place was only a guess."""
        url = outcome.url if isinstance(outcome, Answer) else outcome.which
        try:
            if isinstance(outcome, FetchError):
                raise FeedError(url, outcome.why or str(outcome))
            if outcome.status != 200:
                raise FeedError(url, f"HTTP {outcome.status}")
            yield from self._pages_of(url, gunzip(outcome.body, MOST_BYTES, url))
        except FeedError as error:
            self.last_reason = error.why
            if not (self._guessed and url.endswith(_USUAL)):
                yield self.failure(url, error.why)

    def _pages_of(self, url: str, body: bytes) -> Iterator[Item]:
        foreign = bad = 0
        for count, line in enumerate(parse_sitemap(body, url), start=1):
            self.sound = True
            if count > MOST_LISTED or self._pages >= MOST_PAGES:
                yield self.failure(url, f"more than {count - 1} addresses: the rest is left out")
                break
            if line.is_map:
                if self._asked.wants(None, line.changed):
                    self.children.append(line.url)
                continue
            self._pages += 1
            try:
                key = canonical_url(line.url)
            except ValueError:
                bad += 1
                continue
            owned = bool(self._asked.owner(line.url))
            if not owned and (self._asked.listed_only or place_of(line.url)[1] != self._site):
                foreign += 1
            elif found := self._found(url, line, key):
                yield found
        else:
            yield Sound(place=url)
        left_out = f"{url}#left-out"  # a key of its own: the sitemap itself was read
        if foreign or bad:
            yield self.failure(left_out, f"{foreign} addresses of other sites and {bad} that cannot be read")
        else:
            yield Sound(place=left_out)

    def _found(self, url: str, line: Listed, key: str) -> Found | None:
        day = date_in_url(line.url)
        published = line.published or (midnight(day) if day else None)
        if not self._asked.wants(published, line.changed):
            return None
        entry = listing(self._asked, url, line.url, key, title=line.title, published=line.published)
        return Found(key=key, entry=entry)


def parse_sitemap(body: bytes, url: str) -> Iterator[Listed]:
    """
    The lines of a sitemap or an index, XML or plain text; entities of its own are never unfolded.

    Raises:
        FeedError: no sitemap; or broken XML, after the lines that could be read.
    """
    head = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"<"):
        if not head.startswith((b"http://", b"https://")):
            raise FeedError(url, "neither XML nor a list of addresses")
        for text in body.splitlines():
            yield _listed(text.decode("utf-8", "replace"), url)
        return
    try:
        yield from _elements(body, url)
    except etree.LxmlError as error:
        raise FeedError(url, f"broken XML: {str(error)[:120]}") from error


def _elements(body: bytes, url: str) -> Iterator[Listed]:
    tree = etree.iterparse(
        io.BytesIO(body.lstrip(b"\xef\xbb\xbf \t\r\n")), events=("start", "end"), resolve_entities=False,
        no_network=True, load_dtd=False, huge_tree=False,
    )  # fmt: skip
    root = ""
    for event, element in tree:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start":
            root = root or name
            if root not in ("urlset", "sitemapindex"):
                raise FeedError(url, f"a document <{root[:40]}>")
        elif name in ("url", "sitemap"):
            said = {etree.QName(each).localname: each.text or "" for each in _inner(element)}
            if said.get("loc"):
                yield _listed(said["loc"], url, name == "sitemap", said)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _inner(element: etree._Element) -> Iterator[etree._Element]:
    """Children, and those of the news extension: images and videos have a loc of their own."""
    for child in element.iterchildren("*"):
        if etree.QName(child).localname == "news":
            yield from child.iterchildren("*")
        else:
            yield child


def _listed(place: str, base: str, is_map: bool = False, said: dict[str, str] | None = None) -> Listed:
    said = said or {}
    try:
        address = urljoin(base, place.strip()[:4000])
    except ValueError:
        address = place.strip()[:4000]
    return Listed(
        url=address,
        is_map=is_map,
        changed=parse_date(said.get("lastmod", "")[:100]),
        published=parse_date(said.get("publication_date", "")[:100]),
        title=said.get("title", "")[:500],
    )
