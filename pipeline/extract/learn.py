"""Boilerplate learned per outlet: a line that returns on many of its pages is chrome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.extract.lines import fingerprint

_LEAST_PAGES = 4  # that a line must stand on
_LEAST_SHARE = 0.1  # of the outlet's pages
_SAME_ARTICLE = 0.5  # shared lines, from which two pages are versions of one article
_MAX_PAGES = 500  # newest pages looked at


def learn_chrome(pages: Iterable[Sequence[str]]) -> frozenset[str]:
    """
    Learn which lines of an outlet are its furniture.

    Args:
        pages: the uncleaned or cleaned lines of each page of one outlet, newest first; at most 500 are read.

    Returns:
        Fingerprints for `extract_page(chrome=...)`; empty below four different articles. Versions of one article count
        as one page, so that no article teaches its own words.
    """
    articles: list[frozenset[str]] = []
    for number, lines in enumerate(pages):
        if number == _MAX_PAGES:
            break
        marks = frozenset(fingerprint(line) for line in lines if line.strip())
        if marks and not any(_versions(marks, other) for other in articles):
            articles.append(marks)
    counts = Counter(mark for marks in articles for mark in marks)
    least = max(_LEAST_PAGES, _LEAST_SHARE * len(articles))
    return frozenset(mark for mark, count in counts.items() if count >= least)


def _versions(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _SAME_ARTICLE * min(len(one), len(other))
