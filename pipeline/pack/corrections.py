"""Corrections: what a person said against what was found, kept with the pack, so that it is reviewed and replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import tomlkit

from pipeline.errors import PackError
from pipeline.files import replace_file
from pipeline.identity.urls import canonical_url
from pipeline.model.pack import CodeCorrection, CopyCorrection, Dimension, Topic
from pipeline.pack.tables import check, read_table, unique

CORRECTIONS = "corrections.toml"
TABLES = ("copy", "code")
_NAMED = {"join": 2, "split": 1}  # articles that an act names


def load_corrections(folder: Path) -> tuple[CopyCorrection, ...]:
    """
    Read the word on copies in corrections.toml; a pack without the file has none.

    Raises:
        PackError: as load_pack; also an article that no address can be, or the wrong number of them.
    """
    rows: tuple[CopyCorrection, ...] = check(CORRECTIONS, "copy", tuple[CopyCorrection, ...], _rows(folder, "copy"))
    found = tuple(_checked(row, number) for number, row in enumerate(rows, start=1))
    unique(CORRECTIONS, "copy", (f"{row.act} {' '.join(sorted(row.articles))}" for row in found))
    return found


def load_code_corrections(
    folder: Path, dimensions: Sequence[Dimension], topics: Sequence[Topic]
) -> tuple[CodeCorrection, ...]:
    """
    Read the word on codes in corrections.toml.

    Raises:
        PackError: as load_corrections; also a dimension or code that the pack does not have.
    """
    rows: tuple[CodeCorrection, ...] = check(CORRECTIONS, "code", tuple[CodeCorrection, ...], _rows(folder, "code"))
    found = tuple(
        checked_code(row, dimensions, topics, f"{CORRECTIONS}: code number {number}")
        for number, row in enumerate(rows, start=1)
    )
    unique(CORRECTIONS, "code", (f"{row.article} {row.dimension}" for row in found))
    return found


def checked_code(
    row: CodeCorrection, dimensions: Sequence[Dimension], topics: Sequence[Topic], place: str = "correction"
) -> CodeCorrection:
    """
    The correction with a canonical address and its codes in the order of the codebook.

    Raises:
        PackError: an empty name or reason, or what the codebook does not know.
    """
    known = {each.slug: tuple(code for code, _ in each.codes) for each in dimensions}
    known["topics"] = tuple(topic.slug for topic in topics)
    _said(row, place)
    if row.dimension not in known:
        raise PackError(f"{place}: dimension", f"no such dimension: {row.dimension!r}; there are {', '.join(known)}")
    codes = known[row.dimension]
    for code in row.codes:
        if code not in codes:
            there = ", ".join(codes)
            raise PackError(f"{place}: codes", f"no such code of {row.dimension}: {code!r}; there are {there}")
    if row.dimension != "topics" and len(row.codes) != 1:
        raise PackError(f"{place}: codes", f"{row.dimension} takes one, got {len(row.codes)}")
    if len(set(row.codes)) != len(row.codes):
        raise PackError(f"{place}: codes", "one of them twice")
    ordered = tuple(code for code in codes if code in row.codes)
    return replace(row, article=_name(row.article, place), codes=ordered)


def save_code_correction(folder: Path, said: CodeCorrection) -> None:
    """
    Write a checked correction into corrections.toml, in the place of an earlier one of the same article and dimension.

    Raises:
        OutputError: the folder cannot be written.
        PackError: the file that is there cannot be read.
    """
    document, tables = _opened(folder, said.article, said.dimension)
    table = tomlkit.table()
    for key, value in asdict(said).items():
        table.add(key, list(value) if isinstance(value, tuple) else value)
    tables.append(table)
    replace_file(folder / CORRECTIONS, tomlkit.dumps(document).encode())


def drop_code_correction(folder: Path, article: str, dimension: str) -> None:
    """
    Take a correction back.

    Raises:
        PackError: there is none of this article and dimension.
    """
    before = len(_rows(folder, "code"))
    document, tables = _opened(folder, _name(article, "correction"), dimension)
    if len(tables) == before:
        raise PackError(f"{CORRECTIONS}: {article}: {dimension}", "nothing is corrected there")
    if not tables:
        document.remove("code")
    replace_file(folder / CORRECTIONS, tomlkit.dumps(document).encode())


def _opened(folder: Path, article: str, dimension: str) -> tuple[tomlkit.TOMLDocument, Any]:
    """The file and its list of codes, without what it says of one article and dimension."""
    path = folder / CORRECTIONS
    _rows(folder, "code")
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    tables = document.setdefault("code", tomlkit.aot())
    for place in reversed(range(len(tables))):
        each = tables[place]
        if _name(str(each.get("article", "")), CORRECTIONS) == article and each.get("dimension") == dimension:
            del tables[place]
    return document, tables


def _rows(folder: Path, table: str) -> list[Any]:
    """The entries of one table."""
    if not (folder / CORRECTIONS).exists():
        return []
    data = read_table(folder, CORRECTIONS)
    for other in data:
        if other not in TABLES:
            raise PackError(f"{CORRECTIONS}: {other}", "no such table; it holds [[copy]] and [[code]]")
    rows: list[Any] = data.get(table, [])
    return rows


def _said(row: CopyCorrection | CodeCorrection, place: str) -> None:
    for key in ("who", "why"):
        if not getattr(row, key).strip():
            raise PackError(f"{place}: {key}", "empty")


def _checked(row: CopyCorrection, number: int) -> CopyCorrection:
    """The correction with canonical addresses."""
    place = f"{CORRECTIONS}: copy number {number}"
    _said(row, place)
    articles = tuple(_name(each, place) for each in row.articles)
    if len(set(articles)) != _NAMED[row.act] or len(articles) != _NAMED[row.act]:
        needed = "two different articles" if row.act == "join" else "one article"
        raise PackError(f"{place}: articles", f"to {row.act} takes {needed}, got {len(set(articles))}")
    return CopyCorrection(act=row.act, articles=articles, who=row.who, when=row.when, why=row.why)


def _name(article: str, place: str) -> str:
    """The canonical form of an address; an id, and the name of a seed, as they are."""
    if "://" not in article:
        if not article.strip():
            raise PackError(f"{place}: articles", "empty")
        return article.strip()
    try:
        return canonical_url(article)
    except ValueError as error:
        raise PackError(f"{place}: articles", f"{article!r}: {error}") from error
