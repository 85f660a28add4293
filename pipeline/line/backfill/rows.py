"""Articles in the lines of JSONL and CSV files."""

from __future__ import annotations

import csv
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

import orjson

from pipeline.errors import InputError
from pipeline.extract import extract_plain
from pipeline.extract.people import people
from pipeline.identity.dates import candidate, choose_date
from pipeline.identity.urls import article_id, canonical_url
from pipeline.line.backfill.found import Asked, Found, Item, listing
from pipeline.model.texts import Article, Failure

MOST_LINE = 8 << 20  # bytes of one line; the longest field of a CSV, in characters
FIELDS = ("url", "title", "author", "published", "date", "text", "outlet", "language")
_DELIMITERS = ",;\t|"


def read_jsonl(file: BinaryIO, name: str, asked: Asked) -> Iterator[Item]:
    """
    The objects of a file, one a line; blank lines are skipped and a bad one is a failure under `name:line`.

    Raises:
        InputError: its compression is damaged or cut; all lines before that were given.
    """
    for number, line in _lines(file, name):
        place = f"{name}:{number}"
        if line is None:
            yield _failure(asked, place, f"longer than {MOST_LINE >> 20} MiB")
        elif line.strip():
            try:
                row = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except orjson.JSONDecodeError as error:
                yield _failure(asked, place, f"not JSON: {error}")
                continue
            if isinstance(row, dict):
                yield from _found(row, name, place, asked)
            else:
                yield _failure(asked, place, "not an object")


def read_csv(file: BinaryIO, name: str, asked: Asked) -> Iterator[Item]:
    """
    The rows of a file whose first line names the columns; divided by comma, semicolon, tab or bar.

    Raises:
        InputError: no column url or text, not UTF-8, or as for read_jsonl.
    """
    csv.field_size_limit(MOST_LINE)
    lines = _lines(file, name)
    head = next((line for _, line in lines if line is not None), b"")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(name, "UTF-16; save it as UTF-8")
    heading = head.decode("utf-8-sig", "replace")
    by = max(_DELIMITERS, key=heading.count)
    columns = [each.strip().lower() for each in next(csv.reader([heading], delimiter=by), [])]
    if not {"url", "text"} & set(columns):
        raise InputError(name, f"no column url or text in its first line; known are {', '.join(FIELDS)}")
    for place, values in _rows(lines, by, name):
        if isinstance(values, str):
            yield _failure(asked, place, values)
        elif len(values) > len(columns):
            yield _failure(asked, place, f"{len(values)} fields under {len(columns)} columns")
        elif any(values):
            yield from _found(dict(zip(columns, values, strict=False)), name, place, asked)


def _rows(lines: Iterator[tuple[int, bytes | None]], by: str, name: str) -> Iterator[tuple[str, list[str] | str]]:
    """(place, values), or why there are none: a field may span lines, and a line without end is left out."""
    number, long = 1, list[int]()

    def texts() -> Iterator[str]:
        nonlocal number
        for number, line in lines:
            if line is None:
                long.append(number)
            else:
                yield line.decode("utf-8", "replace")

    rows = csv.reader(texts(), delimiter=by)
    while True:
        place = f"{name}:{number + 1}"
        values: list[str] | str | None
        try:
            values = next(rows, None)
        except csv.Error as error:
            values = f"no row: {error}"
        yield from ((f"{name}:{each}", f"longer than {MOST_LINE >> 20} MiB") for each in long)
        long.clear()
        if values is None:
            return
        yield place, values


def _lines(file: BinaryIO, name: str) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) from 1; None for a line beyond the limit, which is read away."""
    number = 0
    try:
        while line := file.readline(MOST_LINE):
            number += 1
            whole = True
            while len(line) == MOST_LINE and not line.endswith(b"\n"):
                whole, line = False, file.readline(MOST_LINE)
            yield number, line if whole else None
    except (EOFError, OSError, zlib.error) as error:
        raise InputError(name, f"damaged or cut off after line {number}; what stood before is kept") from error


def _failure(asked: Asked, place: str, reason: str) -> Failure:
    return Failure(stage="extract", key=place, reason=reason, at=asked.now)


def _found(row: dict[str, Any], name: str, place: str, asked: Asked) -> Iterator[Item]:
    """The item of one row: its text if it has one, else its address."""
    said = {field: _words(row.get(field)) for field in FIELDS}
    text = said["text"] if said["text"].strip() else ""
    url = said["url"].strip()
    if not url and not text:
        yield _failure(asked, place, "neither url nor text")
        return
    try:
        key = canonical_url(url) if url else f"text:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:32]}"
    except ValueError as error:
        yield _failure(asked, place, f"url: {error}")
        return
    dated = candidate("feed", said["published"] or said["date"])
    choice = choose_date([dated] if dated else [], seen=asked.now)
    published = choice.published
    if not asked.wants(published) or (asked.listed_only and not asked.outlet_of(url, said["outlet"])):
        return
    if text:
        article = _article(text, key, said, asked)
        rule = "given" if published else "none"
        article = replace(article, published=published, date_rule=rule, date_confidence=choice.confidence)
        yield Found(key=key, place=place, article=article)
    else:
        about = {field: said[field] for field in ("title", "author", "outlet")}
        yield Found(key=key, place=place, entry=listing(asked, name, url, key, published=published, **about))


def _words(value: Any) -> str:
    """Text of a field; of a list of names, all of them. Lone surrogates, which no database takes, are replaced."""
    if isinstance(value, list):
        value = "; ".join(each for each in value if isinstance(each, str))
    if not isinstance(value, str):
        return "" if value is None or isinstance(value, (dict, bool)) else str(value)
    return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _article(text: str, key: str, said: dict[str, str], asked: Asked) -> Article:
    """A text cleaned by the same guards as a page; what its row says wins over what it seems to say."""
    cleaned = extract_plain(text, key)
    author = " ".join(said["author"].split())[:500]
    return replace(
        cleaned,
        id=article_id(key),
        url=key,
        outlet=asked.outlet_of(key, said["outlet"]),
        title=" ".join(said["title"].split())[:500] or cleaned.title,
        authors=people([author]) or ((author,) if author else cleaned.authors),
        language=cleaned.language or said["language"].strip().lower()[:2],
        route="backfill",
    )
