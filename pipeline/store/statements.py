"""The statements of `sql/`, and how one is run."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import duckdb

SQL = Path(__file__).parent / "sql"


@cache
def statement(name: str) -> str:
    """The SQL of one file of `sql/`, by its name without ending."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def read_statement(name: str) -> str:
    """The same without its header: what a reader can paste into a shell."""
    return "\n".join(line for line in statement(name).splitlines() if not line.startswith("--")).strip()


def execute(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """
    Run a statement, with its named parameters if it has any.

    At the first parameter DuckDB imports pandas, only to recognise pandas' own missing values: 0.3 s of CPU at every
    start. Nothing here passes such a value, so for the moment of the call there is no pandas, unless it is loaded.
    """
    if not parameters or "pandas" in sys.modules:
        return connection.execute(sql, parameters or None)
    modules = cast("dict[str, Any]", sys.modules)
    modules["pandas"] = None  # the import system's own way of saying that a module is not to be had
    try:
        return connection.execute(sql, parameters)
    finally:
        del modules["pandas"]
