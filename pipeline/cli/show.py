"""What commands print: progress to a terminal, tables, JSON."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import click

from pipeline.errors import PipelineError, RefusedURLError

WIDEST = 100  # columns of a paragraph
# all that a terminal obeys (C0, DEL, C1) and the marks that turn the direction of writing
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A function (step, done, total) that draws bars on stderr when it is a terminal, and is silent when not."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # rich would send what we print to the console of its bars, stderr: only where both are one terminal is that right
    together = bool(sys.stdout and sys.stdout.isatty())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=together) as bars:
        tasks: dict[str, Any] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield tell


def line(text: object) -> str:
    """Any text as one line without control characters: what the web wrote must not steer a terminal."""
    return " ".join(str(text).translate(_CONTROLS).split())


def block(text: str) -> str:
    """The same with its line breaks."""
    return "\n".join(line(each) for each in text.splitlines())


def paragraph(label: str, text: str) -> None:
    """A labelled paragraph on stdout, wrapped under itself to the width of the terminal, at most WIDEST."""
    width = min(WIDEST, shutil.get_terminal_size().columns)
    indent = " " * len(label)
    click.echo(
        textwrap.fill(
            line(text), max(width, 40), initial_indent=label, subsequent_indent=indent, break_on_hyphens=False
        )
    )


def reason(error: PipelineError) -> str:
    """An error as one line, with the setting that lifts it where there is one."""
    lifted = isinstance(error, RefusedURLError) and ("allowed_ports" in error.why or "/" in error.why)
    hint = "; the setting allow_hosts (DETENTE_ALLOW_HOSTS) names private hosts that may be fetched" if lifted else ""
    return line(f"{error}{hint}")


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table on stdout: boxed for a terminal, tab-separated for a program; NULL is an empty cell."""
    lines = ([line(cell) if cell is not None else "" for cell in row] for row in rows)
    if not (sys.stdout and sys.stdout.isatty()):
        for cells in (list(map(line, headings)), *lines):
            click.echo("\t".join(cells))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(header_style="bold")
    for heading in headings:
        drawn.add_column(escape(line(heading)), overflow="fold")  # an address that is cut is none
    for cells in lines:
        drawn.add_row(*map(escape, cells))
    Console().print(drawn)


def json_line(value: Any) -> None:
    """One JSON value on one line of stdout."""
    click.echo(to_json(value))


def to_json(value: Any) -> bytes:
    """JSON as UTF-8; a number beyond 64 bits stays a number, a blob becomes hexadecimal."""
    import orjson

    try:
        return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:  # orjson has no integers beyond 64 bits, and no lone surrogates
        import json

        return json.dumps(value, default=_plain).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def lenient() -> None:
    """Show what a stream has no letters for as an escape; a name that is no UTF-8 stops no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def flush() -> None:
    """Write what is waiting now, while a full disk can still be told."""
    if sys.stdout:
        sys.stdout.flush()


def discard() -> None:
    """Let what is still waiting go nowhere: nobody reads it."""
    if sys.stdout:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
