"""
The share of a week that truly bears a code, from a classifier whose errors were measured.

A classifier draws every share toward what it saw in training: counting its codes understates a change by about a third
(measured). The adjusted counts below do not depend on how frequent the code was when the errors were measured; they do
depend on the errors being the same, that is, on texts of the same kind.

The adjustment is QuaPy's, the library of this field. Its own bootstrap is not used: it draws the articles of the week
alone, in as many processes as there are cores, while the noise of the measured errors is the larger part here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.int64]

DRAWS = 1000  # bootstrap samples
SEED = 7
LEAST_CODED = 5  # coded articles with the code, and without it, below which its errors are not known
LEAST_GAP = 0.1  # between the two means: below it the classifier tells nothing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Errors:
    """What a classifier said of coded articles that it had not learned from, for one code."""

    stated: Floats  # probability, or 0 and 1 where it gives none; one per article
    true: Flags  # whether people gave the code


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """The same for all codes of a question that has one answer."""

    stated: Floats  # articles x codes
    true: Ints  # column of the code that people gave


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevalence:
    """A share as counted and as it is after adjustment, 0..1, with the 95 % interval of both samples' noise."""

    raw: float  # mean of what the classifier says
    share: float
    low: float
    high: float
    n: int  # pieces of the week
    coded: int  # articles on which the errors were measured


def prevalence(stated: Floats, errors: Errors, *, draws: int = DRAWS, deff: float = 1.0) -> Prevalence | None:
    """
    Adjust a week's share of one code.

    Args:
        stated: one per piece of the week, of the same kind as in *errors*.
        errors: measured on held-out articles.
        draws: bootstrap samples, over the pieces of the week and over the coded articles at once.
        deff: design effect of outlets: as many pieces are drawn as they are worth, n / deff.

    Returns:
        Adjusted count (ACC) where *stated* is 0 or 1, probabilistic adjusted count (PACC) where it is a probability;
        None where the errors are not known well enough, or the week is empty.

    Source: Forman 2008, doi:10.1007/s10618-008-0097-y; Bella et al. 2010, doi:10.1109/ICDM.2010.75.
    """
    from quapy.functional import solve_adjustment_binary  # half a second: only who adjusts pays for it

    positive, negative = errors.stated[errors.true], errors.stated[~errors.true]
    if not len(stated) or not _tells(positive, negative):
        return None
    rng = np.random.default_rng(SEED)
    means = (_means(rng, stated, draws, deff), _means(rng, positive, draws), _means(rng, negative, draws))
    drawn = [
        solve_adjustment_binary(mean, max(tpr, fpr + LEAST_GAP / 2), fpr) for mean, tpr, fpr in zip(*means, strict=True)
    ]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Prevalence(
        raw=float(stated.mean()),
        share=float(solve_adjustment_binary(stated.mean(), positive.mean(), negative.mean())),
        low=float(low),
        high=float(high),
        n=len(stated),
        coded=len(errors.stated),
    )


def prevalences(
    stated: Floats, answers: Answers, *, draws: int = DRAWS, deff: float = 1.0
) -> tuple[Prevalence | None, ...]:
    """
    Adjust a week's shares of all codes of a question with one answer; those of one draw add up to 1.

    Args:
        stated: pieces of the week x codes.
        answers, draws, deff: as in `prevalence`.

    Returns:
        One per code; None where it is not known well enough how the code is told from the others.

    Source: as `prevalence`; Firat 2016, arXiv:1606.00868, for more than two codes; shares outside 0..1 are brought back
    by projection to the simplex, Martins & Astudillo 2016, arXiv:1602.02068.
    """
    codes: int = stated.shape[1]
    known = [
        _tells(answers.stated[answers.true == code, code], answers.stated[answers.true != code, code])
        for code in range(codes)
    ]
    if not len(stated) or not any(known):
        return (None,) * codes
    shares = _solved(stated, answers.stated, answers.true)
    drawn = list(_drawn(stated, answers, draws, deff))
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
    return tuple(
        Prevalence(
            raw=float(stated[:, code].mean()),
            share=float(shares[code]),
            low=float(low[code]),
            high=float(high[code]),
            n=len(stated),
            coded=len(answers.true),
        )
        if known[code]
        else None
        for code in range(codes)
    )


def _drawn(stated: Floats, answers: Answers, draws: int, deff: float) -> Iterator[Sequence[float]]:
    """Shares of bootstrap samples."""
    rng, size, n = np.random.default_rng(SEED), _worth(len(stated), deff), len(answers.true)
    for _ in range(draws):
        week, coded = rng.integers(0, len(stated), size), rng.integers(0, n, n)
        yield _solved(stated[week], answers.stated[coded], answers.true[coded])


def _tells(positive: Floats, negative: Floats) -> bool:
    """Whether the errors of a code are known, and the classifier tells it from the others."""
    enough = min(len(positive), len(negative)) >= LEAST_CODED
    return bool(enough and positive.mean() - negative.mean() >= LEAST_GAP)


def _solved(stated: Floats, coded: Floats, true: Ints) -> Sequence[float]:
    """The shares that, with these errors, give this mean of what is stated."""
    from quapy.functional import normalize_prevalence
    from quapy.method.aggregative import ACC, PACC

    rates = PACC.getPteCondEstim(range(coded.shape[1]), true, coded)
    exact = ACC.solve_adjustment(rates, stated.mean(axis=0), method="inversion", solver="exact-cc")
    found: Sequence[float] = normalize_prevalence(exact, method="mapsimplex")
    return found


def _worth(count: int, deff: float) -> int:
    return max(1, round(count / max(deff, 1.0)))


def _means(rng: np.random.Generator, values: Floats, draws: int, deff: float = 1.0) -> Floats:
    """Means of bootstrap samples."""
    found: Floats = values[rng.integers(0, len(values), (draws, _worth(len(values), deff)))].mean(axis=1)
    return found
