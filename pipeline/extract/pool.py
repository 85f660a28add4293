"""Many pages through a few processes: a page that hangs or kills its worker costs that page alone."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import TimeoutError as PoolTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import TypeAlias

from pebble import ProcessExpired, ProcessFuture, ProcessPool
from trafilatura.meta import reset_caches

from pipeline.errors import ExtractError
from pipeline.extract.page import Draft, draft_page, extract_page, finish
from pipeline.model.texts import Article, Page

Outcome: TypeAlias = Article | ExtractError

_CHUNK_PAGES = 48  # pages of one task, at most
_CHUNK_BYTES = 1 << 20  # bytes of one task, from which it is full
_NEIGHBOUR = 1 / 30  # of its time that a page of a task may use on average beside a slow one
_AHEAD = 2  # tasks waiting per worker: bounds memory, keeps workers busy
_RESET_EVERY = 500  # pages, after which a worker empties trafilatura's caches
_TASKS_PER_WORKER = 130  # tasks, after which a worker is replaced: what libraries leak stays bounded
_FIRST = Page(
    url="https://example.org/first",
    final_url="https://example.org/first",
    status=200,
    body=b"<title>First</title><h1>First</h1>"
    + b"<p>A page of ten short paragraphs. It is read before all others, by nobody.</p>" * 10,
    content_type="text/html",
    fetched=datetime(2000, 1, 1, tzinfo=UTC),
)
_handled = count(1)
_GARBAGE = (700, 10, 10)  # Python's own thresholds


class _Crew:
    """The workers; replaced as a whole when none is left alive to take a task."""

    def __init__(self, workers: int, seconds: float, chrome: Mapping[str, frozenset[int]]) -> None:
        self.workers, self.seconds, self.chrome = workers, seconds, chrome
        self.pool = self._hire()

    def _hire(self) -> ProcessPool:
        _prepare()  # here, for where workers are forked they have it from us
        return ProcessPool(max_workers=self.workers, max_tasks=_TASKS_PER_WORKER, initializer=_settle)

    def send(self, pages: tuple[Page, ...]) -> _Task:
        known = {page.outlet: self.chrome[page.outlet] for page in pages if page.outlet in self.chrome}
        # one slow page may use its whole time and its neighbours a little of theirs before the chunk is taken apart
        limit = self.seconds * (1 + (len(pages) - 1) * _NEIGHBOUR)
        return _Task(pages, self.pool, self.pool.schedule(_work, args=(pages, known), timeout=limit))

    def collect(self, task: _Task) -> Iterator[tuple[Page, Outcome]]:
        """The outcomes of a task; of a failed one page by page."""
        try:
            yield from zip(task.pages, task.future.result(), strict=True)
            return
        except PoolTimeout:
            reason = f"more than {self.seconds:g} seconds"
        except ProcessExpired as error:
            reason = f"the worker died (exit code {error.exitcode})"
        except BrokenProcessPool:
            reason = "the worker died"
            if task.pool is self.pool:
                self.dismiss()
                self.pool = self._hire()
        except MemoryError:
            reason = "out of memory"
        if len(task.pages) == 1:
            yield task.pages[0], ExtractError(task.pages[0].url, reason)
            return
        for page in task.pages:
            yield from self.collect(self.send((page,)))

    def dismiss(self) -> None:
        self.pool.stop()  # type: ignore[no-untyped-call]
        self.pool.join()


@dataclass(frozen=True, slots=True)
class _Task:
    pages: tuple[Page, ...]
    pool: ProcessPool  # that it was given to
    future: ProcessFuture[list[Outcome]]


def extract_all(
    pages: Iterable[Page],
    *,
    workers: int,
    seconds: float,
    chrome: Mapping[str, frozenset[int]],
) -> Iterator[tuple[Page, Outcome]]:
    """
    Extract a stream of pages in parallel; results come in the order of the pages.

    Pages travel in chunks of at most 48 pages or 1 MiB. A chunk that runs out of time or whose worker dies is done
    again page by page, so that exactly the guilty page comes back as an error.

    Args:
        pages: read lazily: at most two chunks per worker are in flight.
        workers: processes, at least 1.
        seconds: time limit for one page.
        chrome: outlet key -> fingerprints from `learn_chrome`.

    Returns:
        Each page with its Article, or the ExtractError that says why there is none.
    """
    crew = _Crew(workers, seconds, chrome)
    waiting: deque[_Task] = deque()
    try:
        for chunk in _chunks(pages):
            waiting.append(crew.send(chunk))
            if len(waiting) >= _AHEAD * workers:
                yield from crew.collect(waiting.popleft())
        while waiting:
            yield from crew.collect(waiting.popleft())
    finally:
        crew.dismiss()


def _chunks(pages: Iterable[Page]) -> Iterator[tuple[Page, ...]]:
    chunk: list[Page] = []
    size = 0
    for page in pages:
        chunk.append(page)
        size += len(page.body)
        if len(chunk) == _CHUNK_PAGES or size >= _CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


@cache
def _prepare() -> None:
    """
    Read a page of our own: what is loaded lazily is loaded then, and no page pays for it out of its time.

    It is long enough for the first extractor alone: the stop words of the last one cost more than ten pages, and few
    pages need them.
    """
    extract_page(_FIRST)


def _settle() -> None:
    """
    In a new worker: what is loaded stays for its life, so that the garbage collector need not walk it each time.

    Garbage is looked for as often as Python does by itself: of trees, few objects hold much memory.
    """
    _prepare()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


def _work(pages: Sequence[Page], chrome: Mapping[str, frozenset[int]]) -> list[Outcome]:
    """In a worker: the outcomes of some pages; an error of one page is an outcome too."""
    drafts = [_drafted(page, chrome) for page in pages]
    finished = iter(finish(draft for draft in drafts if isinstance(draft, Draft)))
    return [next(finished) if isinstance(draft, Draft) else draft for draft in drafts]


def _drafted(page: Page, chrome: Mapping[str, frozenset[int]]) -> Draft | ExtractError:
    if next(_handled) % _RESET_EVERY == 0:
        reset_caches()
    try:
        return draft_page(page, chrome.get(page.outlet, frozenset()))
    except ExtractError as error:
        return error
