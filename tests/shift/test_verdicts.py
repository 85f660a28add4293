"""What a week is allowed to say."""

from dataclasses import fields
from math import isfinite

import pytest

from pipeline.model.week import Figure, Plan, WeekSummary
from pipeline.shift import series_of, summarize
from tests.shift.counts_for_weeks import WEEK, pack_of, rows

TALKS, SPREAD = "topic_0", "topic_1"


def weeks(now: tuple[int, int], before: tuple[int, int], *, outlets: int = 20) -> list:
    """(k, n) of topic 0 this week and in each of four weeks before."""
    return [
        row
        for back in range(5)
        for row in rows(back, TALKS, (before if back else now)[1], (before if back else now)[0], outlets=outlets)
    ]


def judge(counts: list, **options: float) -> WeekSummary:
    return summarize(counts, pack=pack_of(2), week=WEEK, plan=Plan(), **options)


def numbers(summary: WeekSummary) -> list[float]:
    found = [getattr(figure, each.name) for figure in summary.figures for each in fields(Figure)]
    return [each for each in found if isinstance(each, int | float)]


@pytest.mark.parametrize(
    ("now", "before", "outlets", "verdict", "caution"),
    [
        pytest.param((60, 200), (20, 200), 20, "clear rise", "", id="a rise of 20 points"),
        pytest.param((10, 200), (60, 200), 20, "clear fall", "", id="a fall of 25 points"),
        pytest.param((22, 200), (20, 200), 20, "no clear change", "", id="one point is noise"),
        pytest.param((4, 200), (60, 200), 20, "not enough evidence", "", id="fewer than five this week"),
        pytest.param((30, 60), (6, 60), 20, "not enough evidence", "60 of the 100 articles", id="a thin week"),
        pytest.param((60, 200), (20, 200), 7, "not enough evidence", "7 of the 8 outlets", id="seven outlets"),
        pytest.param((60, 200), (20, 200), 1, "not enough evidence", "1 of the 8 outlets", id="one outlet"),
        pytest.param(
            (60, 200), (0, 0), 20, "not enough evidence", "0 of the 100 articles that the 4 weeks", id="no baseline"
        ),
        pytest.param((0, 0), (20, 200), 20, "not enough evidence", "No commentary was counted", id="an empty week"),
        pytest.param((1, 1), (0, 0), 1, "not enough evidence", "1 of the 100 articles", id="one article"),
        pytest.param((200, 200), (200, 200), 20, "no clear change", "", id="all the same code"),
        pytest.param((0, 200), (0, 200), 20, "not enough evidence", "", id="a series of zeros"),
    ],
)
def test_a_week_says_what_its_numbers_allow(now, before, outlets, verdict, caution):
    """A shift is called only where there are pieces and outlets enough; every number printed is finite."""
    found = judge(weeks(now, before, outlets=outlets))

    assert (verdict, True) == (found.figures[0].verdict, caution in found.caution if caution else not found.caution)
    assert all(isfinite(each) for each in numbers(found))


def test_no_rows_at_all_are_an_empty_week():
    """No data gives every series, zero counts and a sentence."""
    found = judge([])

    assert (found.n, found.tests, found.outlets) == (0, 0, 0)
    assert [each.label for each in series_of(pack_of(2))] == [each.label for each in found.figures]


def test_silent_feeds_forbid_a_shift():
    """When too few sources answered, a rise is not called."""
    found = judge(weeks((60, 200), (20, 200)), answered=0.5)

    assert found.figures[0].verdict == "not enough evidence"
    assert "Too few feeds answered" in found.caution


def test_a_gap_of_months_is_no_baseline():
    """Weeks before the baseline do not count, however many pieces they have."""
    found = judge([*rows(0, TALKS, 200, 60), *rows(20, TALKS, 900, 90)])

    assert (found.n, found.base_n) == (200, 0)


def test_one_loud_outlet_is_not_a_shift():
    """A rise that a single outlet makes is clustering: it is not called clear."""
    loud = rows(0, TALKS, 30, 30, outlets=1)
    rest = rows(0, TALKS, 170, 17)[1:]
    before = [row for back in range(1, 5) for row in rows(back, TALKS, 200, 20)]

    assert judge([*loud, *rest, *before]).figures[0].verdict == "no clear change"


def test_small_cells_have_no_percentage():
    """Below 30 pieces, or below 5 with the code, there is no share and no interval."""
    few = judge(rows(0, TALKS, 29, 15)).figures[0]
    rare = judge(rows(0, TALKS, 200, 4)).figures[0]

    assert (few.share, few.low, few.high) == (None, None, None)
    assert (rare.share, rare.low, rare.high) == (None, None, None)


def test_the_balance_is_engage_less_confront():
    """The balance moves with either pole and is tested like any share."""
    counts = [
        row
        for back in range(5)
        for code, k in (("engage", 40 if back else 90), ("confront", 60 if back else 40))
        for row in rows(back, code, 200, k, dimension="orientation")
    ]
    found = judge(counts).figures[-1]

    assert (found.code, found.label, found.verdict) == ("balance", "Engage − Confront", "clear rise")
    assert (found.share, pytest.approx(found.base_share)) == (0.25, -0.1)
    assert (found.k, found.minus_k, found.n) == (90, 40, 200)


def test_q_values_are_those_of_the_step_up_rule():
    """The largest p-value is its own q-value, and no q-value is below its p-value: Benjamini and Hochberg."""
    counts = [*weeks((30, 200), (20, 200)), *(row for back in range(5) for row in rows(back, SPREAD, 200, 20 - back))]
    tested = sorted((each.p, each.q) for each in judge(counts).figures if each.p is not None)

    assert 2 == len(tested) == judge(counts).tests
    assert tested[1][0] == pytest.approx(tested[1][1])
    assert tested[0][1] == pytest.approx(min(2 * tested[0][0], tested[1][0]))


def test_the_order_of_the_rows_does_not_matter():
    """The same rows in another order give the same summary."""
    counts = weeks((60, 200), (20, 200))

    assert judge(counts) == judge(counts[::-1])
