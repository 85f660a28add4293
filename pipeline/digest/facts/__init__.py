"""
Every printed number of a digest, with where it comes from: page, mail, text and CSV print these and no other.

A fact names the query that gives it and the column of its row; where the number is computed from the rows (an interval,
an index, a distance), the column is "".
"""

from __future__ import annotations

from pipeline.digest.facts.fact import Fact
from pipeline.digest.facts.figures import FIGURES
from pipeline.digest.facts.found import FOUND
from pipeline.model.page import Digest

__all__ = ["Fact", "facts_of"]


def facts_of(digest: Digest) -> tuple[Fact, ...]:
    """All printed numbers, in the order of the page."""
    return tuple(fact for make in (*FIGURES, *FOUND) for fact in make(digest))
