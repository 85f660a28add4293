"""Many pages through a few processes."""

from __future__ import annotations

import os
from dataclasses import replace

from pipeline.errors import ExtractError
from pipeline.extract import extract_all
from tests.extract.conftest import article_html


class Deadly(bytes):
    """A body that ends the process which unpacks it."""

    def __reduce__(self):
        return os._exit, (3,)


def test_one_slow_page_costs_one_page(make_page):
    """Pages come back in their order; the one over its time is the only error."""
    pages = [replace(make_page(article_html()), url=f"https://example.org/{n}") for n in range(6)]
    pages[2] = replace(pages[2], body=b"<p>" + b"word " * 1_500_000)

    found = list(extract_all(pages, workers=1, seconds=0.15, chrome={}))

    assert [page.url for page in pages] == [page.url for page, _ in found]
    lost = [page.url for page, each in found if isinstance(each, ExtractError)]
    assert "https://example.org/2" in lost


def test_a_worker_that_dies_costs_one_page(make_page):
    """A page that kills its worker is one error, and the rest is done."""
    pages = [make_page(article_html()) for _ in range(4)]
    pages[1] = replace(pages[1], body=Deadly(b"x"))

    found = [outcome for _, outcome in extract_all(pages, workers=1, seconds=20, chrome={})]

    assert [isinstance(each, ExtractError) for each in found] == [False, True, False, False]
    assert "the worker died" in str(found[1])
