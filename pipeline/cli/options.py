"""What several commands ask for: a week, a time, and the run that they work on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import click

from pipeline import line
from pipeline.cli import show
from pipeline.line.calendar import monday_of

YEARS = range(1900, 2101)  # that an argument can name: none of our sums leaves the calendar then


class Week(click.ParamType[Any]):
    """An ISO week (2026-W46) or any day of it (2026-11-09), as its Monday."""

    name = "week"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        for form in (f"{value}-1", value):
            with contextlib.suppress(ValueError):
                layout = "%G-W%V-%u" if form != value else "%Y-%m-%d"
                day = datetime.strptime(form, layout).replace(tzinfo=UTC).date()
                if day.year not in YEARS:
                    break
                return monday_of(day)
        self.fail(f"{value!r} is no week: write 2026-W46, or a day such as 2026-11-09", param, ctx)


class Moment(click.ParamType[Any]):
    """An ISO date or time; without a zone it is UTC."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no ISO time: write 2026-11-16 or 2026-11-16T06:00+00:00", param, ctx)
        if moment.year not in YEARS:
            self.fail(f"{value!r} is out of reach: years {YEARS[0]} to {YEARS[-1]}", param, ctx)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


WEEK = click.option("--week", type=Week(), help="The week to report, e.g. 2026-W46; else the last complete one.")


@contextlib.contextmanager
def opened(*, due_only: bool = False) -> Iterator[line.Run]:
    """A run with the settings, pack and database of this place, and the present time."""
    with show.progress() as tell, line.open_run(now=datetime.now(UTC), due_only=due_only, tell=tell) as work:
        yield work
