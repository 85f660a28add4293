"""The list of outlets and their feeds: one file, read, and added to by imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit

from pipeline.errors import PackError
from pipeline.files import replace_file
from pipeline.model.pack import Outlet
from pipeline.pack.tables import check, read_table, unique

FEEDS = "feeds.toml"


def load_outlets(folder: Path) -> tuple[Outlet, ...]:
    """
    Read feeds.toml alone.

    Raises:
        PackError: as load_pack.
    """
    rows = read_table(folder, FEEDS).get("outlet", [])
    rows = [{**row, "genre": row.get("genre") or None} for row in rows]
    outlets: tuple[Outlet, ...] = check(FEEDS, "outlet", tuple[Outlet, ...], rows)
    unique(FEEDS, "outlet.key", (outlet.key for outlet in outlets))
    unique(FEEDS, "outlet.feeds", (url for outlet in outlets for url in outlet.feeds))
    for outlet in outlets:
        for url in outlet.feeds:
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
                raise PackError(f"{FEEDS}: outlet {outlet.key}: feeds", f"not an http(s) address: {url!r}")
    return outlets


def merge_outlets(listed: Iterable[Outlet], offered: Iterable[Outlet]) -> tuple[Outlet, ...]:
    """
    Those of *offered* that bring a feed which is not listed yet, with that feed alone and a key of their own.

    Returns:
        The outlets to add, in the order offered; none when all are known (an import can be repeated).
    """
    known = {url for outlet in listed for url in outlet.feeds}
    keys = {outlet.key for outlet in listed}
    added = []
    for outlet in offered:
        feeds = tuple(url for url in dict.fromkeys(outlet.feeds) if url not in known)
        if not feeds:
            continue
        key = next(name for name in _names(outlet.key) if name not in keys)
        values = {each.name: getattr(outlet, each.name) for each in fields(outlet)}
        added.append(Outlet(**{**values, "key": key, "feeds": feeds}))
        known.update(feeds)
        keys.add(key)
    return tuple(added)


def _names(key: str) -> Iterable[str]:
    yield key
    for number in range(2, 1_000_000):
        yield f"{key}-{number}"


def add_outlets(folder: Path, added: Iterable[Outlet]) -> None:
    """
    Append outlets to feeds.toml, comments and order kept; the file is replaced whole or not at all.

    Raises:
        OutputError: the folder cannot be written.
    """
    path = folder / FEEDS
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    tables = document.setdefault("outlet", tomlkit.aot())
    for outlet in added:
        table = tomlkit.table()
        for key, value in asdict(outlet).items():
            if value is not None:
                table.add(key, list(value) if isinstance(value, tuple) else value)
        tables.append(table)
    replace_file(path, tomlkit.dumps(document).encode())
