"""Small values that every room's tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.settings import PREFIX, ROOT

if TYPE_CHECKING:
    from tests.digest.mailbox import Mailbox


@pytest.fixture(autouse=True)
def _no_settings_of_this_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see no DETENTE_* setting of the machine they run on."""
    import os

    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


@pytest.fixture
def pack_folder(tmp_path: Path) -> Path:
    """A copy of the pack that a test may spoil."""
    return Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))


@pytest.fixture
def box() -> Mailbox:
    """What a relay has taken."""
    from tests.digest.mailbox import Mailbox

    return Mailbox()


@pytest.fixture
def port(box: Mailbox) -> Iterator[int]:
    """The port of a relay that fills the box."""
    from tests.digest.mailbox import serving

    with serving(box) as port:
        yield port


@pytest.fixture
def relay(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings by which mail goes to that relay."""
    wanted = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": port, "SMTP_SECURITY": "none", "MAIL_FROM": "digest@example.net"}
    for name, value in wanted.items():
        monkeypatch.setenv(f"{PREFIX}{name}", str(value))
