"""What commands print: progress to a terminal, tables, JSON."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A function (step, done, total) that draws bars on stderr when it is a terminal, and is silent when not."""
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield tell


def table(headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """A table on stdout: boxed for a terminal, tab-separated for a program."""
    if not sys.stdout.isatty():
        for row in (headings, *rows):
            print("\t".join(" ".join(str(cell).split()) if cell is not None else "" for cell in row))  # noqa: T201
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(*headings, header_style="bold")
    for row in rows:
        drawn.add_row(*(escape(str(cell)) if cell is not None else "" for cell in row))
    Console().print(drawn)


def json_line(value: Any) -> None:
    """One JSON value on one line of stdout."""
    import orjson

    sys.stdout.buffer.write(orjson.dumps(value, default=str) + b"\n")
    sys.stdout.buffer.flush()
