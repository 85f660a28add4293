"""The words that set a week apart from the weeks before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

import numpy as np

from pipeline.model.counted import WordCount
from pipeline.model.findings import Term
from pipeline.model.week import Plan
from pipeline.shift.cells import Floats

PRIOR = 0.1  # weight of the prior, in shares of both periods' use: enough to hold rare words back
CLEAR = 2.58  # standard errors: the two-sided 1 % point, for thousands of words are looked at
MOST = 10  # terms of each sign


def log_odds(k: Floats, base_k: Floats) -> tuple[Floats, Floats]:
    """
    How much more each word is used now than before, in logarithms of odds and in standard errors.

    The prior is the words' use in both periods together, so that a rare word needs more than one piece to stand out.
    With 20 uses of 100 now and 20 of 400 before, PRIOR = 0.1: the prior of the word is 4 of 50, and the log odds are
    ln(24 / 126) - ln(24 / 426) = 1.218, in 3.53 standard errors of 0.289, plus rounding.

    Args:
        k, base_k: uses per word, now and before.

    Source: weighted log-odds with an informative Dirichlet prior, Monroe, Colaresi & Quinn 2008,
        doi:10.1093/pan/mpn018, equations 15, 16, 20 and 22.
    """
    prior = PRIOR * (k + base_k)
    n, base_n, whole = k.sum(), base_k.sum(), prior.sum()
    odds = np.log((k + prior) / np.maximum(n + whole - k - prior, 1e-9))
    base_odds = np.log((base_k + prior) / np.maximum(base_n + whole - base_k - prior, 1e-9))
    error = np.sqrt(1 / (k + prior) + 1 / (base_k + prior))
    delta = odds - base_odds
    return delta, delta / error


def telling_terms(counts: Sequence[WordCount], *, plain: Collection[str] = (), plan: Plan) -> tuple[Term, ...]:
    """
    The words and pairs of words that this week uses clearly more, then those that it uses clearly less.

    Args:
        counts: pieces per word in both periods, with thresholds applied already: one word once, in any order.
        plain: words that say nothing; a pair that holds one is left out too.

    Returns:
        At most ten of each sign, without context lines; () when either period is too thin for a percentage. A pair
        takes the place of a word that it holds when it says as much.
    """
    said = frozenset(plain)
    kept = [each for each in sorted(counts, key=lambda each: each.term) if not _plain(each.term, said)]
    if not kept or min(kept[0].n, kept[0].base_n) < plan.least_share_n:
        return ()
    delta, z = log_odds(np.array([float(each.k) for each in kept]), np.array([float(each.base_k) for each in kept]))
    found = []
    for sign in (1, -1):
        clear = [at for at in np.argsort(-sign * z, kind="stable").tolist() if sign * z[at] >= CLEAR]
        pairs = [kept[at] for at in clear if " " in kept[at].term]
        held = {
            word
            for pair in pairs
            for word in pair.term.split()
            for at in clear
            if kept[at].term == word and max(pair.k, pair.base_k) >= 0.8 * max(kept[at].k, kept[at].base_k)
        }
        chosen = [at for at in clear if kept[at].term not in held][:MOST]
        found += [_term(kept[at], float(delta[at]), float(z[at])) for at in chosen]
    return tuple(found)


def _plain(term: str, plain: Collection[str]) -> bool:
    """Whether a term holds a word that says nothing, also before an apostrophe: "it's", "don't"."""
    return any(part in plain for word in term.split() for part in (word, re.split("['’]", word)[0]))


def _term(count: WordCount, delta: float, z: float) -> Term:
    kind: Literal["more", "less", "new", "gone"]
    kind = "new" if not count.base_k else "gone" if not count.k else "more" if z > 0 else "less"
    return Term(
        term=count.term,
        k=count.k,
        n=count.n,
        base_k=count.base_k,
        base_n=count.base_n,
        outlets=count.outlets,
        log_odds=delta,
        z=z,
        kind=kind,
        context="",
        url="",
    )
