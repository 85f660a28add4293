"""Small values that every room's tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.settings import PREFIX, ROOT


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
