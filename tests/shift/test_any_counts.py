"""Whatever is counted, the summary is made of finite numbers and the four verdicts."""

from dataclasses import fields
from math import isfinite
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.week import Figure, Plan, Verdict
from pipeline.shift import summarize
from tests.shift.counts_for_weeks import WEEK, pack_of, rows

sizes = st.integers(0, 400)
series = st.tuples(
    st.integers(0, 6),
    st.sampled_from(
        [("topics", "topic_0"), ("topics", "unknown"), ("orientation", "engage"), ("orientation", "confront")]
    ),
    sizes,
    sizes,
    st.integers(1, 30),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(series, max_size=12))
def test_any_counts_give_finite_numbers_within_their_scale(found):
    """No division by zero, no NaN, no share outside 0..1, no shift without a change beside it."""
    counts = [
        row
        for back, (dimension, code), a, b, outlets in found
        for row in rows(back, code, max(a, b), min(a, b), dimension=dimension, outlets=outlets)
    ]
    summary = summarize(counts, pack=pack_of(2), week=WEEK, plan=Plan())

    for figure in summary.figures:
        values = [value for each in fields(Figure) if isinstance(value := getattr(figure, each.name), int | float)]
        assert all(isfinite(each) for each in values)
        assert figure.verdict in get_args(Verdict)
        assert figure.deff >= 1
        if figure.share is not None and figure.code != "balance":
            assert 0 <= figure.low <= figure.share + 1e-9
            assert figure.share - 1e-9 <= figure.high <= 1
        if figure.verdict.startswith("clear"):
            assert (figure.change > 0) == (figure.verdict == "clear rise")
            assert not figure.change_low <= 0 <= figure.change_high
