"""Every figure names the query that gives it, and windows of weeks hold what the whole history would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.line.shifting import shift_week
from pipeline.model.week import Plan, WeekSummary
from pipeline.shift.backtest import scored_weeks
from pipeline.store import findings
from pipeline.store.connection import Store
from tests.shift.counts_for_weeks import WEEK
from tests.shift.weeks_in_store import NOW, filled, pack

WINDOW = (WEEK - timedelta(weeks=6), WEEK - timedelta(weeks=1))
PLAN = Plan(reference=WINDOW, reference_least=3, turning_weeks=8)
LATER = NOW + timedelta(days=1)
COLUMNS = "article, week, outlet, topics, orientation, blame, outlook, version"
QUICK = f"SELECT {COLUMNS} FROM commentary_between($t, $first, $end) ORDER BY article"  # noqa: S608 - our own words
WHOLE = f"SELECT {COLUMNS} FROM commentary_as_of($t) WHERE week >= $first AND week < $end ORDER BY article"  # noqa: S608
AUDIT = "INSERT INTO audits VALUES ('{}', '{}', {}, 'orientation', '{}', 'A', TIMESTAMPTZ '{}')"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled(tmp_path_factory.mktemp("shift") / "weeks.duckdb") as made:
        yield made


@pytest.fixture(scope="module")
def summary(store: Store) -> WeekSummary:
    return shift_week(store, pack(), WEEK, as_of=LATER, plan=PLAN)


def one(store: Store, sql: str) -> dict[str, object]:
    rows = store.select(sql)
    assert len(rows) == 1, sql
    return rows[0]


@pytest.mark.parametrize("weeks", [1, 5])
@pytest.mark.parametrize("known", [LATER, NOW - timedelta(days=1)], ids=["all known", "nothing known yet"])
def test_a_window_holds_what_the_whole_history_says_of_it(store: Store, weeks: int, known: datetime):
    """The quick reading of some weeks gives the same pieces and codes as the view over everything."""
    first, end = WEEK - timedelta(weeks=weeks - 1), WEEK + timedelta(weeks=1)
    window = {"t": known, "first": first, "end": end}
    quick = store.select(QUICK, **window)
    whole = store.select(WHOLE, **window)
    assert quick == whole
    assert bool(quick) == (known == LATER)
    assert not {"live-0-1", "live-0-3"} <= {row["article"] for row in quick}


def test_the_query_of_a_figure_gives_its_counts(store: Store, summary: WeekSummary):
    """k, n and both of the baseline, for shares and for the balance."""
    for each in summary.figures:
        expected = (each.k - each.minus_k, each.n, each.base_k - each.base_minus_k, each.base_n)
        found = one(store, each.sql)
        assert expected == (found["score"], found["n"], found["base_score"], found["base_n"]), each.label


def test_the_query_of_a_decomposition_gives_its_parts(store: Store, summary: WeekSummary):
    """Two ways to the same four parts: arrays here, SQL there."""
    split = [each for each in summary.figures if each.by_outlet]
    assert len(split) >= 6
    for each in split:
        found = one(store, each.by_outlet.sql)
        for part in ("change", "within", "mix", "entry", "exit"):
            assert found[part] == pytest.approx(getattr(each.by_outlet, part), abs=1e-12), (each.label, part)


def test_the_queries_of_groups_indices_and_words_give_their_numbers(store: Store, summary: WeekSummary):
    """What stands beside the figures can be asked for, too."""
    for group in summary.groups:
        balance = group.figures[-1]
        found = one(store, group.sql)
        assert (found["score"], found["n"]) == (balance.k - balance.minus_k, group.n), group.label
    assert summary.indices
    for each in summary.indices:
        found = one(store, each.sql)
        assert (found["outlets"], found["value"]) == (each.outlets, pytest.approx(each.value))
    for term in summary.terms:
        found = one(store, term.sql)
        assert (found["k"], found["n"], found["base_k"]) == (term.k, term.n, term.base_k)
    assert {article for theme in summary.themes for article, _, _ in theme.articles} <= {
        row["article"] for row in store.select(summary.themes[0].sql)
    }
    assert summary.seeds.n == len(store.select(summary.seeds.sql)) == 3
    assert store.select(summary.dispersion.sql)


def test_groups_are_parts_of_the_whole(summary: WeekSummary):
    """Countries partition the outlets; owners are another cut."""
    aa, rest, state = summary.groups
    assert aa.n + rest.n == summary.n
    assert 0 < state.n < summary.n
    assert aa.gap == pytest.approx(-rest.gap)
    assert sum(each.q is not None for group in summary.groups for each in group.figures) == 3


def test_topics_add_up_to_the_same_change_as_outlets(store: Store, summary: WeekSummary):
    """Stance within topics and the mix of topics make the change that outlets make."""
    stance = [each for each in summary.figures if each.by_topic]
    assert stance
    for each in stance:
        assert each.by_topic.change == pytest.approx(each.change, abs=1e-9)
    assert not any(each.by_topic for each in summary.figures if each.dimension == "topics")


def test_the_new_words_come_with_a_sentence(summary: WeekSummary):
    """A pair of words that only this week has is new, with a verbatim sentence of it."""
    new = {each.term: each for each in summary.terms}
    assert new["floating bridge"].kind == "new"
    assert "floating bridge" in new["floating bridge"].context
    assert new["floating bridge"].url.startswith("https://o")


def test_a_theme_that_no_topic_explains_is_proposed(summary: WeekSummary):
    """Pieces about bees have no topic; they are grouped, named by their words, and listed."""
    words = [{word for term in theme.terms for word in term.split()} for theme in summary.themes]
    (theme,) = [theme for theme, said in zip(summary.themes, words, strict=True) if {"honey", "hives", "mite"} & said]
    assert len(theme.articles) >= 8
    assert theme.outlets >= 3


def test_a_later_week_changes_nothing(store: Store, summary: WeekSummary, tmp_path: Path):
    """The week after, which the database holds too, is not looked at."""
    with filled(tmp_path / "weeks.duckdb") as other:
        gone = "DELETE FROM articles WHERE published_at >= TIMESTAMPTZ '2026-11-16'"
        list(other.ask(gone))
        assert shift_week(other, pack(), WEEK, as_of=LATER, plan=PLAN) == summary


def test_the_same_input_gives_the_same_bytes(store: Store, summary: WeekSummary):
    """Every number is the same the second time, and JSON takes all of them."""
    again = shift_week(store, pack(), WEEK, as_of=LATER, plan=PLAN)
    first, second = (json.dumps(asdict(each), default=str, allow_nan=False) for each in (summary, again))
    assert first == second


@pytest.mark.parametrize(
    "week",
    [
        pytest.param(WEEK + timedelta(weeks=3), id="no data: a week in the future"),
        pytest.param(WEEK + timedelta(weeks=1), id="the running week"),
        pytest.param(WEEK - timedelta(weeks=400), id="years before"),
    ],
)
def test_a_week_without_ground_is_said_in_words(store: Store, week):
    """No NaN, no shift: a caution, or the few numbers that there are."""
    found = shift_week(store, pack(), week, as_of=LATER, plan=PLAN)
    json.dumps(asdict(found), default=str, allow_nan=False)
    if week != WEEK + timedelta(weeks=1):
        assert "No commentary was counted" in found.caution
        assert not found.terms
        assert not any(each.verdict.startswith("clear") for each in found.figures)


def test_the_panel_is_fixed_by_the_plan_or_by_the_window(store: Store, summary: WeekSummary):
    """Outlet 11 is new: it counts for all, and not for the panel."""
    assert "o11" not in summary.panel
    assert len(summary.panel) == 11
    fixed = shift_week(store, pack(), WEEK, as_of=LATER, plan=replace(PLAN, panel=("o0", "o1")))
    assert fixed.panel == ("o0", "o1")


def test_audits_are_counted_by_their_weight(store: Store, tmp_path: Path):
    """A piece drawn with half the chance counts twice; the coding is compared code by code."""
    with filled(tmp_path / "weeks.duckdb") as own:
        rows = own.select("SELECT article, orientation FROM v_commentary ORDER BY article LIMIT 40")
        for at, row in enumerate(rows):
            said = row["orientation"] if at % 4 else "none"
            chance = 0.5 if at % 2 else 0.25
            list(own.ask(AUDIT.format(WEEK, row["article"], chance, said, NOW)))
        counts = {each.code: each for each in findings.audit_counts(own, LATER) if each.dimension == "orientation"}
    assert sum((counts["engage"].both, counts["engage"].missed, counts["engage"].wrong, counts["engage"].neither)) == (
        pytest.approx(40)
    )
    assert counts["none"].missed > 0
    assert counts["engage"].missed == 0


def test_weeks_scored_after_an_event_start_within_two_weeks():
    """The event's own week, and those that start by the thirteenth day after it."""
    from pipeline.model.pack import Event

    monday = Event(on=datetime(2026, 11, 9, tzinfo=UTC).date(), label="x", topics=(), orientation="none")
    sunday = replace(monday, on=datetime(2026, 11, 15, tzinfo=UTC).date())
    assert len(scored_weeks(monday)) == 2
    assert len(scored_weeks(sunday)) == 3
