"""Where pages mark who wrote them, and what on a page is nobody's byline."""

from __future__ import annotations

import pytest

from pipeline.extract import extract_page
from tests.extract.conftest import article_html

SITE = "<meta property='og:site_name' content='The Example'>"


def _schema(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {author}}}</script>'


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param("<p class='firma'><em>Ada Holm</em> | <b>Harbour</b></p>", ("Ada Holm",), id="a class in Spanish"),
        pytest.param("<p class='auteur'>Ada Holm</p>", ("Ada Holm",), id="a class in French"),
        pytest.param("<p class='yazar-adi'>Ada Holm</p>", ("Ada Holm",), id="a class in Turkish"),
        pytest.param("<p class='penulis'>Ada Holm</p>", ("Ada Holm",), id="a class in Indonesian"),
        pytest.param("<a rel='author nofollow' href='/m/9'>Ada Holm</a>", ("Ada Holm",), id="a relation among others"),
        pytest.param("<b property='schema:author'>Ada Holm</b>", ("Ada Holm",), id="a property of RDFa"),
        pytest.param("<a href='/people/all'>Our People</a>", (), id="a link to all members"),
        pytest.param("<p class='confirmation'>Ada Holm</p>", (), id="a class that only sounds like it"),
        pytest.param("<p class='author-name'>tidewatcher</p>", ("tidewatcher",), id="a class for a name: a pen name"),
        pytest.param("<p class='author-box'>tidewatcher</p>", (), id="a class for more than a name"),
        pytest.param("<p class='author'>Von am 20.06.2026</p>", (), id="a byline without a name"),
        pytest.param("<p class='author'>ABOUT TE</p>", (), id="a button in capitals"),
        pytest.param("<p><img src='/ada'> By Ada Holm<br>The Example</p>", ("Ada Holm",), id="By behind a picture"),
        pytest.param(
            "<p><em>This article was written by <a href='/m/9'>Ada Holm</a>, of the gate.</em></p>", ("Ada Holm",),
            id="a sentence",
        ),
        pytest.param("<p>A gate <b>widened</b> By Ada Holm</p>", (), id="By within a sentence"),
        pytest.param("<li><b>Author</b> Ada Holm</li>", ("Ada Holm",), id="a label without a colon"),
        pytest.param("<p>Autor/in: Ada Holm</p>", ("Ada Holm",), id="a label for both genders"),
        pytest.param("<p>Tekst: Ada Holm Foto: Bo Ek</p>", ("Ada Holm",), id="words and pictures in one text"),
        pytest.param("<p>Von Harbour Gate zum Old Quay</p>", (), id="from there to there"),
        pytest.param(
            "<div class='teaser-body'><h1>Gate</h1><p>By Ada Holm</p></div>", ("Ada Holm",),
            id="a teaser that holds the headline is none",
        ),
        pytest.param(
            "<div>" + "".join(f"<a class='author'>Ada{last} Holm</a> " for last in "abcdefghijklmn") + "</div>", (),
            id="a list of all who write",
        ),
        pytest.param("<div class='author'>发布时间 <b>关注</b></div>", (), id="words of a page in Chinese"),
        pytest.param("<div class='author'>기사입력</div>", (), id="words of a page in Korean"),
        pytest.param("<a class='author'>港口新聞</a>", ("港口新聞",), id="a paper in Chinese signs"),
        pytest.param("<div class='author'><a>mehr</a></div>", (), id="a button in German"),
        pytest.param("<a href='/journalistic-standards'>Harbour Gate</a>", (), id="a link that only sounds like it"),
        pytest.param("<p class='author'>Harbour's Guard</p>", (), id="whose, and what"),
        pytest.param("<p class='byline'>Reuters in Harbour</p>", ("Reuters",), id="an agency, and where"),
        pytest.param("<p class='author'>Last Name</p>", (), id="a field of a form"),
    ],
)  # fmt: skip
def test_bylines_are_told_from_the_rest(shown, expected, make_page):
    """Marks in several languages name the author; words of the page itself do not."""
    assert expected == extract_page(make_page(article_html(head=SITE, before=shown))).authors


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("<p class='writer'>Ada Holm</p>", id="a class"),
        pytest.param("<p class='vcard'><b class='fn'>Ada Holm</b></p>", id="a card"),
        pytest.param("<p class='articleWriter'>Ada Holm</p>", id="a class in one word"),
        pytest.param("<a href='/journalist/9'>Ada Holm</a>", id="a link to a journalist's page"),
        pytest.param(
            "<a href='/people'>People</a><a href='/people/ada-holm'>Ada Holm</a>", id="a link to a member's page"
        ),
    ],
)
def test_who_writes_signs_where_nobody_is_declared(shown, make_page):
    """Such marks may name others too: the outlet's own credit stands before them."""
    declared = SITE + "<meta name='author' content='The Example'>"

    assert extract_page(make_page(article_html(head=SITE, before=shown))).authors == ("Ada Holm",)
    assert extract_page(make_page(article_html(head=declared, before=shown))).authors == ("The Example",)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("<meta name='author' content='The Example, Harbour, Land'>", ("Ada Holm",), id="with its address"),
        pytest.param("<meta name='author' content='Edition The Example'>", ("Ada Holm",), id="within a longer name"),
        pytest.param("<meta name='author' content='example'>", ("Ada Holm",), id="by its address alone"),
        pytest.param("<meta name='author' content='Das Example'>", ("Ada Holm",), id="with another article"),
        pytest.param("<title>Gate_Gate Online</title><meta name='author' content='Gate Online'>", ("Ada Holm",),
                     id="by the end of the window's title"),
        pytest.param("<meta name='author' content='deholm'>", ("Ada Holm",), id="a login"),
        pytest.param("<meta name='author' content='Harbour Wire Desk'>", ("Ada Holm",), id="a desk"),
        pytest.param("<meta name='author' content='Example Newsdesk'>", ("Ada Holm",), id="a desk in one word"),
        pytest.param("<meta name='author' content='Super User'>", ("Ada Holm",), id="a user of the system"),
        pytest.param("<meta name='author' content='Harbour Trust'>", ("Harbour Trust",), id="another body stays"),
    ],
)  # fmt: skip
def test_whom_the_page_shows_comes_before_the_outlet(head, expected, make_page):
    """An outlet is known by every form of its name."""
    html = article_html(head=SITE, before="<p class='byline'>By Ada Holm, The Example</p>")
    html = html.replace("<title>Council widens the channel | The Example</title>", "").replace(
        "</head>", head + "</head>"
    )

    assert expected == extract_page(make_page(html)).authors


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("<meta name='cse_author' content='Ada Holm'>", ("Ada Holm",), id="a prefix"),
        pytest.param("<meta name='Search.Byline' content='Ada Holm'>", ("Ada Holm",), id="a byline"),
        pytest.param("<meta name='twitter:creator' content='@ada'>", (), id="a handle"),
        pytest.param("<meta name='twitter:creator' content='The Example'>", (), id="the outlet's card"),
        pytest.param("<meta name='citation_author_institution' content='Ada Holm'>", (), id="no name of an author"),
        pytest.param("<meta name='author' content='Wyn'>" * 2, ("Wyn",), id="one pen name, twice"),
        pytest.param("<meta name='dc.creator' content='Holm, Ada'><meta name='dc.creator' content='Ek, Bo'>",
                     ("Ada Holm", "Bo Ek"), id="one by one, family names first"),
        pytest.param(_schema('"author": "{\\"@type\\": \\"Person\\", \\"name\\": \\"Ada Holm\\"}"'), ("Ada Holm",),
                     id="JSON in a string"),
        pytest.param(_schema('"author": "{\\"name\\": broken"'), (), id="broken JSON in a string"),
        pytest.param(_schema('"author": {"@list": [{"name": "Ada Holm"}, {"name": "Bo Ek"}]}'), ("Ada Holm", "Bo Ek"),
                     id="an ordered list"),
        pytest.param(_schema('"author": {"0": {"name": "Ada Holm"}, "1": {"name": "Bo Ek"}}'), ("Ada Holm", "Bo Ek"),
                     id="numbers for keys"),
        pytest.param(_schema('"author": {"@type": "Organization", "name": "The Example"}, "creator": ["Ada Holm"]'),
                     ("Ada Holm",), id="the outlet is the author, a person the creator"),
        pytest.param(_schema('"author": {"@type": "Organization", "name": "AFP"}, "creator": ["The Example"]'),
                     ("AFP",), id="an agency is the author, the outlet the creator"),
        pytest.param(_schema('"author": {"@id": "#a"}') + '<script type="application/ld+json">{"@id": "#a", '
                     '"name": "Ada Holm"}</script>', ("Ada Holm",), id="a record without a type"),
        pytest.param(_schema('"author": [{"name": "Ada Holm"}, {"name": "Berta Example"}]'),
                     ("Ada Holm", "Berta Example"), id="a person with the outlet's name"),
        pytest.param(_schema('"author": [{"name": "Ada Holm"}, {"name": "Example"}]'), ("Ada Holm",),
                     id="the outlet beside a person"),
    ],
)  # fmt: skip
def test_authors_are_declared_in_words_of_the_outlets_own(head, expected, make_page):
    """Names of metas and shapes of JSON-LD that no standard knows."""
    assert expected == extract_page(make_page(article_html(head=SITE + head))).authors
