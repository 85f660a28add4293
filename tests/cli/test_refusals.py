"""Whatever a user can get wrong is one line on stderr, exit code 1 (2 for wrong usage), and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call

FILES = {
    "binary.jsonl": b"\x7fELF\xff\xfe\0\0\n",
    "broken.jsonl": b'{"id":"a","title":"t","text":"x"}\n{broken\n',
    "empty.jsonl": b"\n \n",
    "list.jsonl": b"[1]\n",
    "lacking.jsonl": b'{"id":"a","title":"t"}\n',
    "number.jsonl": b'{"id":1,"title":"t","text":"x"}\n',
    "uncoded.jsonl": b'{"id":"a","title":"t","text":"x"}\n',
    "oddly.jsonl": b'{"id":"a","title":"t","text":"x","codes":{"relevance":5}}\n',
    "page.opml": b"<html><body>no list</body></html>",
    "bare.opml": b'<opml version="2.0"><body/></opml>',
    "hostile.opml": b'<opml><body><outline text="a" xmlUrl="javascript:alert(1)"/></body></opml>',
    "deep.opml": b"<opml><body>" + b'<outline text="a">' * 5000,
}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param("extract gone.html", "bad input: gone.html: No such file", id="extract a file that is not there"),
        pytest.param("extract seeds", "bad input: seeds: Is a directory", id="extract a folder"),
        pytest.param("extract http://127.0.0.1:9/x", "not fetched: http://127.0.0.1:9/x: ", id="extract a dead host"),
        pytest.param("extract http://10.0.0.1/x", "DETENTE_ALLOW_HOSTS", id="extract a private host"),
        pytest.param("extract ftp://a.example/x", "refused: ftp://a.example/x", id="extract another scheme"),
        pytest.param("extract http://[::1", "refused: http://[::1", id="extract no address at all"),
        pytest.param("classify gone", "bad input: gone: No such file", id="classify a file that is not there"),
        pytest.param("classify seeds", "bad input: seeds: Is a directory", id="classify a folder"),
        pytest.param("classify binary.jsonl", "binary.jsonl: line 1: not text in UTF-8", id="classify a binary"),
        pytest.param("classify broken.jsonl", "broken.jsonl: line 2: not JSON: ", id="classify a broken line"),
        pytest.param("classify empty.jsonl", "empty.jsonl: no articles in it", id="classify an empty file"),
        pytest.param("classify list.jsonl", "list.jsonl: line 1: not an object", id="classify a list"),
        pytest.param("classify lacking.jsonl", "lacking.jsonl: line 1: 'text' is missing", id="classify without text"),
        pytest.param("classify number.jsonl", "number.jsonl: line 1: 'id' is missing", id="classify a number as id"),
        pytest.param("evaluate empty.jsonl", "empty.jsonl: no articles in it", id="evaluate an empty file"),
        pytest.param("evaluate uncoded.jsonl", "uncoded.jsonl: row 1: ", id="evaluate without codes"),
        pytest.param("evaluate oddly.jsonl", "oddly.jsonl: row 1: ", id="evaluate odd codes"),
        pytest.param("feeds import gone.opml", "bad input: gone.opml: No such file", id="import nothing"),
        pytest.param("feeds import page.opml", "bad input: page.opml: no OPML", id="import a page"),
        pytest.param("feeds import binary.jsonl", "bad input: binary.jsonl: no OPML", id="import a binary"),
        pytest.param("feeds import bare.opml", "bad input: bare.opml: no feed in it", id="import a list of nothing"),
        pytest.param("feeds import hostile.opml", "bad input: hostile.opml: no feed", id="import a hostile address"),
        pytest.param("feeds import deep.opml", "bad input: deep.opml: no feed", id="import a deep nest"),
        pytest.param("feeds import http://127.0.0.1:9/x", "not fetched: ", id="import from a dead host"),
        pytest.param("feeds export gone/x.opml", "not written: gone/x.opml: No such file", id="export to nowhere"),
        pytest.param("feeds check", "not fetched: all feeds: none of 1 answered", id="no feed answers"),
        pytest.param("run --week 2090-W01", "bad input: 2090-W01: that week is not over", id="a week to come"),
        pytest.param("digest --week 2090-01-01", "that week is not over", id="a day to come"),
        pytest.param("why nosuch", "bad input: nosuch: no such article", id="an article nobody knows"),
        pytest.param("why \udcff", "bad input: article: not text in UTF-8", id="an article that is no text"),
        pytest.param("sql \udcff", "bad input: query: not text in UTF-8", id="a query that is no text"),
        pytest.param("sql selec", "bad input: query: Parser Error", id="a query with a slip"),
    ],
)
def test_a_mistake_is_one_line(place: Path, call: Call, command: str, said: str):
    """Exit code 1, one line that starts with "error:" and says what, which and why."""
    for name, body in FILES.items():
        Path(name).write_bytes(body)
    before = {path: path.read_bytes() for path in place.rglob("*.toml")}

    code, _, err = call(*command.split(" "))

    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith("error: ")
    assert said in err
    assert before == {path: path.read_bytes() for path in place.rglob("*.toml")}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("nosuch", id="no such command"),
        pytest.param("run --wek 3", id="no such option"),
        pytest.param("run --week garbage", id="no week"),
        pytest.param("run --week 2026-W60", id="a week that no year has"),
        pytest.param("run --week 0001-01-01", id="a week before all calendars"),
        pytest.param("digest --as-of 9999-12-31T23:59-12:00", id="a time beyond all calendars"),
        pytest.param("extract", id="nothing to extract"),
        pytest.param("serve --port x", id="a port that is no number"),
    ],
)
def test_wrong_usage_is_exit_code_2(call: Call, command: str):
    """The usage and one reason, no traceback."""
    code, out, err = call(*command.split())

    assert (code, out) == (2, "")
    assert "Usage: detente" in err
    assert "Error: " in err


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("INSERT INTO articles SELECT * FROM articles", id="insert"),
        pytest.param("DROP TABLE articles", id="drop"),
        pytest.param("CREATE TABLE x (a INT)", id="create"),
        pytest.param("ATTACH 'other.duckdb'", id="attach"),
        pytest.param("COPY articles TO 'x.csv'", id="copy out"),
        pytest.param("EXPORT DATABASE 'x'", id="export"),
        pytest.param("SELECT * FROM read_csv('/etc/passwd')", id="read a file as a table"),
        pytest.param("SELECT * FROM read_text('/etc/passwd')", id="read a file as text"),
        pytest.param("SELECT * FROM glob('/*')", id="list a folder"),
        pytest.param("INSTALL httpfs", id="install an extension"),
        pytest.param("LOAD httpfs", id="load an extension"),
        pytest.param("SET enable_external_access = true", id="unlock"),
        pytest.param("SET memory_limit = '100GB'", id="more memory"),
    ],
)
def test_a_query_reads_the_database_and_nothing_else(place: Path, call: Call, query: str):
    """No write, no file, no network, no other setting."""
    before = sorted(place.rglob("*"))

    code, out, err = call("sql", query)

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("error: bad input: query: ")
    assert before == sorted(place.rglob("*"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(lambda home: home.write_bytes(b"x" * 9000), "corrupt or no DuckDB file", id="garbage"),
        pytest.param(lambda home: home.write_bytes(b""), "corrupt or no DuckDB file", id="an empty file"),
        pytest.param(lambda home: (home.unlink(), home.mkdir()), "Is a directory", id="a folder"),
        pytest.param(lambda home: home.write_bytes(home.read_bytes()[:20000]), "Could not read", id="half of it"),
    ],
)
@pytest.mark.parametrize("command", ["run", "feeds list", "doctor"])
def test_a_corrupt_database_is_one_line(place: Path, call: Call, spoil, said: str, command: str):
    """Both files spoilt: every command says so once, and the doctor goes on looking."""
    for name in ("detente", "published"):
        spoil(place / "home" / f"{name}.duckdb")

    code, out, err = call(*command.split())

    assert code == 1
    assert said in (out if command == "doctor" else err)
    assert err.count("\n") == (command != "doctor")
    assert command != "doctor" or ("schedules: " in out and "detente.duckdb.broken" in out)


def test_a_locked_database_names_its_holder_and_can_still_be_asked(place: Path, call: Call):
    """A second writer is one line; readers of the snapshot notice nothing."""
    program = "import duckdb, sys; c = duckdb.connect('home/detente.duckdb'); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=place
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        answers = {command: call(*command.split()) for command in ("ingest", "doctor", "feeds list")}
        holder.communicate()
    line = f"detente.duckdb: in use by process {holder.pid}"
    assert answers["ingest"][0] == 1
    assert answers["ingest"][2].endswith(line + "\n")
    assert line in answers["doctor"][1]
    assert "wait until that process is done" in answers["doctor"][1]
    assert answers["feeds list"][0] == 0


@pytest.mark.parametrize(
    ("variable", "command", "said"),
    [
        pytest.param("HOME", "ingest", "not written: ", id="the home is a file"),
        pytest.param("REPORTS", "digest", "not written: ", id="the reports are a file"),
        pytest.param("PACK", "run", "bad topic pack: ", id="the pack is a file"),
        pytest.param("WORKERS", "ingest", "bad setting: workers: ", id="a path as a number"),
        pytest.param("NOSUCH", "feeds list", "bad setting: DETENTE_NOSUCH: no such setting", id="an unknown setting"),
    ],
)
def test_an_unusable_setting_is_one_line(place, call: Call, monkeypatch, variable, command, said):
    """A file where a folder belongs, and its kin; the doctor names it too."""
    Path("file").write_text("x", encoding="utf-8")
    monkeypatch.setenv(f"DETENTE_{variable}", str(place / "file"))

    code, _, err = call(*command.split())
    checked, found, nothing = call("doctor")

    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith(f"error: {said}")
    assert (checked, nothing) == (1, "")
    assert "MEND" in found
