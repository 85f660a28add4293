"""The line in a place of its own, with a newsstand that it reads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import line
from pipeline.settings import ROOT
from pipeline.store.connection import Store
from tests.line.stand import FIRST, Newsstand, make_pieces, serving

NOW = FIRST + timedelta(days=10)
FACTS = {
    "feeds": "SELECT url, outlet, etag, body_hash FROM feeds",
    "entries": "SELECT * EXCLUDE (known_at) FROM entries",
    "pages": "SELECT * EXCLUDE (known_at) REPLACE (md5(body) AS body) FROM pages",
    "articles": "SELECT * EXCLUDE (known_at, read_at) FROM articles",
    "page_lines": "SELECT * FROM page_lines",
    "extractions": "SELECT * EXCLUDE (known_at) FROM extractions",
    "sketches": "SELECT * FROM sketches",
    "copies": "SELECT * EXCLUDE (known_at) FROM copies",
    "clusters": "SELECT article, arg_max(cluster, known_at) FROM clusters GROUP BY article",
    "failures": "SELECT stage, key, reason FROM failures",
    "fetches": "SELECT url, kind, ok, status, outcome FROM fetches",
}


class Place:
    """Settings, pack and database of one test."""

    def __init__(self, folder: Path, stand: Newsstand) -> None:
        self.folder = folder
        self.stand = stand
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        (folder / "seeds/feeds.toml").write_text(stand.feeds_toml(), encoding="utf-8")

    @property
    def settings(self) -> dict[str, str]:
        """As the environment has them."""
        return {
            "DETENTE_PACK": str(self.folder / "seeds"),
            "DETENTE_HOME": str(self.folder / "data"),
            "DETENTE_REPORTS": str(self.folder / "reports"),
            "DETENTE_ALLOW_HOSTS": "127.0.0.1",
            "DETENTE_WORKERS": "2",
        }

    def ingest(self, now: datetime = NOW, *, due_only: bool = False) -> dict[str, int]:
        """One whole ingest; what it asks for is in the stand's log."""
        self.stand.log.clear()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.settings.items():
                patch.setenv(name, value)
            with line.open_run(now=now, due_only=due_only) as run:
                counts = line.ingest(run)
                line.note_run(run, "ingest", counts, now)
        return counts

    def read(self, queries: Mapping[str, str]) -> dict[str, list[tuple[Any, ...]]]:
        """What the published database says to some queries, by their names."""
        with Store(self.folder / "data/published.duckdb", read_only=True) as store:
            return {name: [tuple(row.values()) for row in store.select(sql)] for name, sql in queries.items()}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the published database says to one query."""
        return self.read({"": sql})[""]

    def counts(self) -> dict[str, int]:
        """Rows of every table."""
        tables = [name for (name,) in self.rows("SELECT table_name FROM duckdb_tables() ORDER BY table_name")]
        found = self.read({name: f'SELECT count(*) FROM "{name}"' for name in tables})  # noqa: S608
        return {name: rows[0][0] for name, rows in found.items()}

    def facts(self) -> dict[str, list[str]]:
        """All that an ingest stores, without the times at which it was stored and the runs it took."""
        return {table: sorted(map(str, rows)) for table, rows in self.read(FACTS).items()}


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with serving(make_pieces(outlets=4, each=5)) as stand:
        yield stand


@pytest.fixture
def place(stand: Newsstand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place of this test alone, in whose settings commands run too."""
    place = Place(tmp_path, stand)
    for name, value in place.settings.items():
        monkeypatch.setenv(name, value)
    return place
