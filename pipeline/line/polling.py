"""Ask the feeds what is new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.errors import FeedError, FetchError
from pipeline.feeds import Job, Parsed, after_answer, after_failure, is_due, is_unchanged, parse_all
from pipeline.fetch import Answer, Request, fetch_all
from pipeline.identity.urls import canonical_url
from pipeline.line.run import Run
from pipeline.model.texts import Entry, Failure, Feed
from pipeline.store import failures, sources

MOST_POLLS = 200  # feeds whose outcome waits to be stored
MOST_BYTES = 16 << 20  # of bodies that wait to be parsed


def wanted_feeds(run: Run) -> list[Feed]:
    """
    The feeds to ask now.

    A server's wish not to be asked yet is always kept; our own rhythm counts for the schedule alone, since who runs
    the command by hand wants to know now.
    """
    feeds = sources.load_feeds(run.store)
    if run.due_only:
        return [feed for feed in feeds if is_due(feed, run.now)]
    return [feed for feed in feeds if feed.state != "retired" and not (feed.held_until and run.now < feed.held_until)]


def poll_feeds(run: Run) -> dict[str, int]:
    """
    Poll the feeds, and store new entries together with the validators that came with them.

    An unchanged feed is neither parsed nor noted beyond its state.
    """
    wanted = wanted_feeds(run)
    asked: dict[str, list[Feed]] = {}
    for feed in wanted:
        asked.setdefault(feed.moved_to or feed.url, []).append(feed)
    requests = (_request(url, feeds) for url, feeds in asked.items())
    polls = _Polls(run)
    done = 0
    for outcome in fetch_all(requests, run.policy):
        url = outcome.url if isinstance(outcome, Answer) else outcome.which
        for feed in asked[url]:
            polls.take(feed, outcome)
            done += 1
        if polls.full:
            polls.save()
            run.tell("poll", done, len(wanted))
    polls.save()
    run.tell("poll", done, len(wanted))
    return {"entries": polls.stored}


def _request(url: str, feeds: list[Feed]) -> Request:
    """Conditional, unless several listed feeds moved to one address: what one has seen is news to the other."""
    if len(feeds) > 1:
        return Request(url=url)
    return Request(url=url, etag=feeds[0].etag, last_modified=feeds[0].last_modified)


class _Polls:
    """Outcomes of polls that wait to be parsed and stored together."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.stored = 0
        self._clear()

    def _clear(self) -> None:
        self._settled: list[tuple[Feed, Feed, Answer | None]] = []  # before, after, what came
        self._jobs: list[tuple[Feed, Answer]] = []
        self._bytes = 0

    @property
    def full(self) -> bool:
        return len(self._settled) + len(self._jobs) >= MOST_POLLS or self._bytes > MOST_BYTES

    def take(self, feed: Feed, outcome: Answer | FetchError) -> None:
        now = self._run.now
        if isinstance(outcome, FetchError):
            self._settled.append((feed, after_failure(feed, outcome, now), None))
        elif outcome.status == 200 and not is_unchanged(feed, outcome):
            self._jobs.append((feed, outcome))
            self._bytes += len(outcome.body)
        else:
            self._settled.append((feed, after_answer(feed, outcome, None, now), outcome))

    def save(self) -> None:
        """Parse what waits, then store states, entries, fetches and failures in one transaction."""
        entries: list[Entry] = []
        for feed, answer, parsed in self._parsed():
            if isinstance(parsed, FeedError):
                self._settled.append((feed, after_failure(feed, parsed, self._run.now), answer))
            else:
                entries.extend(parsed.entries)
                self._settled.append((feed, after_answer(feed, answer, parsed, self._run.now), answer))
        store, now = self._run.store, self._run.now
        ill = [after for _, after, _ in self._settled if after.state in ("failing", "retired")]
        with store.transaction():
            self.stored += sources.add_entries(store, _with_pages(entries), "live")
            sources.add_fetches(store, filter(None, (self._fetch_row(*poll) for poll in self._settled)))
            sources.save_feeds(store, (after for _, after, _ in self._settled))
            failures.save_failures(
                store, [Failure(stage="feeds", key=each.url, reason=each.status, at=now) for each in ill]
            )
            well = [after.url for before, after, _ in self._settled if before.failures and not after.failures]
            failures.mend_failures(store, "feeds", well, now)
        self._clear()

    def _parsed(self) -> Iterator[tuple[Feed, Answer, Parsed | FeedError]]:
        jobs = (
            Job(
                feed=feed,
                body=answer.body,
                final_url=answer.final_url,
                content_type=answer.content_type,
                seen=self._run.now,
            )
            for feed, answer in self._jobs
        )
        answers = {feed.url: answer for feed, answer in self._jobs}
        for job, parsed in parse_all(jobs, workers=self._run.settings.workers):
            yield job.feed, answers[job.feed.url], parsed

    def _fetch_row(self, before: Feed, after: Feed, answer: Answer | None) -> dict[str, Any] | None:
        """A row when the outcome is news: a body that was not there before, or another failure than last time."""
        ok = after.state in ("ok", "unchanged")
        if after.state == "unchanged" and before.state in ("ok", "unchanged"):
            return None
        if not ok and (before.state, before.status) == (after.state, after.status):
            return None
        return {
            "url": before.url,
            "at_time": self._run.now,
            "kind": "feed",
            "ok": ok,
            "status": answer.status if answer else None,
            "outcome": after.status,
            "bytes": len(answer.body) if answer else None,
            "seconds": round(answer.seconds, 3) if answer else None,
            "etag": after.etag or None,
        }


def _with_pages(entries: list[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each entry with the key of its page: one address, however it was decorated."""
    for entry in entries:
        try:
            yield entry, canonical_url(entry.url)
        except ValueError:
            continue  # the feed stage lets http(s) alone through: what is left here has no host
