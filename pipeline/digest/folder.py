"""All files of one digest."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.digest.facts import facts_of
from pipeline.digest.files import drop_tables, write
from pipeline.digest.numbers import csv_files, to_json
from pipeline.digest.page import render
from pipeline.model.page import Digest

FACTS, PAGE = "facts.json", "index.html"
WEEK_FOLDER = re.compile(r"\d{4}-W\d{2}")


def write_all(folder: Path, digest: Digest) -> Path:
    """
    Write the page, its CSV files and, last, its facts: with them the folder is whole. Returns the page's path.

    CSV files of sections that the page no longer has are removed.

    Raises:
        OutputError: the folder cannot be written.
    """
    facts = facts_of(digest)
    tables = csv_files(digest, facts)
    path = write(folder, render(digest, facts), PAGE)
    for name, text in tables.items():
        write(folder, text, name)
    drop_tables(folder, keep=tables)
    write(folder, to_json(digest, facts), FACTS)
    return path
