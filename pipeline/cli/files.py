"""Files that a user names: read within bounds, refused in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.errors import InputError

MOST_LINE = 16 << 20  # bytes of one line of JSONL


def read_file(path: Path, most: int) -> bytes:
    """
    The bytes of a file.

    Raises:
        InputError: it cannot be read, or holds more than *most* bytes.
    """
    try:
        with path.open("rb") as file:
            body = file.read(most + 1)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    if len(body) > most:
        raise InputError(str(path), f"larger than {most >> 20} MiB")
    return body


def read_rows(file: str, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """
    The objects of a JSONL file, one at a time; blank lines are skipped.

    Raises:
        InputError: unreadable, or a line that is no object with these keys as text; it names file and line.
    """
    import orjson

    try:
        stream = click.open_file(file, "rb")
    except OSError as error:
        raise InputError(file, error.strerror or str(error)) from error
    with stream as lines:
        for number, line in enumerate(iter(lambda: lines.readline(MOST_LINE), b""), start=1):
            if not line.strip():
                continue
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise InputError(f"{file}: line {number}", f"not JSON: {error}") from error
            if not isinstance(row, dict):
                raise InputError(f"{file}: line {number}", "not an object")
            for key in keys:
                if not isinstance(row.get(key), str):
                    raise InputError(f"{file}: line {number}", f"{key!r} is missing or no text")
            yield row
