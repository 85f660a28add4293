"""The tools that check pages, where they are; tests skip without them, and fail where they are required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

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
