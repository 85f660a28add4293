"""The archive: one index for readers, one for programs, one Atom feed, made from the issues that stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import orjson
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from pydantic import TypeAdapter, ValidationError

from pipeline.digest import words
from pipeline.digest.chart import sparkline
from pipeline.digest.early import PAGE as ALERTS
from pipeline.digest.early import EarlyLook, load_alerts
from pipeline.digest.files import write
from pipeline.digest.folder import FACTS, PAGE, WEEK_FOLDER
from pipeline.digest.page import environment, printable
from pipeline.errors import OutputError
from pipeline.model.week import BALANCE

FEED, INDEX = "atom.xml", "digest.json"
NO_XML = re.compile("[\ufffe\uffff]")  # what `clean` leaves and XML forbids
MOST_SHOWN = 260  # issues on the page: five years; the index for programs has all
MOST_FED = 52  # entries of the feed: a year
DRAWN = 52  # weeks of the sparkline
UNNAMED = "localhost"  # authority of the feed's ids where no public address is set


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One issue as the archive lists it."""

    week: date  # its Monday, UTC
    name: str  # "2026-W46"
    page: str  # relative to the archive
    headline: str
    deck: str
    verdicts: str  # how many figures have which verdict
    caution: str  # why no shift was called, "" = shifts could be called
    n: int  # articles of commentary
    heard: int  # outlets with commentary
    listed: int
    lost: int  # feeds that did not answer
    balance: float | None  # -1..1
    low: float | None
    high: float | None
    vintage: int
    issued: datetime | None  # UTC
    sha256: str  # of its facts.json


def write_archive(folder: Path, *, name: str, title: str, site: str = "") -> tuple[str, ...]:
    """
    Write index.html, digest.json and atom.xml of the issues in a folder; the same issues give the same bytes.

    An issue whose facts are those that the last index saw is not read again.

    Args:
        folder: with a folder a week.
        name: of the pack, for the ids of the feed.
        title: of the pack.
        site: public address of *folder*, "" = none: links are relative then.

    Returns:
        Names of the folders whose facts cannot be read; the page names them too.

    Raises:
        OutputError: the folder cannot be read or written.
    """
    known = {each.sha256: each for each in _listed(folder)}
    entries: list[Entry] = []
    unreadable: list[str] = []
    for each in _folders(folder):
        try:
            body = (each / FACTS).read_bytes()
            digest = sha256(body).hexdigest()
            found = known.get(digest)
            entries.append(found if found and found.name == each.name else _entry(each.name, body, digest))
        except (OSError, ValueError, LookupError, TypeError):
            unreadable.append(each.name)
    entries.sort(key=lambda entry: entry.week, reverse=True)
    index = {"title": title, "issues": [asdict(each) for each in entries], "unreadable": unreadable}
    write(folder, orjson.dumps(index, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode() + "\n", INDEX)
    early = load_alerts(folder)
    write(folder, render_feed(entries, name=name, title=title, site=site, early=early), FEED)
    write(folder, render_archive(entries, title=title, unreadable=unreadable, alerts=len(early)), PAGE)
    return tuple(unreadable)


def render_archive(entries: Sequence[Entry], *, title: str, unreadable: Sequence[str] = (), alerts: int = 0) -> str:
    """The page of all issues, the newest first, and where the *alerts* between them are."""
    balances = [(each.week, each.balance) for each in reversed(entries[:DRAWN])]
    years: dict[int, list[Entry]] = {}
    for each in entries[:MOST_SHOWN]:
        years.setdefault(each.week.isocalendar().year, []).append(each)
    template = environment().get_template("archive.html")
    return (
        template.render(
            title=title,
            years=years,
            left_out=max(0, len(entries) - MOST_SHOWN),
            unreadable=unreadable,
            alerts=alerts,
            line=sparkline(balances),
            last=next((each for each in entries if each.balance is not None), None),
        )
        + "\n"
    )


def render_feed(
    entries: Sequence[Entry], *, name: str, title: str, site: str = "", early: Sequence[EarlyLook] = ()
) -> str:
    """
    The Atom feed: one entry a week that has commentary, with the headline, deck and n as its summary.

    Each early look that found something since the oldest of them is an entry, too.
    """
    base = site.rstrip("/") + "/" if site else ""
    authority = (urlsplit(site).hostname or UNNAMED) if site else UNNAMED
    issues = [each for each in entries if each.n][:MOST_FED]
    feed = FeedGenerator()
    feed.id(f"tag:{authority},2026:detente/{_plain(name)}")
    feed.title(_plain(title))
    feed.subtitle("How commentary shifts, week by week")
    feed.author(name=_plain(title))
    feed.generator("detente")
    feed.link(href=urljoin(base, FEED), rel="self", type="application/atom+xml")
    feed.link(href=urljoin(base, PAGE), rel="alternate", type="text/html")
    oldest = min((_after(each.week) for each in issues), default="")
    looks = [each for each in early if _moment(each) >= oldest]
    moments = [*map(_updated, issues), *map(_moment, looks)]
    feed.updated(max(moments, default="1970-01-01T00:00:00+00:00"))
    fed: list[Entry | EarlyLook] = [*issues, *looks]
    for one in sorted(
        fed, key=lambda each: _after(each.week) if isinstance(each, Entry) else _moment(each), reverse=True
    ):
        entry = feed.add_entry(order="append")
        entry.id(f"tag:{authority},2026:detente/{_plain(name)}/{one.name}")
        if isinstance(one, Entry):
            _fill_issue(entry, one, base)
        else:
            _fill_early(entry, one, base)
    return str(feed.atom_str(pretty=True).decode()) + "\n"


def _fill_issue(entry: FeedEntry, issue: Entry, base: str) -> None:
    entry.title(f"{issue.name}: {_plain(issue.headline)}")
    entry.link(href=urljoin(base, issue.page), rel="alternate", type="text/html")
    entry.published(_after(issue.week))
    entry.updated(_updated(issue))
    corrected = f" Corrected, vintage {issue.vintage}." if issue.vintage > 1 else ""
    told = f"{issue.headline} {issue.deck} {words.counted(issue.n, 'article')} of commentary.{corrected}"
    entry.summary(_plain(told, 2000))


def _fill_early(entry: FeedEntry, look: EarlyLook, base: str) -> None:
    entry.title(f"Early look: {_plain(look.view.items[0].headline)}")
    entry.link(href=urljoin(base, f"{ALERTS}#{look.name}"), rel="alternate", type="text/html")
    entry.published(_moment(look))
    entry.updated(_moment(look))
    told = [" ".join((each.headline, *each.sentences)) for each in look.view.items]
    entry.summary(_plain(" ".join((look.view.frame[0], *told)), 2000))


def _moment(look: EarlyLook) -> str:
    return look.at.isoformat(timespec="seconds")


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if WEEK_FOLDER.fullmatch(each.name) and (each / FACTS).exists())
    except OSError as error:
        raise OutputError(str(folder), error.strerror or str(error)) from error


def _listed(folder: Path) -> list[Entry]:
    """What the last index says; [] where there is none, or one of another version."""
    try:
        index = orjson.loads((folder / INDEX).read_bytes())
        return TypeAdapter(list[Entry]).validate_python(index["issues"])
    except (OSError, ValueError, LookupError, TypeError, ValidationError):
        return []


def _entry(name: str, body: bytes, digest: str) -> Entry:
    facts = orjson.loads(body)
    summary, coverage = facts["summary"], facts["coverage"]
    figures = summary["figures"]
    balance: dict[str, Any] = next((each for each in figures if (each["dimension"], each["code"]) == BALANCE), {})
    found = [each["verdict"] for each in figures]
    order = sorted(set(found), key=lambda verdict: (-found.count(verdict), verdict))
    issued = facts.get("issued")
    return Entry(
        week=date.fromisoformat(facts["week"]),
        name=name,
        page=f"{name}/{PAGE}",
        headline=facts["headline"],
        deck=facts["deck"],
        verdicts=", ".join(f"{verdict} in {words.number(found.count(verdict))}" for verdict in order),
        caution=summary["caution"],
        n=summary["n"],
        heard=coverage["outlets_heard"],
        listed=coverage["outlets_listed"],
        lost=len(coverage["not_reached"]),
        balance=balance.get("share"),
        low=balance.get("low"),
        high=balance.get("high"),
        vintage=facts.get("vintage", 1),
        issued=datetime.fromisoformat(issued) if issued else None,
        sha256=digest,
    )


def _after(week: date) -> str:
    """The Monday on which an issue is due."""
    return f"{week + timedelta(weeks=1)}T00:00:00+00:00"


def _updated(entry: Entry) -> str:
    """When an issue was first published, or last corrected."""
    return entry.issued.isoformat(timespec="seconds") if entry.issued else _after(entry.week)


def _plain(text: str, most: int = 500) -> str:
    """One line that XML can hold."""
    return NO_XML.sub("", " ".join(printable(text[: 2 * most]).split()))[:most]
