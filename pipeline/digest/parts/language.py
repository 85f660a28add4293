"""Words that tell the week from those before it, and themes that no topic explains."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.digest.voices import CLAUSE_END, clip
from pipeline.model.findings import Term
from pipeline.model.page import Digest
from pipeline.model.week import Plan
from pipeline.shift.suppress import count

MOST_TERMS = 12
CUT = "[…] "  # where a sentence is quoted from its middle
KINDS = {"new": "new", "more": "more often", "less": "less often", "gone": "not used this week"}


def terms(digest: Digest) -> dict[str, Any] | None:
    """The telling words with a sentence that uses each, the strongest first."""
    if digest.summary.n == 0:
        return None
    summary = digest.summary
    found = summary.terms
    groups: dict[tuple[object, ...], list[Term]] = {}
    for each in found:
        groups.setdefault(_alike(each), []).append(each)
    shown = list(groups.values())[:MOST_TERMS]
    return {
        "rows": [_row(each, summary.plan) for each in shown],
        "left_out": len(found) - sum(map(len, shown)),
        "thin": min(summary.n, summary.base_n) < summary.plan.least_share_n,
    }


def themes(digest: Digest) -> dict[str, Any] | None:
    """Groups of pieces that no topic explains: proposals to the editor."""
    return {"themes": digest.summary.themes[:MOST_TERMS]} if digest.summary.n else None


def _row(alike: list[Term], plan: Plan) -> dict[str, Any]:
    """Words that the same pieces use in the same sentence, as one entry."""
    term = alike[0]
    return {
        "terms": [each.term for each in alike],
        "kind": KINDS[term.kind],
        "now": f"{count(term.k, term.n, plan)} of {words.counted(term.n, 'article')}",
        "before": f"{count(term.base_k, term.base_n, plan)} of {term.base_n:,}",
        "outlets": words.counted(term.outlets, "outlet"),
        "context": _around(term),
        "url": term.url,
    }


def _around(term: Term) -> str:
    """The sentence that uses a term, cut so that the term is in it; "" where no cut of 30 words holds it."""
    starts = [0, *(found.end() for found in CLAUSE_END.finditer(term.context))]
    cuts = ((start, clip(term.context[start:])) for start in starts)
    return next((f"{CUT if start else ''}{cut}" for start, cut in cuts if term.term in cut.lower()), "")


def _alike(term: Term) -> tuple[object, ...]:
    return term.kind, term.k, term.base_k, term.outlets, term.context
