"""`detente evaluate`, and the backends from the command line: what a user can get wrong is one line."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime

import pytest

from pipeline import line
from pipeline.line.coding import code_articles
from pipeline.settings import ROOT
from tests.cli.conftest import OUTLET, settle

CODES = {
    "relevance": "core", "genre": "commentary", "topics": ["arms_control"], "orientation": "engage", "blame": "none",
    "outlook": "none",
}  # fmt: skip
TEXT = (
    "Washington and Moscow should sit down and talk about the treaty before it lapses. A compromise is within reach, "
    "and both would gain from it. The two governments must keep the dialogue open, for nobody wins from an arms race."
)


SERVICE = {"BACKEND": "llm", "LLM_URL": "http://127.0.0.1:9/v1"}
MODEL = {"BACKEND": "transformers", "TRANSFORMER": "/nowhere"}


@pytest.fixture(scope="module")
def coded_seeds(tmp_path_factory):
    """A database of the coded seeds, and its snapshot; no digest."""
    place = tmp_path_factory.mktemp("evaluate")
    shutil.copytree(ROOT / "seeds", place / "seeds")
    (place / "seeds" / "feeds.toml").write_text(OUTLET, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, place)
        with line.open_run(now=datetime(2026, 11, 16, 6, tzinfo=UTC)) as run:
            line.note_run(run, "test", line.store_seeds(run) | code_articles(run), run.now)
    return place


@pytest.fixture
def place(coded_seeds, tmp_path, monkeypatch):
    """A copy that a test may spoil; it is also the working folder."""
    copy = shutil.copytree(coded_seeds, tmp_path / "place")
    settle(monkeypatch, copy)
    monkeypatch.chdir(copy)
    return copy


@pytest.fixture
def gold(place):
    path = place / "gold.jsonl"
    rows = [{"id": f"g{number}", "title": "A treaty", "text": TEXT, "codes": CODES} for number in range(6)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def test_a_card_is_written_beside_the_table(call, gold, place):
    """The table on stdout, the card where it was wished."""
    code, out, _ = call("evaluate", gold, "--card", str(place / "new" / "card.html"))

    assert code == 0
    assert "6 coded articles" in out
    assert "<svg" in (place / "new" / "card.html").read_text(encoding="utf-8")


def test_sentences_are_scored_by_the_second_measure(call, place):
    """One line of JSON per form of the measure."""
    path = place / "sentences.jsonl"
    quads = ("verbal_cooperation", "material_conflict")
    said = ("They opened a dialogue.", "They imposed sanctions.")
    path.write_text("\n".join(json.dumps({"sentence": s, "quad": q}) for s, q in zip(said, quads, strict=True)))
    code, out, _ = call("evaluate", "--sentences", str(path), "--json")

    assert code == 0
    assert {json.loads(line)["method"] for line in out.splitlines()} == {"lss", "lexicon"}


@pytest.mark.parametrize(
    ("settings", "arguments", "code", "why"),
    [
        pytest.param({"BACKEND": "gpt"}, [], 1, "'embedded', 'llm' or 'transformers'", id="a backend nobody knows"),
        pytest.param({"BACKEND": "llm"}, [], 1, "DETENTE_LLM_URL", id="a service without an address"),
        pytest.param(SERVICE, [], 1, "DETENTE_LLM_MODEL", id="no model"),
        pytest.param({**SERVICE, "LLM_MODEL": "m"}, [], 1, "refused", id="a service that is not there"),
        pytest.param({**SERVICE, "LLM_URL": "ftp://x/", "LLM_MODEL": "m"}, [], 1, "not in allowed", id="a bad address"),
        pytest.param({"BACKEND": "transformers"}, [], 1, "DETENTE_TRANSFORMER", id="no folder"),
        pytest.param(MODEL, [], 1, "config.json is missing", id="an empty folder"),
        pytest.param({"LLM_BUDGET": "0"}, [], 1, "llm_budget", id="no budget"),
        pytest.param({}, ["--sentences", "--card", "x"], 2, "--sentences", id="sentences with a card"),
        pytest.param({}, ["--week", "2026-W46"], 1, "no piece of commentary", id="a week without commentary"),
        pytest.param({}, ["--card", "/proc/nowhere/card.html"], 1, "not written", id="a card that cannot be written"),
    ],
)
def test_what_cannot_be_measured_is_one_line(settings, arguments, code, why, call, gold, monkeypatch):
    """Exit code and reason; the key of the service is never printed."""
    monkeypatch.setenv("DETENTE_LLM_KEY", "sk-hidden")
    for name, value in settings.items():
        monkeypatch.setenv(f"DETENTE_{name}", value)
    found, out, err = call("evaluate", gold, *arguments)

    assert found == code
    assert why in err
    assert "Traceback" not in err
    assert "sk-hidden" not in out + err


def test_doctor_names_the_coding_that_counts(call, place, monkeypatch):
    """And says when the setting has not come true yet."""
    _, out, _ = call("doctor")
    assert "coding: counted by linear" in out
    monkeypatch.setenv("DETENTE_BACKEND", "llm")
    code, out, _ = call("doctor")

    assert code == 1
    assert "'llm' is not through all articles" in out
