"""
The files of a digest over 1,000,000 articles of one week, 2,000 outlets and 500 topics, its figures already computed.

Seconds and peak memory of a process of its own that reads facts.json and writes page, CSV files and facts; and how much
of that memory is there before the digest is read.

    python tests/bench/bench_digest.py
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

ARTICLES, OUTLETS, TOPICS = 1_000_000, 2_000, 500
LIMIT_SECONDS, LIMIT_MIB, LIMIT_KIB = 5, 300, 250


def make(folder: Path) -> None:
    """The facts of the week, from a digest with every finding on it."""
    from pipeline.digest import to_json
    from tests.digest.weeks_found import found

    digest = found()
    scale = ARTICLES // digest.summary.n
    topic = next(each for each in digest.summary.figures if each.code == "bridges")
    larger = [replace(each, k=each.k * scale, n=ARTICLES, base_n=4 * ARTICLES) for each in digest.summary.figures]
    topics = [
        replace(
            topic, code=f"t{at}", label=f"Topic {at} of the lake", k=ARTICLES // (at + 2), n=ARTICLES, sql="SELECT 1"
        )
        for at in range(TOPICS)
    ]
    figures = (*topics, *(each for each in larger if each.dimension != "topics"))
    history = tuple(
        replace(week, n=ARTICLES, counts=tuple(("topics", each.code, each.k) for each in topics))
        for week in digest.history
    )
    one = digest.outlets[0]
    outlets = tuple(
        replace(
            one,
            key=f"o{at}",
            name=f"Shore paper {at}",
            n=500,
            base_n=2000,
            change=0.01,
            change_low=-0.1,
            change_high=0.1,
        )
        for at in range(OUTLETS)
    )
    summary = replace(digest.summary, n=ARTICLES, figures=figures)
    lost = tuple((f"https://feeds.example.net/{at}.xml", "HTTP 503 three times") for at in range(OUTLETS))
    made = replace(
        digest,
        summary=summary,
        history=history,
        outlets=outlets,
        coverage=replace(digest.coverage, not_reached=lost),
    )
    (folder / "given.json").write_text(to_json(made), encoding="utf-8")


def draw(folder: Path) -> None:
    """What a run does once its figures are there."""
    from pipeline.digest import from_json, write_all

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    text = (folder / "given.json").read_bytes()
    digest = from_json(text)
    began = time.perf_counter()
    path = write_all(folder / "out", digest)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 1024
    facts = (folder / "out" / "facts.json").stat().st_size / 1024
    print(f"{seconds:.2f} s, peak {peak:.0f} MiB (imports {before:.0f}), page {size:.0f} KiB, facts {facts:.0f} KiB")
    if seconds > LIMIT_SECONDS or peak > LIMIT_MIB or size > LIMIT_KIB:
        sys.exit(f"over the limit of {LIMIT_SECONDS} s, {LIMIT_MIB} MiB or {LIMIT_KIB} KiB")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        for step in ("make", "draw"):
            subprocess.run([sys.executable, __file__, step, name], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        {"make": make, "draw": draw}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
