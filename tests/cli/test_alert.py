"""The early look from the command line."""

from __future__ import annotations

import email
import json
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

import flows.ingest  # noqa: F401 - before the coding is replaced: the doctor imports it, and it would keep the stand-in
from pipeline.cli import doctor, options
from pipeline.line import run as runs
from pipeline.store.connection import Store
from tests.cli.conftest import Call
from tests.digest.mailbox import Mailbox
from tests.line import alert_places as places


@pytest.fixture
def spiking(tmp_path: Path, relay: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with a spike, coded by hand, a relay and alerts on; its clock stands still."""

    class Clock:
        now = staticmethod(lambda zone: places.NOW)

    places.fill(tmp_path)
    monkeypatch.setattr(runs, "load_pack", lambda folder: places.pack())
    monkeypatch.setattr(options, "datetime", Clock)
    monkeypatch.setattr("pipeline.line.coding.code_articles", lambda work: {})
    for name, value in {"HOME": tmp_path / "data", "REPORTS": tmp_path / "reports", "ALERTS": "true"}.items():
        monkeypatch.setenv(f"DETENTE_{name}", str(value))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_alert_is_said_and_sent_once(spiking: Path, box: Mailbox, call: Call):
    """Two readers, then nobody; the snapshot answers questions about it."""
    first, second = call("alert"), call("alert")
    asked = call("sql", "SELECT code, verdict FROM alerts")

    assert first[0] == second[0] == 0
    assert first[1].startswith("alert for the seven days to 2026-11-18 (168 articles, 12 tests): Topic 0, clear rise\n")
    assert first[1].endswith("early-2026-11-19: mailed to 2\n")
    assert second[1].endswith("early-2026-11-19: mailed to 0; 2 had it before\n")
    assert asked[1] == "code\tverdict\ntopic_0\tclear rise\n"
    assert len(box.got) == 2


def test_the_doctor_says_how_the_looks_go(spiking: Path, call: Call, monkeypatch: pytest.MonkeyPatch):
    """Off, on without any look, and what the last one rested on."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:  # type: ignore[override]
            return cls.fromtimestamp(places.NOW.timestamp(), tz)

    monkeypatch.setattr(doctor, "datetime", Clock)
    with Store(spiking / "data/detente.duckdb") as store:
        store.publish(spiking / "data/published.duckdb")
    none = call("doctor")[1]
    call("alert")
    one = call("doctor")[1]
    monkeypatch.setenv("DETENTE_ALERTS", "false")

    assert "MEND  alerts: no early look in 3 days\n      -> detente alert\n" in none
    assert "ok    alerts: last look at the seven days to 2026-11-18: 168 articles, 12 tests\n" in one
    assert "ok    alerts: off (DETENTE_ALERTS)\n" in call("doctor")[1]


def test_off_it_says_what_it_finds_and_does_nothing(
    spiking: Path, box: Mailbox, call: Call, monkeypatch: pytest.MonkeyPatch
):
    """Nothing is kept, nobody is mailed, and it says so."""
    monkeypatch.setenv("DETENTE_ALERTS", "false")
    code, out, err = call("alert")

    assert (code, err) == (0, "alerts are off (DETENTE_ALERTS): nothing was kept or mailed\n")
    assert "Topic 0, clear rise" in out
    assert box.got == []
    monkeypatch.setenv("DETENTE_ALERTS", "true")
    assert call("alert")[1].endswith("mailed to 2\n")


def test_a_draft_is_written_where_it_is_wanted(spiking: Path, box: Mailbox, call: Call):
    """The mail as a file; nothing is kept or sent."""
    code, out, err = call("alert", "--draft", "out/alert.eml")

    assert (code, err) == (0, "")
    assert out.endswith("out/alert.eml\n")
    assert email.message_from_bytes((spiking / "out" / "alert.eml").read_bytes())["Subject"].startswith("Early look")
    assert box.got == []


def test_json_is_one_object(spiking: Path, call: Call):
    """Look and alerts with every number and the query; what was mailed is said on stderr."""
    code, out, err = call("alert", "--json")
    found = json.loads(out)

    assert code == 0
    assert err == "early-2026-11-19: mailed to 2\n"
    assert (found["look"]["n"], found["look"]["why"]) == (168, "")
    assert [each["figure"]["code"] for each in found["alerts"]] == ["topic_0"]
    assert found["alerts"][0]["figure"]["sql"].startswith("SELECT score, n")


def test_without_a_relay_it_is_kept_and_said(spiking: Path, call: Call, monkeypatch: pytest.MonkeyPatch):
    """No mail, no error."""
    monkeypatch.setenv("DETENTE_SMTP_HOST", "")
    code, _, err = call("alert")

    assert (code, err) == (0, "no relay is set (DETENTE_SMTP_HOST): nobody was mailed\n")
    assert call("sql", "SELECT count(*) AS alerts FROM alerts")[1] == "alerts\n1\n"
