"""
Measure what an ingest costs beside the bare extractor: CPU seconds of `detente ingest` over real articles served on
loopback, against `trafilatura.bare_extraction` on the same pages, both in one run.

Run: python tests/bench/bench_ingest.py. Needs ../shared (the newsstand and its articles). Prints pages, CPU seconds of
both, their ratio, and the peak memory of the largest process; asked for: ratio <= 2, peak < 1 GiB.
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
        measure(folder, given.port)
    finally:
        stand.terminate()
        stand.wait()
        shutil.rmtree(folder)


def measure(folder: Path, port: str) -> None:
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "seeds/feeds.toml").write_text("", encoding="utf-8")
    environment = {
        **os.environ,
        "DETENTE_PACK": str(folder / "seeds"),
        "DETENTE_HOME": str(folder / "data"),
        "DETENTE_ALLOW_HOSTS": "127.0.0.1",
        "DETENTE_WORKERS": "2",
    }
    detente = str(Path(sys.executable).with_name("detente"))
    spent([detente, "feeds", "import", f"http://127.0.0.1:{port}/outlets.opml"], environment)
    ingest = spent([detente, "ingest"], environment)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    database = str(folder / "data/published.duckdb")
    plain = spent([sys.executable, "-c", BARE, database, "no"], environment)
    metadata = spent([sys.executable, "-c", BARE, database, "yes"], environment)
    count = [detente, "sql", "SELECT count(*) AS pages, sum(bytes) AS bytes FROM pages"]
    print(subprocess.run(count, env=environment, capture_output=True, text=True, check=True).stdout.strip())
    print(f"ingest           {ingest:6.1f} CPU s")
    print(f"bare             {plain:6.1f} CPU s   ratio {ingest / plain:.2f}")
    print(f"bare + metadata  {metadata:6.1f} CPU s   ratio {ingest / metadata:.2f}")
    print(f"peak memory      {peak:6.0f} MiB (largest process)")


if __name__ == "__main__":
    main()
