"""What is wrong here, and the command that mends it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from pipeline.classify import agreement
from pipeline.cli import show
from pipeline.digest.mail import subscribers
from pipeline.errors import PipelineError
from pipeline.feeds import is_silent
from pipeline.line.relay import configured, relay_of
from pipeline.pack import load_pack
from pipeline.settings import Settings, load_settings
from pipeline.store import alerts, codings, copies, sources
from pipeline.store.connection import Store

NAMED = 5  # feeds that a line names
LOOKED_DAYS = 3  # in which an early look is expected: Mondays have none, and today's may be yet to come
STALE_HOURS = 26  # without a change, after which a schedule is probably not running


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    found: str
    mend: str = ""  # the command or edit that mends it


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
def doctor(as_json: bool) -> None:
    """
    Look at settings, pack, folders, database, feeds and schedules; exit code 1 when something needs mending.

    Example: detente doctor
    """
    findings = [replace(each, mend="") if each.ok else each for each in examine()]
    for each in findings:
        if as_json:
            show.json_line(asdict(each))
        else:
            click.echo(f"{'ok  ' if each.ok else 'MEND'}  {each.what}: {show.line(each.found)}")
            if not each.ok:
                click.echo(f"      -> {each.mend}")
    if not all(each.ok for each in findings):
        raise click.exceptions.Exit(1)


def examine() -> Iterator[Finding]:
    """All findings; what cannot be looked at because of an earlier one is left out."""
    try:
        settings = load_settings()
    except PipelineError as error:
        yield Finding(what="settings", ok=False, found=str(error), mend="correct detente.toml or the environment")
        return
    private = ", ".join(settings.allow_hosts) or "none"
    yield Finding(what="settings", ok=True, found=f"home {settings.home}, private hosts allowed: {private}")
    yield _tried("pack", lambda: _pack(settings), f"edit the file that is named, under {settings.pack}")
    for name, folder in (("home", settings.home), ("reports", settings.reports)):
        yield _folder(name, folder)
    yield _database(settings)
    yield _tried("mail", lambda: _mail(settings), "correct what is named, in detente.toml or in the list of recipients")
    try:
        yield from _state(settings)
    except PipelineError as error:
        yield Finding(what="snapshot", ok=False, found=str(error), mend="detente run")
    yield _schedules()


def _tried(what: str, look: Callable[[], str], mend: str) -> Finding:
    try:
        return Finding(what=what, ok=True, found=look())
    except PipelineError as error:
        return Finding(what=what, ok=False, found=str(error), mend=mend)


def _pack(settings: Settings) -> str:
    pack = load_pack(settings.pack, examples=True)
    feeds = sum(len(outlet.feeds) for outlet in pack.outlets)
    weights = "trained heads" if pack.weights else "phrases alone"
    return f"{pack.title}, version {pack.version}: {len(pack.topics)} topics, {feeds} feeds, coded by {weights}"


def _mail(settings: Settings) -> str:
    """Who would be mailed through which relay; nobody is asked."""
    listed = subscribers.load(settings.recipients_file)
    if not configured(settings):
        return "no relay is set, so no mail is sent"
    relay = relay_of(settings)
    return f"{len(listed.active)} recipients through {relay.host}:{relay.port}, {relay.security}"


def _folder(name: str, folder: Path) -> Finding:
    """Whether a folder, or the nearest one that exists above it, can be written: asked by writing, then forgotten."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return Finding(what=name, ok=True, found=str(folder))
    except OSError as error:
        found = f"{folder}: {there} cannot be written: {error.strerror or error}"
        mend = f"chmod u+w {there}, or set DETENTE_{name.upper()} to a folder of yours"
        return Finding(what=name, ok=False, found=found, mend=mend)


def _database(settings: Settings) -> Finding:
    path = settings.database
    if not path.exists():
        return Finding(what="database", ok=True, found=f"{path}: not yet, `detente run` makes it")
    try:
        with Store(path) as store:
            articles = store.read("articles_count")[0]["articles"]
    except PipelineError as error:
        mend = f"mv {path} {path}.broken && cp {settings.published} {path}"
        if "in use" in str(error):
            mend = "wait until that process is done, or end it"
        return Finding(what="database", ok=False, found=str(error), mend=mend)
    return Finding(what="database", ok=True, found=f"{path}: {articles} articles")


def _state(settings: Settings) -> Iterator[Finding]:
    """Feeds and runs, from the published snapshot."""
    now = datetime.now(UTC)
    with Store(settings.published, read_only=True) as store:
        feeds = sources.load_feeds(store)
        ill = sources.ill_feeds(store, now)
        last = store.read("runs_last")[0]["finished_at"]
        coding = codings.counting(store, now)
        span = timedelta(weeks=agreement.WEEKS)
        pooled = agreement.pool(codings.agreements(store, first=(now - span).date(), end=now.date(), as_of=now))
        yield _corrections(settings, store)
        yield _alerts(settings, store, now)
    found = f"{len(feeds) - len(ill)} of {len(feeds)} answered when last asked"
    yield Finding(what="feeds", ok=len(ill) < len(feeds) / 2, found=found, mend="detente feeds check")
    silent = [feed.url for feed in feeds if is_silent(feed, now)]
    found = ", ".join(silent[:NAMED]) + (f" and {len(silent) - NAMED} more" if len(silent) > NAMED else "")
    yield Finding(
        what="silence",
        ok=not silent,
        found=f"answer but bring nothing, against their own rhythm: {found}" if silent else "no feed is silent",
        mend="look at the site: `detente feeds discover` finds where its feed went",
    )
    yield _coding(settings, coding, pooled)
    hours = (now - last).total_seconds() / 3600 if last else None
    found = f"last change {hours:.0f} hours ago" if hours is not None else "no run yet"
    yield Finding(what="runs", ok=hours is not None and hours < STALE_HOURS, found=found, mend="detente serve")


def _corrections(settings: Settings, store: Store) -> Finding:
    """Whether the articles that corrections name are there: one of a mistyped address would wait for ever."""
    pack = load_pack(settings.pack)
    copied, coded = pack.copy_corrections, pack.code_corrections
    names = [*(name for each in copied for name in each.articles), *(each.article for each in coded)]
    missing = sorted(set(names) - copies.named_articles(store, names).keys())
    found = f"{len(copied)} of copies, {len(coded)} of codes"
    if missing:
        found = f"no such article: {', '.join(missing[:NAMED])}"
    return Finding(
        what="corrections",
        ok=not missing,
        found=found,
        mend="correct the address in corrections.toml, as `detente why` shows it",
    )


def _coding(settings: Settings, coding: tuple[str, str] | None, pooled: agreement.Pooled | None) -> Finding:
    """Whether what the settings name is what counts, and whether the second measure still agrees with it."""
    parted = agreement.caution(pooled)
    if parted:
        return Finding(what="coding", ok=False, found=parted, mend="detente evaluate GOLD, with newly coded articles")
    method = coding[0] if coding else "nothing yet"
    ours = (
        coding is None
        or settings.backend == method.partition(":")[0]
        or (settings.backend == "embedded" and ":" not in method)
    )
    found = f"counted by {', version '.join(coding or (method,))}"
    if not ours:
        found += f"; the backend {settings.backend!r} is not through all articles yet"
    return Finding(what="coding", ok=ours, found=found, mend="detente run")


def _alerts(settings: Settings, store: Store, now: datetime) -> Finding:
    """Whether the early looks go on where they are wanted, and why the last one tested nothing."""
    if not settings.alerts:
        return Finding(what="alerts", ok=True, found="off (DETENTE_ALERTS)")
    from pipeline.shift.early import day_of  # here: it brings the libraries of the statistics

    days = (day_of(now) - timedelta(days=back) for back in range(LOOKED_DAYS))
    look = next((found for day in days if (found := alerts.look_of(store, day))), None)
    if look is None:
        return Finding(what="alerts", ok=False, found=f"no early look in {LOOKED_DAYS} days", mend="detente alert")
    told = look.why or f"{look.n:,} articles, {look.tests} tests"
    return Finding(
        what="alerts", ok=True, found=f"last look at the seven days to {look.day - timedelta(days=1)}: {told}"
    )


def _schedules() -> Finding:
    """Whether Prefect can be imported as installed: its pins are the ones that break."""
    try:
        from flows.schedule import HOURLY, MONDAY
    except Exception as error:  # whatever an installation throws: the doctor reports it
        return Finding(what="schedules", ok=False, found=f"{type(error).__name__}: {error}", mend="make test")
    return Finding(what="schedules", ok=True, found=f"ingest {HOURLY.cron}, weekly {MONDAY.cron} (UTC)")
