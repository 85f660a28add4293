"""
One week's full analysis over a generated history of 500 outlets and ten years: 100,000 and 1,000,000 coded articles.

Seconds and peak memory of a process of its own, on two threads. The cost should grow with the week and its windows (ten
times as many articles a week in the larger history), and not with what lies before them: the larger one is also run
with nine tenths of its history taken away.

    python tests/bench/bench_shift.py [articles ...]
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2]))

from pipeline.model.pack import Outlet, OutletGroup, Pack
from pipeline.model.week import Plan
from pipeline.store.connection import Store
from tests.shift.counts_for_weeks import pack_of

WEEKS, OUTLETS, TOPICS = 520, 500, 14
LAST = date(2026, 10, 26)
LIMIT_SECONDS, LIMIT_MIB = 20, 1024

ARTICLES = """
INSERT INTO articles BY NAME
SELECT md5('a' || w || '-' || i) AS id, 'https://example.org/' || w || '/' || i AS url,
    'o' || floor($outlets * pow((hash(w, i) % 100000) / 100000.0, 2))::INTEGER AS outlet,
    'Title ' || i AS title, ['A. Writer'] AS authors,
    TIMESTAMPTZ '2016-11-14' + INTERVAL 7 DAY * w + INTERVAL 1 MINUTE * (i * 10000 // $per) AS published_at,
    'feed' AS date_rule, 'en' AS language, 'full' AS text_status, md5('t' || w || '-' || i) AS text_hash,
    array_to_string(list_transform(range(12), lambda s: 'The ' || array_to_string(list_transform(range(10),
        lambda j: 'w' || translate(floor(3000 * pow((hash(w, i, s, j) % 100000) / 100000.0, 3))::INTEGER::VARCHAR,
            '0123456789', 'abcdefghij')), ' ') || '.'), ' ') AS text,
    132 AS words, 'generated' AS extractor, 'live' AS route, published_at + INTERVAL 1 HOUR AS known_at,
    published_at + INTERVAL 1 HOUR AS read_at
FROM range($first, $end) AS weeks(w), range($per) AS pieces(i)
ORDER BY w, i
"""
CODES = """
INSERT INTO assessments BY NAME
SELECT DISTINCT article, 'generated' AS method, '1' AS version, x.dimension, x.code, true AS chosen, 0.8 AS probability,
    CAST([] AS STRUCT(quote VARCHAR, "start" INTEGER, "end" INTEGER, weight DOUBLE)[]) AS evidence, known_at
FROM (
    SELECT id AS article, known_at + INTERVAL 1 HOUR AS known_at, unnest([
        {'dimension': 'relevance', 'code': CASE WHEN h % 10 < 8 THEN 'core' ELSE 'marginal' END},
        {'dimension': 'genre', 'code': CASE WHEN h // 10 % 10 < 8 THEN 'commentary' ELSE 'news' END},
        {'dimension': 'orientation', 'code': ['engage', 'confront', 'mixed', 'none'][1 + (h // 100 % 4)::INTEGER]},
        {'dimension': 'blame', 'code': ['north', 'south', 'both', 'none'][1 + (h // 1000 % 4)::INTEGER]},
        {'dimension': 'outlook', 'code': ['improving', 'worsening', 'mixed', 'none'][1 + (h // 10000 % 4)::INTEGER]},
        {'dimension': CASE WHEN h // 7 % 5 > 0 THEN 'topics' END, 'code': 'topic_' || (h // 100000 % $topics)},
        {'dimension': CASE WHEN h // 7 % 5 > 1 THEN 'topics' END, 'code': 'topic_' || (h // 1000000 % $topics)}
    ]) AS x
    FROM (SELECT *, hash(id) AS h FROM articles)
    WHERE published_at >= TIMESTAMPTZ '2016-11-14' + INTERVAL 7 DAY * $first
)
WHERE x.dimension IS NOT NULL
ORDER BY known_at
"""
COPIES = """
INSERT INTO clusters BY NAME
SELECT id AS article, lag(id) OVER (ORDER BY published_at, id) AS cluster, known_at FROM articles
QUALIFY hash(id) % 10 = 0 AND cluster IS NOT NULL
"""


def generate(path: Path, articles: int, *, first: int = 0) -> None:
    """A database of *articles* over ten years, of which the weeks before *first* are left out."""
    with Store(path):
        pass
    per = articles // WEEKS
    with duckdb.connect(str(path), config={"memory_limit": "6GB", "threads": 2}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for start in range(first, WEEKS, 52):
            end = min(start + 52, WEEKS)
            connection.execute(ARTICLES, {"outlets": OUTLETS, "per": per, "first": start, "end": end})
            connection.execute(CODES, {"topics": TOPICS, "first": start})
        connection.execute(COPIES)
        connection.execute(
            "INSERT INTO codings VALUES (TIMESTAMPTZ '2016-11-14', 'generated', '1')"
        )  # as coding notes it
        connection.execute("CHECKPOINT")


def pack() -> Pack:
    """Outlets of four countries, in four groups."""
    countries = ("AA", "BB", "CC", "DD")
    outlets = tuple(
        Outlet(
            key=f"o{at}",
            name=f"Outlet {at}",
            feeds=(),
            country=countries[at % 4],
            affiliation="independent",
            owner="",
            kind="blog",
            genre=None,
            language="en",
            added=LAST,
        )
        for at in range(OUTLETS)
    )
    groups = tuple(OutletGroup(key=each, label=each, countries=(each,)) for each in countries)
    return replace(pack_of(TOPICS), outlets=outlets, groups=groups)


def analyse(path: Path) -> None:
    """Every measure of the last week, in this process; prints seconds, CPU seconds, MiB and what was found."""
    from pipeline.line.shifting import shift_week

    before, cpu = time.perf_counter(), time.process_time()
    with Store(path, read_only=True) as store:
        found = shift_week(store, pack(), LAST, as_of=datetime(2026, 12, 1, tzinfo=UTC), plan=Plan())
    # not ru_maxrss, which a new process takes over from the one that made the database
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]
    seconds = time.perf_counter() - before
    counted = f"{found.n}+{found.base_n} {found.tests} {len(found.indices)} {len(found.terms)}"
    print(f"{seconds:.2f} {time.process_time() - cpu:.2f} {peak:.0f} {counted}")


def measure(path: Path) -> tuple[float, float]:
    """(seconds, MiB) of an analysis in a process of its own, the better of two."""
    command = ["taskset", "-c", "0,1", sys.executable, __file__, "--analyse", str(path)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(2)]
    best = min(runs, key=lambda run: float(run[0]))
    print(f"  {best[0]} s wall, {best[1]} s CPU, {best[2]} MiB; pieces {best[3]}, tests {best[4]}, indices {best[5]}")
    return float(best[0]), float(best[2])


def main(sizes: list[int]) -> None:
    """Print seconds and memory for each history, and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for size in sizes:
            path = Path(folder) / f"{size}.duckdb"
            generate(path, size)
            print(f"{size:,} articles, {path.stat().st_size / 2**20:.0f} MiB on disk")
            found[size] = measure(path)
        largest = max(sizes)
        path = Path(folder) / "short.duckdb"
        generate(path, largest, first=WEEKS - 110)
        print(f"the same weeks as of {largest:,}, with the history before its windows left out")
        short = measure(path)
    print(f"history: {found[largest][0] / short[0]:.2f} times the cost of having none")
    print(
        f"articles: {largest / min(sizes):.0f} times as many a week cost {found[largest][0] / found[min(sizes)][0]:.1f}"
    )
    if found[largest][0] > LIMIT_SECONDS or found[largest][1] > LIMIT_MIB:
        sys.exit(f"beyond {LIMIT_SECONDS} s or {LIMIT_MIB} MiB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--analyse"]:
        analyse(Path(sys.argv[2]))
    else:
        main([int(each) for each in sys.argv[1:]] or [100_000, 1_000_000])
