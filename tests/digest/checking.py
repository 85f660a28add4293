"""The tools that check pages, where they are; tests skip without them, and fail where they are required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.digest.facts import Fact, facts_of
from pipeline.model.page import Digest
from pipeline.store.connection import Store

TOOLS = Path(__file__).parent / "tools" / "node_modules"
CHROMIUM = "/usr/bin/chromium"
REQUIRED = os.environ.get("PAGE_CHECKS") == "required"  # read before the tests' own settings are cleared
WRITES_GOLDEN = os.environ.get("PAGE_GOLDEN") == "write"


def need(*paths: str | Path) -> None:
    """Skip without one of these programs or files; PAGE_CHECKS=required makes that a failure."""
    missing = [str(each) for each in paths if not (Path(each).exists() or shutil.which(str(each)))]
    if not missing:
        return
    reason = (
        f"not installed: {', '.join(missing)} (`npm ci --ignore-scripts` in tests/digest/tools; chromium, java, node)"
    )
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Any]:
    """The system's browser."""
    need(CHROMIUM)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        need("playwright")
        raise
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The rows of every query of a digest."""

    rows: Mapping[str, list[dict[str, Any]]]
    queries: Mapping[str, str]
    instead: tuple[str, str]

    def agrees(self, fact: Fact) -> bool:
        """Whether the query of a fact gives its number, unrounded; of a computed one, whether it gives rows."""
        rows = self.rows[(fact.sql or self.queries[fact.query]).replace(*self.instead)]
        if not fact.column:
            return True
        found = [each for each in rows if all(str(each[name]) == value for name, value in fact.row)]
        if len(found) != 1:
            return False
        expected = fact.k if fact.column in ("k", "score", "base_score") else fact.value
        if fact.column in ("score", "base_score") and fact.value is not None and fact.unit == "balance":
            expected = round(fact.value * (fact.n or 0))
        return bool(found[0][fact.column] == pytest.approx(float(expected or 0), abs=1e-9))


def asked(store: Store, digest: Digest, *, instead: tuple[str, str] = ("", "")) -> Asked:
    """Ask every query of a digest, with one piece of its SQL replaced by another."""
    queries = dict(digest.queries)
    every = {(fact.sql or queries[fact.query]).replace(*instead) for fact in facts_of(digest)}
    return Asked(rows={sql: store.select(sql) for sql in sorted(every)}, queries=queries, instead=instead)
