"""One validated format: TOML files that are lists of tables; a mistake names file, key and reason."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pipeline.errors import PackError

T = TypeVar("T")

_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
_PLAIN = {  # pydantic's words for a mistake in a table, in ours
    "unexpected_keyword_argument": "no such key",
    "extra_forbidden": "no such key",
    "missing": "this key is missing",
    "missing_keyword_only_argument": "this key is missing",
}


def read_table(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(str(path), f"not TOML: {error}") from error
    except OSError as error:
        raise PackError(str(path), error.strerror or str(error)) from error


def check(name: str, table: str, kind: Any, value: Any) -> Any:
    """Make *value* a *kind*, or say which key of which table of which file is wrong, and why."""
    try:
        return TypeAdapter(kind, config=ConfigDict(extra="forbid")).validate_python(value)
    except ValidationError as error:
        # a misspelt key is both unknown and missing: the unknown one is what the eye finds
        first = min(error.errors(), key=lambda each: each["type"] not in _UNKNOWN)
        where = list(first["loc"])
        number = where.pop(0) if where and isinstance(where[0], int) else None
        row = _label(value, number) if table and isinstance(number, int) else ""
        key = ".".join(str(part) for part in where)
        message = _PLAIN.get(first["type"], first["msg"])
        raise PackError(": ".join(filter(None, (name, f"{table} {row}".strip(), key))), message) from error


def _label(rows: Sequence[dict[str, Any]], at: int) -> str:
    """How a reader finds the table: its own name, else its number."""
    row = rows[at] if isinstance(rows[at], dict) else {}
    return str(row.get("key") or row.get("slug") or row.get("label") or row.get("code") or f"number {at + 1}")


def tables(folder: Path, name: str, table: str, kind: type[T]) -> tuple[T, ...]:
    data = read_table(folder, name)
    for other in data:
        if other != table:
            raise PackError(f"{name}: {other}", f"no such table; it holds [[{table}]]")
    found: tuple[T, ...] = check(name, table, tuple[kind, ...], data.get(table, []))  # type: ignore[valid-type]
    if not found:
        raise PackError(name, f"no [[{table}]] in it")
    return found


def unique(name: str, key: str, values: Iterable[str]) -> None:
    twice = [value for value, times in Counter(values).items() if times > 1]
    if twice:
        raise PackError(f"{name}: {key}", f"twice: {twice[0]!r}")
