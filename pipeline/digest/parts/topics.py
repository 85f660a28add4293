"""Every topic of the pack, before and now, and week by week."""

from __future__ import annotations

from typing import Any

from pipeline.digest import chart, heat
from pipeline.digest.rows import MARKS, row, topics_of
from pipeline.model.page import Digest

MOST_TOPICS = 60  # rows of the table of topics: the page stays below 250 KiB


def topics(digest: Digest) -> dict[str, Any] | None:
    """Every topic of the pack, the most written about first."""
    summary = digest.summary
    figures = topics_of(summary)
    if summary.n == 0 or not figures:
        return None
    top = chart.scale(figures)
    thin = summary.n < summary.plan.least_share_n
    unwritten = [each for each in figures if thin and not each.k and not each.base_k]
    written = [each for each in figures if each not in unwritten]
    rows = [row(each, summary, top) for each in written[:MOST_TOPICS]]
    clear = [
        f"{each.label} {'up' if each.verdict == 'clear rise' else 'down'}" for each in figures if each.verdict in MARKS
    ]
    return {
        "heading": ", ".join(clear[:3]) or ("no shift called" if summary.caution else "no clear change"),
        "rows": rows,
        "top": top if any(each.drawn for each in rows) else None,
        "left_out": max(0, len(written) - MOST_TOPICS),
        "unwritten": [each.label for each in unwritten],
        "now": sum(each.k > 0 for each in written[:MOST_TOPICS]) if thin else len(rows),
        "heat": heat.maps(digest.history, figures, summary.plan),
    }
