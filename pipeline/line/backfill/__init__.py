"""
History: articles of the past from sitemaps, WARC files, JSONL and CSV, each stored with the route 'backfill'.

A source is read as a stream and stored a batch at a time; what is stored already is passed over, so that a run that
was killed is resumed by running it again. Addresses that a source lists become entries, and from there on the steps of
every ingest take over: `fetch_pages(run, "backfill")`, `read_pages`, `join_copies`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from gzip import GzipFile
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.errors import InputError
from pipeline.line.backfill.found import Asked, Item, Sound, owners
from pipeline.line.backfill.rows import read_csv, read_jsonl
from pipeline.line.backfill.sitemaps import read_sitemaps
from pipeline.line.backfill.take import Taking
from pipeline.line.backfill.warc import read_warc
from pipeline.line.copies import join_copies
from pipeline.line.pages import fetch_pages, read_pages
from pipeline.line.run import Run
from pipeline.model.texts import Failure
from pipeline.store import sources

__all__ = ["Asked", "ask", "finish", "take_in"]

Reader = Callable[[BinaryIO, str, Asked], Iterator[Item]]
_READERS: dict[str, Reader] = {
    ".warc": read_warc,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
}


def ask(
    run: Run, *, since: date | None = None, until: date | None = None, outlet: str = "", listed_only: bool = False
) -> Asked:
    """
    What is to be taken from sources.

    Args:
        run: its pack says which outlets there are.
        since: first day.
        until: last day, inclusive.
        outlet: key of the outlet of all addresses that no listed outlet claims.
        listed_only: leave out what belongs to no listed outlet.

    Raises:
        InputError: the pack has no such outlet, or the days are the wrong way round.
    """
    keys = {each.name.lower(): each.key for each in run.pack.outlets} | {
        each.key: each.key for each in run.pack.outlets
    }
    if outlet and outlet not in keys.values():
        raise InputError(outlet, "the pack has no outlet of this key; `detente feeds list` shows them")
    if since and until and since > until:
        raise InputError(f"{since} to {until}", "the last day lies before the first")
    return Asked(
        now=run.now,
        since=since,
        until=until,
        outlet=outlet,
        listed_only=listed_only,
        keys=keys,
        hosts=owners(run.pack.outlets),
    )


def take_in(run: Run, source: str, asked: Asked, counts: Counter[str]) -> None:
    """
    Store what one source gives.

    Args:
        run: open for writing.
        source: address of a sitemap or of a site, or a file: .warc, .jsonl or .csv, also packed as .gz.
        asked: what is taken.
        counts: gains how many addresses were listed, pages and articles stored, and items failed, also on an error.

    Raises:
        InputError: it cannot be read, or not to its end; all before that is kept, and the reason noted as a failure.
    """
    sources.sync_outlets(run.store, run.pack.outlets)
    if source.lower().startswith(("http://", "https://")):
        _store(run, source, read_sitemaps(source, asked, run.policy), counts, lambda: (0, 0))
        return
    path = Path(source)
    reader = _READERS.get(Path(path.name.removesuffix(".gz")).suffix.lower())
    if reader is None:
        raise InputError(source, "neither an http(s) address nor a file named .warc, .jsonl or .csv (also .gz)")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size >> 20
            found = reader(file if reader is read_warc else _unpacked(file), path.name, asked)
            _store(run, path.name, found, counts, lambda: (file.tell() >> 20, size))
    except OSError as error:
        raise InputError(source, error.strerror or str(error)) from error


def finish(run: Run) -> dict[str, int]:
    """Fetch the pages that sources listed, read all pages, and join copies: the steps of every ingest."""
    return {**fetch_pages(run, "backfill"), **read_pages(run), **join_copies(run)}


def _unpacked(file: BinaryIO) -> BinaryIO:
    """By what it holds, not by its name."""
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    return cast("BinaryIO", GzipFile(fileobj=file)) if packed else file


def _store(
    run: Run, name: str, found: Iterator[Item], counts: Counter[str], place: Callable[[], tuple[int, int]]
) -> None:
    """Batch by batch; *place* tells how many MiB of how many are read."""
    taking = Taking(run, counts)
    sound = True
    try:
        for item in found:
            taking.take(item)
            sound = sound and not (isinstance(item, Failure) and item.key == name)
            if taking.full:
                taking.save()
                run.tell("take in", *place())
        if sound:
            taking.take(Sound(place=name))
    except InputError as error:
        taking.take(Failure(stage="fetch", key=name, reason=error.why or str(error), at=run.now))
        raise
    finally:
        taking.save()
