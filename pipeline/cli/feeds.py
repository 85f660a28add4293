"""The sources: who they are, how they are, in and out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from pipeline import line
from pipeline.cli import show
from pipeline.cli.files import read_file
from pipeline.errors import FeedError, FetchError, InputError, OutputError, StoreError
from pipeline.feeds import (
    Job,
    after_answer,
    after_failure,
    discover,
    is_silent,
    parse_all,
)
from pipeline.feeds.opml import read_opml_states, write_opml
from pipeline.fetch import Answer, Request, fetch_all, fetch_one
from pipeline.model.pack import Outlet
from pipeline.model.texts import Feed
from pipeline.pack import add_outlets, load_outlets, merge_outlets
from pipeline.settings import Settings, load_settings
from pipeline.store import sources
from pipeline.store.connection import Store

MOST_OPML = 16 << 20  # bytes
MOST_BODIES = 50  # of feeds, in memory at a time
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object per feed.")


@click.group()
def feeds() -> None:
    """The sources and their health; OPML both ways."""


@feeds.command("list", short_help="Every feed and what its last poll said.")
@AS_JSON
def list_feeds(as_json: bool) -> None:
    """
    Every feed of the pack with its outlet and what the last poll said.

    Example: detente feeds list --json
    """
    settings = load_settings()
    states = _states(settings)
    now = datetime.now(UTC)
    rows = [_row(outlet, url, states.get(url), now) for outlet in load_outlets(settings.pack) for url in outlet.feeds]
    _show(rows, as_json)


@feeds.command(short_help="Ask every feed now; nothing is stored.")
@AS_JSON
def check(as_json: bool) -> None:
    """
    Ask every feed now and say how it is; nothing is stored. Exit code 1 when none answers.

    Example: detente feeds check
    """
    settings = load_settings()
    now = datetime.now(UTC)
    outlets = {url: outlet for outlet in load_outlets(settings.pack) for url in outlet.feeds}
    states = _states(settings)
    known = {url: states.get(url) or Feed(url=url, outlet=outlet.key) for url, outlet in outlets.items()}
    found: dict[str, Feed] = {}
    with show.progress() as tell:
        for after in _asked(settings, known, now):
            found[after.url] = after
            tell("check", len(found), len(known))
    rows = [_row(outlet, url, found[url], now) for url, outlet in outlets.items()]
    _show(rows, as_json)
    well = sum(row["state"] not in ("failing", "retired") for row in rows)
    if rows and not well:
        raise FetchError("all feeds", f"none of {len(rows)} answered")
    click.echo(f"{well} of {len(rows)} feeds answered", err=True)


def _asked(settings: Settings, known: dict[str, Feed], now: datetime) -> Iterator[Feed]:
    """Each feed after a poll without validators: a check wants the body."""
    bodies: list[Answer] = []
    for outcome in fetch_all((Request(url=url) for url in known), line.policy(settings)):
        if isinstance(outcome, FetchError):
            yield after_failure(known[outcome.which], outcome, now)
        elif outcome.status != 200:
            yield after_answer(known[outcome.url], outcome, None, now)
        else:
            bodies.append(outcome)
        if len(bodies) == MOST_BODIES:
            yield from _read_bodies(settings, known, bodies, now)
            bodies.clear()
    yield from _read_bodies(settings, known, bodies, now)


def _read_bodies(settings: Settings, known: dict[str, Feed], bodies: list[Answer], now: datetime) -> Iterator[Feed]:
    answers = {answer.url: answer for answer in bodies}
    jobs = (
        Job(
            feed=known[answer.url],
            body=answer.body,
            final_url=answer.final_url,
            content_type=answer.content_type,
            seen=now,
        )
        for answer in bodies
    )
    for job, parsed in parse_all(jobs, workers=settings.workers):
        if isinstance(parsed, FeedError):
            yield after_failure(job.feed, parsed, now)
        else:
            yield after_answer(job.feed, answers[job.feed.url], parsed, now)


@feeds.command("discover", short_help="The feeds that a site offers.")
@click.argument("url")
def discover_feeds(url: str) -> None:
    """
    The feeds that a site announces, or where they usually are, each with what answers there.

    Example: detente feeds discover https://example.org
    """
    settings = load_settings()
    answer = fetch_one(url, line.policy(settings), robots=True)
    if answer.status != 200:
        raise InputError(url, f"HTTP {answer.status}")
    offered = discover(answer.body.decode("utf-8", "replace"), answer.final_url)
    known = {each: Feed(url=each, outlet="") for each in offered}
    well = [each for each in _asked(settings, known, datetime.now(UTC)) if each.state == "ok"]
    for each in sorted(well, key=lambda each: offered.index(each.url)):
        click.echo(f"{show.line(each.url)}\t{show.line(each.status)}")
    if not well:
        raise InputError(url, f"no feed found; asked {len(offered)} addresses")


@feeds.command("import", short_help="Add the feeds of an OPML file or URL.")
@click.argument("source", metavar="FILE|URL")
@click.option("--states", is_flag=True, help="Also what polling remembered, when the database moves along.")
def import_opml(source: str, states: bool) -> None:
    """
    Add the feeds of an OPML list to the pack's feeds.toml; those already listed are left as they are.

    Every field of an outlet that `feeds export` wrote comes back. What polling remembered of a feed comes back with
    --states alone: a database that lacks the entries should ask each feed afresh, or a 304 would hide them.

    Example: detente feeds import subscriptions.opml
    """
    settings = load_settings()
    if "://" in source:
        answer = fetch_one(source, line.policy(settings))
        if answer.status != 200:
            raise InputError(source, f"HTTP {answer.status}")
        body = answer.body
    else:
        body = read_file(source, MOST_OPML)
    try:
        offered, remembered = read_opml_states(body)
    except InputError as error:
        raise InputError(source, error.why) from error
    if not offered:
        raise InputError(source, "no feed in it")
    added = merge_outlets(load_outlets(settings.pack), offered)
    if added:
        add_outlets(settings.pack, added)
    known = sum(len(outlet.feeds) for outlet in offered) - sum(len(outlet.feeds) for outlet in added)
    click.echo(f"{settings.pack / 'feeds.toml'}: {len(added)} outlets added, {known} feeds known already")
    if states:
        click.echo(f"{settings.database}: {_restore(settings, remembered)} feeds as they were remembered")


def _restore(settings: Settings, remembered: tuple[Feed, ...]) -> int:
    """Store what an export remembered of feeds that are listed; returns of how many."""
    outlets = load_outlets(settings.pack)
    owner = {url: outlet.key for outlet in outlets for url in outlet.feeds}
    feeds = [replace(feed, outlet=owner[feed.url]) for feed in remembered if feed.url in owner]
    with Store(settings.database) as store:
        sources.sync_outlets(store, outlets)
        sources.save_feeds(store, feeds)
        store.publish(settings.published)
    return len(feeds)


@feeds.command("export", short_help="Write all feeds as OPML.")
@click.argument("target", type=click.Path(dir_okay=False, allow_dash=True), default="-")
def export_opml(target: str) -> None:
    """
    Write all feeds as OPML, with every field that we hold of them.

    Example: detente feeds export feeds.opml
    """
    settings = load_settings()
    body = write_opml(load_outlets(settings.pack), _states(settings))
    try:
        with click.open_file(target, "wb", atomic=target != "-") as file:
            file.write(body)
    except OSError as error:
        raise OutputError(target, error.strerror or str(error)) from error


def _states(settings: Settings) -> dict[str, Feed]:
    """What polling remembers, as last published; nothing before the first run."""
    try:
        with Store(settings.published, read_only=True) as store:
            return {feed.url: feed for feed in sources.load_feeds(store)}
    except StoreError:
        if settings.published.exists():
            raise
        return {}


def _row(outlet: Outlet, url: str, feed: Feed | None, now: datetime) -> dict[str, Any]:
    return {
        "outlet": outlet.name,
        "key": outlet.key,
        "url": url,
        "country": outlet.country or None,
        "affiliation": outlet.affiliation,
        "kind": outlet.kind,
        "genre": outlet.genre,
        "language": outlet.language or None,
        "owner": outlet.owner or None,
        "added": outlet.added,
        "removed": outlet.removed,
        "state": "silent" if feed and is_silent(feed, now) else feed.state if feed else "new",
        "status": feed.status if feed else "",
        "failures": feed.failures if feed else 0.0,
        "checked_at": feed.checked_at if feed else None,
        "moved_to": (feed.moved_to or None) if feed else None,
    }


def _show(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    columns = ("outlet", "country", "affiliation", "state", "status", "url")
    moved = [
        {**row, "status": f"{row['status']}; moved to {row['moved_to']}"} if row["moved_to"] else row for row in rows
    ]
    show.table(columns, [tuple(row[column] for column in columns) for row in moved])
