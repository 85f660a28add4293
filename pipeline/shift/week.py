"""The verdicts of one week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from statsmodels.stats.multitest import multipletests

from pipeline.model import Figure, Pack, Plan, Verdict, WeekCount, WeekSummary
from pipeline.shift.estimate import change_interval, design_effect, detectable, interval, p_value
from pipeline.shift.sample import Sample, Tally
from pipeline.shift.series import Series, series_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One series in this week and in its baseline, which leaves this week out."""

    series: Series
    now: Sample
    base: Sample

    def testable(self, plan: Plan) -> bool:
        """Whether there are pieces enough for a verdict on this series."""
        return (
            self.now.k + self.now.minus_k >= plan.least_k
            and self.now.n >= plan.least_share_n
            and self.base.n >= plan.least_share_n
        )


def summarize(counts: Sequence[WeekCount], *, pack: Pack, week: date, plan: Plan, answered: float = 1.0) -> WeekSummary:
    """
    Compare one week with the weeks before it, series by series.

    Args:
        counts: rows of any weeks, one per outlet, week and code; a row with k = 0 may be missing as long as its outlet
            has another row in that week.
        pack: says which series exist; a series without rows has k = 0.
        week: its Monday. That it is over is for the caller to know.
        plan: the rules, fixed beforehand.
        answered: share of the listed feeds that answered, 0..1.

    Returns:
        A figure per series in the order of `series_of`. A rise or fall is clear when its q-value is below *plan.fdr*
        and its interval leaves out zero.

    Source: false discovery rate by Benjamini & Hochberg 1995, over all series tested in the week.
    """
    past = [week - timedelta(weeks=back) for back in range(plan.baseline_weeks, 0, -1)]
    tally = Tally(counts, {week, *past})
    pairs = [
        Pair(series=each, now=tally.sample(each, [week]), base=tally.sample(each, past)) for each in series_of(pack)
    ]
    n = sum(size for (when, _), size in tally.sizes.items() if when == week)
    base_n = sum(tally.sizes.values()) - n
    outlets = sum(when == week for when, _ in tally.sizes)
    caution = _caution(n=n, base_n=base_n, outlets=outlets, answered=answered, plan=plan)
    tests = 0 if caution else sum(pair.testable(plan) for pair in pairs)
    figures = [_figure(pair, plan=plan, tests=tests) for pair in pairs]
    return WeekSummary(
        week=week,
        plan=plan,
        n=n,
        base_n=base_n,
        outlets=outlets,
        figures=tuple(_judged(figures, plan)),
        tests=tests,
        caution=caution,
    )


def _caution(*, n: int, base_n: int, outlets: int, answered: float, plan: Plan) -> str:
    """Why no shift may be called in this week, as a sentence; "" when shifts may be called."""
    if n == 0:
        return "No commentary was counted this week."
    if n < plan.least_week_n:
        return f"Thin week: {n} of the {plan.least_week_n} articles that a verdict needs."
    if outlets < plan.least_outlets:
        return f"Thin week: {outlets} of the {plan.least_outlets} outlets that a verdict needs."
    if answered < plan.least_answered:
        return "Too few feeds answered for a verdict: the silence may be ours."
    if base_n < plan.least_week_n:
        weeks = f"the {plan.baseline_weeks} weeks before"
        return f"Too little to compare with: {base_n} of the {plan.least_week_n} articles that {weeks} must have."
    return ""


def _figure(pair: Pair, *, plan: Plan, tests: int) -> Figure:
    """One series with every number that its n allows, and no verdict yet."""
    now, base = pair.now, pair.base
    deff = design_effect(now, base)
    shown, base_shown = (each.n >= plan.least_share_n and each.k + each.minus_k >= plan.least_k for each in (now, base))
    low, high = interval(now, deff=deff, level=plan.level) if shown else (None, None)
    tested = tests > 0 and pair.testable(plan)
    change = change_interval(now, base, deff=deff, level=plan.level) if tested else (None, None)
    # a lone shift must pass the first step of the step-up rule: fdr / tests
    alpha = plan.fdr / tests if tested else plan.fdr
    return Figure(
        dimension=pair.series.dimension,
        code=pair.series.code,
        label=pair.series.label,
        k=now.k,
        n=now.n,
        share=now.mean if shown else None,
        low=low,
        high=high,
        minus_k=now.minus_k,
        base_k=base.k,
        base_n=base.n,
        base_minus_k=base.minus_k,
        base_share=base.mean if base_shown else None,
        change=now.mean - base.mean if tested else None,
        change_low=change[0],
        change_high=change[1],
        p=p_value(now, base, deff=deff) if tested else None,
        q=None,
        deff=deff,
        detectable=detectable(now, base, deff=deff, alpha=alpha, power=plan.power) if tested else None,
        verdict="not enough evidence",
    )


def _judged(figures: Sequence[Figure], plan: Plan) -> list[Figure]:
    """The same figures, with q-value and verdict where one was tested."""
    p_values = [each.p for each in figures if each.p is not None]
    if not p_values:
        return list(figures)
    q_values = iter(multipletests(p_values, alpha=plan.fdr, method="fdr_bh")[1])
    judged = [each if each.p is None else replace(each, q=float(next(q_values))) for each in figures]
    return [replace(each, verdict=_verdict(each, plan)) for each in judged]


def _verdict(figure: Figure, plan: Plan) -> Verdict:
    if figure.q is None or figure.change_low is None or figure.change_high is None:
        return "not enough evidence"
    if figure.q < plan.fdr and figure.change_low > 0:
        return "clear rise"
    if figure.q < plan.fdr and figure.change_high < 0:
        return "clear fall"
    return "no clear change"
