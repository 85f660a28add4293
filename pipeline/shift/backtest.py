"""Score the verdicts of past weeks against what events were expected to bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, cast

import numpy as np

from pipeline.model.backtest import Outcome, Score, Tested
from pipeline.model.pack import Event
from pipeline.model.week import BALANCE, Figure, WeekSummary

WITHIN = 14  # days after an event in which a week may start and still be scored
BEFORE, AFTER = 1, 6  # weeks around an event that are no null weeks: its baseline effect lasts as long as the baseline
DIRECTIONS: Mapping[str, Literal["clear rise", "clear fall"]] = {"up": "clear rise", "down": "clear fall"}
ORDER: tuple[Score, ...] = ("hit", "wrong direction", "missed", "not enough evidence", "nothing expected")


def scored_weeks(event: Event) -> tuple[date, ...]:
    """The week of the event, and those that start within two weeks of it."""
    monday = event.on - timedelta(days=event.on.weekday())
    return tuple(
        monday + timedelta(weeks=each)
        for each in range(3)
        if monday + timedelta(weeks=each) <= event.on + timedelta(days=WITHIN - 1)
    )


def null_weeks(
    summaries: Sequence[WeekSummary], events: Sequence[Event], *, most: int, seed: int
) -> tuple[WeekSummary, ...]:
    """Judged weeks far from every event, at most *most* of them, drawn at random by *seed*, oldest first."""
    near = {
        event.on - timedelta(days=event.on.weekday()) + timedelta(weeks=each)
        for event in events
        for each in range(-BEFORE, AFTER + 1)
    }
    quiet = [each for each in summaries if not each.caution and each.week not in near]
    if len(quiet) <= most:
        return tuple(quiet)
    drawn = np.random.default_rng(seed).choice(len(quiet), size=most, replace=False)
    return tuple(quiet[at] for at in sorted(drawn.tolist()))


def alarms(weeks: Sequence[WeekSummary]) -> tuple[tuple[date, str], ...]:
    """Every clear verdict of some weeks, as (week, label and verdict)."""
    return tuple(
        (summary.week, f"{each.label}: {each.verdict}")
        for summary in weeks
        for each in summary.figures
        if each.verdict.startswith("clear")
    )


def score_event(
    event: Event,
    summaries: Mapping[date, WeekSummary],
    nulls: Sequence[WeekSummary],
    *,
    labels: Mapping[tuple[str, str], str],
) -> Tested:
    """
    Compare the weeks after one event with its expectations.

    A topic is expected to rise; orientation up or down is the balance. *hit*: a clear verdict as expected in any
    scored week. *wrong direction*: a clear verdict against it, and none for it. *missed*: it was tested, and neither
    was found. *not enough evidence*: in no scored week was there enough to test it.
    """
    weeks = scored_weeks(event)
    found = [summaries[week] for week in weeks if week in summaries]
    wanted = [("topics", topic, DIRECTIONS["up"]) for topic in event.topics]
    if event.orientation in DIRECTIONS:
        wanted.append((*BALANCE, DIRECTIONS[event.orientation]))
    outcomes = tuple(_outcome(key, found, nulls, labels.get(key[:2], key[1])) for key in wanted)
    expected = {(dimension, code) for dimension, code, _ in wanted}
    scores = [each.score for each in outcomes]
    return Tested(
        event=event,
        weeks=weeks,
        outcomes=outcomes,
        others=tuple(
            dict.fromkeys(
                f"{each.label}: {each.verdict}"
                for summary in found
                for each in summary.figures
                if each.verdict.startswith("clear") and (each.dimension, each.code) not in expected
            )
        ),
        score=min(scores, key=ORDER.index) if scores else "nothing expected",
    )


def _outcome(
    key: tuple[str, str, Literal["clear rise", "clear fall"]],
    found: Sequence[WeekSummary],
    nulls: Sequence[WeekSummary],
    label: str,
) -> Outcome:
    dimension, code, expected = key
    figures = [(each.week, figure) for each in found if (figure := _figure(each, dimension, code))]
    tested = [(week, figure) for week, figure in figures if figure.q is not None]
    sign = 1 if expected == "clear rise" else -1
    clear = [(week, figure) for week, figure in tested if figure.verdict.startswith("clear")]
    hits = [(week, figure) for week, figure in clear if figure.verdict == expected]
    decided = hits or clear
    score: Score = "hit" if hits else "wrong direction" if clear else "missed" if tested else "not enough evidence"
    quiet = [figure for each in nulls if (figure := _figure(each, dimension, code)) and figure.q is not None]
    return Outcome(
        dimension=dimension,
        code=code,
        label=label,
        expected=expected,
        score=score,
        week=decided[0][0] if decided else None,
        change=sign * max(sign * cast(float, figure.change) for _, figure in tested) if tested else None,
        chance=sum(figure.verdict == expected for figure in quiet) / len(quiet) if quiet else None,
    )


def _figure(summary: WeekSummary, dimension: str, code: str) -> Figure | None:
    return next((each for each in summary.figures if (each.dimension, each.code) == (dimension, code)), None)
