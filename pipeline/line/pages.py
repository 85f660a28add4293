"""Fetch the pages that feeds point to, and read the articles in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from pipeline.errors import ExtractError, FetchError, RefusedURLError
from pipeline.fetch import Answer, Request, UnreachableError, fetch_all
from pipeline.line.reading import Reading, present_way
from pipeline.line.run import Run
from pipeline.model.codes import Route
from pipeline.model.texts import Article, Failure, Page
from pipeline.store import failures, texts

AHEAD = 5_000  # addresses in memory at a time
MOST_BYTES = 32 << 20  # of bodies, or of the texts read from them, in memory at a time
TOLD = 50  # pages after which the progress is told
TRIES = 5  # runs in which a page may fail for a reason that can pass
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses that can pass


def fetch_pages(run: Run, route: Route = "live") -> dict[str, int]:
    """
    Fetch every page that is wanted; what fails is a Failure, tried again when the reason can pass.

    Pages that only a back-fill lists wait for the next back-fill: years of them must not hold up the hour's news.
    """
    total = texts.count_wanted(run.store, run.now, route)
    stored = done = 0
    while wanted := texts.wanted_pages(run.store, run.now, AHEAD, route):
        keys = {address: key for key, address in wanted}
        batch = _Fetched(run, keys)
        for outcome in fetch_all((Request(url=address, robots=True) for address in keys), run.policy):
            batch.take(outcome)
            done += 1
            if done % TOLD == 0:
                run.tell("fetch", done, total)
            if batch.full:
                stored += batch.save()
        stored += batch.save()
        run.tell("fetch", done, total)
    return {"pages": stored}


class _Fetched:
    """Outcomes that wait to be stored together."""

    def __init__(self, run: Run, keys: dict[str, str]) -> None:
        self._run = run
        self._keys = keys
        self._clear()

    def _clear(self) -> None:
        self._pages: list[tuple[str, Page]] = []
        self._failures: list[Failure] = []
        self._passing: set[str] = set()
        self._fetches: list[dict[str, Any]] = []
        self._bytes = 0

    @property
    def full(self) -> bool:
        return len(self._fetches) >= self._run.settings.batch or self._bytes > MOST_BYTES

    def take(self, outcome: Answer | FetchError) -> None:
        address = outcome.url if isinstance(outcome, Answer) else outcome.which
        key, now = self._keys[address], self._run.now
        reason = _reason(outcome)
        if isinstance(outcome, Answer) and not reason:
            page = Page(
                url=address,
                final_url=outcome.final_url,
                status=outcome.status,
                body=outcome.body,
                content_type=outcome.content_type,
                fetched=now,
            )
            self._pages.append((key, page))
            self._bytes += len(outcome.body)
        else:
            self._failures.append(Failure(stage="fetch", key=key, reason=reason, at=now))
            if isinstance(outcome, UnreachableError) or (isinstance(outcome, Answer) and outcome.status in PASSING):
                self._passing.add(key)
        self._fetches.append(_fetch_row(outcome, address, reason, now))

    def save(self) -> int:
        store, now = self._run.store, self._run.now
        with store.transaction():
            stored = texts.add_pages(store, self._pages)
            failures.save_failures(store, self._failures, self._retry)
            failures.mend_failures(store, "fetch", (key for key, _ in self._pages), now)
            store.write("fetches_add", self._fetches)
        self._clear()
        return stored

    def _retry(self, failure: Failure, times: int) -> datetime | None:
        if failure.key not in self._passing or times + 1 >= TRIES:
            return None
        return failure.at + timedelta(hours=2**times)


def _reason(outcome: Answer | FetchError) -> str:
    """Why an outcome is no page; "" when it is one."""
    if isinstance(outcome, RefusedURLError):
        return f"{outcome.what}: {outcome.why}"
    if isinstance(outcome, FetchError):
        return outcome.why or str(outcome)
    return "" if outcome.status == 200 else f"HTTP {outcome.status}"


def _fetch_row(outcome: Answer | FetchError, address: str, reason: str, now: datetime) -> dict[str, Any]:
    answer = outcome if isinstance(outcome, Answer) else None
    return {
        "url": address,
        "at_time": now,
        "kind": "page",
        "ok": not reason,
        "status": answer.status if answer else None,
        "outcome": reason or "fetched",
        "bytes": len(answer.body) if answer else None,
        "seconds": round(answer.seconds, 3) if answer else None,
        "etag": answer.headers.get("etag") if answer else None,
    }


def read_pages(run: Run) -> dict[str, int]:
    """Extract every page that no extractor has read; a page without an article is noted and not read again."""
    total = texts.count_unread(run.store)
    way = present_way(run, texts.unread_outlets(run.store))
    found: list[Reading] = []
    stored = done = size = 0
    for reading in way.read(run, _unread(run)):
        found.append(reading)
        done, size = done + 1, size + reading.size
        if done % TOLD == 0:
            run.tell("read", done, total)
        if len(found) >= run.settings.batch or size > MOST_BYTES:
            stored, size = stored + _save_read(run, found), 0
    stored += _save_read(run, found)
    run.tell("read", done, total)
    return {"articles": stored}


def _unread(run: Run) -> Iterator[tuple[str, Route, Page]]:
    """Every unread page once, a batch in memory at a time."""
    after = ""
    while batch := texts.unread_pages(run.store, after, run.settings.batch, MOST_BYTES):
        yield from batch
        after = batch[-1][0]


def _save_read(run: Run, found: list[Reading]) -> int:
    articles = [each.outcome for each in found if isinstance(each.outcome, Article)]
    notes = [(each.key, each.tool, each.outcome.id if isinstance(each.outcome, Article) else None) for each in found]
    lost = unreadable(run, found)
    found.clear()
    with run.store.transaction():
        stored = texts.add_articles(run.store, articles, run.now)
        texts.add_extractions(run.store, notes, run.now)
        failures.save_failures(run.store, lost)
    return stored


def unreadable(run: Run, found: Iterable[Reading]) -> list[Failure]:
    """A Failure for each page on which the extractor broke or found no line, whatever the feed said of it."""
    reasons = ((each.key, _why_unread(each.outcome)) for each in found)
    return [Failure(stage="extract", key=key, reason=reason, at=run.now) for key, reason in reasons if reason]


def _why_unread(outcome: Article | ExtractError) -> str:
    """The reason for which a page gave nothing; "" when it gave something."""
    if isinstance(outcome, ExtractError):
        return outcome.why or str(outcome)
    nothing = not outcome.marks and outcome.text_status in ("non_article", "feed_only")
    return outcome.status_reason if nothing else ""
