"""Settings come from defaults, a file and the environment, and a mistake is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SettingError
from pipeline.settings import load_settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "detente.toml"
    path.write_text("", encoding="utf-8")
    monkeypatch.setenv("DETENTE_CONFIG", str(path))
    return path


def test_the_environment_wins_over_the_file(file: Path, monkeypatch: pytest.MonkeyPatch):
    """A value in both is that of the environment; a value in the file alone counts."""
    file.write_text('workers = 3\nallow_hosts = ["127.0.0.1"]\n', encoding="utf-8")
    monkeypatch.setenv("DETENTE_WORKERS", "5")

    settings = load_settings()

    assert settings.workers == 5
    assert settings.allow_hosts == ("127.0.0.1",)


def test_hosts_of_the_environment_are_words(monkeypatch: pytest.MonkeyPatch):
    """A list in the environment is written with commas or blanks."""
    monkeypatch.setenv("DETENTE_ALLOW_HOSTS", "127.0.0.1, intranet.example:8080")

    assert load_settings().allow_hosts == ("127.0.0.1", "intranet.example:8080")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        pytest.param("DETENTE_WORKER", "3", "bad setting: DETENTE_WORKER: no such setting", id="an unknown name"),
        pytest.param("DETENTE_WORKERS", "many", "bad setting: workers: ", id="a word where a number belongs"),
        pytest.param("DETENTE_CONFIG", "/nowhere/at.toml", "no such file", id="a file that is not there"),
    ],
)
def test_a_mistake_in_the_environment_is_one_line(monkeypatch, variable, value, said):
    """What, which, why."""
    monkeypatch.setenv(variable, value)

    with pytest.raises(SettingError) as caught:
        load_settings()

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("worker = 3", "bad setting: worker: no such setting", id="an unknown key"),
        pytest.param("workers = ", "not TOML", id="no TOML"),
        pytest.param('workers = "x"', "bad setting: workers: ", id="a value of another kind"),
    ],
)
def test_a_mistake_in_the_file_is_one_line(file: Path, text: str, said: str):
    """What, which, why."""
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SettingError) as caught:
        load_settings()

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
