"""Many feeds: small ones here, big ones in workers that may be slow or die."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as LateError
from concurrent.futures import as_completed
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.errors import FeedError
from pipeline.feeds.parse import FeedLimits, Parsed, parse
from pipeline.model.texts import Feed

SMALL = 256 << 10  # bytes: the worst of this size takes 2 s of CPU, as long as a worker takes to start
_BATCH = 64  # bodies handed to the workers at once: at most 5 MiB each


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One body to parse."""

    feed: Feed
    body: bytes
    final_url: str
    content_type: str
    seen: datetime


def parse_all(
    jobs: Iterable[Job], *, workers: int = 2, seconds: float = 10.0, small: int = SMALL
) -> Iterator[tuple[Job, Parsed | FeedError]]:
    """
    Parse every job once, in order of completion.

    A body of up to *small* bytes is parsed at once, a bigger one in a worker process that has *seconds* for it:
    a feed that takes longer, or kills its worker, gives a FeedError and costs nothing else.
    """
    big: list[Job] = []
    pool: ProcessPool | None = None
    try:
        for job in jobs:
            if len(job.body) <= small and not job.body.startswith(b"\x1f\x8b"):
                yield job, _outcome(job)
                continue
            big.append(job)
            if len(big) == _BATCH:
                pool = pool or _pool(workers)
                yield from _in_workers(pool, big, seconds)
                big = []
        if big:
            pool = pool or _pool(workers)
            yield from _in_workers(pool, big, seconds)
    finally:
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _pool(workers: int) -> ProcessPool:
    # Not by fork: the process may have threads (fetch), and a fork copies their locks.
    return ProcessPool(max_workers=workers, max_tasks=100, context=multiprocessing.get_context("spawn"))


def _outcome(job: Job) -> Parsed | FeedError:
    try:
        return parse(
            job.body,
            feed=job.feed,
            final_url=job.final_url,
            content_type=job.content_type,
            seen=job.seen,
            limits=FeedLimits(),
        )
    except FeedError as error:
        return error


def _in_workers(pool: ProcessPool, jobs: list[Job], seconds: float) -> Iterator[tuple[Job, Parsed | FeedError]]:
    waiting = {pool.schedule(_outcome, args=(job,), timeout=seconds): job for job in jobs}
    for future in as_completed(waiting):
        job = waiting[cast("ProcessFuture[Parsed | FeedError]", future)]
        try:
            yield job, future.result()
        except LateError:
            yield job, FeedError(job.feed.url, f"not parsed within {seconds:g} s")
        except (ProcessExpired, MemoryError) as error:
            yield job, FeedError(job.feed.url, f"parser died ({type(error).__name__})")
