"""A place that sends mail: settings, a pack with twenty feeds, a database, and a published issue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.digest.issues import publish
from pipeline.line.calendar import week_name
from pipeline.line.run import Run
from pipeline.model.pack import Outlet
from pipeline.model.page import Digest
from pipeline.settings import Settings
from pipeline.store.connection import Store
from tests.digest import weeks_for_pages as made

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
READERS = ("one@example.org", "two@example.org", "three@example.org")
SENDER = "digest@example.net"


def settings(folder: Path, port: int, **changes: Any) -> Settings:
    """Mail to a server on this machine, without TLS unless a test wants it."""
    usual: dict[str, Any] = {
        "home": folder / "data",
        "reports": folder / "reports",
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "none",
        "smtp_seconds": 5.0,
        "mail_from": SENDER,
        "site": "https://digest.example.net/weekly",
    }
    return Settings(**(usual | changes))


def outlets() -> tuple[Outlet, ...]:
    """One outlet with twenty feeds."""
    feeds = tuple(f"https://feeds.example.net/{at}.xml" for at in range(20))
    return (
        Outlet(
            key="shore",
            name="Shore Review",
            feeds=feeds,
            country="NZ",
            affiliation="independent",
            owner="Nobody",
            kind="magazine",
            genre="commentary",
            language="en",
            added=date(2026, 1, 1),
            removed=None,
            note="",
        ),
    )


@contextmanager
def opened(folder: Path, port: int, **changes: Any) -> Iterator[Run]:
    """A run there."""
    found = settings(folder, port, **changes)
    with Store(found.database) as store:
        yield Run(settings=found, pack=replace(made.pack(), outlets=outlets()), store=store, now=NOW)


def prepare(folder: Path, digest: Digest | None = None, readers: tuple[str, ...] = READERS) -> None:
    """An issue and its readers."""
    digest = digest or made.full()
    publish(folder / "reports" / week_name(digest.week), digest, NOW)
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "recipients.txt").write_text("\n".join(readers) + "\n", encoding="utf-8")
