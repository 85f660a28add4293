"""One page in, one article out."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import ExtractError
from pipeline.extract import extract_page, learn_chrome
from pipeline.model.texts import Article
from tests.extract.conftest import PARAGRAPHS, article_html

BODY = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(article_html(), id="a plain page"),
        pytest.param(article_html("<p class='byline'>By Ada Holm</p>"), id="a byline is no sentence of the article"),
        pytest.param(
            article_html("<p>Related stories</p><ul><li><a href='/a/1'>Ferry fares rise again</a></li></ul>"),
            id="related links at the end go",
        ),
        pytest.param(
            article_html(
                after="<form><label>Please enter your comment!</label></form><footer>All rights reserved</footer>"
            ),
            id="comment form and footer go",
        ),
        pytest.param(
            article_html("<p><a href='/b/2'>Ferry fares rise again, captains say</a></p>"),
            id="a line that is a link goes",
        ),
        pytest.param(
            article_html("<p>READ MORE: Ferry fares rise again</p>", "<p>Sign up for our newsletter here</p>"),
            id="pointers and offers go",
        ),
        pytest.param(
            article_html("<figure><figcaption>The old gate at low tide.</figcaption></figure>"), id="a caption goes"
        ),
    ],
)
def test_the_text_is_the_article(html, make_page):
    """What stands around an article's paragraphs is not in its text."""
    assert extract_page(make_page(html)).text == BODY


def test_metadata_comes_from_the_best_witness(make_page):
    """JSON-LD, meta and headings give title, people, section and date; the site's name is no part of a title."""
    linked = {
        "@type": "NewsArticle",
        "headline": "Council widens the channel",
        "author": [{"@type": "Person", "name": "Ada Holm"}, {"@type": "Person", "name": "Staff"}],
        "datePublished": "2026-04-29T10:00:00+02:00",
        "articleSection": "Harbour",
    }
    head = (
        f"<script type='application/ld+json'>{json.dumps(linked)}</script>"
        "<meta property='og:site_name' content='The Example'>"
        "<link rel='canonical' href='https://example.org/news/harbour?utm_source=x'>"
    )

    article = extract_page(make_page(article_html(head=head)))

    assert (article.title, article.authors, article.section) == ("Council widens the channel", ("Ada Holm",), "Harbour")
    assert (article.published.isoformat(), article.date_rule) == ("2026-04-29T08:00:00+00:00", "json_ld")
    assert 0.9 < article.date_confidence < 1
    assert (
        article.url, article.language, article.text_status, article.status_reason,
    ) == ("https://example.org/news/harbour", "en", "full", "")  # fmt: skip


def test_removed_lines_are_told_by_guard(make_page):
    """A change of text can be traced to the guard that made it, and to the extractor's version."""
    article = extract_page(make_page(article_html("<p>Sign up for our newsletter here</p>")))

    assert ("offer", ("Sign up for our newsletter here",)) in article.removed
    assert "trafilatura" in article.extractor


@pytest.mark.parametrize(
    ("html", "status", "reason"),
    [
        pytest.param("", "non_article", "empty page", id="empty"),
        pytest.param(bytes(range(256)) * 40, "non_article", "binary", id="binary"),
        pytest.param(b"%PDF-1.7 text", "non_article", "binary", id="a PDF"),
        pytest.param(b"<p>word</p>" * 900_000, "non_article", "larger than", id="larger than any article"),
        pytest.param("<a href='/x'>link</a>" * 40_000, "non_article", "tags", id="more tags than any article"),
        pytest.param(
            "<html><body>" + "<li><a href='/x'>a link</a></li>" * 2_500 + "</body></html>",
            "non_article", "index page", id="a list of links",
        ),
        pytest.param(
            "<html><body><p>We value your privacy. We and our partners use cookies.</p><p>Accept all</p></body></html>",
            "non_article", "consent wall", id="a cookie wall",
        ),
        pytest.param(
            "<html><body>Please complete the captcha</body></html>", "non_article", "challenge page", id="a captcha"
        ),
        pytest.param(
            f"<html><body><article><h1>T of it</h1><p>{PARAGRAPHS[0]}</p></article></body></html>",
            "partial", "characters", id="a stub",
        ),
        pytest.param(
            f"<html><body><article><h1>Of it</h1><p>{PARAGRAPHS[0]}</p><p>Subscribe to continue reading</p></article>",
            "paywalled", "the page says", id="a paywall",
        ),
        pytest.param(
            article_html(head="<script type='application/ld+json'>{\"@type\": \"LiveBlogPosting\"}</script>"),
            "non_article", "live blog", id="a live blog",
        ),
    ],
)  # fmt: skip
def test_what_is_no_whole_article_says_why(html, status, reason, make_page):
    """No page is dropped in silence: its status and the reason are in the article."""
    article = extract_page(make_page(html))

    assert status == article.text_status
    assert reason in article.status_reason


def test_the_feed_speaks_where_the_page_is_silent(make_page, make_entry):
    """With nothing but the feed's words, they are the text, and the status says so."""
    entry = make_entry(summary=" ".join(PARAGRAPHS[:2]))

    article = extract_page(make_page("", entry=entry))

    assert ("feed_only", "empty page", entry.title) == (article.text_status, article.status_reason, article.title)
    assert entry.summary == article.text
    assert ("feed", entry.published) == (article.date_rule, article.published)


def test_a_fuller_declared_body_wins(make_page):
    """A page that shows one paragraph and declares the whole text gives the whole text."""
    linked = {"@type": "NewsArticle", "headline": "Of it", "articleBody": BODY}
    html = (
        f"<html><head><script type='application/ld+json'>{json.dumps(linked)}</script></head>"
        f"<body><article><h1>Of it</h1><p>{PARAGRAPHS[0]}</p></article></body></html>"
    )

    assert ((found := extract_page(make_page(html))).text, found.text_status) == (BODY, "full")


@pytest.mark.parametrize(
    ("html", "content_type"),
    [
        pytest.param("<p>Vœux d’été</p>".encode(), "text/html; charset=iso-8859-1", id="UTF-8 under a Latin-1 header"),
        pytest.param("<p>Vœux d’été</p>".encode("cp1252"), "text/html", id="windows-1252 undeclared"),
        pytest.param("\ufeff<p>Vœux d’été</p>".encode("utf-16-le"), "text/html", id="UTF-16 with its mark"),
        pytest.param("<p>Vœux d\x00’été</p>".encode(), "text/html", id="a NUL inside"),
        pytest.param("<p>V\u009cux d\u0092été</p>".encode(), "text/html", id="windows signs taken for Latin-1"),
    ],
)
def test_signs_survive_their_charset(html, content_type, make_page):
    """Bytes are read as what they are, whatever the server calls them."""
    assert "Vœux d’été" in extract_page(make_page(html, content_type=content_type)).text


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 20_000, id="nested divs"),
        pytest.param("<b><i>" * 15_000 + "x", id="nested inline tags"),
        pytest.param("<p>" + " By " * 50_000 + "a," * 50_000 + "(/" * 50_000, id="what regexes choke on"),
        pytest.param(f"<script type='application/ld+json'>{'[' * 100_000}</script><p>{BODY}", id="nested JSON"),
        pytest.param("<title>" + " | " * 50_000 + "</title><p>x", id="a title of separators"),
    ],
)
def test_hostile_pages_end_in_an_article_or_an_error(html, make_page):
    """Nothing that a page can hold breaks more than the page."""
    found: object
    try:
        found = extract_page(make_page(html))
    except ExtractError as error:
        found = error

    assert isinstance(found, Article | ExtractError)


def test_an_address_that_names_nothing_is_an_error(make_page):
    """Without an address there is no article to speak of."""
    with pytest.raises(ExtractError, match="no article"):
        extract_page(make_page("<p>x</p>", final_url="mailto:x", url="mailto:x"))


def test_chrome_is_learned_from_lines_that_return(make_page):
    """A line on many pages of an outlet is furniture; versions of one article teach nothing."""
    slogan = "Our harbour, our paper, every single morning of the year"
    pages = [[slogan, f"Report {n} of the week", f"Its own words number {n}"] for n in range(6)]

    chrome = learn_chrome(pages)

    assert slogan not in extract_page(make_page(article_html(f"<p>{slogan}</p>")), chrome).text
    assert frozenset() == learn_chrome([[slogan, "One report", "Its own words"]] * 6)
