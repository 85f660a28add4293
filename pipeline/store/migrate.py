"""
Bring a database to the present schema before anybody writes to it.

A new schema is made in a copy that then takes the file's place. A process killed in the middle of a migration of the
file itself would leave a write-ahead log with comments and defaults in it, which DuckDB 1.5.5 cannot replay: the
database would never open again (seen in tests/line/test_killed.py).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import StoreError
from pipeline.store.statements import SQL, execute, statement

VIEWS = 0  # the number under which the set of views is noted


def open_current(path: Path, config: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
    """
    Open a database for writing, in the present schema; made if missing.

    Raises:
        StoreError: a newer program made it.
        duckdb.Error: locked, corrupt, or a statement of the schema fails.
        OSError: the folder cannot be written.
    """
    existing = duckdb.connect(str(path), config=dict(config)) if path.exists() else None
    steps = _pending(existing, path)
    if existing is not None and not steps:
        return existing
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        if existing is not None:
            existing.execute("CHECKPOINT")
            copy_file(path, draft)
        with duckdb.connect(str(draft), config=dict(config)) as made:
            if existing is None:  # several hundred small statements: a second thread only waits for each
                made.execute("SET threads = 1")
            _apply(made, steps)
        _settle(draft, path, existing)
    finally:
        draft.unlink(missing_ok=True)
        if existing is not None:
            existing.close()
    return duckdb.connect(str(path), config=dict(config))


def copy_file(source: Path, target: Path) -> None:
    """
    Copy a file in a process of its own.

    POSIX drops all of a process's locks on a file when it closes any descriptor of it: a copy made in this process
    would let a second writer in. POSIX's own program costs least.
    """
    command = ["cp", "--", str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own paths
    if done.returncode:
        raise OSError((done.stderr.strip().splitlines() or ["copy failed"])[-1])


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _pending(connection: duckdb.DuckDBPyConnection | None, path: Path) -> list[tuple[int, Sequence[Path], str]]:
    """(number, files, fingerprint) of the steps that this database has not seen; the views come last."""
    done: dict[int, str] = {}
    if connection is not None:
        with contextlib.suppress(duckdb.CatalogException):  # a database without our tables
            done = dict(connection.execute(statement("migrations_done")).fetchall())
    files = sorted((SQL / "migrations").glob("*.sql"))
    newest = max(int(file.name[:4]) for file in files)
    if done and max(done) > newest:
        raise StoreError(str(path), f"made by a newer program (schema {max(done)}, known {newest})")
    steps: list[tuple[int, Sequence[Path], str]] = [
        (int(file.name[:4]), [file], "") for file in files if int(file.name[:4]) not in done
    ]
    views = sorted((SQL / "views").glob("*.sql"))
    fingerprint = hashlib.sha256(b"\0".join(file.read_bytes() for file in views)).hexdigest()
    if done.get(VIEWS) != fingerprint:
        steps.append((VIEWS, views, fingerprint))
    return steps


def _apply(connection: duckdb.DuckDBPyConnection, steps: Sequence[tuple[int, Sequence[Path], str]]) -> None:
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(statement("migrations_table"))
    for number, files, fingerprint in steps:
        connection.execute("BEGIN")
        for file in files:
            connection.execute(file.read_text(encoding="utf-8"))
        execute(connection, statement("migrations_note"), {"number": number, "fingerprint": fingerprint})
        connection.execute("COMMIT")
    connection.execute("CHECKPOINT")


def _settle(draft: Path, path: Path, existing: duckdb.DuckDBPyConnection | None) -> None:
    """Put the draft in the place of the file; a file that somebody else made meanwhile stays."""
    sync_file(draft)
    if existing is not None:
        draft.replace(path)  # its lock is still held: nobody wrote to it since the copy
        return
    try:
        os.link(draft, path)  # unlike a rename, this fails if somebody else was first
    except FileExistsError:
        return
    except OSError:  # a file system without links
        draft.replace(path)
