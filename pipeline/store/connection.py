"""The only door to DuckDB: open, migrate, query by file name, publish a snapshot."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import orjson

from pipeline.errors import OutputError, StoreError
from pipeline.store.migrate import copy_file, open_current, sync_file
from pipeline.store.statements import execute, statement

MEMORY = "1GiB"  # DuckDB spills to disk beyond it
READING = "640MiB"  # of a reader: with what Python adds, a week's full analysis of a million articles stays in 1 GiB
# it would keep the codes of all history in memory to share them between two windows of it: twice the time, 400 MiB
PLANS = {"disabled_optimizers": "common_subplan"}
# a reader's queries may come from anywhere: no file, no network, no extension
SEALED = dict.fromkeys(("enable_external_access", "autoinstall_known_extensions", "autoload_known_extensions"), "false")
_PID = re.compile(r"PID (\d+)")


class Store:
    """
    One open database. Times go in and come out aware, in UTC; a row is a dict by column.

    Rows are written as one JSON parameter, `$rows`, that the statement unfolds: one round trip for any number of rows.
    It is passed as bytes: as text of Python's, one rare sign would make every sign four bytes wide.
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
            config: dict[str, Any] = {"memory_limit": READING if read_only else MEMORY} | PLANS
            if read_only:
                self._connection = duckdb.connect(str(path), read_only=True, config=config | SEALED)
                self._seal()
            else:
                try:
                    self._connection = open_current(path, config)
                except OSError as error:
                    raise OutputError(str(path), error.strerror or str(error)) from error
                self._connection.execute("SET TimeZone = 'UTC'")

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
            cursor = execute(self._connection, sql, parameters)
            return _dicts(cursor, cursor.fetchall())

    def ask(self, sql: str) -> Iterator[tuple[tuple[str, ...], list[tuple[Any, ...]]]]:
        """The columns (names may repeat) and rows of each statement that somebody wrote; Ctrl-C ends one."""
        with self._errors():
            statements = self._connection.extract_statements(sql)
        for each in statements:
            try:
                with self._errors():
                    cursor = self._connection.execute(each)
                    found = tuple(column[0] for column in cursor.description or ()), cursor.fetchall()
            except RuntimeError as error:  # how DuckDB says so
                raise KeyboardInterrupt from error
            yield found

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
            parameters["rows"] = orjson.dumps(listed, default=_plain, option=orjson.OPT_UTC_Z)
        with self._errors():
            found = execute(self._connection, statement(name), parameters).fetchone()
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

    @contextlib.contextmanager
    def one_thread(self) -> Iterator[None]:
        """Small statements within: handing their pieces to several threads costs more than it saves."""
        with self._errors():
            self._connection.execute("SET threads = 1")
        try:
            yield
        finally:
            with self._errors():
                self._connection.execute("RESET threads")

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
            copy_file(self.path, new)
            sync_file(new)
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

    def _seal(self) -> None:
        """Fix all settings; a second reader of the same file, in this process, finds them fixed already."""
        with contextlib.suppress(duckdb.InvalidInputException):
            self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
            self._connection.execute("SET lock_configuration = true")


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
