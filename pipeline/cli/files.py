"""Files that a user names: read within bounds, refused in one line."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import IO, Any

import click

from pipeline.errors import InputError

MOST_LINE = 16 << 20  # bytes of one line of JSONL


def read_file(source: str, most: int) -> bytes:
    """
    The bytes of a file; `-` is standard input.

    Raises:
        InputError: it cannot be read, or holds more than *most* bytes.
    """
    with _opened(source) as file:
        body: bytes = file.read(most + 1)
    if len(body) > most:
        raise InputError(source, f"larger than {most >> 20} MiB")
    return body


def require_text(value: str, name: str) -> str:
    """
    An argument as it came.

    Raises:
        InputError: it is no UTF-8: the shell passed bytes on that no database takes.
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InputError(name, "not text in UTF-8") from error
    return value


@contextlib.contextmanager
def _opened(source: str) -> Iterator[IO[Any]]:
    """A file, or standard input for `-`, as bytes."""
    try:
        with click.open_file(source, "rb") as file:
            yield file
    except OSError as error:
        raise InputError(source, error.strerror or str(error)) from error


def read_rows(file: str, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """
    The objects of a JSONL file, one at a time; blank lines are skipped.

    Raises:
        InputError: unreadable, empty, or a line that is no object with these keys as text; it names file and line.
    """
    with _opened(file) as lines:
        empty = True
        for number, line in enumerate(iter(lambda: lines.readline(MOST_LINE + 1), b""), start=1):
            if line.strip():
                empty = False
                yield _row(line, keys, f"{file}: line {number}")
    if empty:
        raise InputError(file, "no articles in it")


def _row(line: bytes, keys: Sequence[str], place: str) -> dict[str, Any]:
    import orjson

    if len(line) > MOST_LINE:
        raise InputError(place, f"longer than {MOST_LINE >> 20} MiB")
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        why = "not text in UTF-8" if "UTF-8" in error.msg else f"not JSON: {error.msg} (column {error.colno})"
        raise InputError(place, why) from error
    if not isinstance(row, dict):
        raise InputError(place, "not an object")
    for key in keys:
        if not isinstance(row.get(key), str):
            raise InputError(place, f"{key!r} is missing or no text")
    return row
