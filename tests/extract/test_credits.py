"""Forms in which outlets write, mark and credit their authors."""

from __future__ import annotations

import pytest

from pipeline.extract import extract_page
from pipeline.extract.people import people
from tests.extract.conftest import article_html


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Von Example-Online-Redakteurin Ada Holm", ("Ada Holm",), id="a role with the outlet's name"),
        pytest.param("Reporterin Ada Holm", ("Ada Holm",), id="a role before the name"),
        pytest.param("Staff writer Ada Holm and Bo Ek", ("Ada Holm", "Bo Ek"), id="a role before two names"),
        pytest.param("Correspondent Holm", (), id="one word is no name, with a role or without"),
        pytest.param("Reporter The Example", (), id="the outlet, with a role"),
        pytest.param("Ada Holm \u200b Corresponsal Harbour", ("Ada Holm",), id="a role behind an unseen space"),
        pytest.param("\u200bAda\xa0Holm\ufeff, Bo Ek\u200b", ("Ada Holm", "Bo Ek"), id="unseen characters"),
        pytest.param("Written by: Ada Holm", ("Ada Holm",), id="written by, with a colon"),
        pytest.param("Escrito por: Ana Ruiz", ("Ana Ruiz",), id="written by, with a colon, in Spanish"),
        pytest.param("Publié par : Ada Holm", ("Ada Holm",), id="published by, with a colon, in French"),
        pytest.param("Tekst: Ada Holm", ("Ada Holm",), id="the words, in Norwegian"),
        pytest.param("Periodista Harbour, Ada Holm", ("Ada Holm",), id="a role in Spanish is nobody"),
        pytest.param("x-" * 50_000 + " Ada Holm", (), id="a bomb of dashes"),
        pytest.param("Ada" + " " * 50_000 + "\u200b Holm", (), id="a bomb of spaces"),
    ],
)
def test_roles_and_unseen_characters_are_no_part_of_a_name(line, expected):
    """What stands around a name is taken off, and the name stays."""
    assert expected == people([line], "The Example")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param("<div id='authors'><span>Ada Holm</span></div>", ("Ada Holm",), id="an id"),
        pytest.param("<div id='author-promotion'><span>Ada Holm</span></div>", (), id="an id of something else"),
        pytest.param("<p class='ficha-autor'>Ada Holm</p>", ("Ada Holm",), id="a class in Spanish"),
        pytest.param("<p class='tutoring'>Ada Holm</p>", (), id="a class that only sounds like it"),
        pytest.param("<p class='blog-author'>Written by: Ada Holm</p>", ("Ada Holm",), id="a class, and a label"),
        pytest.param("<p>By: Ada Holm</p>", ("Ada Holm",), id="a label with a colon"),
        pytest.param("<p>Von: Ada Holm</p>", ("Ada Holm",), id="a label with a colon, in German"),
        pytest.param("<p>Reviewed by: Ada Holm</p>", (), id="a label of another role"),
        pytest.param(
            "<p>The Gate</p><p>By:</p><p>Ada Holm</p><p>The Quay</p><p>By:</p><p>Bo Ek</p>", (),
            id="labels by themselves are a list of works",
        ),
        pytest.param("<a class='meta-author' href='/m/9'>ada holm</a>", ("ada holm",), id="a link, in small letters"),
        pytest.param("<a class='meta-author' href='/m/9'>Follow</a>", (), id="a button of the author's"),
    ],
)  # fmt: skip
def test_bylines_are_marked_in_many_ways(shown, expected, make_page):
    """An element is a byline by its class, its id, or the words before the name."""
    assert expected == extract_page(make_page(article_html(before=shown))).authors


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        pytest.param("AFP, dpa", ("AFP", "dpa"), id="agencies with a comma"),
        pytest.param("By The Associated Press and Reuters", ("The Associated Press", "Reuters"), id="with an and"),
        pytest.param("By Reuters", ("Reuters",), id="By is no part of an agency"),
        pytest.param("dpa/lby", ("dpa/lby",), id="an agency and its region"),
        pytest.param("dpa-infocom", ("dpa-infocom",), id="a service of an agency"),
        pytest.param("Harbour, Sons and Co", ("Harbour, Sons and Co",), id="any other body is one"),
        pytest.param("https://example.org/Reuters", (), id="a link that ends in an agency"),
        pytest.param("example.org/afp", (), id="an address that ends in one"),
        pytest.param("Ada Holm, AFP und dpa", ("Ada Holm", "AFP", "dpa"), id="agencies beside a person"),
        pytest.param("Ada Holm, Harbour Sons", ("Ada Holm", "Harbour Sons"), id="two names that could both be persons"),
        pytest.param("Ada Holm, Example Staff", ("Ada Holm",), id="no desk beside a person"),
        pytest.param("Staff", (), id="staff is nobody"),
    ],
)
@pytest.mark.parametrize("form", ["meta", "schema"])
def test_bodies_are_credited_where_no_person_is(form, author, expected, make_page):
    """A declared body is credited as it is declared, each of several agencies by itself, in every witness alike."""
    meta = f"<meta name='author' content='{author}'>"
    schema = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": "{author}"}}</script>'

    assert expected == extract_page(make_page(article_html(head=meta if form == "meta" else schema, before=""))).authors
