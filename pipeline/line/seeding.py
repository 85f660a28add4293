"""The first step: the pack's outlets, feeds and seed texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from pipeline.extract.plain import extract_plain
from pipeline.identity.urls import article_id, canonical_url
from pipeline.line.run import Run
from pipeline.model.pack import Seed
from pipeline.model.texts import Article
from pipeline.store import sources, texts


def store_seeds(run: Run) -> dict[str, int]:
    """Bring outlets and feeds to the pack's state, and store seed texts that are new."""
    sources.sync_outlets(run.store, run.pack.outlets)
    stored = texts.stored_urls(run.store, "seed")
    articles = [seed_article(seed) for seed in run.pack.seeds if seed_url(seed) not in stored]
    with run.store.transaction():
        return {"seeds": texts.add_articles(run.store, articles, run.now)}


def seed_url(seed: Seed) -> str:
    """Its canonical address; a text without a public one is named by its file."""
    return canonical_url(seed.url) if seed.url else f"seed:{seed.key}"


def seed_article(seed: Seed) -> Article:
    """A seed cleaned by the same guards as a page; what is known of it wins over what its text seems to say."""
    cleaned: Article = extract_plain(seed.text, seed.key)
    url = seed_url(seed)
    published = datetime.combine(seed.published, time(), UTC) if seed.published else None
    return replace(
        cleaned,
        id=article_id(url),
        url=url,
        outlet="",
        title=seed.title,
        authors=(seed.author,) if seed.author else (),
        published=published,
        date_rule="pack" if published else "none",
        date_confidence=1.0 if published else 0.0,
        route="seed",
    )
