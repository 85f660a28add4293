"""Shares adjusted for what the classifier is known to get wrong."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.shift.prevalence import Errors, prevalence

PREVALENCES = np.arange(0.1, 0.91, 0.1)
CODED, PIECES, RUNS = 300, 150, 40
TRAINED = 0.5  # prevalence where the errors were measured


def says(rng, true, hard):
    """A classifier with a signal of 1.6 standard deviations, calibrated at TRAINED."""
    signal = rng.normal(np.where(true, 0.8, -0.8))
    stated = 1 / (1 + np.exp(-1.6 * signal))
    return (stated >= 0.5).astype(float) if hard else stated


def simulate(hard):
    """Per true share and run: (truth in the week, raw, adjusted, low, high)."""
    rng = np.random.default_rng(11)
    found = []
    for share in PREVALENCES:
        for _ in range(RUNS):
            coded = rng.random(CODED) < TRAINED
            true = rng.random(PIECES) < share
            errors = Errors(stated=says(rng, coded, hard), true=coded)
            week = prevalence(says(rng, true, hard), errors, draws=300)
            found.append((share, week.raw, week.share, week.low, week.high))
    return np.array(found)


@pytest.mark.parametrize(
    ("hard", "most"), [pytest.param(False, 0.5, id="probabilities"), pytest.param(True, 0.75, id="codes alone")]
)
def test_adjusted_shares_are_nearer_to_the_truth_under_a_shift(hard, most):
    """From 10 to 90 %, the adjusted share errs less than the raw one, without bias or attenuation."""
    truth, raw, share, low, high = simulate(hard).T
    moved = truth != TRAINED

    assert np.abs(share - truth)[moved].mean() < most * np.abs(raw - truth)[moved].mean()
    assert abs((share - truth).mean()) < 0.01
    assert pytest.approx(1, abs=0.05) == np.polyfit(truth, share, 1)[0]
    assert np.polyfit(truth, raw, 1)[0] < 0.75
    assert 0.91 <= ((low <= truth) & (truth <= high)).mean() <= 0.99


def test_where_nothing_moved_little_is_lost():
    """At the share of the coded articles, where the raw share is at its best, adjusting costs at most five points."""
    truth, raw, share, *_ = simulate(False).T
    still = np.isclose(truth, TRAINED)

    assert np.abs(share - truth)[still].mean() - np.abs(raw - truth)[still].mean() < 0.05


@pytest.mark.parametrize(
    ("stated", "coded", "true"),
    [
        pytest.param([], [0.1] * 10 + [0.9] * 10, [False] * 10 + [True] * 10, id="an empty week"),
        pytest.param([0.5], [0.1] * 20, [False] * 20, id="a code that no coded article has"),
        pytest.param([0.5], [0.1] * 18 + [0.9] * 2, [False] * 18 + [True] * 2, id="a code that two have"),
        pytest.param([0.5], [0.5] * 20, [False] * 10 + [True] * 10, id="a classifier that tells nothing"),
        pytest.param([0.5], [0.9] * 10 + [0.1] * 10, [False] * 10 + [True] * 10, id="one that points the wrong way"),
    ],
)
def test_no_adjustment_where_the_errors_are_not_known(stated, coded, true):
    """Then there is no adjusted share, rather than a wild one."""
    assert prevalence(np.array(stated), Errors(stated=np.array(coded), true=np.array(true))) is None


def test_the_same_week_gives_the_same_interval():
    """The bootstrap is seeded."""
    errors = Errors(stated=np.linspace(0, 1, 40), true=np.linspace(0, 1, 40) > 0.5)

    assert prevalence(np.array([0.2, 0.9]), errors) == prevalence(np.array([0.2, 0.9]), errors)
