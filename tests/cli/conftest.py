"""A small place of one's own: a pack with one feed that is not there, and a database of its seeds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.settings import ROOT

FEED = "http://127.0.0.1:9/feed"
OUTLET = f"""
[[outlet]]
key = "gazette"
name = "The Gazette"
feeds = ["{FEED}"]
country = "NZ"
affiliation = "independent"
owner = "Nobody"
kind = "magazine"
genre = "commentary"
language = "en"
added = 2026-11-02
note = "of tests"
"""

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack, database and snapshot after one run, made once for all tests, to be copied."""
    place = tmp_path_factory.mktemp("cli")
    shutil.copytree(ROOT / "seeds", place / "seeds")
    (place / "seeds" / "feeds.toml").write_text(OUTLET, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, place)
        with pytest.raises(SystemExit) as ended:
            main(["run"])
    assert ended.value.code == 0
    return place


@pytest.fixture
def place(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that a test may spoil; it is also the working folder."""
    copy = Path(shutil.copytree(filled, tmp_path / "place"))
    settle(monkeypatch, copy)
    monkeypatch.chdir(copy)
    return copy


def settle(patch: pytest.MonkeyPatch, place: Path) -> None:
    for name in ("pack", "home", "reports"):
        patch.setenv(f"DETENTE_{name.upper()}", str(place / {"pack": "seeds"}.get(name, name)))
    patch.setenv("DETENTE_ALLOW_HOSTS", "127.0.0.1")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command; gives exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run
