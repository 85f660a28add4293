"""What we remember of a feed after each poll: pure, so that every case is a row of a table."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from pipeline.errors import FeedError, FetchError, PipelineError, RefusedURLError
from pipeline.feeds.parse import Parsed
from pipeline.feeds.rhythm import (
    LONGEST,
    backed_off,
    jitter,
    longest_silence,
    outside,
    own_interval,
    smoothed,
    weekly_yield,
)
from pipeline.fetch.headers import max_age, retry_after
from pipeline.fetch.values import Answer, UnreachableError
from pipeline.model.texts import Feed

_HARD, _SOFT, _TEMPORARY = 1.0, 0.5, 0.25  # weights, after Media Cloud's rss-fetcher
_TEMPORARY_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_SOFT_STATUS = frozenset({401, 403, 404})  # active feeds answer so for days and come back
_WISHED = frozenset({429, 503})  # whose Retry-After is kept even where another status's would be a mistake
_DETOUR_ENDS = 3.0  # failures after which a moved feed is looked for where it was listed
_CEILING = 50.0  # failures: never disabled, only asked once a day


def body_hash(body: bytes) -> str:
    """sha256 hex of a body: servers that ignore validators send the same bytes again."""
    return hashlib.sha256(body).hexdigest()


def is_unchanged(feed: Feed, answer: Answer) -> bool:
    """Whether *answer* brings nothing to parse: 304, or the bytes of last time."""
    return answer.status == 304 or (answer.status == 200 and body_hash(answer.body) == feed.body_hash)


def is_due(feed: Feed, now: datetime) -> bool:
    """Whether the schedule should ask *feed* now: not retired, its time has come, and the server does not mind."""
    if feed.state == "retired" or (feed.held_until and now < feed.held_until):
        return False
    return feed.due_at is None or now >= feed.due_at


def is_silent(feed: Feed, now: datetime) -> bool:
    """Whether *feed* answers but has brought nothing for longer than its own rhythm explains."""
    if feed.state not in ("ok", "unchanged") or feed.baseline <= 0 or feed.newest is None:
        return False
    return now - feed.newest > longest_silence(feed.baseline)


def after_answer(feed: Feed, answer: Answer, parsed: Parsed | None, now: datetime) -> Feed:
    """
    *feed* after the server answered.

    Args:
        parsed: of a 200 that was read; None when `is_unchanged` or the status is no success.
        now: aware, UTC.
    """
    if answer.status == 410:
        return replace(feed, state="retired", status="HTTP 410, gone for good", checked_at=now, due_at=None)
    if answer.status != 304 and not (200 <= answer.status < 300):
        return _failed(feed, f"HTTP {answer.status}", _weight(answer.status), now, _wish(answer, now))
    if parsed is None and not is_unchanged(feed, answer):
        return _failed(feed, f"HTTP {answer.status} without a feed", _SOFT, now, None)
    if parsed is not None:
        feed = _with_entries(feed, parsed, now)
    status = f"{answer.status}, {len(parsed.entries)} entries" if parsed else f"{answer.status}, unchanged"
    if parsed and parsed.note:
        status = f"{status} ({parsed.note})"
    interval = _interval(feed, parsed)
    due = outside(now + interval + jitter(feed.url, interval), parsed.skip_hours if parsed else frozenset())
    age = max_age(answer.headers.get("cache-control", ""))
    return replace(
        feed,
        moved_to=_moved(feed, answer),
        etag=answer.headers.get("etag", feed.etag if answer.status == 304 else ""),
        last_modified=answer.headers.get("last-modified", feed.last_modified if answer.status == 304 else ""),
        body_hash=body_hash(answer.body) if answer.status == 200 else feed.body_hash,
        state="ok" if parsed else "unchanged",
        status=status,
        failures=0.0,
        checked_at=now,
        due_at=due,
        held_until=now + min(age, LONGEST) if age else None,
    )


def after_failure(feed: Feed, error: PipelineError, now: datetime) -> Feed:
    """*feed* after no answer came (FetchError) or what came was no feed (FeedError)."""
    weight = _HARD
    if isinstance(error, UnreachableError):
        weight = _TEMPORARY
    elif isinstance(error, FeedError) or (isinstance(error, FetchError) and not isinstance(error, RefusedURLError)):
        weight = _SOFT
    what = f"{error.what}: {error.why}" if isinstance(error, FeedError | RefusedURLError) else error.why
    return _failed(feed, what or error.what, weight, now, None)


def _failed(feed: Feed, status: str, weight: float, now: datetime, wish: timedelta | None) -> Feed:
    failures = min(feed.failures + weight, _CEILING)
    interval = backed_off(failures)
    return replace(
        feed,
        moved_to=feed.moved_to if failures < _DETOUR_ENDS else "",
        state="failing",
        status=status,
        failures=failures,
        checked_at=now,
        due_at=now + interval + jitter(feed.url, interval),
        held_until=now + wish if wish else None,
    )


def _weight(status: int) -> float:
    if status in _TEMPORARY_STATUS:
        return _TEMPORARY
    return _SOFT if status in _SOFT_STATUS else _HARD


def _wish(answer: Answer, now: datetime) -> timedelta | None:
    return retry_after(answer.headers.get("retry-after", ""), now) if answer.status in _WISHED else None


def _moved(feed: Feed, answer: Answer) -> str:
    """Where the feed lives now. A move back to the listed address ends the detour."""
    moved = answer.moved_to or feed.moved_to
    return "" if moved == feed.url else moved


def _interval(feed: Feed, parsed: Parsed | None) -> timedelta:
    own = own_interval(feed.baseline)
    return min(max(own, parsed.ttl), LONGEST) if parsed and parsed.ttl else own


def _with_entries(feed: Feed, parsed: Parsed, now: datetime) -> Feed:
    dates = [entry.published for entry in parsed.entries if entry.published and entry.published <= now]
    newest = max([*dates, *([feed.newest] if feed.newest else [])], default=None)
    return replace(feed, baseline=smoothed(feed.baseline, weekly_yield(parsed.entries, now)), newest=newest)
