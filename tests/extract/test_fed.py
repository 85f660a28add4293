"""The feed's own content as second witness."""

from __future__ import annotations

import pytest

from pipeline.extract import extract_page
from tests.extract.conftest import PARAGRAPHS, article_html

WHOLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
SECOND = tuple(
    f"{paragraph} So it stands in the minutes of the {place} meeting, too."
    for paragraph, place in zip(PARAGRAPHS, ("spring", "summer", "autumn", "winter"), strict=True)
)
LONG = WHOLE + "".join(f"<p>{paragraph}</p>" for paragraph in SECOND)


def page_with(*paragraphs: str, after: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><body><article><h1>Council widens the channel</h1>{text}</article>{after}</body></html>"


@pytest.mark.parametrize(
    ("html", "content", "status", "text"),
    [
        pytest.param("<html></html>", WHOLE, "feed_only", PARAGRAPHS, id="a silent page leaves the feed's words"),
        pytest.param(
            page_with(PARAGRAPHS[0]), WHOLE, "feed_only", PARAGRAPHS, id="a stub gives way, and is never called full"
        ),
        pytest.param(article_html(), LONG, "feed_only", (*PARAGRAPHS, *SECOND), id="a page that is cut without a word"),
        pytest.param(article_html(), WHOLE, "full", PARAGRAPHS, id="both tell the same"),
        pytest.param(article_html(), f"<p>{PARAGRAPHS[0]}</p>", "full", PARAGRAPHS, id="the feed tells less"),
        pytest.param(
            article_html(), "<p>A lighthouse keeper in another town paints the stairs of his tower each May.</p>" * 20,
            "full", PARAGRAPHS, id="the feed tells something else",
        ),
    ],
)  # fmt: skip
def test_the_feed_completes_and_never_makes_full(html, content, status, text, make_page, make_entry):
    """The feed's content stands in where the page gives less of the same text; then the status is feed_only."""
    found = extract_page(make_page(html, entry=make_entry(content=content)))

    assert (status, "\n\n".join(text)) == (found.text_status, found.text)


def test_lines_that_the_extractor_lost_come_back(make_page, make_entry):
    """What the feed tells and the page shows, though where no extractor looks for the article, is its text."""
    hidden = "".join(f"<aside class='related'><p>{paragraph}</p></aside>" for paragraph in SECOND)
    page = make_page(article_html(after=hidden))
    alone = extract_page(page)

    found = extract_page(make_page(article_html(after=hidden), entry=make_entry(content=LONG)))

    assert not any(paragraph in alone.text for paragraph in SECOND)
    assert ("full", "\n\n".join((*PARAGRAPHS, *SECOND))) == (found.text_status, found.text)
