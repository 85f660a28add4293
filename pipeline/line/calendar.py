"""Weeks: each is its Monday, half-open, UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta

WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def last_week(now: datetime) -> date:
    """The Monday of the last week that is over."""
    return monday_of(now.date()) - WEEK


def week_name(week: date) -> str:
    """ISO name, e.g. 2026-W46."""
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02}"
