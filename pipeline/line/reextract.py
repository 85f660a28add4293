"""Run stored pages through the present extractor, and tell which figures that moves."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.errors import ExtractError, InputError
from pipeline.extract.page import EXTRACTOR
from pipeline.identity.renewal import Difference, differences, renewed
from pipeline.line.coding import code_articles
from pipeline.line.copies import join_copies
from pipeline.line.pages import MOST_BYTES, unreadable
from pipeline.line.reading import Reading, present_way
from pipeline.line.run import Run, Tell, quiet
from pipeline.model.codes import Route
from pipeline.model.texts import Article, Page
from pipeline.pack import load_pack
from pipeline.settings import load_settings
from pipeline.store import failures, rereading, texts
from pipeline.store.rereading import Count, Wish

SPOKEN = frozenset({"text", "title", "authors", "language", "section"})  # fields that a code is read from
COMPARED = frozenset({"text", "status"})  # fields that a sketch is made from


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One article that the present extractor reads otherwise."""

    article: str  # id
    outlet: str
    url: str
    title: str  # as read now
    published: datetime | None  # as read now
    differences: tuple[Difference, ...]  # () = its page gave no article before


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One weekly figure that moves: k of n pieces bear the code."""

    week: date  # its Monday
    dimension: str
    code: str
    k_before: int
    n_before: int
    k: int
    n: int
    published: bool  # whether figures of this week were: the next digest gives them a new vintage

    @property
    def change(self) -> float:
        """Change of the share, -1..1; a week without pieces has a share of 0."""
        return self.k / max(1, self.n) - self.k_before / max(1, self.n_before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What came of reading stored pages anew."""

    pages: int = 0  # read
    unreadable: int = 0  # of them, those on which the extractor broke: what they gave before stays
    changes: tuple[Change, ...] = ()  # in the order of the pages
    moves: tuple[Move, ...] = ()  # by week and series


def reextract(run: Run, *, outlet: str = "", since: datetime | None = None, every: bool = False) -> Reread:
    """
    Read every stored page that was read otherwise than it would be now, and store what differs.

    The old reading, its codes and its links are kept as past ones. Each batch is stored by itself: a killed run is
    taken up where it was. At the end copies are joined and codes given, and the figures compared with those before.

    Args:
        run: open for writing; to change nothing, that of `draft_run`.
        outlet: key of the one outlet to read; "" = all.
        since: first day, of publication or else of fetching; None = all.
        every: also pages that the present extractor has read: after a change of code that its name does not tell.

    Raises:
        InputError: no page of that outlet is stored.
    """
    outlets = rereading.read_outlets(run.store, outlet)
    if outlet and not outlets:
        raise InputError(outlet, "no page of this outlet is stored")
    join_copies(run)
    code_articles(run)
    before = rereading.all_figures(run.store)
    way = present_way(run, outlets)
    wish = Wish(extractor=EXTRACTOR, tools=way.tools, outlet=outlet, since=since, every=every)
    taken = _Taken(run, wish)
    for reading in way.read(run, taken.stale()):
        taken.take(reading)
    taken.save()
    join_copies(run)
    code_articles(run)
    moves = moved(before, rereading.all_figures(run.store))
    return Reread(pages=taken.pages, unreadable=taken.lost, changes=tuple(taken.changes), moves=moves)


class _Taken:
    """Readings that wait to be compared and stored together, and what came of those before them."""

    def __init__(self, run: Run, wish: Wish) -> None:
        self._run, self._wish = run, wish
        self._total = rereading.count_stale(run.store, wish)
        self._found: list[Reading] = []
        self._size = 0  # characters of their texts
        self._gave: dict[str, str | None] = {}  # page -> article that it gave before
        self.pages = self.lost = 0
        self.changes: list[Change] = []

    def stale(self) -> Iterator[tuple[str, Route, Page]]:
        """Every page to read anew, a batch in memory at a time."""
        after, most = "", self._run.settings.batch
        while batch := rereading.stale_pages(self._run.store, self._wish, after, most, MOST_BYTES):
            for each in batch:
                self._gave[each.key] = each.article
                yield each.key, each.route, each.page
            after = batch[-1].key

    def take(self, reading: Reading) -> None:
        self._found.append(reading)
        self._size += reading.size
        if len(self._found) >= self._run.settings.batch or self._size > MOST_BYTES:
            self.save()

    def save(self) -> None:
        """Store what differs, and that all were read."""
        run, found = self._run, self._found
        before = {each.key: self._gave.pop(each.key) for each in found}
        stored = rereading.stored_articles(run.store, [article for article in before.values() if article])
        read: list[tuple[Article, tuple[Difference, ...]]] = []
        fresh: list[Article] = []  # of pages that gave none
        notes: list[tuple[str, str, str | None]] = []
        for each in found:
            old = stored.get(before[each.key] or "")
            article = each.outcome if isinstance(each.outcome, Article) else None
            if article and old:
                article = renewed(old, article)
                read.append((article, differences(old, article)))
            elif article:
                fresh.append(article)
            notes.append((each.key, each.tool, article.id if article else old.id if old else None))
        changed = [(article, differs) for article, differs in read if differs]
        known = rereading.stored_articles(run.store, [article.id for article in fresh])
        lost = unreadable(run, found)
        with run.store.transaction():
            _renew(run, changed)
            texts.add_articles(run.store, fresh, run.now)
            rereading.note_read(run.store, [article for article, _ in read], notes, run.now)
            failures.save_failures(run.store, lost)
            failures.mend_failures(
                run.store, "extract", {each.key for each in found} - {each.key for each in lost}, run.now
            )
        self.changes += [_change(article, differs) for article, differs in changed]
        self.changes += [_change(article, ()) for article in fresh if article.id not in known]
        self.pages += len(found)
        self.lost += sum(isinstance(each.outcome, ExtractError) for each in found)
        found.clear()
        self._size = 0
        run.tell("reread", self.pages, self._total)


def _renew(run: Run, read: list[tuple[Article, tuple[Difference, ...]]]) -> None:
    fields = {article.id: {each.field for each in differs} for article, differs in read}
    rereading.renew_articles(
        run.store,
        [article for article, _ in read],
        recode=[article for article, names in fields.items() if names & SPOKEN],
        resketch=[article for article, names in fields.items() if names & COMPARED],
        now=run.now,
    )


def _change(article: Article, differs: tuple[Difference, ...]) -> Change:
    return Change(
        article=article.id,
        outlet=article.outlet,
        url=article.url,
        title=article.title,
        published=article.published,
        differences=differs,
    )


def moved(before: tuple[Count, ...], after: tuple[Count, ...]) -> tuple[Move, ...]:
    """The figures that differ, by week and series; a code that no piece of a week bears has k = 0."""
    old, new = ({(each.week, each.dimension, each.code): each.k for each in side} for side in (before, after))
    sizes = [{each.week: each.n for each in side} for side in (before, after)]
    published = {each.week for each in (*before, *after) if each.published}
    moves = (
        Move(
            week=week,
            dimension=dimension,
            code=code,
            k_before=old.get((week, dimension, code), 0),
            n_before=sizes[0].get(week, 0),
            k=new.get((week, dimension, code), 0),
            n=sizes[1].get(week, 0),
            published=week in published,
        )
        for week, dimension, code in sorted(old.keys() | new.keys())
    )
    return tuple(each for each in moves if (each.k_before, each.n_before) != (each.k, each.n))


@contextlib.contextmanager
def draft_run(*, now: datetime, tell: Tell = quiet) -> Iterator[Run]:
    """
    A run on a draft of the published database, to see what `reextract` would change; the draft is gone afterwards.

    Raises:
        SettingError, PackError, StoreError, OutputError: one of them cannot be used.
    """
    settings = load_settings()
    pack = load_pack(settings.pack)
    with rereading.draft(settings.published, settings.home / "reextract.draft.duckdb") as store:
        yield Run(settings=settings, pack=pack, store=store, now=now, tell=tell)
