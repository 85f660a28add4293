"""An ingest killed at any moment and run again ends with the rows of an undisturbed one, none twice, none missing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.line.conftest import NOW, Place
from tests.line.stand import Newsstand, make_pieces, serving

# An ingest that kills itself: inside a transaction, as it comes to a statement, or after a step.
DYING = """
import os, signal, sys
from datetime import datetime
from pipeline import line
from pipeline.store.connection import Store

def die_at(name):
    if name == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGKILL)

def write(self, name, *given, **named):
    die_at(name)
    return whole_write(self, name, *given, **named)

whole_write, Store.write = Store.write, write
with line.open_run(now=datetime.fromisoformat(sys.argv[2])) as run:
    for step in line.STEPS:
        step(run)
        die_at(step.__name__)
"""


@pytest.fixture(scope="module")
def stand() -> Iterator[Newsstand]:
    with serving(make_pieces(outlets=4, each=10)) as stand:
        stand.faults = {"/a/p0004.html": "404", "/a/p0005.html": "empty", stand.path_of("outlet-3"): "dates"}
        yield stand


@pytest.fixture(scope="module")
def undisturbed(stand: Newsstand, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The facts after one ingest that nobody disturbed."""
    place = Place(tmp_path_factory.mktemp("undisturbed"), stand)
    place.ingest()
    return place.facts()


def die(place: Place, at: str, now: datetime) -> int:
    """Exit code of an ingest that kills itself."""
    command = [sys.executable, "-c", DYING, at, now.isoformat()]
    return subprocess.run(command, env={**os.environ, **place.settings}, check=False).returncode


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param(["poll_feeds", "read_pages"], id="between the steps"),
        pytest.param(["feeds_save", "failures_save", "clusters_add"], id="inside its transactions"),
    ],
)
def test_a_killed_ingest_can_be_taken_up(place: Place, undisturbed: dict[str, list[str]], moments: list[str]):
    """Each run is killed a little later than the one before; then one is let through."""
    for number, moment in enumerate(moments):
        assert die(place, moment, NOW + timedelta(minutes=number)) == -signal.SIGKILL

    place.ingest(NOW + timedelta(hours=1))

    assert place.facts() == undisturbed


def test_an_ingest_killed_at_random_moments_can_be_taken_up(place: Place, undisturbed: dict[str, list[str]]):
    """The command itself, killed by the clock, its workers with it."""
    chance = random.Random(7)  # noqa: S311 - the same delays at every start
    detente = Path(sys.executable).with_name("detente")
    for _ in range(3):
        running = subprocess.Popen([detente, "ingest"], env={**os.environ, **place.settings}, start_new_session=True)
        time.sleep(chance.uniform(0.4, 1.4))
        running.kill()
        running.wait()
        assert wait_for_end(running.pid), "a killed ingest must leave no worker behind"

    place.ingest(NOW + timedelta(hours=1))

    assert place.facts() == undisturbed


def wait_for_end(session: int) -> bool:
    """Whether every process of a session ends within ten seconds."""
    for _ in range(100):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(session, signal.SIGKILL)
    return False
