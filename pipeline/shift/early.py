"""
The early look between two issues: the same test as that of a week, on the seven days that ended last.

One look a day, Tuesday to Sunday: on Monday the seven days are a week, and its issue looks at them. Whoever looks six
times is misled more often than whoever looks once, so the false discovery rate of an issue is shared among the looks
of a week (Bonferroni): without any change, all of them together call something in at most as many weeks as one issue.

Simulated without any change (1,500 weeks, 20 unequal outlets, 12 topics, about 200 pieces a week), 4 to 5 % of weeks
had an early look that called something where pieces or habits differ, 7 to 8 % where outlets have moods; the Monday
test 5 to 9 %. Without the sharing, six looks a week would do so in 24 to 30 % of weeks, and a look an hour in 45 to
54 % (900 weeks). The price is power: a rise of 15 points that starts on a Monday is called by Friday in 27 to 37 % of
weeks, by Sunday in 63 to 82 %, and by the issue in 88 to 97 %.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from pipeline.model.week import Figure, Plan, WeekSummary

DAYS = timedelta(days=7)
LOOKS = 6  # between two issues
SETTLED = timedelta(hours=5)  # after a day's end, as the Monday issue waits: what it published has come in by then
MONDAY = 0

Key = tuple[str, str, str]  # dimension, code, verdict: one measure in one direction


def day_of(now: datetime) -> date:
    """The day whose look is due: its seven days end at midnight before *now*, once they have settled."""
    return (now - SETTLED).date()


def issue_looks(day: date) -> bool:
    """Whether the issue looks at the seven days before *day*, so that no early look does."""
    return day.weekday() == MONDAY


def period(day: date, plan: Plan) -> tuple[date, date, date]:
    """First day of the weeks before, first day of the seven days, and the day after them."""
    return day - (plan.baseline_weeks + 1) * DAYS, day - DAYS, day


def early_plan(plan: Plan) -> Plan:
    """The rules of an issue with its false discovery rate shared among the looks of a week."""
    return replace(plan, fdr=plan.fdr / LOOKS)


def key_of(figure: Figure) -> Key:
    """What is reported once: a measure in one direction."""
    return figure.dimension, figure.code, figure.verdict


def spikes(summary: WeekSummary, known: Collection[Key]) -> tuple[Figure, ...]:
    """
    The clear changes of a look that are news, the largest first.

    Args:
        summary: of the seven days, by `early_plan`.
        known: what the last issue has reported, or an alert not long ago.
    """
    found = [each for each in summary.figures if each.verdict.startswith("clear") and key_of(each) not in known]
    return tuple(sorted(found, key=lambda each: -abs(each.change or 0)))
