"""The door to DuckDB: described, migrated, locked for one writer, published for all readers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import OutputError, StoreError
from pipeline.store.connection import Store
from pipeline.store.statements import SQL


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "detente.duckdb"


def test_every_table_and_column_says_what_it_means(path: Path):
    """The data dictionary is in the database, without a gap."""
    with Store(path) as store:
        tables = store.select(
            "SELECT table_name AS name, comment FROM duckdb_tables()"
            " UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
        )
        columns = store.select("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
    assert len(tables) > 15
    assert not [row["name"] for row in tables if not row["comment"]]
    assert not [(row["table_name"], row["column_name"]) for row in columns if not row["comment"]]


def test_opening_twice_migrates_once(path: Path):
    """A second opening finds nothing to do."""
    with Store(path) as store:
        first = store.select("SELECT number, applied_at FROM migrations ORDER BY number")
    with Store(path) as store:
        assert first == store.select("SELECT number, applied_at FROM migrations ORDER BY number")


def test_a_database_of_a_newer_program_is_left_alone(path: Path):
    """An old program does not write into a schema that it does not know."""
    with Store(path) as store:
        store.select("INSERT INTO migrations (number, fingerprint) VALUES (9999, '')")
    with pytest.raises(StoreError, match="newer program"):
        Store(path)


def test_a_database_of_an_older_schema_is_migrated_with_its_rows(path: Path):
    """The new schema takes the file's place with every row in it, and leaves no draft behind."""
    with Store(path) as store:
        store.write("extractions_add", [{"page": "p", "extractor": "t", "article": None, "known_at": "2026-01-01"}])
        store.select("UPDATE migrations SET fingerprint = 'older views' WHERE number = 0")
        store.select("DROP VIEW v_coverage")
    with Store(path) as store:
        assert store.select("SELECT count(*) AS n FROM extractions") == [{"n": 1}]
        assert store.select("SELECT count(*) AS n FROM v_coverage") == [{"n": 0}]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_schema_is_never_in_the_log_of_the_database(path: Path):
    """A process killed right after opening leaves a database that opens: its schema is in the file, not in a log."""
    program = (
        "import os, signal; from pathlib import Path; from pipeline.store.connection import Store;"
        f"store = Store(Path({str(path)!r})); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program], check=False)

    log = path.with_name(path.name + ".wal")
    assert not log.exists() or log.stat().st_size == 0
    with Store(path) as store:
        assert store.select("SELECT count(*) AS n FROM articles") == [{"n": 0}]


def test_a_second_writer_is_told_who_holds_the_database(path: Path):
    """One line with the path, also after the first writer has published."""
    program = f"from pathlib import Path; from pipeline.store.connection import Store; Store(Path({str(path)!r}))"
    with Store(path) as store:
        store.publish(path.with_name("published.duckdb"))
        other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert other.returncode == 1
    assert f"database unusable: {path}: in use by process" in other.stderr


def test_readers_of_the_snapshot_do_not_block_the_writer(path: Path):
    """The published file can be read while the database is written, and replaced while it is read."""
    published = path.with_name("published.duckdb")
    with Store(path) as store:
        store.publish(published)
        with Store(published, read_only=True) as reader:
            store.publish(published)
            assert reader.select("SELECT count(*) AS n FROM articles") == [{"n": 0}]
    assert list(path.parent.glob("*.new")) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(b"no database at all" * 999, "corrupt or no DuckDB file", id="a file of something else"),
        pytest.param(b"\0" * 20000, "corrupt or no DuckDB file", id="a file of zeros"),
    ],
)
def test_a_corrupt_database_is_one_line(path: Path, body: bytes, said: str):
    """The path, the reason, and the file as it was."""
    path.parent.mkdir()
    path.write_bytes(body)

    with pytest.raises(StoreError) as caught:
        Store(path)

    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert body == path.read_bytes()


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path):
    """A file stands where the folder should be."""
    (tmp_path / "home").write_text("", encoding="utf-8")

    with pytest.raises((OutputError, StoreError), match=str(tmp_path / "home")):
        Store(tmp_path / "home" / "detente.duckdb")


def test_a_failed_transaction_leaves_nothing(path: Path):
    """All writes of a transaction or none."""
    with Store(path) as store:
        with pytest.raises(StoreError):
            _half_written(store)
        assert store.select("SELECT count(*) AS n FROM extractions") == [{"n": 0}]


def test_one_thread_lasts_no_longer_than_it_is_asked_for(path: Path):
    """Also after an error: what follows may be a large analysis."""

    def threads(store: Store) -> int:
        return int(store.select("SELECT current_setting('threads') AS threads")[0]["threads"])

    def fail(store: Store) -> float:
        with store.one_thread():
            return 1 / (threads(store) - 1)

    with Store(path) as store:
        before = threads(store)
        with pytest.raises(ZeroDivisionError):  # as there is one
            fail(store)
        assert threads(store) == before


def test_times_are_utc_whatever_the_machine_says(path: Path, monkeypatch: pytest.MonkeyPatch):
    """A week begins at midnight UTC, also where the machine's zone is another."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    with Store(path) as store:
        row = store.select("SELECT TIMESTAMPTZ '2026-11-15 23:30:00+00' AS t, current_setting('TimeZone') AS zone")[0]
    assert row["zone"] == "UTC"
    assert row["t"].utcoffset().total_seconds() == 0


def test_every_statement_says_purpose_parameters_and_grain():
    """The header of a query is its documentation; none makes an index."""
    files = [path for path in SQL.rglob("*.sql") if path.parent.name not in ("migrations", "views")]
    assert len(files) > 30
    for path in files:
        text = path.read_text(encoding="utf-8")
        head = [line for line in text.splitlines() if line.startswith("--")]
        assert any("Params:" in line for line in head), path.name
        assert any("Grain:" in line for line in head), path.name
        assert text.count(";") == sum(line.count(";") for line in head), f"{path.name}: one statement"
    for path in SQL.rglob("*.sql"):
        assert "CREATE INDEX" not in path.read_text(encoding="utf-8").replace("made by CREATE INDEX", ""), path.name


def test_every_statement_is_understood_by_the_database(path: Path):
    """DuckDB can prepare each file against the schema: no column is misspelt."""
    with Store(path) as store:
        for file in sorted(SQL.rglob("*.sql")):
            if file.parent.name not in ("migrations", "views"):
                sql = file.read_text(encoding="utf-8")
                try:
                    duckdb.extract_statements(sql)
                    given = {name: b"[]" if name == "rows" else None for name in _names(sql)}
                    store.select(f"EXPLAIN {sql}", **given)
                except StoreError as error:
                    if "Binder" in str(error) or "Catalog" in str(error) or "Parser" in str(error):
                        raise AssertionError(f"{file.name}: {error}") from error


def _half_written(store: Store) -> None:
    with store.transaction():
        store.write("extractions_add", [{"page": "p", "extractor": "t", "article": None, "known_at": "2026-01-01"}])
        store.select("SELECT nothing_of_the_kind")


def _names(sql: str) -> list[str]:
    body = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    return re.findall(r"\$([a-z_]+)", body)


def test_a_store_with_parameters_does_not_load_pandas(path: Path):
    """DuckDB would import it at the first parameter, 0.3 s of CPU for nothing; later imports still find it."""
    program = (
        "import sys; from pathlib import Path; from pipeline.store.connection import Store;"
        f"store = Store(Path({str(path)!r}));"
        "store.read('articles_urls', route='seed'); assert 'pandas' not in sys.modules; import pandas"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
