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

    assert first.path == page.parent.with_name("2022-W10.as-of-20220315T000000Z") / "index.html"
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


@pytest.mark.parametrize(
    ("on", "asked", "looked"),
    [
        pytest.param("false", {}, [], id="off"),
        pytest.param("true", {}, ["alert"], id="on"),
        pytest.param("true", {"alerts": False}, [], id="on, and the issue follows"),
    ],
)
def test_the_hourly_flow_looks_where_alerts_are_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], on: str, asked: dict, looked: list
):
    """Last of all, after coding; off, it loads nothing for it. What it found is a line of the run's log."""
    from flows import ingest

    done: list[str] = []

    def bare(**options):
        return lambda work: lambda: (done.append(options["name"]), work())[1]

    monkeypatch.setenv("DETENTE_ALERTS", on)
    monkeypatch.setattr(ingest, "step_task", lambda step: lambda: done.append(step.__name__) or {})
    monkeypatch.setattr(ingest, "task", bare)
    ingest.ingest.fn(**asked)

    assert done == [*(step.__name__ for step in line.STEPS), "code_articles", *looked]
    assert capsys.readouterr().out.startswith("no early look") == bool(looked)


def test_the_alert_task_mails_what_it_finds_once(home: Path, box, relay, monkeypatch: pytest.MonkeyPatch):
    """Called bare, it sends; an hour later it sends nothing; a mail of unknown fate makes the run red."""
    from flows import ingest
    from pipeline.errors import MailError
    from pipeline.line import run as runs
    from tests.line import alert_places as places

    class Clock:
        now = staticmethod(lambda zone: places.NOW)

    places.fill(home)
    monkeypatch.setenv("DETENTE_ALERTS", "true")
    monkeypatch.setattr(ingest, "datetime", Clock)
    monkeypatch.setattr(runs, "load_pack", lambda folder: places.pack())
    told = [ingest.alert(), ingest.alert()]
    (home / "data" / "recipients.txt").write_text("new@example.org\n")
    box.drop = True
    with pytest.raises(MailError, match="1 do not surely"):
        ingest.alert()

    assert told[0] == told[1]
    assert "Topic 0, clear rise" in told[0]
    assert [to for _, to, _ in box.got] == [[each] for each in (*places.READERS, "new@example.org")]
