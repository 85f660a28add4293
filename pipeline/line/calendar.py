"""Weeks: each is its Monday, half-open, UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pipeline.errors import InputError

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


def complete_week(week: date | None, now: datetime) -> date:
    """
    The week to report: *week*, else the last that is over.

    Raises:
        InputError: it is not over.
    """
    last = last_week(now)
    if week and week > last:
        raise InputError(week_name(week), f"that week is not over; the last complete one is {week_name(last)}")
    return week or last
