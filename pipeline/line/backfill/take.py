"""Store what a source of history gives, a batch at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.line.backfill.found import Found, Item, Sound
from pipeline.line.pages import MOST_BYTES
from pipeline.line.run import Run
from pipeline.model.texts import Article, Entry, Failure, Page
from pipeline.store import failures, sources, texts


class Taking:
    """Items that wait to be stored together: a kill loses one batch, and the next run finds it again."""

    def __init__(self, run: Run, counts: Counter[str]) -> None:
        self._run = run
        self._counts = counts
        self._clear()

    def _clear(self) -> None:
        self._found: dict[str, Found] = {}  # by key: what a source says twice is stored once
        self._places: list[str] = []
        self._failures: list[Failure] = []
        self._bytes = 0

    def take(self, item: Item) -> None:
        """Add one item, to be stored when the batch is full."""
        if isinstance(item, Failure):
            self._failures.append(item)
        elif isinstance(item, Sound):
            self._places.append(item.place)
        else:
            self._places.append(item.place)
            if item.key not in self._found:
                self._found[item.key] = item
                self._bytes += len(item.page.body) if item.page else len(item.article.text) if item.article else 0

    @property
    def full(self) -> bool:
        """Addresses alone are light: ten batches of them wait for one another."""
        waiting = len(self._failures) + len(self._places)
        return waiting >= self._run.settings.batch * (10 if self._bytes == 0 else 1) or self._bytes > MOST_BYTES

    def save(self) -> None:
        """Store the batch in one transaction; what is stored already, by whatever route, is left as it is."""
        store, now = self._run.store, self._run.now
        known = texts.known_pages(store, list(self._found))
        known |= texts.listed_pages(store, [key for key, found in self._found.items() if found.to_fetch])
        new = [found for key, found in self._found.items() if key not in known]
        with store.transaction():
            self._counts["listed"] += sources.add_entries(store, _entries(new), "backfill")
            pages = list(_pages(new))
            self._counts["pages"] += texts.add_pages(store, pages)
            self._counts["articles"] += texts.add_articles(store, _articles(new), now)
            self._counts["failed"] += len(self._failures)
            failed = {each.key for each in self._failures}
            sound = {*self._places, *(key for key, _ in pages)} - failed
            for stage in ("extract", "fetch"):
                failures.mend_failures(store, stage, sound, now)
                failures.save_failures(store, [each for each in self._failures if each.stage == stage])
        self._clear()


def _entries(new: Iterable[Found]) -> Iterator[tuple[Entry, str]]:
    return ((found.entry, found.key) for found in new if found.entry)


def _pages(new: Iterable[Found]) -> Iterator[tuple[str, Page]]:
    return ((found.key, found.page) for found in new if found.page)


def _articles(new: Iterable[Found]) -> Iterator[Article]:
    return (found.article for found in new if found.article)
