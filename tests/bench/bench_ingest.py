"""
Measure what an ingest costs beside the bare extractor: CPU seconds of `detente ingest` over real articles served on
loopback, against `trafilatura.bare_extraction` on the same pages, both in one run.

Run: python tests/bench/bench_ingest.py [--times 3]. Needs ../shared (the newsstand and its articles). Prints the pages,
then for each time CPU seconds and ratios, and last the median ratios and the peak memory of the largest process; asked
for: ratio <= 2, peak < 1 GiB. On a busy machine all seconds grow, and those of several processes most: read the ratios
of a quiet one.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from pipeline.settings import ROOT

SHARED = ROOT / "../shared"
STAND = SHARED / "tools/newsstand.py"
ARTICLES = SHARED / "data/articles.jsonl.gz"
BARE = """
import duckdb, sys, zlib, trafilatura
rows = duckdb.connect(sys.argv[1], read_only=True).execute("SELECT body FROM pages").fetchall()
for (body,) in rows:
    trafilatura.bare_extraction(zlib.decompress(body).decode("utf-8", "replace"), with_metadata=sys.argv[2] == "yes")
"""


def spent(command: list[str], environment: dict[str, str]) -> float:
    """CPU seconds of a command and all its children, waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--now", default="2021-01-01")
    options.add_argument("--window", default="6000")
    options.add_argument("--port", default="8752")
    options.add_argument("--times", type=int, default=3)
    given = options.parse_args()
    if not STAND.exists():
        sys.exit(f"skipped: no {STAND}")
    folder = Path(tempfile.mkdtemp())
    stand = subprocess.Popen(
        [sys.executable, str(STAND), str(ARTICLES), "--port", given.port, "--now", given.now, "--window", given.window],
        stdout=subprocess.DEVNULL,
    )
    try:
        time.sleep(5)
        measure(folder, given.port, given.times)
    finally:
        stand.terminate()
        stand.wait()
        shutil.rmtree(folder)


def measure(folder: Path, port: str, times: int) -> None:
    """Ingest and bare extractors in turn, each time into a new database."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "seeds/feeds.toml").write_text("", encoding="utf-8")
    environment = {
        **os.environ,
        "DETENTE_PACK": str(folder / "seeds"),
        "DETENTE_ALLOW_HOSTS": "127.0.0.1",
        "DETENTE_WORKERS": "2",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the libraries come compiled: so must the program
    detente = str(Path(sys.executable).with_name("detente"))
    spent([detente, "feeds", "import", f"http://127.0.0.1:{port}/outlets.opml"], environment)
    count = [detente, "sql", "SELECT count(*) AS pages, sum(bytes) AS bytes FROM pages"]
    ratios: dict[str, list[float]] = {"bare": [], "bare + metadata": []}
    for number in range(times):
        home = folder / f"data-{number}"
        environment["DETENTE_HOME"] = str(home)
        ingest = spent([detente, "ingest"], environment)
        if not number:
            print(subprocess.run(count, env=environment, capture_output=True, text=True, check=True).stdout.strip())
        print(f"ingest {ingest:.2f} CPU s", end="")
        for name, metadata in zip(ratios, ("no", "yes"), strict=True):
            bare = spent([sys.executable, "-c", BARE, str(home / "published.duckdb"), metadata], environment)
            ratios[name].append(ingest / bare)
            print(f"   {name} {bare:.2f} CPU s, ratio {ingest / bare:.2f}", end="")
        print(flush=True)
    for name, found in ratios.items():
        print(f"median ratio to {name}: {median(found):.2f} ({min(found):.2f} to {max(found):.2f})")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB (largest process)")


if __name__ == "__main__":
    main()
