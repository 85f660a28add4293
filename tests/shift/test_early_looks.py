"""The early looks of a week held to account: six dependent tests, with fixed seeds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import numpy as np
import pytest

from pipeline.model.week import Plan
from pipeline.shift.cells import Cells
from pipeline.shift.early import LOOKS, day_of, early_plan, issue_looks, period
from tests.shift.test_simulations import NOISE, OUTLETS, RUNS, SHARES, called, expit

WEEKS, DAYS = 6, 7


@lru_cache(maxsize=8)
def by_day(seed: int, between: float, within: float, planted: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """*RUNS* windows of six weeks of days, about 200 pieces a week; topic 5 raised by *planted* in the last."""
    rng = np.random.default_rng(seed)
    sizes = rng.dirichlet(np.ones(OUTLETS), size=RUNS)
    habit = np.log(SHARES / (1 - SHARES))[:, None] + rng.normal(0, between, (RUNS, len(SHARES), OUTLETS))
    share = expit(habit[:, :, None] + rng.normal(0, within, (RUNS, len(SHARES), WEEKS, OUTLETS)))
    share[:, 5, -1] = np.minimum(1, share[:, 5, -1] + planted)
    n = rng.poisson(np.repeat(200 / DAYS * sizes[:, None, None], WEEKS * DAYS, axis=2))
    return n.astype(float), rng.binomial(n, np.repeat(share, DAYS, axis=2)).astype(float)


def look(n: np.ndarray, plus: np.ndarray, end: int) -> Cells:
    """The five times seven days that end before day *end*."""
    edges = range(end - 5 * DAYS, end, DAYS)
    sizes, hits = (np.stack([each[:, :, at : at + DAYS].sum(axis=2) for at in edges], axis=2) for each in (n, plus))
    return Cells(
        outlets=tuple(f"o{at}" for at in range(OUTLETS)),
        sizes=sizes,
        plus=hits,
        minus=np.zeros(hits.shape),
        signed=np.zeros(len(SHARES), dtype=bool),
    )


def looks(n: np.ndarray, plus: np.ndarray, plan: Plan) -> np.ndarray:
    """(look, run, topic): the verdicts of Tuesday to Sunday of the last week."""
    first = (WEEKS - 1) * DAYS + 1
    return np.array([called(look(n, plus, first + at), plan) for at in range(LOOKS)])


@pytest.mark.parametrize(("between", "within"), NOISE)
def test_six_early_looks_mislead_no_more_than_one_issue(between, within):
    """With no change, at most 10 % of weeks have any false early look; unshared, more than 20 % would."""
    n, plus = by_day(11, between, within)

    assert looks(n, plus, early_plan(Plan())).any(axis=(0, 2)).mean() <= 0.10
    assert looks(n, plus, Plan()).any(axis=(0, 2)).mean() > 0.20


def test_a_rise_is_told_before_its_issue():
    """A rise of 15 points from Monday on is told by Sunday in more than half of all weeks, and never as a fall."""
    n, plus = by_day(12, 0.5, 0.4, 0.15)
    found = looks(n, plus, early_plan(Plan()))[:, :, 5]

    assert (found == 1).any(axis=0).mean() > 0.5
    assert (found == -1).mean() == 0


@pytest.mark.parametrize(
    ("now", "day"),
    [
        pytest.param(datetime(2026, 11, 17, 5, tzinfo=UTC), date(2026, 11, 17), id="Tuesday at five"),
        pytest.param(datetime(2026, 11, 17, 4, 59, tzinfo=UTC), date(2026, 11, 16), id="Monday until five"),
        pytest.param(datetime(2027, 1, 1, 5, tzinfo=UTC), date(2027, 1, 1), id="New Year"),
    ],
)
def test_a_day_is_looked_at_once_it_has_settled(now, day):
    """Its seven days end at midnight; the four weeks before are whole; only Monday's are an issue's."""
    first, week, end = period(day_of(now), Plan())

    assert day_of(now) == day
    assert (end - week, week - first) == (timedelta(days=7), timedelta(days=28))
    assert issue_looks(day) == (day.weekday() == 0)
