"""The estimators against the library's own and against hand-made samples."""

import numpy as np
import pytest
from statsmodels.stats import proportion

from pipeline.shift.cells import Cells, Sample
from pipeline.shift.estimate import Clustering, change_interval, clustering, detectable, interval, p_value

NONE = Clustering(deff=np.array([1.0]), freedom=np.array([np.inf]))


def sample(k: int, n: int, minus: int | None = None) -> Sample:
    numbers = (np.array([float(each)]) for each in (k, minus or 0, n))
    k_, minus_, n_ = numbers
    return Sample(k=k_, minus_k=minus_, n=n_, signed=np.array([minus is not None]))


def cells(plus: list[list[int]], size: int = 10) -> Cells:
    """Rows are weeks, the last is this one; every cell has *size* pieces."""
    array = np.array([plus], dtype=float)
    return Cells(
        outlets=tuple(f"o{at}" for at in range(array.shape[-1])),
        sizes=np.full_like(array, size),
        plus=array,
        minus=np.zeros_like(array),
        signed=np.array([False]),
    )


@pytest.mark.parametrize(
    ("now", "base"),
    [
        pytest.param((36, 183), (81, 812), id="a rise"),
        pytest.param((0, 100), (12, 400), id="none this week"),
        pytest.param((100, 100), (400, 400), id="all pieces in both"),
    ],
)
def test_a_change_has_the_interval_and_the_test_of_the_library(now, base):
    """Without clustering, shares agree with statsmodels: Newcombe's interval and the score test."""
    expected = proportion.confint_proportions_2indep(*now, *base, compare="diff", method="newcomb")
    found = change_interval(sample(*now), sample(*base), NONE, level=0.95)

    assert [each[0] for each in found] == pytest.approx(expected)
    if now[0] < now[1]:
        score = proportion.test_proportions_2indep(*now, *base, compare="diff", method="score", correction=False)
        assert p_value(sample(*now), sample(*base), NONE)[0] == pytest.approx(score.pvalue)


@pytest.mark.parametrize(
    ("k", "minus", "expected"),
    [
        pytest.param(50, 50, (-0.19, 0.19), id="poles in balance"),
        pytest.param(100, 0, (0.95, 1.0), id="all engage"),
        pytest.param(0, 100, (-1.0, -0.95), id="all confront"),
        pytest.param(0, 0, (-0.04, 0.04), id="neither"),
    ],
)
def test_a_balance_has_an_interval_within_its_scale(k, minus, expected):
    """The balance of engage and confront keeps within -1..1 and never has a width of zero."""
    found = interval(sample(k, 100, minus), NONE, level=0.95)
    assert tuple(round(float(each[0]), 2) for each in found) == expected


@pytest.mark.parametrize(
    ("plus", "deff"),
    [
        pytest.param([[5, 5, 5, 5]] * 5, 1.0, id="outlets alike: the floor"),
        pytest.param([[10, 10, 0, 0]] * 5, 1.0, id="each outlet of one mind and keeping to it: its habit cancels"),
        pytest.param([[10, 0, 10, 0], [0, 10, 0, 10]] * 2 + [[5, 5, 5, 5]], 10.0, id="each outlet of one mood a week"),
        pytest.param([[0, 0, 0, 0]] * 5, 1.0, id="a series of zeros"),
        pytest.param([[10, 10, 10, 10]] * 5, 1.0, id="all the same code"),
        pytest.param([[1, 1, 1, 1]] * 4 + [[9, 9, 9, 9]], 1.0, id="a change of all outlets is no clustering"),
        pytest.param([[10, 10, 0, 0]], 13.3, id="one week alone: outlets are the draws"),
        pytest.param([[5]], 1.0, id="a single cell tells nothing"),
    ],
)
def test_the_design_effect_measures_how_moody_outlets_are(plus, deff):
    """Pieces that swing together within outlets count for less; no agreement can make them count for more."""
    assert round(float(clustering(cells(plus)).deff[0]), 1) == deff


def test_few_moody_outlets_widen_the_interval_further():
    """A design effect that rests on two outlets is uncertain itself: the t quantile is above the normal's."""
    swing = [[10, 0, 5, 5, 5, 5], [0, 10, 5, 5, 5, 5]] * 2 + [[5, 5, 5, 5, 5, 5]]
    assert clustering(cells(swing)).critical(0.95)[0] > 2.2
    assert clustering(cells([[5, 5, 5, 5]] * 5)).critical(0.95)[0] == pytest.approx(1.96, abs=0.001)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        pytest.param(200, 0.07, id="200 a week"),
        pytest.param(100, 0.11, id="100"),
        pytest.param(1, None, id="one piece"),
    ],
)
def test_fewer_pieces_find_only_larger_changes(n, expected):
    """The smallest detectable change grows as n shrinks, until no change could be found."""
    found = detectable(sample(0, n), sample(12 * n, 100 * n), NONE, alpha=0.05, power=0.8)[0]
    assert (None if np.isnan(found) else round(float(found), 2)) == expected
