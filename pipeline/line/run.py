"""What every step of the line is given."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import orjson

from pipeline import __version__
from pipeline.fetch import Policy
from pipeline.model.pack import Pack
from pipeline.pack import load_pack
from pipeline.settings import Settings, load_settings
from pipeline.store.connection import Store

Tell: TypeAlias = Callable[[str, int, int], None]  # (step, items done, items in all)


def quiet(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the line."""

    settings: Settings
    pack: Pack
    store: Store
    now: datetime  # UTC; the same for the whole run
    due_only: bool = False  # ask only feeds whose own rhythm says so: for the schedule
    tell: Tell = quiet

    @property
    def policy(self) -> Policy:
        """How we behave towards all hosts."""
        return policy(self.settings)


def policy(settings: Settings) -> Policy:
    """How these settings let us behave towards all hosts."""
    return Policy(
        agent=f"detente/{__version__} (+{settings.contact})",
        allow=frozenset(settings.allow_hosts),
        concurrency=settings.concurrency,
        per_host=settings.per_host,
        delay=settings.delay,
    )


@contextlib.contextmanager
def open_run(*, now: datetime, due_only: bool = False, tell: Tell = quiet) -> Iterator[Run]:
    """
    A run with the settings, pack and database of this place.

    Raises:
        SettingError, PackError, StoreError, OutputError: one of them cannot be used.
    """
    settings = load_settings()
    pack = load_pack(settings.pack)
    with Store(settings.database) as store:
        yield Run(settings=settings, pack=pack, store=store, now=now, due_only=due_only, tell=tell)


def note_run(run: Run, command: str, counts: Mapping[str, int], finished: datetime, *, changed: bool = False) -> None:
    """
    Note a run that changed something, and publish the database for its readers.

    Args:
        run: the run, or the last part of it.
        command: what ran.
        counts: what it stored, by name.
        finished: UTC.
        changed: whether an earlier part of the run changed something.
    """
    if run.store.changed or changed:
        row = {
            "id": f"{command} {run.now:%Y-%m-%dT%H:%M:%S.%fZ}",
            "command": command,
            "started_at": run.now,
            "finished_at": finished,
            "counts": orjson.dumps(dict(counts)).decode(),
            "pack_version": run.pack.version,
            "version": __version__,
        }
        run.store.write("runs_add", [row])
    run.store.publish(run.settings.published)
