"""The page again and again while its templates are edited."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from pipeline.digest.files import write
from pipeline.digest.page import TEMPLATES, render
from pipeline.model.page import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What came of one drawing."""

    path: Path
    fault: str  # "template:line: why", "" = drawn


def drawings(digest: Digest, folder: Path, changes: Iterable[object]) -> Iterator[Drawn]:
    """
    Draw the page once, and again with each of *changes*; a mistake in a template leaves the last good page.

    Raises:
        OutputError: the folder cannot be written.
    """
    yield _draw(digest, folder)
    for _ in changes:
        yield _draw(digest, folder)


def changes_of_templates() -> Iterator[object]:
    """One item for each time that a template is saved; it ends with an interrupt."""
    from watchfiles import watch

    return watch(TEMPLATES, raise_interrupt=False)


def _draw(digest: Digest, folder: Path) -> Drawn:
    try:
        return Drawn(path=write(folder, render(digest)), fault="")
    except (TemplateError, TypeError, AttributeError, ValueError, KeyError) as error:  # what a template can raise
        return Drawn(path=folder / "index.html", fault=_where(error))


def _where(error: Exception) -> str:
    """The template and line of a mistake, and what it is, in one line."""
    line, name = getattr(error, "lineno", None), getattr(error, "name", None)
    if not isinstance(line, int) or not isinstance(name, str):
        frames = [
            each for each in traceback.extract_tb(error.__traceback__) if Path(each.filename).is_relative_to(TEMPLATES)
        ]
        if frames:
            name, line = str(Path(frames[-1].filename).relative_to(TEMPLATES)), frames[-1].lineno
    place = f"{name}:{line}: " if name and line else ""
    return f"{place}{' '.join(str(error).split()) or type(error).__name__}"
