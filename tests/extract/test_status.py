"""What is no whole article says so, and why."""

from __future__ import annotations

import pytest

from pipeline.extract import extract_page
from tests.extract.conftest import PARAGRAPHS, article_html

TEASERS = "".join(
    f"<div><h3><a href='/news/{n}'>Ferry number {n} is late again today</a></h3><p>Ferry {n} waits.</p></div>"
    for n in range(30)
)
SHORT = (
    "<h1>Watch the gate open</h1><p>The old gate opens for the first time since spring, and a boat goes through.</p>"
)
BEGUN = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:3])


def linked(text: str) -> str:
    """A script of JSON-LD."""
    return f"<script type='application/ld+json'>{text}</script>"


def started(*more: str, head: str = "") -> str:
    """A page with the first paragraphs of an article, and *more*."""
    return f"<html><head>{head}</head><body><article><h1>Of it</h1>{BEGUN}{''.join(more)}</article></body></html>"


@pytest.mark.parametrize(
    ("html", "path", "status", "reason"),
    [
        pytest.param(f"<h1>Harbour</h1>{TEASERS}", "tag/harbour", "non_article", "index page", id="a tag's page"),
        pytest.param(f"<h1>The Example</h1>{TEASERS}", "", "non_article", "index page", id="a front page"),
        pytest.param(
            linked(
                '{"@type": "CollectionPage", "mainEntity": {"@type": "NewsArticle", "headline": "One", "url": "/one"}}'
            ) + TEASERS,
            "harbour", "non_article", "index page", id="a collection that declares its articles",
        ),
        pytest.param(article_html(), "news/live/vote", "non_article", "live blog", id="a live page by its folder"),
        pytest.param(article_html(), "vote-live-updates", "non_article", "live blog", id="a live page by its name"),
        pytest.param(article_html(), "where-gulls-live", "full", "", id="a word of a title makes no live page"),
        pytest.param(SHORT, "video/gate", "non_article", "video", id="a video by its folder"),
        pytest.param(
            linked('{"@type": "VideoObject", "name": "Watch"}') + SHORT, "gate", "non_article", "video",
            id="a video by its declaration",
        ),
        pytest.param(
            article_html(head=linked('{"@type": "VideoObject", "name": "Watch"}')), "gate", "full", "",
            id="an article with a video in it",
        ),
        pytest.param(
            "<title>Page not found</title><h1>Page not found</h1><p>It may have been moved, deleted or renamed.</p>",
            "gone", "non_article", "error page", id="an error that calls itself a success",
        ),
        pytest.param(started(head=linked(
            '{"@type": "NewsArticle", "headline": "Of it", "isAccessibleForFree": "False"}'
        )), "it", "paywalled", "declared as paid", id="paid, by JSON-LD"),
        pytest.param(started(head=linked(
            '{"@type": "NewsArticle", "headline": "Of it", "hasPart": {"isAccessibleForFree": false}}'
        )), "it", "paywalled", "declared as paid", id="paid in part, by JSON-LD"),
        pytest.param(
            started(head="<meta property='article:content_tier' content='locked'>"), "it", "paywalled",
            "declared as paid", id="paid, by its tier",
        ),
        pytest.param(started("<p>This article is for subscribers only.</p>"), "it", "paywalled", "the page says",
                     id="English words of a wall"),
        pytest.param(started("<p>Jetzt weiterlesen mit einem Abo</p>"), "it", "paywalled", "the page says",
                     id="German words of a wall"),
        pytest.param(started("<p>Полный текст доступен только подписчикам</p>"), "it", "paywalled", "the page says",
                     id="Russian words of a wall"),
        pytest.param(
            article_html("<p>The chair told subscribers of the notice board at the old gate to continue reading it, "
                         "and thanked them.</p>"),
            "it", "full", "", id="a sentence about subscribers is no wall",
        ),
    ],
)  # fmt: skip
def test_a_status_has_its_reason(html, path, status, reason, make_page):
    """Lists, live pages, videos, errors and walls are told from articles."""
    url = f"https://example.org/{path}"
    found = extract_page(make_page(html, url=url, final_url=url))

    assert (status, True) == (found.text_status, found.status_reason.startswith(reason))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Mit Werbung und Tracking weiterlesen oder ein Abo abschließen.", id="German"),
        pytest.param("Avec votre accord, nous utilisons des cookies.", id="French"),
        pytest.param("Wij en onze partners gebruiken cookies en vergelijkbare technieken.", id="Dutch"),
        pytest.param("My i nasi partnerzy używamy plików cookie.", id="Polish"),
        pytest.param("Nosotros y nuestros socios usamos cookies.", id="Spanish"),
        pytest.param("Мы используем файлы cookie.", id="Russian"),
    ],
)
def test_a_cookie_wall_has_no_text(words, make_page):
    """The words of a consent page are nobody's article, in the languages of our outlets."""
    found = extract_page(make_page(f"<html><body><p>{words}</p><button>OK</button></body></html>"))

    assert (found.text_status, found.text) == ("non_article", "")
    assert found.status_reason.startswith("consent wall")


def test_a_cookie_notice_beside_an_article_is_no_wall(make_page):
    """A notice at the foot of an article changes nothing."""
    notice = "<div id='cmp'><p>We value your privacy</p><button>Accept all cookies</button></div>"

    assert extract_page(make_page(article_html(after=notice))).text_status == "full"
