"""The door to the files of a digest."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.files import replace_file


def write(folder: Path, text: str, name: str = "index.html") -> Path:
    """
    Put one file of a digest in its folder, whole or not at all; the same text again leaves the file untouched.

    Raises:
        OutputError: the folder or file cannot be written.
    """
    path = folder / name
    body = text.encode("utf-8", errors="replace")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == body:
            return path
    except OSError as error:
        raise OutputError(str(path), error.strerror or type(error).__name__) from error
    return replace_file(path, body)


def drop_tables(folder: Path, keep: Collection[str]) -> None:
    """
    Remove the CSV files of a folder that are not among *keep*.

    Raises:
        OutputError: one cannot be removed.
    """
    try:
        for each in folder.glob("*.csv"):
            if each.name not in keep:
                each.unlink()
    except OSError as error:
        raise OutputError(str(folder), error.strerror or type(error).__name__) from error
