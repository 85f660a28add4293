"""
Measure the extractor: text against its truth, metadata, cost, guards, and two processes against one.

Run: python tests/bench/bench_extract.py [--split train|test] [--no-ablation] [--memory 20000]. Side by side with bare
trafilatura, and with readability-lxml, newspaper4k and resiliparse, which the extra "bench" installs (`make bench`
does; no other command needs them). Every row of one run is of the same pages in the same process; seconds are of CPU.
Intervals are 95 %: of texts by bootstrap over pages, paired where two extractors are compared; of exact matches
Wilson's. Definitions of the measures: `page_scores` and `word_f1` below.
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
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from lxml.html import fromstring
from numpy.typing import NDArray
from statsmodels.stats.proportion import proportion_confint
from trafilatura import bare_extraction

from pipeline.errors import ExtractError
from pipeline.extract import extract_all, extract_page
from pipeline.extract.guards import GUARDS
from pipeline.extract.learn import learn_chrome
from pipeline.model.texts import Article, Page

DATA = Path(__file__).parents[2] / "../shared/data/extract"
FILES = ("scrapinghub", "fundus_a", "wcxb_articles")
SEEN = datetime(2027, 1, 1, tzinfo=UTC)
SWITCHES = (*(name for name, _ in GUARDS), "standfirst")
WORD = re.compile(r"\w+")
DRAWS = 2_000  # of the bootstrap
FREE = ("trafilatura default + metadata", "trafilatura no comments", "readability", "newspaper", "resiliparse")

Row = dict[str, Any]
Scores = NDArray[np.float64]  # one row per page: shingle precision, shingle recall, word F1


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


def page_scores(truth: str, found: str) -> tuple[float, float, float]:
    """Shingle precision and recall, and word F1, of one page."""
    one, two = shingles(truth), shingles(found)
    hits = (one & two).total()
    return hits / two.total() if two else 0.0, hits / one.total() if one else 1.0, word_f1(truth, found)


def f1(scores: Scores) -> Any:
    """F1 of the mean precision and the mean recall; one per draw where there are draws before the pages."""
    p, r = scores[..., 0].mean(-1), scores[..., 1].mean(-1)
    return 2 * p * r / np.maximum(p + r, 1e-9)


def interval(scores: Scores, less: Scores | None = None) -> tuple[float, float]:
    """Bootstrap over pages, of F1 or of how far it is above that of *less* on the same pages."""
    draws = np.random.default_rng(1).integers(0, len(scores), (DRAWS, len(scores)))
    values = f1(scores[draws]) - (0 if less is None else f1(less[draws]))
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


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
        "newspaper": lambda lib: lambda row: _newspaper(lib, row),
        "resiliparse.extract.html2text": lambda lib: (
            lambda row: lib.extract_plain_text(row["html"], main_content=True, comments=False)
        ),
    }
    for name, make in makers.items():
        try:
            yield name.partition(".")[0], make(importlib.import_module(name))
        except ImportError:
            print(f"  {name}: not installed")


def _newspaper(lib: Any, row: Row) -> str:
    article = lib.Article(row["page"].url, fetch_images=False)
    article.download(input_html=row["html"])
    article.parse()
    return str(article.text)


def _plain(markup: str) -> str:
    return " ".join(fromstring(markup).itertext())


def texts(name: str, rows: list[Row], *, ablation: bool) -> None:
    """Print the quality of texts and their cost, and what every guard is worth."""
    print(f"\n{name}: {len(rows)} pages")
    print(f"  {'':32}shingle F1 [95 %] (P / R)                   word F1  ms a page  errors")
    measured = {
        "detente": ours,
        "trafilatura default + metadata": lambda row: bare(row, with_metadata=True),
        "trafilatura no comments": lambda row: bare(row, include_comments=False),
        **dict(others()),
    }
    found = {label: _timed(label, rows, take) for label, take in measured.items()}
    mine, cost = found["detente"]
    for label in FREE:
        if label in found:
            low, high = interval(mine, found[label][0])
            print(f"  above {label:32}{f1(mine) - f1(found[label][0]):+.4f} [{low:+.4f}, {high:+.4f}]")
    bare_f1 = f1(found["trafilatura no comments"][0])
    won = (f1(mine) - bare_f1) / (1 - bare_f1)
    ratio = cost / found["trafilatura default + metadata"][1]
    print(f"  of what trafilatura (no comments) lacks to 1.0 we win {won:.1%}; cost {ratio:.2f} x bare with metadata")
    for switch in SWITCHES if ablation else ():
        less = np.array([page_scores(row["text"], ours(row, frozenset([switch]))) for row in rows])
        low, high = interval(mine, less)
        share = f"{f1(mine) - f1(less):+.4f} [{low:+.4f}, {high:+.4f}]"
        print(f"  {'without ' + switch:32}{f1(less):.4f}  (its share {share})")


def _timed(label: str, rows: list[Row], take: Callable[[Row], str]) -> tuple[Scores, float]:
    found, failed = [], 0
    start = time.process_time()
    for row in rows:
        try:
            found.append(take(row))
        except Exception:  # whatever another extractor raises is its result
            failed += 1
            found.append("")
    spent = (time.process_time() - start) / len(rows) * 1000
    scores = np.array([page_scores(row["text"], text) for row, text in zip(rows, found, strict=True)])
    p, r, words = scores.mean(0)
    low, high = interval(scores)
    text = f"{f1(scores):.4f} [{low:.4f}, {high:.4f}] ({p:.4f} / {r:.4f})   {words:.4f}"
    print(f"  {label:32}{text}  {spent:7.1f}  {failed}", flush=True)
    return scores, spent


def chrome(names: tuple[str, ...]) -> None:
    """
    Print what boilerplate learned per outlet is worth, learned on all pages of an outlet and measured on them.

    These sets have hardly an outlet with the four pages that are asked for, so a second figure takes a line for chrome
    that stands on two: what learning would give to outlets of which more is known.
    """
    rows = [row for name in names for split in ("train", "test") for row in load(name, split)]
    outlets: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        outlets[row.get("outlet") or row["page"].url.split("/")[2]].append(row)
    for least in (4, 2):
        plain, learned = [], []
        for own in (own for own in outlets.values() if len(own) >= least):
            pages = [extract_page(row["page"]) for row in own]
            known = _returning([page.marks for page in pages]) if least == 2 else _learned(own)
            for row, page in zip(own, pages, strict=True):
                plain.append(page_scores(row["text"], page.text))
                learned.append(page_scores(row["text"], extract_page(row["page"], known).text))
        low, high = interval(np.array(learned), np.array(plain))
        one, two = f1(np.array(plain)), f1(np.array(learned))
        print(
            f"  chrome on {least} pages: {len(plain)} pages of outlets with as many,"
            f" {one:.4f} to {two:.4f} ({two - one:+.4f} [{low:+.4f}, {high:+.4f}])"
        )


def _learned(own: list[Row]) -> frozenset[int]:
    """As the line learns; the lines before the guards are those of every switch off."""
    every = frozenset(SWITCHES)
    return learn_chrome([extract_page(row["page"], without=every).text.split("\n\n") for row in own])


def _returning(marks: list[tuple[int, ...]]) -> frozenset[int]:
    """Lines on two pages; two pages that share half their lines are versions of one article, and teach nothing."""
    pages: list[set[int]] = []
    for each in map(set, marks):
        if all(len(each & other) <= 0.5 * min(len(each), len(other)) for other in pages):
            pages.append(each)
    counts = Counter(mark for each in pages for mark in each)
    return frozenset(mark for mark, count in counts.items() if count >= 2)


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
            low, high = proportion_confint(sum(known), len(known), method="wilson")
            print(f"  {label:32}{sum(known) / len(known):.3f} [{low:.3f}, {high:.3f}] of {len(known)}")


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
    """Plot the resident memory of this process and of its worker as pages go by: a flat line has no leak."""
    pages = itertools.islice(itertools.cycle(row["page"] for row in rows if len(row["html"]) < 200_000), total)
    print(f"\n  resident memory over {total:,} pages (# the worker, one sign = 4 MiB; * a new worker)")
    seen: list[int] = []
    last = 0
    for number, _ in enumerate(extract_all(pages, workers=1, seconds=30, chrome={}), 1):
        if number % max(1, total // 40) == 0:
            pid, size = _worker()
            own = _status(os.getpid()).get("VmRSS", 0)
            seen.append(size)
            print(f"  {number:6d} {own:4d} {size:4d} MiB {'#' * (size // 4)}{'*' if pid != last else ''}", flush=True)
            last = pid
    early, late = seen[len(seen) // 10 : len(seen) // 2], seen[len(seen) // 2 :]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(
        f"  worker: mean {sum(early) / len(early):.0f} MiB in the first half,"
        f" {sum(late) / len(late):.0f} in the second, highest {max(seen)} seen, {peak} at its peak"
    )


def _worker() -> tuple[int, int]:
    """Process id and resident MiB of the largest process below this one (Linux)."""
    found = [(0, 0)]
    for place in Path("/proc").glob("[0-9]*"):
        fields = _status(int(place.name))
        if fields.get("PPid") == os.getpid():
            found.append((int(place.name), fields.get("VmRSS", 0)))
    return max(found, key=lambda each: each[1])


def _status(pid: int) -> dict[str, int]:
    """PPid and VmRSS (MiB) of a process; {} when it has gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return {"PPid": int(fields["PPid"]), "VmRSS": int(fields.get("VmRSS", "0 kB").split()[0]) >> 10}


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("train", "test"), default="test")
    parser.add_argument("--no-ablation", dest="ablation", action="store_false")
    parser.add_argument("--memory", type=int, default=2_000, metavar="PAGES", help="20000 for the whole plot; 0: none")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for name in FILES:
        rows = load(name, options.split)
        ours(rows[0])  # loads the language model
        texts(name, rows, ablation=options.ablation)
        metadata(name, rows)
    print("\nboilerplate learned per outlet (fundus_a, scrapinghub, both splits)")
    chrome(("fundus_a", "scrapinghub"))
    print("\nprocesses")
    parallel(load("scrapinghub", options.split), 4)
    if options.memory:
        memory(load("scrapinghub", options.split), options.memory)


if __name__ == "__main__":
    main()
