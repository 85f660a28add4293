"""The rules of the house that a program can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.settings import ROOT

CODE = sorted([*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "flows").rglob("*.py")])
STAGES = ("pack", "fetch", "feeds", "extract", "identity", "classify", "store", "shift", "digest")
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40

# who may touch what: (what a module imports, the rooms that may)
DOORS = {
    "duckdb": {"store"},
    "httptools": {"fetch"},
    "httpx2": {"fetch"},
    "smtplib": {"fetch"},
    "socket": {"fetch"},
    "prefect": set(),  # flows/ alone
    "requests": set(),
    "urllib.request": set(),
}


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "pipeline" else parts[0]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_every_stage_is_a_room_of_its_name():
    """`ls pipeline` reads as the line."""
    for stage in STAGES:
        assert (ROOT / "pipeline" / stage).is_dir() or (ROOT / "pipeline" / f"{stage}.py").is_file(), stage


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_readable(path: Path):
    """A module is at most 250 lines, a function at most 40."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= LONGEST_FUNCTION, node.name


def test_every_effect_has_one_door():
    """The network is asked in fetch, DuckDB in store, Prefect in flows, and nowhere else."""
    for path in CODE:
        if room(path) == "flows":
            continue
        for door, rooms in DOORS.items():
            if any(name == door or name.startswith(f"{door}.") for name in imports(path)):
                assert room(path) in rooms, f"{path.relative_to(ROOT)} imports {door}"


def test_the_clock_is_read_at_the_edges_alone():
    """`now` is an argument everywhere but in commands and flows."""
    clock = re.compile(r"datetime\.now\(|time\.time\(|date\.today\(|utcnow\(")
    for path in CODE:
        if room(path) not in ("cli", "flows"):
            assert not clock.search(path.read_text(encoding="utf-8")), path.relative_to(ROOT)


def test_the_subject_lives_in_the_pack_alone():
    """No module names an actor of the pack, or one of its outlets."""
    from pipeline.pack import load_pack

    pack = load_pack(ROOT / "seeds")
    names = {outlet.name for outlet in pack.outlets if len(outlet.name) > 8}
    names |= {word for outlet in pack.outlets for word in (outlet.key,) if len(word) > 8}
    subject = re.compile(
        r"\b(russia|russian|putin|kremlin|moscow|ukraine|nato|washington|biden|trump)\b", re.IGNORECASE
    )
    for path in CODE:
        text = path.read_text(encoding="utf-8")
        assert not subject.search(text), f"{path.relative_to(ROOT)}: {subject.search(text)}"
        words = {name for name in names if re.search(rf"\b{re.escape(name)}\b", text)}
        assert not words, f"{path.relative_to(ROOT)}: {words}"


def test_importing_does_nothing():
    """Importing the heaviest module opens no file of ours, asks no network and writes no word."""
    program = "import pipeline.line, pipeline.line.weekly, pipeline.line.coding, pipeline.cli.run"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout + done.stderr == ""


def test_no_sql_stands_in_code():
    """A query is a file."""
    query = re.compile(r"\"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|WITH)\s", re.IGNORECASE)
    for path in CODE:
        body = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(body) if isinstance(node, ast.Expr)}
        for node in ast.walk(body):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                assert not query.match(f'"{node.value}'), f"{path.relative_to(ROOT)}: {node.value[:60]}"


def test_the_lock_names_no_host():
    """A lock file holds names, versions and hashes."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert not re.search(r"https?://|index-url", lock)
