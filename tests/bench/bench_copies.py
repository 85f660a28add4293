"""
Measure how well copies are found: articles, each with four kinds of copy, arriving in batches in random order.

Run: python tests/bench/bench_copies.py [--half tune|test] [--batch 50]. Prints precision, recall by kind and
documents per CPU second, everything included (sketches, DuckDB, judging, clusters). Asked for: precision >= 0.98,
recall >= 0.97, 500 documents per CPU second.
With --largest 50 it lists the largest clusters of all articles as they are, to be looked at: titles, outlets, links.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import re
import time
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

import duckdb

from pipeline.identity.copies import COMMON_AT, LEAST_SHARED, Link, Sketch, clusters, judge, sketch
from pipeline.store.statements import statement

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "../shared/data/articles.jsonl.gz"
SQL = {name: statement(f"copy_{name}") for name in ("candidates", "common")}
KINDS = ("boilerplate", "sentences", "truncated", "reordered")
CHROME = tuple(
    " ".join(f"{word} {site}" for word in words.split())
    for site, words in (
        (
            "alpha",
            "sign up for our newsletter and never miss a story about things that matter to people like you today",
        ),
        ("beta", "all rights reserved this material may not be published broadcast rewritten or redistributed in part"),
        ("gamma", "support independent writing become a member read more from this author follow us on every network"),
    )
)


def load(half: str) -> list[dict[str, str]]:
    """Read 700 articles of at least 150 words, no two of one text, and give the wanted half."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if len(row["text"].split()) >= 150]
    rows = list({" ".join(row["text"].split()[:30]): row for row in rows}.values())
    random.Random(4).shuffle(rows)  # noqa: S311 (reproducible, not secret)
    return {"tune": rows[:350], "test": rows[350:700]}[half]


def copies_of(text: str, rng: random.Random) -> dict[str, str]:
    """Make the four kinds of copy, each with the boilerplate of another site at both ends."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    kept = [each for each in sentences if rng.random() >= 0.1] or sentences
    size = max(1, len(sentences) // 5)
    blocks = [sentences[at : at + size] for at in range(0, len(sentences), size)]
    rng.shuffle(blocks)
    made = (text, " ".join(kept), text[: int(len(text) * 0.45)], " ".join(itertools.chain(*blocks)))
    return {
        kind: f"{rng.choice(CHROME)}\n\n{each}\n\n{rng.choice(CHROME)}" for kind, each in zip(KINDS, made, strict=True)
    }


class Corpus:
    """A stand-in for the store: sketches and clusters, asked by the two statements that the store would use."""

    def __init__(self, per_story: int = 2) -> None:
        self.per_story = per_story
        self.db = duckdb.connect(config={"threads": 1})
        self.db.execute(
            "CREATE TABLE sketches (article VARCHAR, words INTEGER, exact UBIGINT, level INTEGER, hashes UBIGINT[])"
        )
        self.db.execute("CREATE TABLE clusters (article VARCHAR, cluster VARCHAR, known_at TIMESTAMP)")
        self.links: list[Link] = []

    def add(self, batch: dict[str, str]) -> None:
        """Sketch, store, ask, judge, join."""
        new = {key: sketch(key, text) for key, text in batch.items()}
        columns = [list(column) for column in zip(*map(astuple, new.values()), strict=True)]
        self.db.execute(
            "INSERT INTO sketches SELECT unnest($1), unnest($2), unnest($3::UBIGINT[]), unnest($4),"
            " unnest($5::UBIGINT[][])",
            columns,
        )
        asked = {"articles": list(new), "common_at": COMMON_AT}
        pairs = self.db.execute(
            SQL["candidates"], {**asked, "least": LEAST_SHARED, "per_story": self.per_story}
        ).fetchall()
        known = new | self.fetch({other for _, other in pairs} - new.keys())
        common = {row[0] for row in self.db.execute(SQL["common"], {**asked, "articles": list(known)}).fetchall()}
        for article, group in itertools.groupby(pairs, key=lambda pair: pair[0]):
            self.links += judge(new[article], [known[other] for _, other in group], common)
        self.db.execute("DELETE FROM clusters")
        heads = clusters(self.links, {})
        if heads:
            self.db.execute(
                "INSERT INTO clusters SELECT unnest($1), unnest($2), now()", [list(heads), list(heads.values())]
            )

    def fetch(self, articles: set[str]) -> dict[str, Sketch]:
        rows = self.db.execute(
            "SELECT * FROM sketches WHERE article IN (SELECT unnest($1::VARCHAR[]))", [sorted(articles)]
        ).fetchall()
        return {
            row[0]: Sketch(article=row[0], words=row[1], exact=row[2], level=row[3], hashes=tuple(row[4]))
            for row in rows
        }


def report(links: list[Link], docs: dict[str, str], seconds: float) -> None:
    """Print the measures: pairs linked, pairs of one story, and by kind how many copies are in their original's."""
    articles = sorted({key.partition("|")[0] for key in docs})
    heads = clusters(links, {})
    members: dict[str, set[str]] = {}
    for key, head in heads.items():
        members.setdefault(head, set()).add(key)
    together = {pair for each in members.values() for pair in itertools.combinations(sorted(each), 2)}
    linked = {(min(link.article, link.other), max(link.article, link.other)) for link in links}
    for name, pairs in (("linked", linked), ("of one story", together)):
        right = sum(first.partition("|")[0] == second.partition("|")[0] for first, second in pairs)
        print(f"pairs {name:12} P {right / max(1, len(pairs)):.4f}  R {right / (10 * len(articles)):.4f}")
    for kind in KINDS:
        found = sum(heads.get(f"{each}|{kind}", kind) == heads.get(f"{each}|original") for each in articles)
        print(f"{kind:18} R {found / len(articles):.4f}")
    print(f"{len(docs)} documents, {len(docs) / seconds:.0f} per CPU second")


def list_largest(number: int, batch: int) -> None:
    """Print the largest clusters of the real articles, and how their pieces hang together."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        rows = {str(row["id"]): row for row in map(json.loads, lines)}
    corpus, keys = Corpus(), sorted(rows, key=lambda key: (rows[key]["date"] or "9999", key))
    for at in range(0, len(keys), batch):
        corpus.add({key: rows[key]["text"] for key in keys[at : at + batch]})
    members: dict[str, list[str]] = {}
    days = {key: datetime.fromisoformat(row["date"]) for key, row in rows.items() if row["date"]}
    for key, head in clusters(corpus.links, days).items():
        members.setdefault(head, []).append(key)
    members = {head: each for head, each in members.items() if len(each) > 1}
    print(f"{len(rows)} articles, {len(members)} clusters of {sum(map(len, members.values()))} articles")
    for place, cluster in enumerate(sorted(members.values(), key=len, reverse=True)[:number], start=1):
        inside = [link for link in corpus.links if link.article in cluster]
        kinds = ", ".join(f"{kind} {sum(link.kind == kind for link in inside)}" for kind in ("exact", "near"))
        print(f"\n{place}. {len(cluster)} pieces; links: {kinds}; least {min(link.containment for link in inside)}")
        for key in sorted(cluster, key=lambda key: rows[key]["date"] or ""):
            row = rows[key]
            print(f"   {row['date']} {row['outlet']}: {row['title'][:90]} ({len(row['text'].split())} words) {key}")


def main() -> None:
    """Run on one half; the other is for tuning."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tune", "test"), default="test")
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--per-story", type=int, default=2, help="candidates; 10 shows every pair that can be linked")
    parser.add_argument("--largest", type=int, default=0, help="list so many clusters of the articles as they are")
    options = parser.parse_args()
    if options.largest:
        list_largest(options.largest, options.batch)
        return
    rng = random.Random(7)  # noqa: S311 (reproducible, not secret)
    docs: dict[str, str] = {}
    for row in load(options.half):
        docs[f"{row['id']}|original"] = row["text"]
        docs |= {f"{row['id']}|{kind}": text for kind, text in copies_of(row["text"], rng).items()}
    keys = list(docs)
    rng.shuffle(keys)
    corpus, begun = Corpus(options.per_story), time.process_time()
    for at in range(0, len(keys), options.batch):
        corpus.add({key: docs[key] for key in keys[at : at + options.batch]})
    report(corpus.links, docs, time.process_time() - begun)


if __name__ == "__main__":
    main()
