"""How far a week's commentary is from the reference texts that the topics come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.spatial.distance import jensenshannon

from pipeline.model.counted import SeedCodes
from pipeline.model.findings import SeedDistance
from pipeline.model.week import BALANCE, Figure, Plan
from pipeline.shift.series import POLES


def seed_distance(figures: Sequence[Figure], seeds: Sequence[SeedCodes], *, plan: Plan) -> SeedDistance | None:
    """
    Compare a week's mix of topics, and its balance, with those of the seeds.

    The mix is the share of each topic in all mentions of topics. The band leaves out one seed at a time: with five
    texts, one of them is a fifth of the reference. The nearest seed is the one with the smallest mean of the distance
    of topics and the distance of orientation (half the difference of scores).

    Returns None with fewer than two seeds that bear a topic, or too few pieces for a percentage.

    Source: Jensen-Shannon distance with base 2, Endres & Schindelin 2003, doi:10.1109/TIT.2003.813506.
    """
    topics = [each for each in figures if each.dimension == "topics"]
    told = [each for each in seeds if each.topics]
    n = max((each.n for each in topics), default=0)
    now = {each.code: float(each.k) for each in topics if each.k}
    if len(told) < 2 or n < plan.least_share_n or not now:
        return None
    before = {each.code: float(each.base_k) for each in topics if each.base_k}
    base_n = max(each.base_n for each in topics)
    whole = [_distance(now, _mix(told[:at] + told[at + 1 :])) for at in range(len(told))]
    balance = next((each for each in figures if (each.dimension, each.code) == BALANCE), None)
    score = (balance.k - balance.minus_k) / balance.n if balance and balance.n else None
    each_seed = sorted(
        ((seed.title, _nearness(now, score, seed)) for seed in told), key=lambda pair: (pair[1], pair[0])
    )
    return SeedDistance(
        n=len(told),
        distance=_distance(now, _mix(told)),
        low=min(whole),
        high=max(whole),
        base_distance=_distance(before, _mix(told)) if before and base_n >= plan.least_share_n else None,
        balance=score,
        seeds_balance=float(np.mean([_score(seed) for seed in told])),
        nearest=each_seed[0][0],
        each=tuple(each_seed),
    )


def _mix(seeds: Sequence[SeedCodes]) -> Mapping[str, float]:
    """Each text weighs the same, however many topics it bears."""
    mix: dict[str, float] = {}
    for seed in seeds:
        for topic in seed.topics:
            mix[topic] = mix.get(topic, 0.0) + 1 / len(seed.topics)
    return mix


def _distance(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    codes = sorted({*one, *other})
    found = jensenshannon([one.get(code, 0.0) for code in codes], [other.get(code, 0.0) for code in codes], base=2)
    return float(np.nan_to_num(found))  # two equal mixes can differ by less than nothing


def _score(seed: SeedCodes) -> float:
    return float(seed.orientation == POLES[0]) - float(seed.orientation == POLES[1])


def _nearness(now: Mapping[str, float], score: float | None, seed: SeedCodes) -> float:
    topics = _distance(now, _mix([seed]))
    return topics if score is None else (topics + abs(score - _score(seed)) / 2) / 2
