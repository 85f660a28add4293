"""The pack's word on copies, against the articles that are stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.line.run import Run
from pipeline.store import copies
from pipeline.store.copies import Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The corrections whose articles are all stored; another waits for its articles."""

    corrections: tuple[Correction, ...]

    @property
    def alone(self) -> frozenset[str]:
        """Articles that are no copy of anything."""
        return frozenset(each.article for each in self.corrections if each.other is None)

    @property
    def joins(self) -> tuple[tuple[str, str], ...]:
        """Pairs of articles that are one piece."""
        return tuple((each.article, each.other) for each in self.corrections if each.other is not None)

    def of(self, articles: Iterable[str]) -> frozenset[str]:
        """Those of *articles* that a correction names."""
        return frozenset(articles) & named(self.corrections)


def named(corrections: Iterable[Correction]) -> frozenset[str]:
    """The articles that corrections name."""
    return frozenset(article for each in corrections for article in (each.article, each.other) if article)


def resolve(run: Run) -> Said:
    """The pack's corrections with the ids of the articles that they name."""
    ids = copies.named_articles(run.store, [name for each in run.pack.copy_corrections for name in each.articles])
    found: dict[str, Correction] = {}
    for each in run.pack.copy_corrections:
        articles = sorted({ids[name] for name in each.articles if name in ids})
        if len(articles) != len(each.articles):
            continue
        key = hashlib.sha256("\n".join((each.act, *articles)).encode()).hexdigest()[:16]
        found[key] = Correction(
            id=key,
            act=each.act,
            article=articles[0],
            other=articles[1] if each.act == "join" else None,
            who=each.who,
            said=each.when,
            why=each.why,
        )
    return Said(corrections=tuple(found.values()))


def take_up(run: Run, said: Said) -> frozenset[str]:
    """
    Store corrections that are new and end those that have gone from the file.

    Returns:
        The articles whose clusters must be made anew.
    """
    held = {each.id: each for each in copies.corrections_held(run.store)}
    now = {each.id: each for each in said.corrections}
    gone = [each for key, each in held.items() if key not in now]
    new = [each for key, each in now.items() if key not in held]
    copies.end_corrections(run.store, [each.id for each in gone], run.now)
    copies.save_corrections(run.store, [each for key, each in now.items() if held.get(key) != each], run.now)
    return named([*gone, *new])
