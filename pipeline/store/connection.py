"""The only door to DuckDB: open, migrate, query by file name, publish a snapshot."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import orjson

from pipeline.errors import OutputError, StoreError

SQL = Path(__file__).parent / "sql"
MEMORY = "1GiB"  # DuckDB spills to disk beyond it
_PID = re.compile(r"PID (\d+)")


@cache
def statement(name: str) -> str:
    """The SQL of one file of `sql/`, by its name without ending."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def read_statement(name: str) -> str:
    """The same without its header: what a reader can paste into a shell."""
    return "\n".join(line for line in statement(name).splitlines() if not line.startswith("--")).strip()


class Store:
    """
    One open database. Times go in and come out aware, in UTC; a row is a dict by column.

    Rows are written as one JSON parameter, `$rows`, that the statement unfolds: one round trip for any number of rows.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """
        Open *path*; a writer creates and migrates it.

        Raises:
            StoreError: locked by another process, corrupt, of a newer program, or missing (for a reader).
            OutputError: its folder cannot be made.
        """
        self.path = path
        self.changed = 0  # rows added or changed through `write`
        if not read_only:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(str(path.parent), error.strerror or str(error)) from error
        elif not path.exists():
            raise StoreError(str(path), "no such file yet: `detente run` makes it")
        with self._errors():
            self._connection = duckdb.connect(str(path), read_only=read_only, config={"memory_limit": MEMORY})
            self._connection.execute("SET TimeZone = 'UTC'")
            if not read_only:
                self._migrate()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def read(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """All rows of the query in `sql/<name>.sql`."""
        return self.select(statement(name), **parameters)

    def select(self, sql: str, **parameters: Any) -> list[dict[str, Any]]:
        """All rows of a query, as dicts by column."""
        with self._errors():
            cursor = self._connection.execute(sql, parameters or None)
            return _dicts(cursor, cursor.fetchall())

    def stream(self, name: str, *, size: int, **parameters: Any) -> Iterator[list[dict[str, Any]]]:
        """The rows of a query, *size* at a time; other statements may run between."""
        with self._errors():
            cursor = self._connection.cursor().execute(statement(name), parameters or None)
        while True:
            with self._errors():
                rows = cursor.fetchmany(size)
            if not rows:
                return
            yield _dicts(cursor, rows)

    def write(self, name: str, rows: Iterable[Any] | None = None, *, counts: bool = True, **parameters: Any) -> int:
        """
        Run the statement in `sql/<name>.sql`, with *rows* as its `$rows` if given.

        Args:
            name: of the file, without ending.
            rows: mappings or frozen dataclasses whose fields are the columns; none = nothing to do.
            counts: whether this is a new fact, so that the database counts as changed.
            parameters: the named ones of the statement.

        Returns:
            How many rows it added or changed.
        """
        if rows is not None:
            listed = list(rows)
            if not listed:
                return 0
            parameters["rows"] = orjson.dumps(listed, default=_plain, option=orjson.OPT_UTC_Z).decode()
        with self._errors():
            found = self._connection.execute(statement(name), parameters or None).fetchone()
        count = int(found[0]) if found else 0
        self.changed += count if counts else 0
        return count

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes within become visible together, or none does."""
        with self._errors():
            self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            with contextlib.suppress(duckdb.Error):
                self._connection.execute("ROLLBACK")
            raise
        with self._errors():
            self._connection.execute("COMMIT")

    def publish(self, target: Path) -> None:
        """
        Replace *target* by a copy of this database, atomically: readers of the old one keep it.

        Raises:
            OutputError: the copy cannot be written.
        """
        with self._errors():
            self._connection.execute("CHECKPOINT")
        new = target.with_name(target.name + ".new")
        try:
            _copy(self.path, new)
            with new.open("rb+") as copied:
                os.fsync(copied.fileno())
            new.replace(target)
        except OSError as error:
            raise OutputError(str(target), error.strerror or str(error)) from error

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Every failure of DuckDB is one line that names the file."""
        try:
            yield
        except duckdb.Error as error:
            raise StoreError(str(self.path), _reason(error)) from error
        except UnicodeError as error:
            raise StoreError(str(self.path), f"not text: {error}") from error

    def _migrate(self) -> None:
        """Apply the numbered files that this database has not seen, a transaction each; then changed views."""
        self._connection.execute(statement("migrations_table"))
        done = dict(self._connection.execute(statement("migrations_done")).fetchall())
        files = sorted((SQL / "migrations").glob("*.sql"))
        newest = max(int(path.name[:4]) for path in files)
        if done and max(done) > newest:
            raise StoreError(str(self.path), f"made by a newer program (schema {max(done)}, known {newest})")
        for path in files:
            if int(path.name[:4]) not in done:
                self._apply(int(path.name[:4]), [path], "")
        views = sorted((SQL / "views").glob("*.sql"))
        print_ = hashlib.sha256(b"\0".join(path.read_bytes() for path in views)).hexdigest()
        if done.get(0) != print_:
            self._apply(0, views, print_)

    def _apply(self, number: int, paths: Sequence[Path], fingerprint: str) -> None:
        with self.transaction():
            for path in paths:
                self._connection.execute(path.read_text(encoding="utf-8"))
            self._connection.execute(statement("migrations_note"), {"number": number, "fingerprint": fingerprint})
        self._connection.execute("CHECKPOINT")


def _copy(source: Path, target: Path) -> None:
    """
    Copy a file in a process of its own.

    POSIX drops all of a process's locks on a file when it closes any descriptor of it: a copy made in this process
    would let a second writer in.
    """
    command = "import shutil, sys; shutil.copyfile(*sys.argv[1:])"
    done = subprocess.run(  # noqa: S603 - our own interpreter and paths
        [sys.executable, "-IS", "-c", command, str(source), str(target)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise OSError((done.stderr.strip().splitlines() or ["copy failed"])[-1])


def _dicts(cursor: duckdb.DuckDBPyConnection, rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    """What JSON has no form for: sets of words come sorted, paths as text."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)


def _reason(error: duckdb.Error) -> str:
    first = str(error).strip().splitlines()[0]
    if "Could not set lock" in str(error):
        holder = _PID.search(str(error))
        return f"in use by process {holder[1]}" if holder else "in use by another process"
    if "not a valid DuckDB database file" in str(error) or isinstance(error, duckdb.SerializationException):
        return f"corrupt or no DuckDB file ({first}); move it away, or restore a copy"
    return first.removeprefix("IO Error: ")
