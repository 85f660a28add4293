"""
Kill an ingest of 500 pages at 50 random moments, let it through, and compare what is stored with an undisturbed ingest.

Run: python tests/bench/bench_kill.py. After three kills an ingest is let through, compared, and a new one begun. Prints
a row per kill (when, how long the database took to open, which rows were there); exit code 1 when an ingest ended with
other rows. Asked for: none twice, none missing.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pipeline.store.connection import Store
from tests.line.conftest import Place
from tests.line.stand import Newsstand, make_pieces, serving

DETENTE = str(Path(sys.executable).with_name("detente"))
TABLES = ("entries", "pages", "articles", "sketches", "clusters")
ROUND = 3  # kills of one ingest at most


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--pages", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(make_pieces(outlets=20, each=given.pages // 20)) as stand:
        stand.faults = {f"/a/p{number:04}.html": fault for number, fault in ((4, "404"), (5, "empty"), (6, "private"))}
        stand.faults |= {stand.path_of("outlet-3"): "dates", stand.path_of("outlet-4"): "404"}
        sys.exit(measure(Path(folder), stand, given.kills, random.Random(given.seed)))  # noqa: S311 - repeatable


def measure(folder: Path, stand: Newsstand, kills: int, chance: random.Random) -> int:
    undisturbed = _place(folder / "undisturbed", stand)
    start = time.perf_counter()
    undisturbed.ingest(datetime.now(UTC))
    whole = time.perf_counter() - start
    expected = undisturbed.facts()
    facts = ", ".join(f"{len(rows)} {table}" for table, rows in expected.items())
    print(f"undisturbed: {whole:.1f} s; {facts}")
    print("kill  after s  opened in ms  " + "  ".join(TABLES) + "  workers left")
    number = differ = rounds = 0
    while number < kills:
        rounds += 1
        place = _place(folder / f"killed-{rounds}", stand)
        for _ in range(ROUND):
            row = _kill(place, chance.uniform(0.4, 0.4 + whole))
            if not row:
                break
            number += 1
            print(f"{number:4}  {row}", flush=True)
        place.ingest(datetime.now(UTC))
        found = place.facts()
        wrong = [f"{table}: {_difference(expected[table], found[table])}" for table in expected]
        wrong = [each for table, each in zip(expected, wrong, strict=True) if expected[table] != found[table]]
        print("      then let through: " + ("; ".join(wrong) or "the same rows, none twice, none missing"))
        differ += bool(wrong)
    print(f"{number} kills of {rounds} ingests: {differ} ended with other rows than an undisturbed one")
    return 1 if differ else 0


def _place(folder: Path, stand: Newsstand) -> Place:
    folder.mkdir()
    return Place(folder, stand)


def _kill(place: Place, delay: float) -> str:
    """Start the command, kill it, open the database as the next run does; what was there, or "" = too late to kill."""
    running = subprocess.Popen(
        [DETENTE, "ingest"],
        env={**os.environ, **place.settings},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(delay)
    if running.poll() is not None:
        return ""
    running.kill()
    running.wait()
    start = time.perf_counter()
    counts = _counts(place)
    opened = (time.perf_counter() - start) * 1000
    return f"{delay:7.2f}  {opened:12.0f}  {'  '.join(counts)}  {_left(running.pid)}"


def _counts(place: Place) -> list[str]:
    """Rows of some tables, right aligned under their names; opening for writing is what the next run does."""
    with Store(place.folder / "data/detente.duckdb") as store:
        return [f"{store.select(f'SELECT count(*) AS n FROM {name}')[0]['n']:{len(name)}}" for name in TABLES]  # noqa: S608


def _left(session: int) -> str:
    """How long the workers of a killed run lived on."""
    start = time.perf_counter()
    while time.perf_counter() - start < 10:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return f"none after {time.perf_counter() - start:.1f} s"
        time.sleep(0.05)
    return "SOME after 10 s"


def _difference(before: list[str], after: list[str]) -> str:
    missing, added = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    return f"{len(missing)} missing, {len(added)} added; {(missing + added + ['rows stored twice'])[0][:300]}"


if __name__ == "__main__":
    main()
