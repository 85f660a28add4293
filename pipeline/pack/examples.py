"""
The example texts of the pack.

`examples/DIMENSION.toml` has a table per code, with arrays of short texts by kind; `examples/articles.toml` has a table
per article: title, text, and a code for every question of the codebook.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import PackError
from pipeline.model.pack import Dimension, Example, ExampleArticle, Topic
from pipeline.pack.tables import check, read_table, unique

FOLDER = "examples"
ARTICLES = f"{FOLDER}/articles.toml"
TABLE = "article"
WORDS = ("title", "text")
TOPICS, NO_TOPIC = "topics", "none"
WITH = "with"  # a kind "with SLUG" says that the text is about that topic too


def load_examples(folder: Path, dimensions: Iterable[Dimension], topics: Iterable[Topic]) -> tuple[Example, ...]:
    """
    Read all examples; a pack without the folder has none.

    Raises:
        PackError: no such dimension or code, or a text that is no text.
    """
    codes = {each.slug: {code for code, _ in each.codes} for each in dimensions}
    codes[TOPICS] = {topic.slug for topic in topics}
    found: list[Example] = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        name, dimension = f"{FOLDER}/{path.name}", path.stem
        if name == ARTICLES:
            continue
        if dimension not in codes:
            raise PackError(name, f"no dimension {dimension!r} in the pack")
        tables = check(name, "", dict[str, dict[str, tuple[str, ...]]], read_table(folder, name))
        for code, kinds in tables.items():
            if code not in codes[dimension] and (dimension, code) != (TOPICS, NO_TOPIC):
                raise PackError(f"{name}: {code}", "no such code in the pack")
            for kind, texts in kinds.items():
                named = _codes(dimension, code, kind, codes[TOPICS], name)
                found += (Example(dimension=dimension, codes=named, kind=kind, text=text) for text in texts)
    return tuple(found)


def load_example_articles(
    folder: Path, dimensions: Iterable[Dimension], topics: Iterable[Topic]
) -> tuple[ExampleArticle, ...]:
    """
    Read the example articles; a pack without the file has none.

    Raises:
        PackError: a table has an unknown key, lacks one, or names a code that the pack does not have; a title or text
            is empty; or a title is there twice.
    """
    if not (folder / ARTICLES).exists():
        return ()
    codes = {each.slug: {code for code, _ in each.codes} for each in dimensions}
    codes[TOPICS] = {topic.slug for topic in topics}
    data = read_table(folder, ARTICLES)
    for other in data:
        if other != TABLE:
            raise PackError(f"{ARTICLES}: {other}", f"no such table; it holds [[{TABLE}]]")
    rows = check(ARTICLES, TABLE, tuple[dict[str, str | tuple[str, ...]], ...], data.get(TABLE, []))
    found = tuple(_article(row, codes, f"{ARTICLES}: {TABLE} {number}") for number, row in enumerate(rows, 1))
    unique(ARTICLES, f"{TABLE}.title", (each.title for each in found))
    return found


def _article(row: dict[str, Any], codes: dict[str, set[str]], name: str) -> ExampleArticle:
    wrong = row.keys() ^ {*WORDS, *codes}
    for key in sorted(wrong, key=lambda key: (key not in row, key)):  # a misspelt key before the one it should be
        raise PackError(f"{name}: {key}", "no such key" if key in row else "this key is missing")
    for key, value in row.items():
        if (key == TOPICS) != isinstance(value, tuple):
            raise PackError(f"{name}: {key}", "not a list of topics" if key == TOPICS else "not a string")
        if key in WORDS and not value.strip():
            raise PackError(f"{name}: {key}", "empty")
    said = {key: row[key] if key == TOPICS else (row[key],) for key in codes}
    for key, values in said.items():
        for code in values:
            if code not in codes[key]:
                raise PackError(f"{name}: {key}", f"no such code in the pack: {code!r}")
    return ExampleArticle(title=row["title"].strip(), text=row["text"].strip(), codes=tuple(said.items()))


def _codes(dimension: str, code: str, kind: str, topics: set[str], name: str) -> tuple[str, ...]:
    if dimension != TOPICS:
        return (code,)
    word, _, other = kind.partition(" ")
    if word != WITH:
        return () if code == NO_TOPIC else (code,)
    if other not in topics:
        raise PackError(f"{name}: {code}: {kind}", "no such topic in the pack")
    return (code, other)
