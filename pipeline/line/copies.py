"""Find the copies of new articles, and join them to clusters."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, groupby

from pipeline.identity.copies import COMMON_AT, LEAST_SHARED, Link, Sketch, clusters, judge, sketch
from pipeline.line.corrections import Said, resolve, take_up
from pipeline.line.run import Run
from pipeline.store import copies
from pipeline.store.copies import Member

BATCH = 1_000  # articles compared at a time: the stored sketches are scanned once per batch
PER_STORY = 2  # members of one cluster that a new article is compared with
MOST_MEMBERS = 100  # of a cluster that is made anew: more would not be compared each with each


def join_copies(run: Run) -> dict[str, int]:
    """
    Compare every article that was not compared yet with all before it, by their sketches.

    Corrections come first; they hold for what comes later, too. Sketches, links and clusters of a batch are stored
    together: a kill between them would lose a link for good.
    """
    said = resolve(run)
    with run.store.transaction():
        _join_anew(run, take_up(run, said), said)
    total = copies.count_unsketched(run.store)
    done = joined = 0
    while batch := copies.unsketched(run.store, BATCH):
        new = {article: sketch(article, text) for article, text in batch}
        with run.store.transaction():
            copies.add_sketches(run.store, new.values())
            links = _links(run, new)
            copies.add_links(run.store, links, run.now)
            again = _joined_before(run, new)
            linked = {each for link in links for each in (link.article, link.other)}
            copies.add_clusters(run.store, _clusters(run, linked | said.of(new), said), run.now)
            _join_anew(run, again, said)
        joined += len(links)
        done += len(new)
        run.tell("join", done, total)
    return {"copies": joined}


def _links(run: Run, new: dict[str, Sketch]) -> list[Link]:
    """Links from each new article to those it repeats, new ones among themselves included."""
    pairs = copies.candidates(run.store, list(new), common_at=COMMON_AT, least=LEAST_SHARED, per_story=PER_STORY)
    if not pairs:
        return []
    alike = {article for pair in pairs for article in pair}
    known = new | copies.sketches(run.store, sorted(alike - new.keys()))
    common = copies.common(run.store, sorted(alike), common_at=COMMON_AT)
    links: list[Link] = []
    for article, group in groupby(pairs, key=lambda pair: pair[0]):
        links += judge(new[article], [known[other] for _, other in group], common)
    return links


def _clusters(run: Run, touched: Iterable[str], said: Said) -> dict[str, str]:
    """
    article -> cluster for every article whose cluster is new or has changed: a link may merge two clusters.

    They follow from the links that hold and from corrections alone, so that a correction taken back leaves no trace.
    """
    members, links = _reached(run, touched, said)
    if not members:
        return {}
    before = {each.article: each.cluster for each in members}
    given = [
        Link(article=article, other=other, kind="given", containment=1.0, shared=0)
        for article, other in said.joins
        if article in before and other in before
    ]
    after = clusters([*links, *given], {each.article: each.published for each in members}, alone=said.alone)
    alone = {article: article for article, cluster in before.items() if cluster and article not in after}
    return {article: cluster for article, cluster in (after | alone).items() if before[article] != cluster}


def _reached(run: Run, touched: Iterable[str], said: Said) -> tuple[tuple[Member, ...], tuple[Link, ...]]:
    """All articles that clusters, links or corrections lead to from some articles, and the links between them."""
    asked: set[str] = set()
    members: tuple[Member, ...] = ()
    links: tuple[Link, ...] = ()
    wanted = set(touched)
    while not wanted <= asked:
        asked |= wanted
        members = copies.members(run.store, sorted(asked))
        links = copies.links_of(run.store, sorted(asked))
        wanted = {each.article for each in members} | {end for link in links for end in (link.article, link.other)}
        wanted |= {article for pair in said.joins if wanted & set(pair) for article in pair}
    return members, links


def _joined_before(run: Run, new: Iterable[str]) -> list[str]:
    """Those of the new that a cluster holds: they were read anew, and their neighbours may hang on them alone."""
    asked = set(new)
    return [each.article for each in copies.members(run.store, sorted(asked)) if each.article in asked and each.cluster]


def _join_anew(run: Run, articles: Iterable[str], said: Said) -> None:
    """
    Make the clusters of some articles anew: compare their members each with each.

    A new article is compared with two members of a cluster only; when one of those leaves it, the others must not fall
    apart for want of a link between themselves.
    """
    found, links = _reached(run, articles, said)
    linked = {frozenset((link.article, link.other)) for link in links}
    members = sorted(found, key=_story)
    for _, group in groupby(members, key=_story):
        ordered = sorted(group, key=lambda each: each.article)[:MOST_MEMBERS]
        known = copies.sketches(run.store, [each.article for each in ordered])
        common = copies.common(run.store, list(known), common_at=COMMON_AT)
        pairs = combinations([known[each.article] for each in ordered if each.article in known], 2)
        new = [pair for pair in pairs if frozenset(each.article for each in pair) not in linked]
        copies.add_links(run.store, [link for first, later in new for link in judge(later, [first], common)], run.now)
    copies.add_clusters(run.store, _clusters(run, [each.article for each in members], said), run.now)


def _story(member: Member) -> str:
    return member.cluster or member.article
