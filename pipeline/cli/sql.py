"""Questions of one's own."""

from __future__ import annotations

import sys

import click

from pipeline.cli import show
from pipeline.errors import InputError, StoreError
from pipeline.settings import load_settings
from pipeline.store.connection import Store


@click.command()
@click.argument("query", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per row.")
def sql(query: str | None, as_json: bool) -> None:
    """
    Ask the published database, read-only; it is never locked by a run. Without QUERY: a shell.

    Example: detente sql "SELECT * FROM v_weekly_orientation ORDER BY week"
    """
    settings = load_settings()
    with Store(settings.published, read_only=True) as store:
        if query is not None:
            _answer(store, query, as_json)
            return
        if sys.stdin.isatty():
            click.echo(f"{settings.published}, read-only. One query a line; Ctrl-D ends.")
        while line := _ask():
            try:
                _answer(store, line, as_json)
            except InputError as error:
                click.echo(f"error: {error}", err=True)


def _ask() -> str:
    """The next line that is not blank; "" at the end."""
    while True:
        try:
            text = input("detente> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return ""
        if text:
            return text


def _answer(store: Store, query: str, as_json: bool) -> None:
    try:
        rows = store.select(query)
    except StoreError as error:
        raise InputError("query", error.why) from error
    if as_json:
        for row in rows:
            show.json_line(row)
    elif rows:
        show.table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    else:
        click.echo("no rows", err=True)
