"""All measures of one week: what is read of the database, and the SQL beside each figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pipeline.classify.english import CODE
from pipeline.line.calendar import WEEK, week_name
from pipeline.line.shares import with_adjusted
from pipeline.model.counted import LongSeries
from pipeline.model.findings import Term
from pipeline.model.pack import Pack
from pipeline.model.week import BALANCE, Figure, Group, Plan, WeekSummary
from pipeline.settings import Settings
from pipeline.shift import (
    corrected_shares,
    indices,
    members,
    new_themes,
    seed_distance,
    series_of,
    summarize,
    telling_terms,
    turning_points,
)
from pipeline.store import findings, weeks
from pipeline.store.connection import Store
from pipeline.store.sources import ill_feeds
from pipeline.store.statements import read_statement

CHART_WEEKS = 12  # earlier weeks that a chart shows


def plan_of(settings: Settings, pack: Pack) -> Plan:
    """The rules of this place: settings for the numbers, the pack for outlets and the reference window."""
    return Plan(
        baseline_weeks=settings.baseline_weeks,
        fdr=settings.fdr,
        least_week_n=settings.least_week_n,
        least_outlets=settings.least_outlets,
        reference_weeks=settings.reference_weeks,
        reference=pack.reference,
        panel=pack.panel,
    )


def answered(store: Store, pack: Pack, as_of: datetime) -> float:
    """Share of the listed feeds whose last answer was a feed, 0..1."""
    listed = sum(len(outlet.feeds) for outlet in pack.outlets if outlet.removed is None)
    return 1 - len(ill_feeds(store, as_of)) / listed if listed else 0.0


def shift_week(
    store: Store, pack: Pack, week: date, *, as_of: datetime, plan: Plan, answered: float = 1.0
) -> WeekSummary:
    """
    Every measure of one week, as known at *as_of*; it reads the week, its baseline and bounded windows before them.

    Args:
        week: a Monday. That it is over is for the caller to know.
        answered: share of the listed feeds that answered, 0..1.
    """
    first, end = week - (plan.baseline_weeks + 1) * WEEK, week + WEEK
    reference = plan.reference or (week - (plan.baseline_weeks + plan.reference_weeks) * WEEK, first + WEEK)
    panel = plan.panel or findings.steady_outlets(store, first=reference[0], end=reference[1], as_of=as_of)
    summary = summarize(
        weeks.week_counts(store, first=first, end=end, as_of=as_of),
        pack=pack,
        week=week,
        plan=replace(plan, panel=panel, reference=reference),
        answered=answered,
        mixes=findings.topic_counts(store, first=first + WEEK, end=end, as_of=as_of),
    )
    order, series = _long(store, pack, week, as_of=as_of, plan=plan)
    found = replace(
        summary,
        frozen=plan.reference is not None,
        seeds=seed_distance(summary.figures, findings.seed_codes(store, as_of), plan=plan),
        corrected=corrected_shares(summary.figures, findings.audit_counts(store, as_of), plan=plan),
        turning=turning_points(order, series, plan=plan),
        searched=len(order),
    )
    if found.n:
        found = with_adjusted(_read(found, store, pack, as_of=as_of), store, pack, as_of=as_of)
    return with_sql(found, pack, weeks.known_until(store, as_of))


def _read(summary: WeekSummary, store: Store, pack: Pack, *, as_of: datetime) -> WeekSummary:
    """The same summary with what is read of the week's texts and outlets: words, themes, indices."""
    week, plan = summary.week, summary.plan
    end = week + WEEK
    pieces = findings.unexplained(store, first=week - plan.baseline_weeks * WEEK, end=end, as_of=as_of)
    values = findings.week_indices(
        store,
        first=week - CHART_WEEKS * WEEK,
        end=end,
        reference=plan.reference or (week, week),
        least=plan.reference_least,
        as_of=as_of,
    )
    return replace(
        summary,
        terms=_terms(store, pack, week, as_of=as_of, plan=plan),
        themes=new_themes(pieces, plain=_plain(pack)),
        indices=indices(values, series_of(pack), week=week, panel=plan.panel, plan=plan),
    )


def _plain(pack: Pack) -> Sequence[str]:
    """Words that say nothing, in the languages of the pack."""
    if CODE not in pack.languages:
        return ()
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return sorted(ENGLISH_STOP_WORDS)


def _terms(store: Store, pack: Pack, week: date, *, as_of: datetime, plan: Plan) -> tuple[Term, ...]:
    """The telling words, each with a sentence of the period that uses it more."""
    first = week - plan.baseline_weeks * WEEK
    counts = findings.word_counts(store, week=week, first=first, as_of=as_of)
    terms = telling_terms(counts, plain=_plain(pack), plan=plan)
    said = findings.contexts(
        store, [each.term for each in terms if each.z > 0], first=week, end=week + WEEK, as_of=as_of
    )
    said |= findings.contexts(store, [each.term for each in terms if each.z < 0], first=first, end=week, as_of=as_of)
    return tuple(
        replace(each, context=said[each.term][0], url=said[each.term][1]) if each.term in said else each
        for each in terms
    )


def _long(
    store: Store, pack: Pack, week: date, *, as_of: datetime, plan: Plan
) -> tuple[Sequence[date], Sequence[LongSeries]]:
    """The long series: weeks with pieces enough for a percentage, and each series' values in them."""
    rows = findings.long_counts(store, first=week - (plan.turning_weeks - 1) * WEEK, end=week + WEEK, as_of=as_of)
    sizes = {when: n for when, _, _, _, n in rows if n >= plan.least_share_n}
    hits = {(when, dimension, code): k for when, dimension, code, k, _ in rows}
    order = sorted(sizes)
    poles = [(code, sign) for code, sign in (("engage", 1), ("confront", -1))]
    series = []
    for each in series_of(pack):
        balance = (each.dimension, each.code) == BALANCE
        parts = poles if balance else [(each.code, 1)]
        values = tuple(
            sum(sign * hits.get((when, each.dimension, code), 0) for code, sign in parts) / sizes[when]
            for when in order
        )
        series.append(
            LongSeries(
                dimension=each.dimension,
                code=each.code,
                label=each.label,
                values=values,
                sizes=tuple(float(sizes[when]) for when in order),
            )
        )
    return order, series


def asked(name: str, **values: Any) -> str:
    """A query of the cookbook as a reader can paste it, with the values of its parameters."""
    sql = read_statement(f"cookbook/{name}")
    return re.sub(r"\$(\w+)", lambda found: _literal(values[found[1]]), sql)


def _literal(value: Any) -> str:
    if isinstance(value, datetime):
        return f"TIMESTAMPTZ '{value}'"
    if isinstance(value, date):
        return f"DATE '{value}'"
    if isinstance(value, (list, tuple, frozenset)):
        return "(" + ", ".join(_literal(each) for each in sorted(value)) + ")" if value else "('')"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def with_sql(summary: WeekSummary, pack: Pack, known: datetime) -> WeekSummary:
    """The same summary; every figure names the query that gives it, then and later, from what was known at a time."""
    week: dict[str, Any] = {"iso": week_name(summary.week), "baseline": summary.plan.baseline_weeks, "as_of": known}
    window: dict[str, Any] = dict(zip(("reference_first", "reference_end"), summary.reference or (), strict=False))
    window |= {"least": summary.plan.reference_least}
    long = {"first": summary.week - (summary.plan.turning_weeks - 1) * WEEK, "end": summary.week + WEEK}
    balance = asked("shift.outlets", dimension=BALANCE[0], code=BALANCE[1], **week)

    def given(query: str, each: Any, **more: Any) -> str:
        return asked(query, dimension=each.dimension, code=each.code, **week, **more)

    return replace(
        summary,
        figures=tuple(
            _with_sql(each, given("shift.figure", each), given("shift.why", each), given("shift.stated", each))
            for each in summary.figures
        ),
        held=tuple(replace(each, sql=given("shift.outlets", each)) for each in summary.held),
        groups=tuple(_group_sql(each, members(pack)[each.key], week) for each in summary.groups),
        dispersion=replace(summary.dispersion, sql=balance) if summary.dispersion else None,
        indices=tuple(replace(each, sql=given("shift.index", each, **window)) for each in summary.indices),
        terms=tuple(replace(each, sql=asked("shift.words", term=each.term, **week)) for each in summary.terms),
        themes=tuple(replace(each, sql=asked("shift.themes", **week)) for each in summary.themes),
        seeds=replace(summary.seeds, sql=asked("shift.seeds", as_of=known)) if summary.seeds else None,
        turning=tuple(replace(each, sql=given("shift.series", each, **long)) for each in summary.turning),
        corrected=tuple(replace(each, sql=given("shift.audit", each)) for each in summary.corrected),
    )


def _with_sql(figure: Figure, sql: str, why: str, stated: str) -> Figure:
    return replace(
        figure,
        sql=sql,
        by_outlet=replace(figure.by_outlet, sql=why) if figure.by_outlet else None,
        adjusted=replace(figure.adjusted, sql=stated) if figure.adjusted else None,
    )


def _group_sql(group: Group, outlets: frozenset[str], week: Mapping[str, Any]) -> Group:
    def sql(code: str) -> str:
        return asked("shift.group", dimension=BALANCE[0], code=code, outlets=outlets, **week)

    figures = tuple(replace(each, sql=sql(each.code)) for each in group.figures)
    return replace(group, figures=figures, sql=sql(BALANCE[1]))
