"""Many addresses to a stream of answers: an event loop in a thread, read from ordinary code."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from queue import SimpleQueue

from pipeline.errors import FetchError
from pipeline.fetch.client import Client
from pipeline.fetch.values import Answer, Policy, Request

Outcome = Answer | FetchError


def fetch_one(url: str, policy: Policy, *, robots: bool = False) -> Answer:
    """
    Ask one address.

    Raises:
        RefusedURLError: it must not be asked.
        UnreachableError: no answer this time.
        FetchError: no usable answer.
    """
    for outcome in fetch_all([Request(url=url, robots=robots)], policy):
        if isinstance(outcome, FetchError):
            raise outcome
        return outcome
    raise AssertionError("one request gives one outcome")


def fetch_all(requests: Iterable[Request], policy: Policy) -> Iterator[Outcome]:
    """
    Ask many addresses at once.

    *requests* is read as its turn comes, in the caller's thread; at most `policy.ahead` wait, and at most twice
    `policy.concurrency` bodies are held. Closing the iterator stops everything.

    Returns:
        One outcome per request, in order of completion: an Answer for every HTTP status (304, 404 and 503 too),
        else the FetchError, whose `which` is the URL asked and whose class says whether it can pass
        (UnreachableError) or must not be asked (RefusedURLError).
    """
    run = _Run(policy)
    run.start()
    try:
        yield from run.outcomes(iter(requests))
    finally:
        run.stop()


class _Run:
    """A thread with an event loop, and the queue that leads back."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._done: SimpleQueue[Outcome | BaseException] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._client = Client(policy)
        self._thread = threading.Thread(target=self._main, name="fetch", daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Cancel what is under way and end the thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def outcomes(self, requests: Iterator[Request]) -> Iterator[Outcome]:
        """Hand out *requests* and yield what comes back, never more than `ahead` under way."""
        waiting = 0
        while True:
            fresh = list(islice(requests, self._policy.ahead - waiting))
            if fresh:
                waiting += len(fresh)
                self._loop.call_soon_threadsafe(self._begin, fresh)
            if not waiting:
                return
            outcome = self._done.get()
            waiting -= 1
            if isinstance(outcome, Answer):
                if outcome.body:
                    self._loop.call_soon_threadsafe(self._client.taken)
            elif not isinstance(outcome, FetchError):
                raise outcome
            yield outcome

    def _main(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        except BaseException as error:
            self._done.put(error)
        finally:
            self._wind_up()

    def _wind_up(self) -> None:
        self._client.close()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.close()

    def _begin(self, requests: list[Request]) -> None:
        for request in requests:
            task = self._loop.create_task(self._one(request))
            self._tasks.add(task)  # the loop itself keeps weak references only
            task.add_done_callback(self._tasks.discard)

    async def _one(self, request: Request) -> None:
        try:
            self._done.put(await self._client.fetch(request))
        except (FetchError, Exception) as error:  # a defect must reach the caller, or it would wait for ever
            self._done.put(error)
