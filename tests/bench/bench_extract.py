"""
Measure the extractor: text against its truth, metadata, cost, guards, and two processes against one.

Run: python tests/bench/bench_extract.py [--split train|test] [--no-ablation] [--memory 20000].
Side by side with bare trafilatura, and with other extractors where they are installed. Every row of one run is of the
same pages in the same process; seconds are of CPU. Definitions of the measures: `shingle_f1` and `word_f1` below.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import itertools
import json
import logging
import os
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trafilatura import bare_extraction

from pipeline.errors import ExtractError
from pipeline.extract import extract_all, extract_page
from pipeline.extract.guards import GUARDS
from pipeline.model import Article, Page

DATA = Path(__file__).parents[2] / "../shared/data/extract"
FILES = ("scrapinghub", "fundus_a", "wcxb_articles")
SEEN = datetime(2027, 1, 1, tzinfo=UTC)
SWITCHES = (*(name for name, _ in GUARDS), "standfirst")
WORD = re.compile(r"\w+")

Row = dict[str, Any]


def load(name: str, split: str) -> list[Row]:
    """Pages of one file and split that have a true text."""
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["split"] == split and row["text"]]
    return [{**row, "page": page_of(row)} for row in rows]


def page_of(row: Row) -> Page:
    """The page as `fetch` would give it."""
    url = row["url"] if str(row["url"]).startswith("http") else f"https://example.org/{row['id']}"
    kind = "text/html; charset=utf-8"
    body = row["html"].encode("utf-8", "replace")
    return Page(url=url, final_url=url, status=200, body=body, content_type=kind, fetched=SEEN)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Bag of 4-word shingles; of a shorter text the whole."""
    words = WORD.findall(text.lower())
    if len(words) < 4:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[start:] for start in range(4)), strict=False))


def word_f1(truth: str, found: str) -> float:
    """F1 of the bags of lower-cased words."""
    one, two = Counter(WORD.findall(truth.lower())), Counter(WORD.findall(found.lower()))
    return 2 * (one & two).total() / max(1, one.total() + two.total())


def scores(pairs: list[tuple[str, str]]) -> tuple[float, float, float, float]:
    """Shingle F1 of the means, precision, recall, and mean word F1."""
    precisions, recalls = [], []
    for truth, found in pairs:
        one, two = shingles(truth), shingles(found)
        hits = (one & two).total()
        precisions.append(hits / two.total() if two else 0.0)
        recalls.append(hits / one.total() if one else 1.0)
    p, r = sum(precisions) / len(pairs), sum(recalls) / len(pairs)
    return 2 * p * r / (p + r), p, r, sum(word_f1(*pair) for pair in pairs) / len(pairs)


def ours(row: Row, without: frozenset[str] = frozenset()) -> str:
    """Our text; a page that we give up has none."""
    try:
        return extract_page(row["page"], without=without).text
    except ExtractError:
        return ""


def bare(row: Row, **options: Any) -> str:
    """The text of trafilatura alone."""
    found = bare_extraction(row["page"].body, url=row["page"].url, **options)
    return (found.text or "") if found else ""


def others() -> Iterator[tuple[str, Callable[[Row], str]]]:
    """Other extractors, of those that are installed."""
    makers: dict[str, Callable[[Any], Callable[[Row], str]]] = {
        "readability": lambda lib: lambda row: _plain(lib.Document(row["html"]).summary()),
        "newspaper": lambda lib: lambda row: lib.article(row["page"].url, input_html=row["html"]).text,
        "resiliparse.extract.html2text": lambda lib: (
            lambda row: lib.extract_plain_text(row["html"], main_content=True, comments=False)
        ),
    }
    for name, make in makers.items():
        try:
            yield name, make(importlib.import_module(name))
        except ImportError:
            print(f"  {name}: not installed")


def _plain(markup: str) -> str:
    return re.sub(r"<[^>]{0,2000}>", " ", markup)


def texts(name: str, rows: list[Row], *, ablation: bool) -> None:
    """Print the quality of texts and their cost, and what every guard is worth."""
    print(f"\n{name}: {len(rows)} pages")
    print(f"  {'':32}shingle F1 (P / R)         word F1  ms a page")
    measured = {
        "detente": ours,
        "trafilatura default + metadata": lambda row: bare(row, with_metadata=True),
        "trafilatura no comments": lambda row: bare(row, include_comments=False),
        **dict(others()),
    }
    found = {label: _timed(label, rows, take) for label, take in measured.items()}
    gap = 1 - found["trafilatura no comments"][0]
    won = (found["detente"][0] - found["trafilatura no comments"][0]) / gap
    cost = found["detente"][1] / found["trafilatura default + metadata"][1]
    print(f"  of what trafilatura (no comments) lacks to 1.0 we win {won:.1%}; cost {cost:.2f} x bare with metadata")
    if ablation:
        for switch in SWITCHES:
            less = scores([(row["text"], ours(row, frozenset([switch]))) for row in rows])[0]
            print(f"  {'without ' + switch:32}{less:.4f}  ({found['detente'][0] - less:+.4f} is its share)")


def _timed(label: str, rows: list[Row], take: Callable[[Row], str]) -> tuple[float, float]:
    start = time.process_time()
    pairs = [(row["text"], take(row)) for row in rows]
    spent = (time.process_time() - start) / len(rows) * 1000
    f1, p, r, words = scores(pairs)
    print(f"  {label:32}{f1:.4f} ({p:.4f} / {r:.4f})   {words:.4f}  {spent:6.1f}")
    return f1, spent


def metadata(name: str, rows: list[Row]) -> None:
    """Print exact matches of title, set of authors and date (the day in UTC, and within one day: outlets use zones)."""
    articles = [extract_page(row["page"]) for row in rows]
    tests: dict[str, Callable[[Row, Article], bool | None]] = {
        "title": lambda row, it: row["title"] and " ".join(row["title"].split()) == it.title,
        "authors": lambda row, it: None if row["authors"] is None else set(row["authors"]) == set(it.authors),
        "date, day in UTC": lambda row, it: row["date"] and _apart(row, it) == 0,
        "date, within a day": lambda row, it: row["date"] and _apart(row, it) <= 1,
    }
    for label, test in tests.items():
        known = [bool(hit) for hit in map(test, rows, articles) if hit is not None and hit != ""]
        if known:
            print(f"  {label:32}{sum(known) / len(known):.3f} of {len(known)}")


def _apart(row: Row, article: Article) -> int:
    if article.published is None:
        return 9_999
    return abs((article.published.date() - datetime.fromisoformat(row["date"][:10]).date()).days)


def parallel(rows: list[Row], copies: int) -> None:
    """Print pages a second of one process and of two."""
    pages = [row["page"] for row in rows] * copies
    rates = {}
    for workers in (1, 2):
        start = time.perf_counter()
        count = sum(1 for _ in extract_all(pages, workers=workers, seconds=30, chrome={}))
        rates[workers] = count / (time.perf_counter() - start)
        print(f"  {workers} process(es): {rates[workers]:.1f} pages a second, {count} pages")
    print(f"  two give {rates[2] / rates[1]:.2f} x one")


def memory(rows: list[Row], total: int) -> None:
    """Print the peak memory of the workers as pages go by: a flat line has no leak."""
    pages = itertools.islice(itertools.cycle(row["page"] for row in rows if len(row["html"]) < 200_000), total)
    for number, _ in enumerate(extract_all(pages, workers=1, seconds=30, chrome={}), 1):
        if number % max(1, total // 20) == 0:
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            print(f"  {number:6d} pages: this process {own:4d} MiB, workers {_workers_mib():4d} MiB", flush=True)


def _workers_mib() -> int:
    """Resident memory of the largest process below this one (Linux)."""
    sizes = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(fields["PPid"]) == os.getpid():
            sizes.append(int(fields.get("VmRSS", "0 kB").split()[0]) >> 10)
    return max(sizes)


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("train", "test"), default="test")
    parser.add_argument("--no-ablation", dest="ablation", action="store_false")
    parser.add_argument("--memory", type=int, default=0, metavar="PAGES")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    for name in FILES:
        rows = load(name, options.split)
        ours(rows[0])  # loads the language model
        texts(name, rows, ablation=options.ablation)
        metadata(name, rows)
    parallel(load("scrapinghub", options.split), 4)
    if options.memory:
        memory(load("scrapinghub", options.split), options.memory)


if __name__ == "__main__":
    main()
