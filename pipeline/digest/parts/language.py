"""Words that tell the week from those before it, and themes that no topic explains."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.digest.voices import clip
from pipeline.model import Digest, Term

MOST_TERMS = 12
KINDS = {"new": "new", "more": "more often", "less": "less often", "gone": "not used this week"}


def terms(digest: Digest) -> dict[str, Any] | None:
    """The telling words with a sentence that uses each, the strongest first."""
    if digest.summary.n == 0:
        return None
    found = digest.summary.terms
    groups: dict[tuple[object, ...], list[Term]] = {}
    for each in found:
        groups.setdefault(_alike(each), []).append(each)
    shown = list(groups.values())[:MOST_TERMS]
    return {"rows": [_row(each) for each in shown], "left_out": len(found) - sum(map(len, shown))}


def themes(digest: Digest) -> dict[str, Any] | None:
    """Groups of pieces that no topic explains: proposals to the editor."""
    return {"themes": digest.summary.themes[:MOST_TERMS]} if digest.summary.n else None


def _row(alike: list[Term]) -> dict[str, Any]:
    """Words that the same pieces use in the same sentence, as one entry."""
    term = alike[0]
    return {
        "terms": [each.term for each in alike],
        "kind": KINDS[term.kind],
        "now": f"{term.k:,} of {term.n:,}",
        "before": f"{term.base_k:,} of {term.base_n:,}",
        "outlets": words.counted(term.outlets, "outlet"),
        "context": clip(term.context),
        "url": term.url,
    }


def _alike(term: Term) -> tuple[object, ...]:
    return term.kind, term.k, term.base_k, term.outlets, term.context
