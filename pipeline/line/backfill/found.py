"""What a source of history holds, and what of it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import urlsplit

from pipeline.feeds.identity import entry_key
from pipeline.identity.urls import site_of
from pipeline.model.pack import Outlet
from pipeline.model.texts import Article, Entry, Failure, Page


@lru_cache(maxsize=4096)  # sources name few hosts, and each a thousand times
def _site_of_host(host: str) -> str:
    return site_of(f"https://{host}/")


def place_of(url: str) -> tuple[str, str]:
    """Host without www. and registrable domain of an address; ("", "") when it cannot be read."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    return host, _site_of_host(host) if host else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One item of a source: an address to fetch, a page, or a whole text."""

    key: str  # canonical URL
    place: str = ""  # where it stands, as a failure would name it: "old.csv:12"
    entry: Entry | None = None  # what leads to the page; None = the text is here
    page: Page | None = None
    article: Article | None = None

    @property
    def to_fetch(self) -> bool:
        """Whether its address is all that is known."""
        return self.page is None and self.article is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A place that was read without fault: failures that name it are over."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is taken from a source, and under which names."""

    now: datetime  # UTC
    since: date | None = None
    until: date | None = None  # inclusive
    outlet: str = ""  # key, for addresses that no listed outlet claims
    listed_only: bool = False  # leave out what no outlet of the pack published
    keys: Mapping[str, str]  # name of an outlet in lower case, or its key -> key
    hosts: Mapping[str, str]  # host or registrable domain -> key of the one outlet that it belongs to

    def outlet_of(self, url: str, named: str = "") -> str:
        """The outlet that is named, else the one that owns the address, else the one given for the rest."""
        return self.keys.get(named.strip().lower()) or self.owner(url) or self.outlet

    def owner(self, url: str) -> str:
        """Key of the listed outlet that owns the host of *url*; "" = none, or several."""
        host, site = place_of(url)
        return self.hosts.get(host) or self.hosts.get(site, "")

    def wants(self, published: datetime | None, changed: datetime | None = None) -> bool:
        """
        Whether an item can lie in the time asked for.

        A text is no younger than its last change, so that a change before *since* rules it out; one after *until* says
        nothing. An item without any date is taken.
        """
        last = published or changed
        if self.since and last and last.date() < self.since:
            return False
        return not (self.until and published and published.date() > self.until)


Item: TypeAlias = Found | Failure | Sound


def owners(outlets: Iterable[Outlet]) -> dict[str, str]:
    """Host and registrable domain of the feeds -> outlet; an address that several outlets share names none."""
    claims: dict[str, set[str]] = defaultdict(set)
    for outlet in outlets:
        for feed in outlet.feeds:
            for place in place_of(feed):
                claims[place].add(outlet.key)
    return {host: min(keys) for host, keys in claims.items() if host and len(keys) == 1}


def listing(asked: Asked, source: str, url: str, key: str, **said: str | datetime | None) -> Entry:
    """The entry that leads from *source* to *url*, as a feed's item would; *said* are its other fields."""
    words = {name: str(said.get(name) or "")[:500] for name in ("title", "author")}
    published = said.get("published")
    return Entry(
        key=entry_key(source, key),
        feed=source,
        outlet=asked.outlet_of(url, str(said.get("outlet") or "")),
        url=url,
        title=" ".join(words["title"].split()),
        published=published if isinstance(published, datetime) else None,
        author=" ".join(words["author"].split()),
        summary="",
        content="",
        seen=asked.now,
    )


def midnight(day: date) -> datetime:
    """The start of a day, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
