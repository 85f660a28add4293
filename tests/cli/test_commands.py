"""What commands print when all is well: to a reader, to a program, and to a pipe."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from pipeline.pack import load_outlets
from tests.cli.conftest import Call

HEAVY = ("numpy", "scipy", "sklearn", "statsmodels", "trafilatura", "httpx2", "prefect", "duckdb", "lxml", "pydantic")
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>" + "".join(
    f"<p>The two powers met for talk number {number} on arms control, and both sides said that it went well.</p>"
    for number in range(12)
)


@pytest.mark.parametrize("module", ["pipeline.cli", "pipeline.model", "pipeline.errors"])
def test_importing_stays_light(module: str):
    """None of the heavy libraries comes with the command line or the contracts."""
    program = f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout.split() == []


def test_help_answers_at_once():
    """`detente --help` takes under 0.5 s of CPU."""
    program = "import atexit, time; atexit.register(lambda: print(time.process_time(), file=__import__('sys').stderr))"
    program += "; from pipeline.cli import main; main(['--help'])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert float(found.stderr) < 0.5
    assert all(f"  {name} " in found.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("feeds",)])
def test_every_command_has_an_example(call: Call, name: str):
    """Help says what it does, and how it is called."""
    code, out, err = call(name, "--help")

    assert (code, err) == (0, "")
    assert f"Example: detente {name}" in " ".join(out.split())


def test_extract_prints_the_good_and_names_the_bad(place: Path, call: Call):
    """One JSON line per page in the order given, one line per failure, exit code 1."""
    Path("one.html").write_text(PAGE.format("Talks at the lake"), encoding="utf-8")
    Path("two.txt").write_text("A plain title\n\nA line of text about nothing much.\n", encoding="utf-8")

    code, out, err = call("extract", "one.html", "gone.html", "two.txt", "--json")

    rows = [json.loads(line) for line in out.splitlines()]
    keys = ["source", "url", "title", "author", "published", "date_rule", "lang", "text_status", "text"]
    assert (code, err) == (1, "error: bad input: gone.html: No such file or directory\n")
    assert [row["source"] for row in rows] == ["one.html", "two.txt"]
    assert all(keys == list(row) for row in rows)
    assert "talk number 11" in rows[0]["text"]


def test_classify_quotes_what_it_read(place: Path, call: Call):
    """The shape is fixed, and every quote stands in the text where it says."""
    text = (place / "seeds" / "texts").glob("*.txt").__next__().read_text(encoding="utf-8")
    Path("in.jsonl").write_text(json.dumps({"id": "a", "title": "", "text": text}) + "\n", encoding="utf-8")

    code, out, err = call("classify", "in.jsonl", "--json")

    row = json.loads(out)
    assert (code, err) == (0, "")
    keys = ["id", "relevance", "genre", "topics", "orientation", "blame", "outlook", "scores", "evidence"]
    assert [*keys, "unsure", "salience", "genre_signals", "reason"] == list(row)
    assert set(row["salience"]) == set(row["topics"])
    assert [list(each) for each in row["genre_signals"]] == [["name", "value", "weight"]]
    assert row["evidence"]
    for each in row["evidence"]:
        assert list(each) == ["dimension", "code", "quote", "start", "end"]
        assert each["quote"] == text[each["start"] : each["end"]]


def test_a_control_character_never_reaches_the_terminal(place: Path, call: Call):
    """What the web wrote cannot steer a terminal or forge a line."""
    Path("x.html").write_text(PAGE.format("Talks &#x9b;2J\x1b[31m here"), encoding="utf-8")

    _, out, _ = call("extract", "x.html")
    _, rows, _ = call("sql", "SELECT chr(27) || '[2J' AS x, 'a' || chr(10) || 'b' AS y")

    assert not {"\x1b", "\x9b"} & set(out + rows)
    assert rows == "x\ty\n[2J\ta b\n"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("SELECT 1 AS n, 2 AS n", '{"n":1,"n_1":2}\n', id="a name twice"),
        pytest.param("SELECT 1 AS a; SELECT 2 AS b", '{"a":1}\n{"b":2}\n', id="two statements"),
        pytest.param("SELECT 1 AS a WHERE false", "", id="no rows"),
        pytest.param("SELECT NULL AS a, 1.5::DECIMAL(3, 1) AS b", '{"a":null,"b":1.5}\n', id="null and decimal"),
        pytest.param("SELECT (2::HUGEINT ** 70)::HUGEINT AS a", '{"a": 1180591620717411303424}\n', id="beyond 64 bits"),
        pytest.param("SELECT MAP {1: 'x'} AS a, '\\xAA'::BLOB AS b", '{"a":{"1":"x"},"b":"aa"}\n', id="map and blob"),
    ],
)
def test_every_value_of_a_query_has_a_json_form(place: Path, call: Call, query: str, expected: str):
    """One object per row, whatever the type."""
    assert (0, expected, "") == call("sql", query, "--json")


def test_the_shell_survives_a_mistake(place: Path, call: Call, monkeypatch: pytest.MonkeyPatch):
    """Queries span lines and end with `;`, a blank line or the end; a slip is one line, and shows in the exit code."""
    typed = "SELECT\n 1 AS a;\nselec;\n\nSELECT 2 AS b\n\n.tables\nSELECT 3 AS c"
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    code, out, err = call("sql")

    assert code == 1
    assert out.startswith("a\n1\nb\n2\nname\tcomment\n")
    assert out.endswith("c\n3\n")
    assert "\narticles\t" in out
    assert err.count("\n") == 1


def test_why_fits_a_terminal(place: Path, call: Call, monkeypatch: pytest.MonkeyPatch):
    """At 80 columns no line but an address is longer; the dimensions come in the order of the codebook."""
    monkeypatch.setenv("COLUMNS", "80")
    ids = call("sql", "SELECT id FROM articles ORDER BY id")[1].split()[1:]

    said = [call("why", each) for each in ids]

    assert all(code == 0 for code, _, _ in said)
    lines = [line for _, out, _ in said for line in out.splitlines()]
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []
    first = said[0][1]
    assert first.index("\nrelevance: ") < first.index("\ngenre: ")


def test_exported_outlets_come_back_whole(place: Path, call: Call, monkeypatch: pytest.MonkeyPatch):
    """Export, then import into an empty registry: every field of every outlet; once more adds nothing."""
    before = load_outlets(place / "seeds")
    call("feeds", "export", "all.opml")
    (place / "seeds" / "feeds.toml").write_text("", encoding="utf-8")

    first = call("feeds", "import", "all.opml")
    again = call("feeds", "import", "all.opml")

    assert before == load_outlets(place / "seeds")
    assert "1 outlets added, 0 feeds known already" in first[1]
    assert "0 outlets added, 1 feeds known already" in again[1]


def test_exported_states_come_back_when_asked_for(place: Path, call: Call):
    """Into an empty list and no database, an export brings back every field: a second export is the same bytes."""
    call("feeds", "export", "all.opml")
    (place / "seeds" / "feeds.toml").write_text("", encoding="utf-8")
    shutil.rmtree(place / "home")

    code, out, _ = call("feeds", "import", "--states", "all.opml")
    call("feeds", "export", "again.opml")

    assert code == 0
    assert "1 feeds as they were remembered" in out
    assert (place / "all.opml").read_bytes() == (place / "again.opml").read_bytes()
    assert "failing" in (place / "again.opml").read_text(encoding="utf-8")


def test_feeds_are_listed_for_programs_too(place: Path, call: Call):
    """One object per feed, with what the last poll said."""
    code, out, err = call("feeds", "list", "--json")

    row = json.loads(out)
    assert (code, err) == (0, "")
    assert (row["key"], row["state"], row["country"]) == ("gazette", "failing", "NZ")
    assert "no connection" in row["status"]


def test_a_reader_that_leaves_is_no_error(place: Path):
    """`detente sql ... | head -1` ends quietly."""
    command = f"{sys.executable} -c 'from pipeline.cli import main; main()' sql 'FROM range(200000)' | head -1"
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert (found.stdout, found.stderr) == ("range\n", "")


def test_a_full_disk_is_one_line(place: Path):
    """Output that cannot be written is an error, not silence."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    command = f"{sys.executable} -c 'from pipeline.cli import main; main()' sql 'SELECT 1' > /dev/full"
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert (found.returncode, found.stderr) == (1, "error: file unusable: standard output: No space left on device\n")


def test_why_tells_what_stands_beside_the_codes(place: Path, call: Call, monkeypatch: pytest.MonkeyPatch):
    """Signals of the genre with their weights, the share of sentences per topic, and the topics that are a toss."""
    monkeypatch.setenv("COLUMNS", "100")
    ids = call("sql", "SELECT id FROM articles ORDER BY id")[1].split()[1:]

    said = "\n".join(call("why", each)[1] for each in ids)
    facts = [json.loads(call("why", each, "--json")[1])["assessment"] for each in ids]

    assert re.search(
        r"\ngenre: commentary\n  probability .*\n(?:  [+-]\d\.\d\d  byline: .*\n)?  [+-]\d+\.\d\d  text: ", said
    )
    assert re.search(r"\n  salience \d+% of the sentences", said)
    near = {slug for each in facts for slug in each["unsure"]}
    told = re.findall(r"unsure: ([\w, ]*): near the threshold", " ".join(said.split()))
    assert near == set(re.findall(r"\w+", " ".join(told)))
    assert all(each["genre_signals"][-1]["name"] == "text" for each in facts)
