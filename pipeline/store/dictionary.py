"""
The data dictionary of the README, from the comments in the database.

`python -m pipeline.store.dictionary README.md` brings the README up to date; a test compares.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import groupby
from pathlib import Path

from pipeline.store.connection import Store

START, END = "<!-- dictionary: made from the database's comments -->", "<!-- end of dictionary -->"


def dictionary(store: Store) -> str:
    """Markdown: a heading and a table of columns for every table and view, by name."""
    parts = []
    for (name, comment), rows in groupby(store.read("dictionary"), key=lambda row: (row["name"], row["about"])):
        lines = [f"**`{name}`** {comment}", "", "| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{row['column_name']}` | {row['data_type']} | {row['meaning']} |" for row in rows]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def with_dictionary(text: str, made: str) -> str:
    """*text* with *made* between the two marks."""
    before, rest = text.split(START, 1)
    return f"{before}{START}\n\n{made}\n\n{END}{rest.split(END, 1)[1]}"


def main(path: Path) -> None:
    """Rewrite the dictionary of one file."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "empty.duckdb") as store:
        path.write_text(with_dictionary(path.read_text(encoding="utf-8"), dictionary(store)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
