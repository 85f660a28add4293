"""A person's word on a code, from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.pack import load_pack
from pipeline.store.connection import Store

WHO = ("--who", "A. Editor", "--why", "The call to arm is a quote.")


@pytest.fixture
def seed(place: Path) -> tuple[str, str]:
    """Id and address of one stored article."""
    with Store(place / "home" / "published.duckdb", read_only=True) as store:
        row = store.select("SELECT id, url FROM articles WHERE starts_with(url, 'http') ORDER BY url LIMIT 1")[0]
    return row["id"], row["url"]


def test_a_word_is_written_counted_shown_and_taken_back(call, place, seed):
    """Named by the start of its id, it stands by its address in the pack, and `why` shows it beside the coding."""
    id, url = seed
    code, out, _ = call("correct", id[:8], "topics", "energy", "cyber", *WHO)
    (word,) = load_pack(place / "seeds").code_corrections

    assert (code, word.article, word.codes, word.who) == (0, url, ("cyber", "energy"), "A. Editor")
    assert "topics of" in out
    assert call("run")[0] == 0
    assert "correction: topics is cyber, energy, where the coding says" in " ".join(call("why", id)[1].split())
    assert json.loads(call("why", id, "--json")[1])["recodings"][0]["code"] == "cyber energy"
    assert "0 of copies, 1 of codes" in call("doctor")[1]
    assert call("correct", id, "topics", "--take-back")[0] == 0
    assert call("run")[0] == 0
    assert "correction:" not in call("why", id)[1]
    assert load_pack(place / "seeds").code_corrections == ()


def test_no_topic_is_a_word(call, place, seed):
    """Topics without a code are none."""
    code, out, _ = call("correct", seed[1], "topics", *WHO)

    assert code == 0
    assert out.rstrip().endswith("is none")


def test_an_address_that_is_not_stored_waits(call, place):
    """It is written, and said."""
    code, _, err = call("correct", "https://example.org/later?utm_source=x", "outlook", "mixed", *WHO)

    assert code == 0
    assert "not stored yet" in err
    assert load_pack(place / "seeds").code_corrections[0].article == "https://example.org/later"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("ffff", "outlook", "mixed", *WHO), 1, "no such article", id="an id nobody has"),
        pytest.param(("{url}", "mood", "mixed", *WHO), 1, "no such dimension", id="no such dimension"),
        pytest.param(("{url}", "outlook", "sunny", *WHO), 1, "no such code of outlook", id="no such code"),
        pytest.param(("{url}", "outlook", *WHO), 1, "outlook takes one, got 0", id="no answer"),
        pytest.param(("{url}", "outlook", "mixed", "--who", " ", "--why", "x"), 1, "who: empty", id="nobody"),
        pytest.param(("{url}", "outlook", "mixed", "--who", "A."), 2, "--why", id="no reason"),
        pytest.param(("{url}", "outlook", "--take-back"), 1, "nothing is corrected", id="nothing to take back"),
        pytest.param(("{url}", "outlook", "mixed", "--take-back"), 2, "takes no code", id="a code taken back"),
    ],
)
def test_what_cannot_be_said_is_one_line(call, place, seed, arguments, code, said):
    """And the file stays as it was."""
    before = (place / "seeds/corrections.toml").read_bytes()
    found, _, err = call("correct", *(each.format(url=seed[1]) for each in arguments))

    assert found == code
    assert said in err
    assert "Traceback" not in err
    assert (place / "seeds/corrections.toml").read_bytes() == before


def test_training_says_what_it_learns_without(call, place, tmp_path):
    """No database, or too few corrections and no coded articles: it says so instead of pretending."""
    coded = tmp_path / "coded.jsonl"
    coded.write_text(json.dumps({"id": "1", "title": "", "text": "T", "codes": {}}) + "\n", encoding="utf-8")
    call("correct", "https://example.org/later", "outlook", "mixed", *WHO)
    shutil.rmtree(place / "home")
    code, _, err = call("train", str(coded))

    assert code == 1
    assert "no database: trained without corrections and audits" in err
    assert "at least 50 are needed" in err


def test_training_counts_what_people_said(call, place, seed, tmp_path):
    """The corrected article is one of the rows."""
    coded = tmp_path / "coded.jsonl"
    coded.write_text(json.dumps({"id": "1", "title": "", "text": "T", "codes": {}}) + "\n", encoding="utf-8")
    call("correct", seed[0], "outlook", "mixed", *WHO)
    call("run")
    code, _, err = call("train", str(coded))

    assert code == 1
    assert "learned, too: 1 corrected or audited articles" in err
    assert "2 of them, at least 50 are needed" in err
