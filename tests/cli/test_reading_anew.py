"""How an article was read, what it is a copy of, and what reading it anew would change, as commands tell it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Call
from tests.line.conftest import Place
from tests.line.stand import make_pieces, serving

SLOGAN = "Every morning our harbour reporters walk the quays so that you may read what the tide has left there"


@pytest.fixture
def read(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A place that has read pages which all bear one slogan; piece 9 repeats piece 6."""
    with serving(make_pieces(outlets=4, each=5)) as stand:
        stand.furniture = SLOGAN
        place = Place(tmp_path, stand)
        for name, value in place.settings.items():
            monkeypatch.setenv(name, value)
        place.ingest()
        yield place


def test_reextract_tells_before_it_does(read: Place, call: Call):
    """Without --apply nothing changes; with it the same is done; after it there is nothing left."""
    before = read.facts()

    code, told, err = call("reextract")

    assert (code, err) == (0, "")
    assert "20 pages read anew; 20 articles would change: 20 text" in told
    assert "figures of" in told
    assert told.endswith("nothing is changed yet: `detente reextract --apply` stores it\n")
    assert read.facts() == before
    done = call("reextract", "--apply")[1]
    assert "20 pages read anew; 20 articles changed: 20 text" in done
    assert call("reextract")[1] == "0 pages read anew; 0 articles would change\n0 figures of 0 weeks would move\n"


def test_reextract_tells_a_program_everything(read: Place, call: Call):
    """Every change with field, before and after; the options narrow it down."""
    code, out, _ = call("reextract", "--outlet", "outlet-2", "--json")

    found = json.loads(out)
    assert (code, found["pages"], found["applied"], len(found["changes"])) == (0, 5, False, 5)
    first = found["changes"][0]
    assert (first["outlet"], [each["field"] for each in first["differences"]]) == ("outlet-2", ["text"])
    assert json.loads(call("reextract", "--since", "2027-01-01", "--json")[1])["changes"] == []
    assert json.loads(call("reextract", "--every", "--json")[1])["pages"] == 20


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["--outlet", "nobody"], "bad input: nobody: no page of this outlet is stored", id="an unknown outlet"
        ),
        pytest.param(["--since", "soon"], "does not match the format", id="a day that is none"),
    ],
)
def test_what_cannot_be_read_anew_is_refused(read: Place, call: Call, arguments: list[str], said: str):
    """One line says why."""
    code, _, err = call("reextract", *arguments)

    assert code in (1, 2)
    assert said in err


def test_reextract_without_a_database_says_what_to_do(tmp_path, call: Call, monkeypatch: pytest.MonkeyPatch):
    """There is nothing to read anew before the first run."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "empty"))

    assert call("reextract")[::2] == (
        1,
        f"error: database unusable: {tmp_path / 'empty/published.duckdb'}: no such file yet: `detente run` makes it\n",
    )


def test_why_shows_what_an_article_is_a_copy_of(read: Place, call: Call, monkeypatch: pytest.MonkeyPatch):
    """The cluster, its head, why the two were joined, and the entry that splits them; then who split them, and why."""
    monkeypatch.setenv("COLUMNS", "100")
    call("reextract", "--apply")
    url = f"{read.stand.base}/a/p0009.html"

    joined = " ".join(call("why", url)[1].split())

    assert "cluster: 2 pieces in 2 outlets; counted once, as its head: " in joined
    assert "sampled runs of words shared, 100 % of the shorter text's" in joined
    assert f'[[copy]] act = "split", articles = ["{url}"]' in joined
    assert f"chrome guard removed: 1 line: “{SLOGAN[:40]}" in joined
    assert "read anew: " in joined
    assert "(rule: meta, confidence 0." in joined or "(rule: feed, confidence 0." in joined
    entry = f'[[copy]]\nact = "split"\narticles = ["{url}"]\nwho = "A. Editor"\nwhen = 2026-11-20\nwhy = "A reply."\n'
    (read.folder / "seeds/corrections.toml").write_text(entry, encoding="utf-8")
    call("ingest")
    parted = " ".join(call("why", url)[1].split())
    assert "correction: split off, by A. Editor, 2026-11-20: A reply." in parted
    assert "cluster: " not in parted
    assert "but a correction parts them" in parted
    facts = json.loads(call("why", url, "--json")[1])
    assert (len(facts["cluster"]), len(facts["copies"]), facts["corrections"][0]["who"]) == (1, 1, "A. Editor")
