"""Find the copies of new articles, and join them to clusters."""

from __future__ import annotations

from itertools import groupby

from pipeline.identity.copies import COMMON_AT, LEAST_SHARED, Link, Sketch, clusters, judge, sketch
from pipeline.line.run import Run
from pipeline.store import copies

BATCH = 400  # articles compared at a time: the stored sketches are scanned once per batch
PER_STORY = 2  # members of one cluster that a new article is compared with


def join_copies(run: Run) -> dict[str, int]:
    """
    Compare every article that was not compared yet with all before it, by their sketches.

    Sketches, links and clusters of a batch are stored together: a kill between them would lose a link for good.
    """
    total = copies.count_unsketched(run.store)
    done = joined = 0
    while batch := copies.unsketched(run.store, BATCH):
        new = {article: sketch(article, text) for article, text in batch}
        with run.store.transaction():
            copies.add_sketches(run.store, new.values())
            links = _links(run, new)
            copies.add_links(run.store, links, run.now)
            copies.add_clusters(run.store, _clusters(run, links), run.now)
        joined += len(links)
        done += len(new)
        run.tell("join", done, total)
    return {"copies": joined}


def _links(run: Run, new: dict[str, Sketch]) -> list[Link]:
    """Links from each new article to those it repeats, new ones among themselves included."""
    pairs = copies.candidates(run.store, list(new), common_at=COMMON_AT, least=LEAST_SHARED, per_story=PER_STORY)
    if not pairs:
        return []
    known = new | copies.sketches(run.store, sorted({other for _, other in pairs} - new.keys()))
    common = copies.common(run.store, sorted(known), common_at=COMMON_AT)
    links: list[Link] = []
    for article, group in groupby(pairs, key=lambda pair: pair[0]):
        links += judge(new[article], [known[other] for _, other in group], common)
    return links


def _clusters(run: Run, links: list[Link]) -> dict[str, str]:
    """article -> cluster for every article whose cluster is new or has changed: a link may merge two clusters."""
    if not links:
        return {}
    members = copies.members(run.store, sorted({each for link in links for each in (link.article, link.other)}))
    before = {each.article: each.cluster for each in members}
    kept = [
        Link(article=article, other=cluster, kind="given", containment=1.0, shared=0)
        for article, cluster in before.items()
        if cluster and cluster != article
    ]
    after = clusters([*kept, *links], {each.article: each.published for each in members})
    return {article: head for article, head in after.items() if before.get(article) != head}
