"""A small database of seven invented weeks: outlets, topics, copies, seeds and pieces that do not count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from pipeline.model.coding import Assessment
from pipeline.model.pack import Outlet, OutletGroup, Pack
from pipeline.model.texts import Article
from pipeline.store import codes, codings, copies, sources, texts
from pipeline.store.connection import Store
from tests.shift.counts_for_weeks import WEEK, pack_of

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
SIDES = ("engage", "confront", "mixed", "none")
OUTLETS, TOPICS, WEEKS = 12, 4, 7
COMMON = "The lock on the north shore stays a matter for both towns and their keepers."
NEW = "Again the floating bridge was closed to carts, and nobody said why the floating bridge leaks."
STRANGE = (
    "Beekeepers lost their honey harvest to a strange mite; apiary inspectors counted empty hives.",
    "An apiary inspector blamed the mite for empty hives and a poor honey harvest this year.",
    "Honey will be dear: the mite emptied hives, say beekeepers and the apiary inspectors.",
)


def pack() -> Pack:
    """Twelve outlets of two countries, half of them owned by the state, in three groups."""
    return replace(
        pack_of(TOPICS),
        outlets=tuple(
            Outlet(
                key=f"o{at}",
                name=f"Outlet {at}",
                feeds=(f"https://o{at}.example/feed",),
                country="AA" if at % 2 else "BB",
                affiliation="state" if at < 6 else "independent",
                owner="",
                kind="blog",
                genre=None,
                language="en",
                added=WEEK,
            )
            for at in range(OUTLETS)
        ),
        groups=(
            OutletGroup(key="aa", label="Land A", countries=("AA",)),
            OutletGroup(key="rest", label="Elsewhere"),
            OutletGroup(key="state", label="State", affiliations=("state",)),
        ),
    )


def article(at: int, back: int, outlet: int, text: str, *, route: str = "live") -> Article:
    """Piece *at* of the week *back* weeks before WEEK."""
    key = f"{route}-{back}-{at}"
    return Article(
        id=key,
        url=f"https://o{outlet}.example/{key}",
        outlet=f"o{outlet}",
        title=f"On the lock, {at}",
        authors=("A. Writer",),
        published=datetime.combine(WEEK - timedelta(weeks=back, days=-(at % 7)), datetime.min.time(), UTC),
        date_rule="feed",
        language="en",
        section="",
        text=text,
        text_status="partial" if at % 29 == 28 else "full",
        status_reason="",
        text_hash=key,
        extractor="by hand",
        route="seed" if route == "seed" else "live",
    )


def assessment(piece: Article, topics: tuple[str, ...], side: str, *, genre: str = "commentary") -> Assessment:
    return Assessment(
        article=piece.id,
        method="by hand",
        version="1",
        relevance="core",
        genre=genre,
        topics=topics,
        orientation=side,
        blame="north",
        outlook="worsening",
        scores={"relevance.core": 0.9},
        evidence=(),
    )


def week_of(back: int, rng: np.random.Generator) -> Iterator[tuple[Article, Assessment]]:
    """About 150 pieces; this week's are more about topic 0, and outlet 11 is heard this week alone."""
    for at in range(150):
        outlet = int(rng.integers(0, OUTLETS if back == 0 else OUTLETS - 1))
        chosen = tuple(f"topic_{topic}" for topic in range(TOPICS) if rng.random() < 0.2 + 0.25 * (back + topic == 0))
        text = f"{COMMON} {NEW if back == 0 and at % 3 == 0 else COMMON}"
        if back == 0 and at < 12:
            chosen, text = (), f"{STRANGE[at % 3]} {STRANGE[(at + 1) % 3]}"
        piece = article(at, back, outlet, text)
        side = SIDES[int(rng.choice(4, p=(0.2, 0.3, 0.1, 0.4)))]
        yield piece, assessment(piece, chosen, side, genre="news" if at % 10 == 9 else "commentary")


@contextmanager
def filled(path: Path) -> Iterator[Store]:
    """Seven weeks, and one after WEEK that no analysis of WEEK may see; a copy in WEEK whose head is a week older."""
    rng = np.random.default_rng(4)
    found = [pair for back in range(-1, WEEKS) for pair in week_of(back, rng)]
    for at, side in enumerate(("engage", "none", "confront")):
        seed = replace(article(at, 200, 0, COMMON, route="seed"), published=None, outlet="")
        found.append((seed, assessment(seed, (f"topic_{at}",), side)))
    with Store(path) as store:
        sources.sync_outlets(store, pack().outlets)
        texts.add_articles(store, [piece for piece, _ in found], NOW)
        codes.add_assessments(store, [coded for _, coded in found], NOW)
        codings.count_by(store, "by hand", "1", NOW)
        copies.add_clusters(store, {"live-0-1": "live-1-1", "live-0-2": "live-0-3"}, NOW)
        yield store
