"""The example texts of the pack: `examples/DIMENSION.toml`, a table per code, arrays of texts by kind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import PackError
from pipeline.model import Dimension, Example, Topic
from pipeline.pack.tables import check, read_table

FOLDER = "examples"
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


def _codes(dimension: str, code: str, kind: str, topics: set[str], name: str) -> tuple[str, ...]:
    if dimension != TOPICS:
        return (code,)
    word, _, other = kind.partition(" ")
    if word != WITH:
        return () if code == NO_TOPIC else (code,)
    if other not in topics:
        raise PackError(f"{name}: {code}: {kind}", "no such topic in the pack")
    return (code, other)
