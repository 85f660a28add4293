"""The Monday flow mails where a relay is set, and takes credentials from a block when one is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import MailError, SettingError
from pipeline.settings import load_settings
from tests.digest import mail_places as places
from tests.digest import weeks_for_pages as made
from tests.digest.mailbox import Mailbox

WEEK = date(2026, 11, 9)


@pytest.fixture
def home(tmp_path: Path, pack_folder: Path, relay: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {"PACK": pack_folder, "HOME": tmp_path / "data", "REPORTS": tmp_path / "reports"}.items():
        monkeypatch.setenv(f"DETENTE_{name}", str(value))
    return tmp_path


def test_the_mail_task_sends_once(home: Path, box: Mailbox):
    """Called bare, it sends; called again, as a retry would, it sends nothing."""
    from flows.weekly import mail

    places.prepare(home)

    assert mail(WEEK) == 3
    assert mail(WEEK) == 0
    assert len(box.got) == 3


def test_a_week_that_must_not_be_mailed_fails_the_task(home: Path):
    """The run shows red, with the reason."""
    from flows.weekly import mail

    places.prepare(home, made.empty())
    with pytest.raises(MailError, match="it has no commentary"):
        mail(WEEK)


def test_without_a_relay_the_flow_has_no_mail(home: Path, monkeypatch: pytest.MonkeyPatch):
    """No relay, no task."""
    from pipeline.line.relay import configured

    assert configured(load_settings())
    monkeypatch.setenv("DETENTE_SMTP_HOST", "")
    assert not configured(load_settings())


class _Secret:
    def get(self) -> str:
        return "from the block"


class _Account:
    username, password = "account", "its password"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param(_Secret(), ("digest", "from the block"), id="a secret"),
        pytest.param(_Account(), ("account", "its password"), id="user and password"),
    ],
)
def test_a_block_gives_the_credentials(home: Path, monkeypatch: pytest.MonkeyPatch, block: Any, expected: Any):
    """Of a secret the user is the setting's."""
    from prefect.blocks.core import Block

    from flows.credentials import relay_credentials

    monkeypatch.setenv("DETENTE_SMTP_BLOCK", "secret/relay")
    monkeypatch.setenv("DETENTE_SMTP_USER", "digest")
    monkeypatch.setattr(Block, "load", lambda name: block)
    assert relay_credentials(load_settings()) == expected


def test_a_block_that_is_not_there_is_one_line(home: Path, monkeypatch: pytest.MonkeyPatch):
    """Which block, and why."""
    from prefect.blocks.core import Block

    from flows.credentials import relay_credentials

    def gone(name: str) -> Any:
        raise ValueError("Unable to find block document\nmore")

    monkeypatch.setenv("DETENTE_SMTP_BLOCK", "secret/relay")
    monkeypatch.setattr(Block, "load", gone)
    with pytest.raises(SettingError, match=r"^bad setting: smtp_block: secret/relay: Unable to find block document$"):
        relay_credentials(load_settings())
