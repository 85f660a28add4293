"""The estimators against the library's own and against hand-made samples."""

import pytest
from statsmodels.stats import proportion

from pipeline.shift.estimate import change_interval, design_effect, detectable, interval, p_value
from pipeline.shift.sample import Sample


def sample(k: int, n: int, *minus: int) -> Sample:
    return Sample(plus=(k,), minus=minus, sizes=(n,))


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
    found = change_interval(sample(*now), sample(*base), deff=1, level=0.95)

    assert found == pytest.approx(expected)
    if now[0] < now[1]:
        score = proportion.test_proportions_2indep(*now, *base, compare="diff", method="score", correction=False)
        assert p_value(sample(*now), sample(*base), deff=1) == pytest.approx(score.pvalue)


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
    assert tuple(round(each, 2) for each in interval(sample(k, 100, minus), deff=1, level=0.95)) == expected


@pytest.mark.parametrize(
    ("plus", "expected"),
    [
        pytest.param((5, 5, 5, 5), 1.0, id="outlets alike: the floor"),
        pytest.param((10, 10, 0, 0), 13.3, id="each outlet of one mind: nearly its size, few cells corrected"),
        pytest.param((0, 0, 0, 0), 1.0, id="a series of zeros"),
        pytest.param((10, 10, 10, 10), 1.0, id="all the same code"),
    ],
)
def test_the_design_effect_measures_how_alike_an_outlet_is(plus, expected):
    """Pieces that agree within outlets count for less; no agreement can make them count for more."""
    period = Sample(plus=plus, minus=(), sizes=(10,) * 4)

    assert round(design_effect(period, period), 1) == expected


def test_one_cell_tells_nothing_of_clustering():
    """A single outlet has a design effect of one, not a division by zero."""
    assert design_effect(sample(5, 10), sample(5, 10)) == 1.0


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
    found = detectable(sample(0, n), Sample(plus=(12 * n,), minus=(), sizes=(100 * n,)), deff=1, alpha=0.05, power=0.8)

    assert (found if found is None else round(found, 2)) == expected
