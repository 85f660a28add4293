"""Why a change came about, and how much of it depends on who is counted."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.week import Plan, WeekCount
from pipeline.shift import summarize
from pipeline.shift.decompose import in_points, kitagawa
from pipeline.shift.explain import explain, find_figure
from tests.shift.counts_for_weeks import WEEK, pack_of, rows

PLAN = Plan()
cell = st.tuples(st.integers(0, 50), st.floats(0, 1), st.integers(0, 50), st.floats(0, 1))


def split(cells: list[tuple[float, float, float, float]]) -> dict[str, float]:
    """Of (n, mean, n before, mean before) per cell: the four parts."""
    n, mean, base_n, base_mean = (np.array(each, dtype=float) for each in zip(*cells, strict=True))
    found = kitagawa(n, np.array([n * mean]), base_n, np.array([base_n * base_mean]))
    return {part: round(float(getattr(found, part)[0]), 12) for part in ("within", "mix", "entry", "exit", "change")}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param([(50, 0.4, 50, 0.2), (50, 0.8, 50, 0.6)], (0.2, 0, 0, 0), id="all change their minds"),
        pytest.param([(25, 0.2, 50, 0.2), (75, 0.6, 50, 0.6)], (0, 0.1, 0, 0), id="the same minds, other weights"),
        pytest.param([(50, 0.2, 50, 0.2), (50, 0.6, 0, 0)], (0, 0, 0.2, 0), id="one enters"),
        pytest.param([(50, 0.2, 50, 0.2), (0, 0, 50, 0.6)], (0, 0, 0, -0.2), id="one is gone"),
        pytest.param([(50, 0.6, 0, 0), (0, 0, 50, 0.2)], (0, 0, 0.6, -0.2), id="nobody stayed"),
    ],
)
def test_a_change_is_split_into_what_made_it(cells, expected):
    """Within, mix, entry and exit, on examples that can be done by head."""
    found = split(cells)
    assert tuple(found[part] for part in ("within", "mix", "entry", "exit")) == pytest.approx(expected)


@settings(max_examples=200, deadline=None)
@given(st.lists(cell, min_size=1, max_size=12))
def test_the_parts_add_up_to_the_change(cells):
    """Whatever is counted, nothing of the change is left over."""
    n, base_n = sum(each[0] for each in cells), sum(each[2] for each in cells)
    if not n or not base_n:
        return
    whole = sum(a * b for a, b, _, _ in cells) / n - sum(a * b for _, _, a, b in cells) / base_n
    found = split(cells)
    assert found["change"] == pytest.approx(whole, abs=1e-9)
    assert sum(found[part] for part in ("within", "mix", "entry", "exit")) == pytest.approx(whole, abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(-0.5, 0.5), min_size=1, max_size=6))
def test_printed_parts_add_up_as_well(parts):
    """Rounded to a tenth of a point, they still make the rounded sum."""
    printed = in_points(parts)
    assert sum(printed) == pytest.approx(round(1000 * sum(parts)) / 10, abs=1e-6)
    assert all(abs(each - 100 * part) <= 0.1 + 1e-9 for each, part in zip(printed, parts, strict=True))


def weeks(now: dict[str, tuple[int, int]], before: dict[str, tuple[int, int]]) -> list[WeekCount]:
    """(n, k) of topic 0 by outlet, this week and in each of four before."""
    return [
        replace(rows(back, "topic_0", n, k, outlets=1)[0], outlet=outlet)
        for back in range(5)
        for outlet, (n, k) in (before if back else now).items()
    ]


def test_a_shift_of_one_outlet_is_named_so():
    """When less than half of a clear change remains without an outlet, and that may be nothing, it is named."""
    before = {f"o{at}": (12, 2) for at in range(20)} | {"loud": (40, 2)}
    loud = weeks({f"o{at}": (12, 2) for at in range(20)} | {"loud": (40, 40)}, before)
    all_ = weeks({f"o{at}": (12, 5) for at in range(20)} | {"loud": (40, 10)}, before)
    calm = replace(PLAN, fdr=0.9)  # so that the rule of clustering does not keep it from being called
    one, many = (summarize(each, pack=pack_of(1), week=WEEK, plan=calm).figures[0].robust for each in (loud, all_))
    assert many.lone == ""
    assert one.without_least == pytest.approx(0, abs=0.01)
    assert one.lone in ("loud", "")  # named only where the verdict is clear
    figure = summarize(loud, pack=pack_of(1), week=WEEK, plan=replace(calm, level=0.5)).figures[0]
    assert (figure.verdict, figure.robust.lone) == ("clear rise", "loud")
    assert "One outlet makes it: loud." in explain(summarize(loud, pack=pack_of(1), week=WEEK, plan=PLAN), figure)


def test_like_for_like_and_panel_leave_the_newcomer_out():
    """A new outlet of another mind raises the raw share, and neither of the other two counts."""
    old = {f"o{at}": (10, 2) for at in range(15)}
    counts = weeks(old | {"new": (60, 60)}, old)
    figure = summarize(counts, pack=pack_of(1), week=WEEK, plan=replace(PLAN, panel=tuple(old))).figures[0]

    assert figure.change == pytest.approx(90 / 210 - 0.2)
    assert (figure.robust.like_change, figure.robust.panel_change) == pytest.approx((0, 0), abs=1e-12)
    assert (figure.robust.like_n, figure.robust.panel_n) == (150, 150)
    assert figure.by_outlet.largest == "entry"
    assert figure.by_outlet.within == pytest.approx(0)


@pytest.mark.parametrize(
    ("now", "last", "verdict"),
    [
        pytest.param(60, 60, "confirmed", id="the rise stays"),
        pytest.param(20, 60, "not held", id="back to where it was"),
    ],
)
def test_last_weeks_shift_is_confirmed_or_not(now, last, verdict):
    """A clear rise of the week before is compared with the same baseline once more."""
    counts = [row for back in range(6) for row in rows(back, "topic_0", 200, {0: now, 1: last}.get(back, 20))]
    (found,) = summarize(counts, pack=pack_of(1), week=WEEK, plan=PLAN).held

    assert (found.was, found.verdict) == ("clear rise", verdict)
    assert found.change == pytest.approx(now / 200 - 0.1)


def test_whether_a_shift_held_needs_pieces():
    """A thin week after a clear one says so."""
    counts = [
        row for back in range(6) for row in rows(back, "topic_0", 200 if back else 20, {0: 4, 1: 60}.get(back, 20))
    ]
    (found,) = summarize(counts, pack=pack_of(1), week=WEEK, plan=PLAN).held
    assert (found.verdict, found.change) == ("not enough evidence", None)


def test_false_alarms_are_expected_and_said():
    """Of two shifts called at a false discovery rate of 10 %, 0.2 are expected to be false."""
    counts = [
        row for back in range(5) for code in ("topic_0", "topic_1") for row in rows(back, code, 200, 20 if back else 70)
    ]
    found = summarize(counts, pack=pack_of(2), week=WEEK, plan=PLAN)
    assert (found.tests, found.false_alarms, found.unadjusted_alarms) == (2, pytest.approx(0.2), pytest.approx(0.1))


def test_outlets_that_part_are_seen():
    """Half of the outlets go to one side, half to the other: the mean stays, the spread grows."""

    def stance(back: int, outlet: int, engage: int, confront: int) -> list[WeekCount]:
        pairs = (("engage", engage), ("confront", confront), ("none", 20 - engage - confront))
        return [
            replace(rows(back, code, 20, k, dimension="orientation", outlets=1)[0], outlet=f"o{outlet}")
            for code, k in pairs
        ]

    even = [row for back in range(1, 5) for outlet in range(16) for row in stance(back, outlet, 6, 6)]
    apart = [row for outlet in range(16) for row in stance(0, outlet, *((12, 0) if outlet % 2 else (0, 12)))]
    same = [row for outlet in range(16) for row in stance(0, outlet, 6, 6)]
    parted, stayed = (
        summarize([*even, *each], pack=pack_of(1), week=WEEK, plan=PLAN).dispersion for each in (apart, same)
    )

    assert (parted.verdict, stayed.verdict) == ("parting", "no clear change")
    assert parted.now == pytest.approx(0.6, abs=0.05)
    assert parted.base < 0.1


def test_a_figure_is_said_in_a_paragraph():
    """Level, verdict, why, and how it looks when others are counted; a thin one says that it is."""
    counts = [row for back in range(5) for row in rows(back, "topic_0", 200, 20 if back else 60)]
    summary = summarize(counts, pack=pack_of(2), week=WEEK, plan=PLAN)
    said = explain(summary, summary.figures[0])

    assert said.startswith(
        "Topic 0: 30 % this week (60 of 200 pieces; 95 % interval 24 % to 37 %), 10 % in the 4 weeks"
    )
    assert "Clear rise: +20.0 points" in said
    assert "changes within the same outlets +20.0" in said
    assert "so they themselves changed" in said
    assert "fewer than 5 of 200 pieces" in explain(summary, summary.figures[1])
    assert [each.code for each in find_figure(summary, "TOPIC_0")] == ["topic_0"]
    assert find_figure(summary, "orientation.balance")[0].code == "balance"
    assert not find_figure(summary, "nothing")
