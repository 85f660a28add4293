"""The rules held to account: simulated weeks of unequal, clustered outlets, with fixed seeds."""

from datetime import timedelta

import numpy as np
import pytest

from pipeline.model import Figure, Plan, WeekCount
from pipeline.shift import summarize
from tests.shift.counts_for_weeks import WEEK, pack_of

SHARES = np.linspace(0.04, 0.25, 12)
OUTLETS = 20


def five_weeks(rng: np.random.Generator, *, between: float, within: float, planted: float) -> list[WeekCount]:
    """
    About 200 pieces a week, topic 5 raised by *planted* in the last.

    Outlets differ in size and, in logits, in habit (*between*) and in mood of the week (*within*).
    """
    sizes = rng.dirichlet(np.ones(OUTLETS)) * 200
    habit = np.log(SHARES / (1 - SHARES)) + rng.normal(0, between, (OUTLETS, SHARES.size))
    found = []
    for back in range(5):
        share = 1 / (1 + np.exp(-habit - rng.normal(0, within, habit.shape)))
        if back == 0:
            share[:, 5] = np.minimum(1, share[:, 5] + planted)
        n = rng.poisson(sizes)
        k = rng.binomial(n[:, None], share)
        week = WEEK - timedelta(weeks=back)
        found += [
            WeekCount(
                week=week, outlet=f"o{at}", dimension="topics", code=f"topic_{topic}", k=int(k[at, topic]), n=int(n[at])
            )
            for at in np.flatnonzero(n)
            for topic in range(SHARES.size)
        ]
    return found


def runs(seed: int, times: int, *, between: float, within: float, planted: float = 0.0) -> list[list[Figure]]:
    """The topics' figures of each simulated last week."""
    rng, pack = np.random.default_rng(seed), pack_of(SHARES.size)
    counts = (five_weeks(rng, between=between, within=within, planted=planted) for _ in range(times))
    return [list(summarize(each, pack=pack, week=WEEK, plan=Plan()).figures[: SHARES.size]) for each in counts]


@pytest.mark.parametrize(
    ("between", "within"),
    [
        pytest.param(0.0, 0.0, id="independent pieces"),
        pytest.param(0.5, 0.4, id="outlets with habits and moods"),
        pytest.param(0.8, 0.8, id="outlets of one mind"),
    ],
)
def test_quiet_weeks_rarely_raise_an_alarm_and_intervals_cover(between, within):
    """With no change, at most 12 % of weeks call any shift, and 95 % intervals of the change hold zero."""
    weeks = runs(1, 100, between=between, within=within)
    changes = [each for week in weeks for each in week if each.change_low is not None]
    alarms = sum(any(each.verdict.startswith("clear") for each in week) for week in weeks)
    covered = sum(each.change_low <= 0 <= each.change_high for each in changes)

    assert alarms / len(weeks) <= 0.12
    assert 0.93 <= covered / len(changes) <= 0.99


def test_intervals_of_shares_cover_the_truth():
    """95 % intervals of a week's share hold the share that made it."""
    weeks = runs(2, 100, between=0.0, within=0.0)
    covered = [each.low <= SHARES[at] <= each.high for week in weeks for at, each in enumerate(week) if at > 3]

    assert 0.93 <= np.mean(covered) <= 0.98


def test_a_planted_rise_is_found():
    """A rise of 15 points at n = 200 is called clear in at least 80 % of weeks, and no other topic is blamed for it."""
    weeks = runs(3, 100, between=0.5, within=0.4, planted=0.15)

    assert np.mean([week[5].verdict == "clear rise" for week in weeks]) >= 0.8
    assert np.mean([week[5].verdict == "clear fall" for week in weeks]) == 0
