"""What people said after the coding did, as rows to learn from: corrections and audits of stored articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.store import corrections
from pipeline.store.connection import Store

CORRECTED = 2.0  # weight of a corrected article: read twice over, and with a reason, where the others were coded once
AUDITED = 1.0  # of an audited one: drawn blindly, it is like any coded article


def learned_rows(store: Store) -> list[dict[str, Any]]:
    """
    Corrected and audited articles, as `train` takes them; only the questions that people answered have codes.

    Corrections are picked because the coding erred: they stay apart, so that they do not pass for its usual errors.
    """
    found: dict[str, dict[str, Any]] = {}
    for row in corrections.learning_rows(store):
        article = found.setdefault(
            row["id"],
            {
                **{key: row[key] for key in ("id", "url", "title", "text", "outlet")},
                "codes": {},
                "weight": AUDITED,
                "apart": False,
            },
        )
        codes = row["code"].split()
        article["codes"][row["dimension"]] = codes if row["dimension"] == "topics" else "".join(codes)
        if row["corrected"]:
            article["weight"], article["apart"] = CORRECTED, True
    return list(found.values())


def with_learned(
    coded: Sequence[Mapping[str, Any]], learned: Iterable[Mapping[str, Any]], unseen: Iterable[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """
    Coded articles and what was learned since; where both know an article, the later word counts, and it stands once.

    Args:
        coded: rows as `train` takes them.
        learned: rows of `learned_rows`.
        unseen: articles that nothing may learn from, as those on which the weights are measured.
    """
    rows = [dict(row) for row in coded]
    known = {key: row for row in rows for key in _keys(row)}
    kept = {key for row in unseen for key in _keys(row)}
    for article in learned:
        if kept & _keys(article):
            continue
        before = next((known[key] for key in _keys(article) if key in known), None)
        if before is None:
            rows.append(dict(article))
        else:
            before["codes"] = {**before["codes"], **article["codes"]}
    return rows


def _keys(row: Mapping[str, Any]) -> set[str]:
    """What an article is known by: its id and address."""
    return {str(row[key]) for key in ("id", "url") if row.get(key)}
