"""Adjusted shares on the page: beside the share as coded, with interval, method and n."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from pipeline.digest import csv_files, from_json, render, to_json
from pipeline.digest.facts import facts_of
from pipeline.model.findings import Adjusted
from pipeline.model.page import Digest
from tests.digest import weeks_for_pages as made

FOUND = Adjusted(share=0.4321, low=0.391, high=0.478, method="PACC", n=347, sql="SELECT 1 AS stated")


def adjusted() -> tuple[Digest, str]:
    """A full week whose first figure is adjusted, and that figure's key."""
    digest = made.full()
    first, *rest = digest.summary.figures
    figures = (replace(first, adjusted=FOUND), *rest)
    return replace(digest, summary=replace(digest.summary, figures=figures)), f"{first.dimension}.{first.code}"


def test_the_page_has_both_shares():
    """A row of the method's table has the measure, as coded, adjusted and the interval; the caption method and n."""
    html = unescape(render(adjusted()[0]))
    table = re.search(r"Data table: shares adjusted.*?</table>", html, re.DOTALL)[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", table).split())

    assert "347 articles that it had not learned from" in words
    assert "(PACC)" in words
    assert re.search(r"\d+% 43% 39 to 48%$", words)
    assert "Data table: shares adjusted" not in render(made.full())


def test_it_is_a_fact_like_any_other():
    """It stands in the catalogue and the CSV of its section, and the page can be drawn again from facts.json."""
    digest, key = adjusted()
    fact = next(each for each in facts_of(digest) if each.id == f"{key}.adjusted")

    assert (fact.printed, fact.value, fact.low, fact.high) == ("43%", FOUND.share, FOUND.low, FOUND.high)
    assert any(f"{key}.adjusted" in text for text in csv_files(digest).values())
    assert render(from_json(to_json(digest))) == render(digest)
