"""The rules held to account: simulated weeks of unequal, clustered outlets, with fixed seeds."""

from datetime import timedelta
from functools import lru_cache

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from pipeline.model.week import Figure, Plan, WeekCount
from pipeline.shift import summarize
from pipeline.shift.cells import Cells
from pipeline.shift.decompose import by_cell
from pipeline.shift.estimate import change_interval, clustering, interval, p_value
from pipeline.shift.figures import testable as is_testable
from tests.shift.counts_for_weeks import WEEK, pack_of

SHARES = np.linspace(0.04, 0.25, 12)
OUTLETS, WEEKS, RUNS = 20, 5, 1500
PLAN = Plan()
NOISE = [
    pytest.param(0.0, 0.0, id="independent pieces"),
    pytest.param(0.8, 0.0, id="outlets with habits"),
    pytest.param(0.5, 0.4, id="outlets with habits and moods"),
    pytest.param(0.8, 0.8, id="outlets of one mind"),
]


def expit(logit: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-logit))


@lru_cache(maxsize=8)
def simulated(seed: int, between: float, within: float, planted: float = 0.0) -> tuple[Cells, np.ndarray]:
    """
    *RUNS* windows of five weeks of about 200 pieces, topic 5 raised by *planted* in the last; and the true shares.

    Outlets differ in size and, in logits, in habit (*between*) and in mood of the week (*within*).
    """
    rng = np.random.default_rng(seed)
    sizes = rng.dirichlet(np.ones(OUTLETS), size=RUNS)
    habit = np.log(SHARES / (1 - SHARES))[:, None] + rng.normal(0, between, (RUNS, len(SHARES), OUTLETS))
    share = expit(habit[:, :, None] + rng.normal(0, within, (RUNS, len(SHARES), WEEKS, OUTLETS)))
    share[:, 5, -1] = np.minimum(1, share[:, 5, -1] + planted)
    n = rng.poisson(np.repeat(200 * sizes[:, None, None], WEEKS, axis=2))
    moods = rng.normal(0, within, 200)
    expected = np.mean([expit(habit + mood) for mood in moods[: 200 if within else 1]], axis=0)
    cells = Cells(
        outlets=tuple(f"o{at}" for at in range(OUTLETS)),
        sizes=n.astype(float),
        plus=rng.binomial(n, share).astype(float),
        minus=np.zeros(share.shape),
        signed=np.zeros(len(SHARES), dtype=bool),
    )
    return cells, (sizes[:, None] * expected).sum(axis=-1)


def called(cells: Cells, plan: Plan = PLAN) -> np.ndarray:
    """(run, topic): 1 a clear rise, -1 a clear fall, 0 neither, by the rules of a week."""
    noise = clustering(cells)
    low, high = change_interval(cells.now, cells.base, noise, level=plan.level)
    p, tested = p_value(cells.now, cells.base, noise), is_testable(cells, plan)
    found = np.zeros(p.shape)
    for run in range(len(p)):
        q = np.ones(p.shape[1])
        q[tested[run]] = false_discovery_control(p[run, tested[run]])
        found[run] = np.where(q < plan.fdr, (low[run] > 0).astype(float) - (high[run] < 0), 0)
    return found


@pytest.mark.parametrize(("between", "within"), NOISE)
def test_quiet_weeks_rarely_raise_an_alarm(between, within):
    """With no change, at most 12 % of weeks have any false clear verdict."""
    assert called(simulated(1, between, within)[0]).any(axis=1).mean() <= 0.12


@pytest.mark.parametrize(("between", "within"), NOISE)
def test_intervals_cover_what_they_promise(between, within):
    """95 % intervals of changes, and of shares, hold the truth in 93 to 97 % of cases, clustered or not."""
    cells, truth = simulated(1, between, within)
    noise, tested = clustering(cells), is_testable(cells, PLAN)
    low, high = change_interval(cells.now, cells.base, noise, level=PLAN.level)
    share_low, share_high = interval(cells.now, noise, level=PLAN.level)

    assert 0.93 <= ((low <= 0) & (high >= 0))[tested].mean() <= 0.97
    assert 0.93 <= ((share_low <= truth) & (truth <= share_high))[tested].mean() <= 0.97


@pytest.mark.parametrize(("between", "within"), NOISE[:3])
def test_a_planted_rise_is_found(between, within):
    """A rise of 15 points at n = 200 is called clear in at least 80 % of weeks, and never called a fall."""
    found = called(simulated(3, between, within, 0.15)[0])[:, 5]

    assert (found == 1).mean() >= 0.8
    assert (found == -1).mean() == 0


def test_another_mix_of_outlets_is_said_to_be_one():
    """When outlets keep their minds and others write more, at least 90 % of the change is mix, and none is within."""
    rng = np.random.default_rng(7)
    share = np.where(np.arange(OUTLETS) < OUTLETS // 2, 0.1, 0.4)
    weight = np.where(np.arange(OUTLETS) < OUTLETS // 2, 0.06, 0.04)
    weights = np.array([weight] * (WEEKS - 1) + [weight[::-1]])
    n = rng.poisson(400 * weights, (RUNS, 1, WEEKS, OUTLETS))
    cells = Cells(
        outlets=tuple(f"o{at}" for at in range(OUTLETS)),
        sizes=n.astype(float),
        plus=rng.binomial(n, share).astype(float),
        minus=np.zeros(n.shape),
        signed=np.zeros(1, dtype=bool),
    )
    split, noise = by_cell(cells), clustering(cells)
    variance = cells.now.variance * split.squares[0] + cells.base.variance * split.squares[1]
    reach = noise.critical(0.95) * np.sqrt(variance * noise.deff)

    assert split.change.mean() == pytest.approx(0.06, abs=0.005)
    assert split.mix.mean() / split.change.mean() >= 0.9
    assert abs(split.within.mean()) <= 0.1 * split.change.mean()
    assert (np.abs(split.within) > reach).mean() <= 0.07


def counts(cells: Cells, run: int) -> list[WeekCount]:
    """One run as the rows that a database would give."""
    sizes, plus = cells.sizes[run, 0], cells.plus[run]
    return [
        WeekCount(
            week=WEEK - timedelta(weeks=WEEKS - 1 - week),
            outlet=outlet,
            dimension="topics",
            code=f"topic_{topic}",
            k=int(plus[topic, week, at]),
            n=int(sizes[week, at]),
        )
        for week in range(WEEKS)
        for at, outlet in enumerate(cells.outlets)
        if sizes[week, at]
        for topic in range(len(SHARES))
    ]


def test_a_week_is_judged_by_the_same_rules():
    """What is simulated is what `summarize` does: the same verdict for every topic of forty weeks."""
    cells, _ = simulated(3, 0.5, 0.4, 0.15)
    expected = called(cells)
    words = {1: "clear rise", -1: "clear fall"}
    for run in range(40):
        found: list[Figure] = list(
            summarize(counts(cells, run), pack=pack_of(len(SHARES)), week=WEEK, plan=PLAN).figures[: len(SHARES)]
        )
        verdicts = [words.get(int(each), "") for each in expected[run]]
        assert [each.verdict if each.verdict.startswith("clear") else "" for each in found] == verdicts
