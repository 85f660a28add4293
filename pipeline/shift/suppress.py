"""
Which counts are printed, and how: the one rule of page, mail, tables and commands.

Below `Plan.least_share_n` pieces a count stands alone, as it is. From there on a code of fewer than `Plan.least_k`
pieces is "fewer than 5". Neither has a share, an interval or a verdict. facts.json and the database keep the counts.
"""

from __future__ import annotations

from pipeline.model.week import Plan


def few(k: int, n: int, plan: Plan) -> bool:
    """Whether the count *k* of *n* pieces is withheld."""
    return n >= plan.least_share_n and k < plan.least_k


def count(k: int, n: int, plan: Plan) -> str:
    """The count *k* of *n* pieces as it is printed: "12", "1,204", "fewer than 5"."""
    return f"fewer than {plan.least_k}" if few(k, n, plan) else f"{k:,}"


def share(k: int, n: int, plan: Plan) -> float | None:
    """The share k / n, 0..1; None where none is printed."""
    return k / n if n >= plan.least_share_n and k >= plan.least_k else None
