"""Boilerplate learned per outlet: a line that returns on many of its pages is chrome."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.extract.lines import key, mark_of

LEAST_PAGES = 4  # that a line must stand on
LEAST_SHARE = 0.1  # of the outlet's pages
NEWEST = 200  # pages of an outlet that are looked at: its furniture of years ago has gone
_SAME_ARTICLE = 0.5  # shared lines, from which two pages are versions of one article
_EDGE = 200  # lines at either end of a page that are looked at


def line_marks(lines: Sequence[str]) -> tuple[int, ...]:
    """
    The fingerprints of a page's lines, rising, each once: what is stored of the page to learn chrome from.

    They are taken before any guard, so that what is learned does not hang on what was known before.
    """
    edges = lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]
    return tuple(sorted(map(mark_of, set(map(key, edges)) - {""})))


def is_chrome(pages: int, of: int) -> bool:
    """Whether a line on *pages* of the *of* different articles looked at is furniture."""
    return pages >= LEAST_PAGES and pages >= LEAST_SHARE * of


def learn_chrome(pages: Iterable[Sequence[str]]) -> frozenset[int]:
    """
    Learn which lines of an outlet are its furniture, from pages at hand; the line learns from stored fingerprints.

    Args:
        pages: the uncleaned lines of each page of one outlet, newest first; at most 200 are read.

    Returns:
        Fingerprints for `extract_page(chrome=...)`; empty below four different articles. Versions of one article count
        as one page, so that no article teaches its own words.
    """
    articles: list[frozenset[int]] = []
    for _, lines in zip(range(NEWEST), pages, strict=False):
        marks = frozenset(line_marks(lines))
        if marks and not any(_versions(marks, other) for other in articles):
            articles.append(marks)
    counts = Counter(mark for marks in articles for mark in marks)
    return frozenset(mark for mark, count in counts.items() if is_chrome(count, len(articles)))


def _versions(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) > _SAME_ARTICLE * min(len(one), len(other))


def chrome_name(chrome: frozenset[int]) -> str:
    """Eight characters that change with what was learned; "" for nothing."""
    if not chrome:
        return ""
    marks = b"".join(mark.to_bytes(8, "little") for mark in sorted(chrome))
    return hashlib.blake2b(marks, digest_size=4).hexdigest()
