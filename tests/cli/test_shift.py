"""`detente shift` and `detente backtest`: a week's figures, and history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.pack import load_pack
from tests.cli.conftest import Call

EVENTS = """
[[event]]
date = 2021-02-03
label = "A treaty is extended"
topics = ["arms_control"]
orientation = "up"

[[event]]
on = 2021-06-16
label = "A summit"
topics = []
orientation = "none"
"""
TEXT = (
    "Moscow and Washington should talk about arms control again, for Russia and the United States need the treaty. "
    "The Kremlin says that it is ready, and the White House has to answer. Nothing else would lower the risk of war. "
)


@pytest.mark.usefixtures("place")
def test_shift_says_every_figure_with_its_query(call: Call):
    """JSON has a figure per series, finite, each with SQL that runs; a database of seeds alone gives no verdict."""
    code, out, err = call("shift", "--week", "2026-W40", "--json")
    found = json.loads(out)

    assert (code, err, found["name"]) == (0, "", "2026-W40")
    assert {each["verdict"] for each in found["figures"]} == {"not enough evidence"}
    assert "No commentary was counted" in found["caution"]
    code, out, _ = call("sql", found["figures"][0]["sql"], "--json")
    assert (code, set(json.loads(out))) == (0, {"score", "n", "share", "base_score", "base_n", "base_share"})


@pytest.mark.usefixtures("place")
def test_shift_explains_one_figure(call: Call):
    """A code, or dimension.code, gives a paragraph and the query; an ambiguous or unknown key is one line."""
    code, out, err = call("shift", "--week", "2026-W40", "--explain", "arms_control")
    assert (code, err) == (0, "")
    assert "Not enough evidence" in " ".join(out.split())
    assert "counts_in('topics', 'arms_control', '2026-W40'" in out

    code, out, err = call("shift", "--week", "2026-W40", "--explain", "none")
    assert (code, err.count("\n")) == (1, 1)
    assert "which of orientation.none, blame.none" in err
    assert "no such figure" in call("shift", "--week", "2026-W40", "--explain", "weather")[2]


@pytest.mark.usefixtures("place")
def test_a_week_that_is_not_over_has_no_figures(call: Call):
    """The running week and the future are refused in one line."""
    code, _, err = call("shift", "--week", "2099-W01")
    assert (code, err.count("\n")) == (1, 1)
    assert "not over" in err


@pytest.mark.usefixtures("place")
def test_shift_prints_a_table(call: Call):
    """One line per figure, after what the week rests on."""
    code, out, err = call("shift", "--week", "2026-W40")
    assert (code, err) == (0, "")
    assert out.startswith("2026-W40: 0 pieces of 0 outlets")


def test_a_back_test_of_a_file_scores_every_event(call: Call, place: Path):
    """Ten pieces are too few for any verdict: each event says so, and the page is written."""
    (place / "events.toml").write_text(EVENTS, encoding="utf-8")
    lines = [
        {
            "title": f"Talk {at}",
            "text": f"{TEXT * 4} Piece {at}.",
            "date": f"2021-02-{at + 1:02}",
            "outlet": f"Paper {at}",
        }
        for at in range(10)
    ]
    (place / "old.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, out, err = call("backtest", "events.toml", "--corpus", "old.jsonl", "--wide", "--json")
    found = json.loads(out)

    assert (code, err) == (0, "")
    assert [each["score"] for each in found["events"]] == ["not enough evidence", "nothing expected"]
    assert found["events"][0]["weeks"][0] == "2021-02-01"
    assert (found["null_weeks"], found["alarms"]) == ([], [])
    page = (place / "backtest" / "events-wide" / "index.html").read_text(encoding="utf-8")
    assert "A treaty is extended" in page
    assert "the rate of alarms cannot be told" in page
    assert load_pack(place / "seeds").name not in ("", page)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("nowhere.toml",), "nowhere.toml", id="no such file"),
        pytest.param(("broken.toml",), "not TOML", id="no TOML"),
        pytest.param(("weather.toml",), "no such topic: 'weather'", id="a topic that the pack has not"),
        pytest.param(("empty.toml",), "no [[event]] in it", id="no event"),
        pytest.param(("events.toml", "--wide"), "needs --corpus", id="wide without a corpus"),
        pytest.param(("events.toml", "--corpus", "none.jsonl"), "none.jsonl", id="no such corpus"),
    ],
)
def test_a_back_test_that_cannot_be_run_says_why(call: Call, place: Path, arguments, said):
    """One line, exit code 1."""
    (place / "events.toml").write_text(EVENTS, encoding="utf-8")
    (place / "broken.toml").write_text("[[event", encoding="utf-8")
    (place / "empty.toml").write_text("", encoding="utf-8")
    (place / "weather.toml").write_text(EVENTS.replace("arms_control", "weather"), encoding="utf-8")
    code, _, err = call("backtest", *arguments)
    assert (code, err.count("\n")) == (1, 1)
    assert said in err
