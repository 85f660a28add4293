"""What the README says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from pipeline.settings import PREFIX, ROOT, Settings
from pipeline.store.connection import Store
from pipeline.store.dictionary import END, START, dictionary

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """The text under a heading, up to the next one of its rank."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def test_every_path_of_the_walk_exists():
    """The walk follows one article through files and functions that are there."""
    walk = section("One article's way")
    paths = re.findall(r"`((?:pipeline|flows|seeds|reports|tests)/[\w./-]+)`", walk)
    assert len(paths) >= 9
    assert [path for path in paths if not (ROOT / path).exists() and path != "reports/weekly"] == []
    for path, name in re.findall(r"`(pipeline/[\w./]+\.py)` \(`(\w+)`", walk):
        assert re.search(rf"^(?:def|class) {name}\b", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), name


def test_every_place_to_add_something_exists():
    """The table of what is added where names files that are there."""
    paths = re.findall(r"`((?:pipeline|flows|seeds|reports)/[\w./-]+)`", section("Where to add what"))
    assert len(paths) >= 8
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_named(command: str):
    """A reader finds each command."""
    assert f"detente {command}" in README


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_named(name: str):
    """A reader finds each setting under the name that the environment uses."""
    assert f"`{PREFIX}{name.upper()}`" in section("Settings")


def test_the_dictionary_is_that_of_the_database(tmp_path: Path):
    """Run `python -m pipeline.store.dictionary README.md` after a change of the schema."""
    with Store(tmp_path / "empty.duckdb") as store:
        made = dictionary(store)
    assert made == README.split(START)[1].split(END)[0].strip()


def test_every_query_of_the_cookbook_runs(tmp_path: Path):
    """What the README shows can be pasted into `detente sql`."""
    queries = re.findall(r"```sql\n(.*?)```", section("Asking your own questions"), re.DOTALL)
    assert len(queries) >= 6
    with Store(tmp_path / "empty.duckdb") as store:
        for query in queries:
            for statement in filter(None, (each.strip() for each in query.split(";"))):
                store.select(statement)
