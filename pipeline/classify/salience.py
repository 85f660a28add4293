"""How much of a text a topic takes up, by its phrases: the numbers that tell a subject from a mention."""

from __future__ import annotations

from typing import cast

import numpy as np

from pipeline.classify.kinds import Floats

KINDS = (  # per topic; sentences are those of the body that hold one of its phrases
    *("count", "rate", "sentences", "share", "root", "title", "first_6", "first_25", "of_all"),
    *("least_1", "least_2", "least_3", "least_5", "densest", "rank", "foremost", "quoted", "tail", "length"),
    *("lead", "recommended", "with_pair", "of_pair"),
)
WINDOW = 4  # sentences that follow each other, for the densest place


def topic_signals(found: Floats, zones: Floats, words: int) -> Floats:
    """
    Measure every topic of one text.

    Args:
        found: sentences x topics, occurrences of phrases; the first row is the title.
        zones: zones x sentences, in the order of reading.ZONES.
        words: of title and text.

    Returns:
        Topics x KINDS: natural logarithms of 1 + counts, shares 0..1, and 0 or 1.
    """
    body = found[1:]
    sentences, topics = max(len(body), 1), found.shape[1]
    hit = body > 0
    total, holding = found.sum(axis=0), hit.sum(axis=0)
    rank = np.argsort(np.argsort(-holding, kind="stable"), kind="stable")
    run = np.cumsum(np.vstack((np.zeros((1, topics)), body)), axis=0)
    width = min(WINDOW, sentences)
    densest = (run[width:] - run[:-width]).max(axis=0, initial=0) if len(body) else np.zeros(topics)
    share = holding / sentences
    columns = (
        *(np.log1p(total), np.log1p(300 * total / max(words, 50)), np.log1p(holding), share, np.sqrt(share)),
        *(found[0] > 0, np.log1p(hit[:6].sum(axis=0)), np.log1p(hit[:25].sum(axis=0)), holding / (hit.sum() + 1)),
        *(holding >= least for least in (1, 2, 3, 5)),
        *(np.log1p(densest), np.log1p(rank), rank == 0),
        *(np.log1p(zones[5] @ found), np.log1p(zones[2] @ found), np.full(topics, np.log1p(sentences))),
        *(np.log1p(zones[place] @ found) for place in (1, 3, 4)),
        (zones[4] @ (found > 0)) / max(float(zones[4].sum()), 1.0),
    )
    return cast(Floats, np.stack([np.asarray(column, dtype=float) for column in columns], axis=1))


def salience(found: Floats) -> Floats:
    """Return the share of the sentences of the body that hold a phrase of each topic, 0..1."""
    if len(found) < 2:
        return np.zeros(found.shape[1])
    return cast(Floats, (found[1:] > 0).mean(axis=0))
