"""Prefect adds order, schedule and limits, and no logic of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline import line
from pipeline.line.coding import code_articles


@pytest.fixture
def home(tmp_path: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own, with seeds and no feeds, and Prefect's tasks called as plain functions."""
    (pack_folder / "feeds.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("DETENTE_PACK", str(pack_folder))
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("DETENTE_REPORTS", str(tmp_path / "reports"))
    return tmp_path


def test_a_step_of_the_flow_is_the_step_of_the_line(home: Path):
    """What a task wraps is the line's own step; called bare it does the work."""
    from flows.ingest import step_task

    assert step_task(line.store_seeds).fn() == {"seeds": 5}
    assert step_task(line.store_seeds).fn() == {"seeds": 0}
    assert step_task(code_articles).fn() == {"coded": 5}


def test_the_weekly_task_writes_the_digest_of_a_week(home: Path):
    """It returns the path of the page, and publishes the database."""
    from flows.weekly import write

    path = write(date(2022, 3, 7))

    assert path == home / "reports" / "2022-W10" / "index.html"
    assert (home / "data" / "published.duckdb").exists()


def test_an_earlier_state_does_not_take_the_page_s_place(home: Path):
    """What was known at a time is written beside the published page, the same bytes each time."""
    from datetime import UTC, datetime

    from flows.weekly import write
    from pipeline.line.weekly import write_week

    page = write(date(2022, 3, 7))
    published = page.read_bytes()
    with line.open_run(now=datetime(2026, 11, 22, tzinfo=UTC)) as run:
        first = write_week(run, date(2022, 3, 7), as_of=datetime(2022, 3, 15, tzinfo=UTC))
        again = write_week(run, date(2022, 3, 7), as_of=datetime(2022, 3, 15, tzinfo=UTC))

    assert first.path == page.parent / "as-of-20220315T000000Z" / "index.html"
    assert first.html == again.html
    assert published == page.read_bytes()


def test_both_schedules_collapse_late_runs():
    """Hourly ingest and Monday digest, one at a time, a late one cancelled."""
    from flows.schedule import deployments

    served = {each.name: each for each in deployments()}
    assert set(served) == {"hourly", "monday"}
    for each in served.values():
        assert each.concurrency_limit == 1
        assert each.concurrency_options.collision_strategy == "CANCEL_NEW"
    assert served["monday"].schedules[0].schedule.cron == "30 5 * * 1"
    assert served["hourly"].schedules[0].schedule.cron == "7 * * * *"


def test_no_flow_has_a_task_per_article():
    """A flow's tasks are as many as its steps, whatever the number of articles."""
    source = (Path(line.__file__).parents[2] / "flows" / "ingest.py").read_text(encoding="utf-8")
    assert ".map(" not in source
    assert ".submit(" not in source
