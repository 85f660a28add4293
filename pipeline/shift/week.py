"""The verdicts of one week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from scipy.stats import false_discovery_control

from pipeline.model.pack import Pack
from pipeline.model.week import BALANCE, Figure, Group, Plan, TopicCount, WeekCount, WeekSummary
from pipeline.shift.cells import Cells, Tally, by_topic
from pipeline.shift.decompose import decompositions
from pipeline.shift.estimate import clustering
from pipeline.shift.figures import figures_of, settled, testable
from pipeline.shift.groups import dispersion, gap, members
from pipeline.shift.held import held
from pipeline.shift.robust import lone_outlet, robustness
from pipeline.shift.series import Series, series_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The figures of one week with their verdicts: one family of tests."""

    cells: Cells
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    tests: int
    caution: str

    @property
    def called(self) -> int:
        """Clear verdicts, those of groups too."""
        figures = [*self.figures, *(each for group in self.groups for each in group.figures)]
        return sum(each.verdict.startswith("clear") for each in figures)


def summarize(
    counts: Sequence[WeekCount],
    *,
    pack: Pack,
    week: date,
    plan: Plan,
    answered: float = 1.0,
    mixes: Sequence[TopicCount] = (),
) -> WeekSummary:
    """
    Compare one week with the weeks before it, by rules that were fixed beforehand: a figure per series of `series_of`.

    Args:
        counts: rows of any weeks, one per outlet, week and code; those with k = 0 may be missing where another tells n.
        pack: says which series and groups exist; a series without rows has k = 0.
        week: its Monday. That it is over is for the caller to know.
        answered: share of the listed feeds that answered, 0..1.
        mixes: answers by topic, of any weeks; () = no change is split into topics.
    """
    series, weeks = series_of(pack), weeks_of(week, plan)
    cells = _cells(counts, series, [weeks[0] - timedelta(weeks=1), *weeks])
    judged = _judged(cells.after(1), series, pack=pack, answered=answered, plan=plan)
    sizes = judged.cells.sizes[0]
    return WeekSummary(
        week=week,
        plan=plan,
        n=int(sizes[-1].sum()),
        base_n=int(sizes[:-1].sum()),
        outlets=int((sizes[-1] > 0).sum()),
        figures=_explained(judged, by_topic(mixes, series, weeks), plan),
        tests=judged.tests,
        caution=judged.caution,
        false_alarms=plan.fdr * judged.called,
        unadjusted_alarms=(1 - plan.level) * judged.tests,
        held=held(_judged(cells.before(1), series, pack=pack, plan=plan).figures, cells, plan=plan),
        groups=judged.groups,
        dispersion=None if judged.caution else dispersion(judged.cells, series, plan=plan),
        panel=plan.panel,
        reference=plan.reference,
    )


def _cells(counts: Sequence[WeekCount], series: Sequence[Series], weeks: Sequence[date]) -> Cells:
    return Tally(counts, set(weeks)).cells(series, weeks)


def weeks_of(week: date, plan: Plan) -> list[date]:
    """The Mondays of the baseline, then that of the week."""
    return [week - timedelta(weeks=back) for back in range(plan.baseline_weeks, -1, -1)]


def _judged(cells: Cells, series: tuple[Series, ...], *, pack: Pack, plan: Plan, answered: float = 1.0) -> Judged:
    """
    All tests of the last week of some cells, and their verdicts.

    Source: false discovery rate by Benjamini & Hochberg 1995, over all tests of the week, those of groups too.
    """
    caution = _caution(cells, answered=answered, plan=plan)
    parts = [cells.of(cells.at(outlets)) for outlets in members(pack).values()]
    stance = np.array([each.dimension == BALANCE[0] for each in series], dtype=bool)
    flags = [testable(cells, plan), *(testable(part, plan) & cells.signed for part in parts)]
    flags = [each & (caution == "") for each in flags]
    tests = int(sum(each.sum() for each in flags))
    found = [
        figures_of(part, series, tested=tested, tests=tests, plan=plan)
        for part, tested in zip((cells, *parts), flags, strict=True)
    ]
    p_values = [each.p for figures in found for each in figures if each.p is not None]
    q_values = iter(false_discovery_control(p_values).tolist() if p_values else ())
    final = [
        tuple(each if each.p is None else settled(each, next(q_values), plan) for each in figures) for figures in found
    ]
    groups = tuple(
        _group(key, label, cells, part, [each for each, wanted in zip(own, stance, strict=True) if wanted], plan)
        for (key, label), part, own in zip(
            ((each.key, each.label) for each in pack.groups), parts, final[1:], strict=True
        )
    )
    return Judged(cells=cells, figures=final[0], groups=groups, tests=tests, caution=caution)


def _group(key: str, label: str, cells: Cells, part: Cells, figures: Sequence[Figure], plan: Plan) -> Group:
    apart = gap(cells, cells.at(part.outlets), plan=plan)
    return Group(
        key=key,
        label=label,
        outlets=int((part.sizes[0, -1] > 0).sum()),
        n=int(part.sizes[0, -1].sum()),
        base_n=int(part.sizes[0, :-1].sum()),
        figures=tuple(figures),
        gap=apart[0] if apart else None,
        gap_low=apart[1] if apart else None,
        gap_high=apart[2] if apart else None,
    )


def _caution(cells: Cells, *, answered: float, plan: Plan) -> str:
    """Why no shift may be called in this week, as a sentence; "" when shifts may be called."""
    n, base_n = int(cells.sizes[0, -1].sum()), int(cells.sizes[0, :-1].sum())
    outlets = int((cells.sizes[0, -1] > 0).sum())
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


def _explained(judged: Judged, mixed: Cells | None, plan: Plan) -> tuple[Figure, ...]:
    """The same figures; each tested one says why it moved, and how that depends on who is counted."""
    if judged.caution:
        return judged.figures
    cells = judged.cells
    noise = clustering(cells)
    outlets = decompositions(cells, noise, level=plan.level)
    topics = decompositions(mixed, noise, level=plan.level) if mixed else ()
    robust = robustness(cells, panel=plan.panel, plan=plan)
    return tuple(
        each
        if each.p is None
        else replace(
            each,
            by_outlet=outlets[at],
            by_topic=topics[at] if topics and each.dimension != "topics" else None,
            robust=replace(robust[at], lone=lone_outlet(cells, series=at, level=plan.level))
            if each.verdict.startswith("clear")
            else robust[at],
        )
        for at, each in enumerate(judged.figures)
    )
