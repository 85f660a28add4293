"""How history is scored: hits, misses, wrong directions, and alarms without an event."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.digest.history import render_backtest
from pipeline.line.backtest import backtest
from pipeline.line.run import quiet
from pipeline.line.shifting import asked
from pipeline.model.pack import Event
from pipeline.model.week import Plan, WeekCount, WeekSummary
from pipeline.shift import summarize
from pipeline.shift.backtest import alarms, null_weeks, score_event
from pipeline.store.connection import Store
from pipeline.store.statements import SQL
from tests.shift.counts_for_weeks import WEEK, pack_of, rows
from tests.shift.weeks_in_store import filled, pack

PLAN = Plan()


def history(shares: dict[int, int], weeks: int = 30, n: int = 200) -> list[WeekSummary]:
    """Summaries of *weeks* weeks, oldest first; topic 0 has 20 pieces, or what *shares* says of a week back."""
    counts: list[WeekCount] = [
        row for back in range(weeks) for row in rows(back, "topic_0", n, shares.get(back, 20 * n // 200))
    ]
    return [
        summarize(counts, pack=pack_of(2), week=WEEK - timedelta(weeks=back), plan=PLAN)
        for back in range(weeks - 1, -1, -1)
    ]


def event(back: int, topics: Sequence[str] = ("topic_0",)) -> Event:
    return Event(
        on=WEEK - timedelta(weeks=back, days=-2), label="It happened", topics=tuple(topics), orientation="none"
    )


@pytest.mark.parametrize(
    ("shares", "n", "score", "decided"),
    [
        pytest.param({10: 70}, 200, "hit", 10, id="a rise in its week"),
        pytest.param({9: 70}, 200, "hit", 9, id="a rise in the week after"),
        pytest.param({7: 70}, 200, "missed", None, id="a rise three weeks later is none of its own"),
        pytest.param({}, 200, "missed", None, id="nothing moves"),
        pytest.param(dict.fromkeys(range(11, 30), 70), 200, "wrong direction", 10, id="a fall"),
        pytest.param({10: 10}, 30, "not enough evidence", None, id="thin weeks"),
    ],
)
def test_an_event_is_scored_by_the_weeks_that_follow(shares, n, score, decided):
    """The right topic, the right direction, within two weeks."""
    summaries = {each.week: each for each in history(shares, n=n)}
    found = score_event(event(10), summaries, [], labels={("topics", "topic_0"): "Topic 0"})

    assert (found.score, found.outcomes[0].label) == (score, "Topic 0")
    assert found.outcomes[0].week == (WEEK - timedelta(weeks=decided) if decided else None)


def test_other_alarms_of_the_weeks_are_listed():
    """An event that expects another topic is not hit by this one, and says what rose (and fell back) instead."""
    summaries = {each.week: each for each in history({10: 70})}
    found = score_event(event(10, ["topic_1"]), summaries, [], labels={})
    assert found.score == "not enough evidence"
    assert found.others == ("Topic 0: clear rise", "Topic 0: clear fall")


def test_null_weeks_are_far_from_events_and_the_same_each_time():
    """They are judged weeks, drawn by a fixed seed; their clear verdicts are alarms, and the chance of a hit."""
    summaries = history({3: 70})
    drawn = null_weeks(summaries, [event(20)], most=8, seed=1)
    every = null_weeks(summaries, [event(20)], most=99, seed=1)
    near = {WEEK - timedelta(weeks=back) for back in range(14, 22)}

    assert drawn == null_weeks(summaries, [event(20)], most=8, seed=1)
    assert len(drawn) == 8
    assert not near & {each.week for each in every}
    assert not any(each.caution for each in every)
    assert (WEEK - timedelta(weeks=3), "Topic 0: clear rise") in alarms(every)
    outcome = score_event(event(20), {each.week: each for each in summaries}, every, labels={}).outcomes[0]
    assert outcome.chance == pytest.approx(1 / len(every))


def test_a_database_is_judged_week_by_week_with_what_was_published_by_then(tmp_path: Path):
    """Taking later weeks away changes no verdict of an earlier one; the page names the events."""
    with filled(tmp_path / "weeks.duckdb") as store:
        whole = backtest(store, pack(), [event(0)], plan=PLAN, name="lake", wide=False, tell=quiet)
        list(store.ask("DELETE FROM articles WHERE published_at >= TIMESTAMPTZ '2026-11-02'"))
        cut = backtest(store, pack(), [event(0)], plan=PLAN, name="lake", wide=False, tell=quiet)
    early = [each for each in whole.summaries if each.week < date(2026, 11, 2)]

    assert tuple(early) == cut.summaries
    assert whole.events[0].score == "hit"
    page = render_backtest(whole, "Lake commentary")
    assert "It happened" in page
    assert "Topic 0" in page
    assert render_backtest(whole, "Lake commentary") == page


def test_an_empty_database_is_a_page_of_words(tmp_path: Path):
    """No week, no alarm, no division by zero."""
    with Store(tmp_path / "empty.duckdb") as store:
        found = backtest(store, pack(), [event(0)], plan=PLAN, name="nothing", wide=False, tell=quiet)
    assert found.events[0].score == "not enough evidence"
    assert "the rate of alarms cannot be told" in render_backtest(found, "x")


@pytest.mark.parametrize("name", sorted(each.stem for each in (SQL / "cookbook").glob("shift.*.sql")))
def test_every_query_of_the_cookbook_runs(name: str, tmp_path: Path):
    """With values in the place of its parameters, also those with a quote in them."""
    values = {
        **{"dimension": "orientation", "code": "it's", "iso": "2026-W46", "baseline": 4, "outlets": ("o'1", "o2")},
        **{
            "reference_first": WEEK,
            "reference_end": WEEK,
            "least": 2,
            "term": "l'eau",
            "first": WEEK,
            "end": WEEK,
            "as_of": datetime(2026, 11, 16, tzinfo=UTC),
        },
    }
    with Store(tmp_path / "empty.duckdb") as store:
        assert isinstance(store.select(asked(name, **values)), list)
