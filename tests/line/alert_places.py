"""A place with six weeks of invented pieces, and a topic that rises in the last seven days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.line.run import Run
from pipeline.model.coding import Assessment
from pipeline.model.pack import Pack
from pipeline.model.texts import Article
from pipeline.store import codes, codings, sources, texts
from pipeline.store.connection import Store
from tests.digest import mail_places
from tests.shift import weeks_in_store as weeks

NOW = datetime(2026, 11, 19, 6, 7, tzinfo=UTC)  # a Thursday: the seven days are those from the 12th
TODAY = NOW.date()
DAYS = 49  # before NOW's day
READERS = ("one@example.org", "two@example.org")


def pack() -> Pack:
    """Twelve outlets with a feed each, four topics."""
    return weeks.pack()


def pieces(*, each_day: int = 24, risen: float = 0.3, ahead: int = 0) -> list[tuple[Article, Assessment]]:
    """*each_day* pieces a day with their codes until *ahead* days from now; topic 0 is *risen* in the last week."""
    rng = np.random.default_rng(8)
    found: list[tuple[Article, Assessment]] = []
    for back in range(DAYS, -ahead, -1):
        for at in range(each_day):
            chosen = tuple(
                name
                for name in (f"topic_{number}" for number in range(weeks.TOPICS))
                if rng.random() < 0.2 + risen * (name == "topic_0" and back <= 7)
            )
            piece = article(back, at)
            found.append((piece, weeks.assessment(piece, chosen, weeks.SIDES[int(rng.choice(4))])))
    return found


def article(back: int, at: int) -> Article:
    """Piece *at* of the day *back* days before today."""
    published = datetime.combine(TODAY - timedelta(days=back), datetime.min.time(), UTC) + timedelta(minutes=50 * at)
    key = f"d{back}-{at}"
    return replace(
        weeks.article(at, 0, at % weeks.OUTLETS, weeks.COMMON), id=key, published=published, text_hash=key, url=key
    )


def fill(folder: Path, found: list[tuple[Article, Assessment]] | None = None) -> None:
    """The database with these pieces, and two readers."""
    found = pieces() if found is None else found
    with opened(folder, 25) as run:
        sources.sync_outlets(run.store, run.pack.outlets)
        texts.add_articles(run.store, [piece for piece, _ in found], NOW - timedelta(hours=2))
        codes.add_assessments(run.store, [coded for _, coded in found], NOW - timedelta(hours=1))
        codings.count_by(run.store, "by hand", "1", NOW - timedelta(hours=1))
    (folder / "data" / "recipients.txt").write_text("\n".join(READERS) + "\n", encoding="utf-8")


@contextmanager
def opened(folder: Path, port: int, *, now: datetime = NOW, pack_: Pack | None = None, **changes: Any) -> Iterator[Run]:
    """A run there, with alerts on."""
    found = mail_places.settings(folder, port, **({"alerts": True} | changes))
    with Store(found.database) as store:
        yield Run(settings=found, pack=pack_ or pack(), store=store, now=now)
