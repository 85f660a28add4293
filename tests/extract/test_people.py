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
        pytest.param("Bo Ek, Jr.", ("Bo Ek Jr.",), id="a suffix after a comma"),
        pytest.param("A review by Ada Holm", ("Ada Holm",), id="a review by"),
        pytest.param("Story and photos by Ada Holm", ("Ada Holm",), id="words and pictures"),
        pytest.param("Ein Kommentar von Ada Holm", ("Ada Holm",), id="a comment, in German"),
        pytest.param("Ursula von der Heide", ("Ursula von der Heide",), id="a von of the name's own"),
        pytest.param("Propos recueillis par Ada Holm", ("Ada Holm",), id="an interview, in French"),
        pytest.param("Escrito por Ana Ruiz", ("Ana Ruiz",), id="written by, in Spanish"),
        pytest.param("Penulis: Budi Santoso", ("Budi Santoso",), id="the writer, in Indonesian"),
        pytest.param("記者王小明／台北報導", ("王小明",), id="Chinese, with a role before and a place behind"),
        pytest.param("홍길동 기자 hong@example.org", ("홍길동",), id="Korean, with an address"),
        pytest.param("Ada Holm ada@example.org", ("Ada Holm",), id="an address behind the name"),
        pytest.param("<a href='/ada'>Ada Holm</a>", ("Ada Holm",), id="markup in the name"),
        pytest.param("Ada Holm For Example.Com", ("Ada Holm",), id="for whom"),
        pytest.param("Ana Ruiz y EFE", ("Ana Ruiz",), id="a person and an agency, in Spanish"),
        pytest.param("Anadolu Ajansı", (), id="an agency with a name of two words"),
        pytest.param("Photo by Ada Holm", (), id="a photographer"),
        pytest.param("Getty Images", (), id="pictures"),
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
        pytest.param("", "<p>von Ada Holm</p>", ("Ada Holm",), id="German, in small letters"),
        pytest.param("", "<p>Written by: <b>Ada Holm</b></p>", ("Ada Holm",), id="written by"),
        pytest.param("", "<p><b>Author:</b> <a href='/x'>Ada Holm</a></p>", ("Ada Holm",), id="a label, and the name"),
        pytest.param("", "<p class='byline'>Reviewed by <b>Ada Holm</b></p>", ("Ada Holm",), id="only a reviewer"),
        pytest.param(
            "", "<div class='author'><b>Ada Holm</b> <i>Reviewed by</i> <b>Bo Ek</b></div>", ("Ada Holm",),
            id="a reviewer did not write it",
        ),
        pytest.param(
            "", "<dl class='writers'><a href='/author/1'>Ada Holm</a> ada@example.org"
            " <a href='/author/2'>Bo Ek</a> bo@example.org</dl>", ("Ada Holm", "Bo Ek"), id="a row of bylines",
        ),
        pytest.param(
            "", "<div><p>By <a href='/author/1'>Ada Holm</a></p><p>" + "The council widens the gate. " * 9
            + "</p><p>By <a href='/author/2'>Bo Ek</a></p></div>", ("Ada Holm",), id="a text between two bylines",
        ),
        pytest.param(
            "", "<p><a rel='author'><span class='firstname'>Ada Bea</span> <span class='lastname'>Holm</span></a></p>",
            ("Ada Bea Holm",), id="a name in two elements",
        ),
        pytest.param(
            "<script type='application/ld+json'>{'@type': 'NewsArticle', 'author': {'name': 'Bo Ek'}}</script>".replace(
                "'", '"'
            ),
            "<div><address><a rel='author'>Ada Holm</a></address><address><a rel='author'>Bo Ek</a></address></div>",
            ("Ada Holm", "Bo Ek"), id="one is declared, two are shown in a row",
        ),
        pytest.param(
            "<script type='application/ld+json'>{'@type': 'NewsArticle', 'author': {'name': 'Bo Ek'}}</script>".replace(
                "'", '"'
            ), "<a rel='author'>Ada Holm</a> <a rel='author'>Cy Alm</a>", ("Bo Ek",),
            id="others are shown than is declared",
        ),
        pytest.param(
            "", "<div class='teaser'><p class='byline'>By Bo Ek</p></div><p>By Ada Holm</p>", ("Ada Holm",),
            id="the byline of a teaser",
        ),
        pytest.param("", "<div class='author-box'>AFP</div>", ("AFP",), id="an agency that is shown"),
        pytest.param("", "<div class='byline'>Example Staff</div>", ("Example Staff",), id="a desk that is shown"),
        pytest.param(
            "<meta name='author' content='Example Media GmbH'>", "<p>By Ada Holm</p>", ("Ada Holm",),
            id="and before its company",
        ),
        pytest.param("<meta name='articleAuthor' content='Ada Holm'>", "", ("Ada Holm",), id="a meta of another name"),
    ],
)  # fmt: skip
def test_authors_are_found_where_pages_name_them(head, body, expected, make_page):
    """Declared persons first, then who is credited, then who is shown, then the outlet itself or its desk."""
    site = "<meta property='og:site_name' content='The Example'>"

    assert expected == extract_page(make_page(article_html(head=site + head, before=body))).authors


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("<span>Ada Holm |</span> <span>05.04.2025</span>", ("Ada Holm",), id="before a bar"),
        pytest.param("<div>Ada Holm</div><div>30. Juni 2025, 15:59 Uhr</div>", ("Ada Holm",), id="a row of its own"),
        pytest.param("<a href='/x'>Middle East</a> <span>5 April 2025</span>", (), id="a link to a section"),
        pytest.param("<p>Ada Holm</p></div><div><p>The gate</p></div><div><p>5 April 2025</p>", (), id="other rows"),
    ],
)
def test_a_name_before_the_date_signs(row, expected, make_page):
    """Below the headline, where nothing else names an author."""
    html = article_html(before="").replace("</h1>", f"</h1><div>{row}</div>", 1)

    assert expected == extract_page(make_page(html)).authors


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param('{"@type": "NewsArticle", "author": {"givenName": "Ada", "familyName": "Holm"}}', ("Ada Holm",),
                     id="a name in its parts"),
        pytest.param('{"@type": "NewsArticle", "headline": "The "gate"", "author": "Ada Holm"}', ("Ada Holm",),
                     id="a quotation mark that breaks the script"),
        pytest.param('[{"@type": "NewsArticle", "headline": "Gate", "datePublished": "2027-01-01"},'
                     ' {"@type": "WebPage", "author": "Ada Holm"}]', ("Ada Holm",), id="another record has it"),
        pytest.param('[{"@type": "NewsArticle", "headline": "Gate", "datePublished": "2027-01-01"},'
                     ' {"@type": "NewsArticle", "headline": "Fares", "author": "Bo Ek"}]', (), id="of another article"),
        pytest.param('{"@type": "NewsArticle", "author": [["Ada Holm", "Bo Ek"]]}', ("Ada Holm", "Bo Ek"),
                     id="a list in a list"),
        pytest.param('{"@type": "NewsArticle", "author": [{"name": "Ada Holm"}, {"name": "dpa"}, {"name": "Staff"}]}',
                     ("Ada Holm", "dpa"), id="an agency that is declared beside a person"),
    ],
)  # fmt: skip
def test_authors_are_declared_in_many_ways(script, expected, make_page):
    """JSON-LD is read also where it is broken, or where its authors stand elsewhere."""
    html = article_html(head=f"<script type='application/ld+json'>{script}</script>")

    assert expected == extract_page(make_page(html)).authors


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
