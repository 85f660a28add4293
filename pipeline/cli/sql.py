"""Questions of one's own."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator, Sequence

import click

from pipeline.cli import show
from pipeline.cli.files import require_text
from pipeline.errors import InputError, StoreError
from pipeline.settings import load_settings
from pipeline.store.connection import Store
from pipeline.store.statements import read_statement

PROMPTS = ("detente> ", "     ...> ")  # of a new query, and within one


@click.command()
@click.argument("query", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per row.")
def sql(query: str | None, as_json: bool) -> None:
    """
    Ask the published database, read-only; it is never locked by a run. Without QUERY: a shell.

    In the shell a query ends with `;` or a blank line, `.tables` lists tables and views, Ctrl-D leaves. A terminal
    gets tables, a program tab-separated lines.

    Example: detente sql "SELECT * FROM v_weekly_orientation ORDER BY week"
    """
    settings = load_settings()
    with Store(settings.published, read_only=True) as store:
        if query is not None:
            if not query.strip():
                raise InputError("query", "it is empty; leave it out for a shell")
            _answer(store, query, as_json)
            return
        if _at_terminal():
            with contextlib.suppress(ImportError):
                importlib.import_module("readline")  # arrow keys and the queries of this session
            click.echo(f"{settings.published}, read-only. A query ends with `;`. `.tables` lists; Ctrl-D leaves.")
        failed = sum(not _tried(store, each, as_json) for each in _queries())
        if failed and not _at_terminal():
            raise click.exceptions.Exit(1)


def _at_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def _queries() -> Iterator[str]:
    """Queries as they are typed or piped in: each up to a line that ends with `;`, a blank line, or the end."""
    lines: list[str] = []
    while True:
        try:
            lines.append(_typed(PROMPTS[bool(lines)]))
        except KeyboardInterrupt:  # at a terminal it drops what was typed, as shells do
            if not _at_terminal():
                raise
            click.echo()
            lines.clear()
            continue
        except EOFError:
            break
        if not lines[-1].strip() or lines[-1].rstrip().endswith(";") or lines[0].startswith("."):
            yield "\n".join(lines)
            lines.clear()
    yield "\n".join(lines)


def _typed(prompt: str) -> str:
    if not sys.stdin:
        raise EOFError
    try:
        return input(prompt if _at_terminal() else "")
    except UnicodeDecodeError as error:
        raise InputError("standard input", "not text in UTF-8") from error


def _tried(store: Store, query: str, as_json: bool) -> bool:
    """Whether one query of the shell was answered; a mistake does not end the shell."""
    if not query.strip():
        return True
    try:
        _answer(store, read_statement("tables_listed") if query.strip() == ".tables" else query, as_json)
    except InputError as error:
        click.echo(f"error: {show.line(error)}", err=True)
        return False
    except KeyboardInterrupt:
        click.echo("query interrupted", err=True)
        return False
    return True


def _answer(store: Store, query: str, as_json: bool) -> None:
    try:
        for columns, rows in store.ask(require_text(query, "query")):
            if as_json:
                for row in rows:
                    show.json_line(dict(zip(_distinct(columns), row, strict=True)))
            elif columns:
                show.table(columns, rows)
    except StoreError as error:
        raise InputError("query", error.why) from error


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names for one object: a second `n` is `n_1`, as DuckDB itself names it within a query."""
    seen: list[str] = []
    for name in columns:
        others = (name, *(f"{name}_{number}" for number in range(1, len(columns))))
        seen.append(next(other for other in others if other not in seen))
    return seen
