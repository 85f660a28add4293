"""The seed texts as the digest prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.digest.voices import clip
from pipeline.model.pack import Pack, Seed
from pipeline.model.page import Profile, SeedText


def reference_profile(pack: Pack, counts: Sequence[tuple[str, str, int]] = ()) -> Profile:
    """
    The seeds with the topics that each argues and one passage: its longest whole sentence that fits.

    Args:
        pack: its topics quote the seeds; their order is kept.
        counts: (dimension, code, k) of the seeds as coded; () = count the topics that quote them.
    """
    argued = Counter(topic.slug for topic in pack.topics for _ in {quote.seed for quote in topic.quotes})
    return Profile(
        n=len(pack.seeds),
        coded=bool(counts),
        counts=tuple(counts) or tuple(("topics", topic.slug, argued[topic.slug]) for topic in pack.topics),
        texts=tuple(_text(seed, pack) for seed in pack.seeds),
    )


def _text(seed: Seed, pack: Pack) -> SeedText:
    quotes = [quote.quote for topic in pack.topics for quote in topic.quotes if quote.seed == seed.key]
    return SeedText(
        title=seed.title,
        author=seed.author,
        outlet=seed.outlet,
        published=seed.published.isoformat() if seed.published else seed.published_month,
        url=seed.url,
        topics=tuple(topic.label for topic in pack.topics if any(quote.seed == seed.key for quote in topic.quotes)),
        quote=max(filter(None, map(clip, quotes)), key=_tells, default=""),
    )


def _tells(quote: str) -> tuple[bool, int]:
    """Order of preference: a whole sentence before a fragment, then the longer."""
    return quote[0].isupper() and quote[-1] in ".!?”", len(quote)
