"""Authors are people."""

from __future__ import annotations

import pytest

from pipeline.extract import extract_page
from pipeline.extract.metadata import bare_title
from pipeline.extract.people import people
from tests.extract.conftest import article_html


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By Ada Holm", ("Ada Holm",), id="one name"),
        pytest.param("Ada Holm, Bo Ek and Cy de la Rue", ("Ada Holm", "Bo Ek", "Cy de la Rue"), id="a list"),
        pytest.param("Von Karla Öst und Jan-Ole Überfeld", ("Karla Öst", "Jan-Ole Überfeld"), id="German"),
        pytest.param("Ada Holm, Senior Correspondent", ("Ada Holm",), id="a role is no person"),
        pytest.param("Holm, Ada", ("Ada Holm",), id="family name first"),
        pytest.param("Holm, Ada M.; Ek, Bo", ("Ada M. Holm", "Bo Ek"), id="several, family names first"),
        pytest.param("Ana Ruiz y Juan Gil", ("Ana Ruiz", "Juan Gil"), id="Spanish"),
        pytest.param("José Ortega y Gasset", ("José Ortega y Gasset",), id="a family name with an and"),
        pytest.param("Maria Silva e João Souza", ("Maria Silva", "João Souza"), id="Portuguese"),
        pytest.param("Ayşe Arslan ve Ali Kaya", ("Ayşe Arslan", "Ali Kaya"), id="Turkish"),
        pytest.param("Иван Петров и Анна Смирнова", ("Иван Петров", "Анна Смирнова"), id="Russian"),
        pytest.param("김철수·이영희 기자", ("김철수", "이영희"), id="Korean, with a role behind"),
        pytest.param("A cura di Anna Rossi", ("Anna Rossi",), id="Italian"),
        pytest.param("Ada d’Holm", ("Ada d’Holm",), id="a particle with an apostrophe"),
        pytest.param("Sami al-Rashid", ("Sami al-Rashid",), id="a particle with a dash"),
        pytest.param("Ada Holm Jr.", ("Ada Holm Jr.",), id="a dot of the name's own"),
        pytest.param("Ada Holm+Bo Ek", ("Ada Holm", "Bo Ek"), id="a plus"),
        pytest.param("Di Holm", ("Di Holm",), id="a given name that is also a by"),
        pytest.param("Ada Holm、Bo Ek", ("Ada Holm", "Bo Ek"), id="a comma of East Asia"),
        pytest.param("김철수 선임기자", ("김철수",), id="Korean, with a rank behind"),
        pytest.param("Ada Holm Harbour correspondent", ("Ada Holm",), id="a beat with no comma before it"),
        pytest.param("Example US data editor", (), id="a desk is no name with a beat"),
        pytest.param("Ada Ada", (), id="one word twice"),
        pytest.param("The Harbour Watch", (), id="nobody is called The"),
        pytest.param("Staff", (), id="staff"),
        pytest.param("The Example Editorial Board", (), id="a board"),
        pytest.param("The Example", (), id="the outlet itself"),
        pytest.param("admin@example.org", (), id="an address"),
        pytest.param("https://example.org/author/ada", (), id="a link"),
        pytest.param("Ada Holm; Ada Holm", ("Ada Holm",), id="each once"),
        pytest.param("a, " * 100_000, (), id="a bomb"),
    ],
)
def test_bylines_give_people(line, expected):
    """Names are kept as written, in their order; roles, desks, outlets and addresses are nobody."""
    assert expected == people([line], "The Example")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Council meets | The Example", "Council meets", id="after a bar"),
        pytest.param("Council meets - Harbour - The Example", "Council meets - Harbour", id="only the site's name"),
        pytest.param("The Example: Council meets", "The Example: Council meets", id="a colon is the author's"),
        pytest.param("The Example | Council meets", "Council meets", id="before a bar"),
        pytest.param("Council – a short history", "Council – a short history", id="a dash of the title's own"),
    ],
)
def test_titles_lose_the_site(title, expected):
    """A title is the article's, without the site's name."""
    assert expected == bare_title(title, "The Example")


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("<meta name='author' content='Wyndo'>", "", ("Wyndo",), id="a pen name that is declared"),
        pytest.param("<meta name='author' content='https://example.org/ada'>", "", (), id="a link is no author"),
        pytest.param("<meta name='author' content='Staff'>", "", (), id="staff is no author"),
        pytest.param("<meta name='author' content='Example Staff'>", "", ("Example Staff",), id="the outlet's desk"),
        pytest.param("<meta name='author' content='TE Newsroom'>", "", ("TE Newsroom",), id="a desk with its initials"),
        pytest.param("<meta name='author' content='Community Editor'>", "", (), id="a desk that could be anybody's"),
        pytest.param(
            "<meta name='author' content='Example Staff'>", "<p>By Ada Holm</p>", ("Ada Holm",),
            id="whom the page shows comes before the desk",
        ),
        pytest.param("", "<p class='byline'>By Harbour Wire</p>", ("Harbour Wire",), id="a wire that is shown"),
        pytest.param("", "<a rel='author' href='/m/9'>tidewatcher</a>", ("tidewatcher",), id="a pen name shown"),
        pytest.param("", "<a rel='author' href='/m/9'>Follow</a>", (), id="a button is no pen name"),
        pytest.param(
            "", "<p class='byline'>By <a>Ada Holm</a> Updated by <a>Bo Ek</a></p>", ("Ada Holm",),
            id="who updated it did not write it",
        ),
        pytest.param(
            "<meta name='author' content='The Example'>",
            "<a href='/other'><h4>Ferry fares rise again</h4><p>" + "The fares rise for the third time. " * 4
            + "</p><p>By Ada Holm</p></a>", ("The Example",), id="the card of another article",
        ),
        pytest.param(
            "", "<ol class='comment-list'><li><b class='comment-author'>Ada Holm</b></li></ol>", (), id="a commenter",
        ),
        pytest.param(
            "", "<ul class='NavigationMenu menu'><li><a href='/author/ada'>Ada Holm</a></li></ul>", (), id="a menu",
        ),
        pytest.param("", "<span>By</span><span>Ada Holm</span>", ("Ada Holm",), id="By, and the name beside it"),
        pytest.param("", "<p>By <a href='/x'>Ada Holm</a></p>", ("Ada Holm",), id="By, and the name inside"),
        pytest.param("", "<p>Von Ada Holm</p>", ("Ada Holm",), id="German"),
        pytest.param(
            "<script type='application/ld+json'>{'@graph': [{'@type': 'WebPage', 'author': {'@id': '#a'}},"
            " {'@type': 'Person', '@id': '#a', 'name': 'Ada Holm'}]}</script>".replace("'", '"'), "", ("Ada Holm",),
            id="the author of the page, where no article is described",
        ),
        pytest.param(
            "", "<div class='author'><b>Ada Holm</b><i>Founder</i><a>Follow</a></div>", ("Ada Holm",),
            id="a role and a button touch the name",
        ),
        pytest.param(
            "<meta name='author' content='The Example'>", "<p>By Ada Holm</p>", ("Ada Holm",),
            id="whom the page shows comes before the outlet",
        ),
        pytest.param(
            "<meta name='author' content='TE'>", "<p>By Ada Holm</p>", ("Ada Holm",), id="and before its initials"
        ),
        pytest.param("<meta name='author' content='The Example'>", "", ("The Example",), id="the outlet signs"),
    ],
)  # fmt: skip
def test_authors_are_found_where_pages_name_them(head, body, expected, make_page):
    """Declared persons first, then who is credited, then who is shown, then the outlet itself or its desk."""
    site = "<meta property='og:site_name' content='The Example'>"

    assert expected == extract_page(make_page(article_html(head=site + head, before=body))).authors


@pytest.mark.parametrize(
    ("declared", "graph", "window", "heading", "expected"),
    [
        pytest.param("Council widens", "Gate: all we know", "Gate: all we know", "Council widens", "Council widens",
                     id="og:title is the window's: the declared headline"),
        pytest.param("Gate news today", "Council widens", "Gate news today", "Gate news today", "Council widens",
                     id="the declared headline is the window's: og:title"),
        pytest.param("Council widens", "Gate at last", "Gate news today", "Gate at last", "Gate at last",
                     id="neither: what stands as a heading"),
        pytest.param("", "", "Council widens | The Example", "", "Council widens", id="nothing but a window"),
    ],
)  # fmt: skip
def test_the_title_is_the_editors(declared, graph, window, heading, expected, make_page):
    """Of headlines that differ the one counts which was not worded for search engines."""
    html = (
        f"<html><head><title>{window}</title><meta property='og:site_name' content='The Example'>"
        f"<meta property='og:title' content='{graph}'><script type='application/ld+json'>"
        f'{{"@type": "NewsArticle", "headline": "{declared}"}}</script></head><body><h1>{heading}</h1></body></html>'
    )

    assert expected == extract_page(make_page(html)).title
