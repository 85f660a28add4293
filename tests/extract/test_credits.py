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
        pytest.param("By Ada Holm and", ("Ada Holm",), id="an and without a second name"),
        pytest.param("E Ada Holm", ("E Ada Holm",), id="an initial without a full stop is no and"),
        pytest.param("Ada Holm, New York", ("Ada Holm",), id="a place of two words"),
        pytest.param("Ada Holm | Harbour | 08/01/2026", ("Ada Holm",), id="a place and a date behind bars"),
        pytest.param("Ada Holm May 3, 2026", ("Ada Holm",), id="a date behind the name"),
        pytest.param("Ada Holm | Bo Ek", ("Ada Holm", "Bo Ek"), id="a bar between two names"),
        pytest.param("POR ADA HOLM Y BO EK", ("ADA HOLM", "BO EK"), id="an and in capitals"),
        pytest.param("JOHN E HOLM", ("JOHN E HOLM",), id="an initial in capitals is no and"),
        pytest.param("Ada Holm ed Eva Ek", ("Ada Holm", "Eva Ek"), id="an Italian and before a vowel"),
        pytest.param("Ferries y Puertos", (), id="two nouns are a section"),
        pytest.param("Ada Holm (avec Bo Ek et Cy Alm)", ("Ada Holm", "Bo Ek", "Cy Alm"), id="with others, in brackets"),
        pytest.param("Ada (A.J.) Holm", ("Ada (A.J.) Holm",), id="initials in brackets"),
        pytest.param("Ada “Addy” Holm", ("Ada “Addy” Holm",), id="a nickname"),
        pytest.param("Ada Holm (Text), Bo Ek (Foto)", ("Ada Holm",), id="who took the pictures, in brackets"),
        pytest.param("Reported by: Ada Holm, Edited by: Bo Ek", ("Ada Holm",), id="who edited, in the same line"),
        pytest.param("Fotos von Bo Ek", (), id="only pictures, in German"),
        pytest.param("Ada Holm Reuters", ("Ada Holm",), id="an agency with nothing between"),
        pytest.param("Ada Holm. The Example", ("Ada Holm",), id="an outlet behind a full stop"),
        pytest.param("Univ. Prof. Ada Holm", ("Univ. Prof. Ada Holm",), id="titles have full stops"),
        pytest.param("Text und Fotos: Ada Holm", ("Ada Holm",), id="words and pictures, in German"),
        pytest.param("Testo e foto di Ada Holm", ("Ada Holm",), id="words and pictures, in Italian"),
        pytest.param("Autor:in: Ada Holm", ("Ada Holm",), id="a label for both genders"),
        pytest.param("Author: Ada Holm", ("Ada Holm",), id="a label in English"),
        pytest.param("Kommentar: Ada Holm", ("Ada Holm",), id="a comment"),
        pytest.param("Von unserer Korrespondentin Ada Holm", ("Ada Holm",), id="our correspondent"),
        pytest.param("Durch Ada Holm", ("Ada Holm",), id="through, in German"),
        pytest.param("Nga Ada Holm", ("Ada Holm",), id="by, in Albanian"),
        pytest.param("Nga Nguyen", ("Nga Nguyen",), id="a given name that is also a by"),
        pytest.param("Подготовила Анна Смирнова", ("Анна Смирнова",), id="prepared by, in Russian"),
        pytest.param("מאת דנה לוי", ("דנה לוי",), id="by, in Hebrew"),
        pytest.param("بقلم أحمد علي", ("أحمد علي",), id="by, in Arabic"),
        pytest.param("홍길동 경제부 기자", ("홍길동",), id="a desk behind the name, in Korean"),
        pytest.param("경제부 홍길동 기자", ("홍길동",), id="a desk before the name, in Korean"),
        pytest.param("홍길동 나무 칼럼니스트", ("홍길동",), id="a columnist, in Korean"),
        pytest.param("김수정, 이철수", ("김수정", "이철수"), id="two names of one word are two persons"),
        pytest.param("晨报记者 王小明", ("王小明",), id="a paper and a role before the name, in Chinese"),
        pytest.param("作者：王小明 李大海", ("王小明", "李大海"), id="a space between two names, in Chinese"),
        pytest.param("山田 太郎", ("山田 太郎",), id="a space inside of a name, in Japanese"),
        pytest.param("相关文章", (), id="words of a page, in Chinese"),
        pytest.param("港口委员会积极开展活动 扩建东部航道", (), id="a headline in Chinese"),
        pytest.param("Ngũgĩ wa Holm", ("Ngũgĩ wa Holm",), id="a particle of East Africa"),
        pytest.param("Ada Holm Senior Political Correspondent", ("Ada Holm",), id="a rank and a field behind a name"),
        pytest.param("Ada van Holm Staff Writer", ("Ada van Holm",), id="staff behind a name with a particle"),
        pytest.param("Middle East Political Editor", (), id="a region with a role is no name"),
        pytest.param("Example Staff Writer", (), id="staff of the outlet"),
        pytest.param("HARBOUR - Ada Holm", ("Ada Holm",), id="a place in capitals before the name"),
        pytest.param("Ada Holm Reporting from Harbour", ("Ada Holm",), id="from where somebody reports"),
        pytest.param("Aus Hafen berichtet Ada Holm", ("Ada Holm",), id="from where, in German"),
        pytest.param("dalla nostra corrispondente Anna Bianchi", ("Anna Bianchi",), id="our correspondent, in Italian"),
        pytest.param("Toimittaja Matti Holm", ("Matti Holm",), id="a role before the name, in Finnish"),
        pytest.param("Корреспондент Анна Смирнова", ("Анна Смирнова",), id="a role before the name, in Russian"),
        pytest.param("oprac. Jan Nowak", ("Jan Nowak",), id="compiled by, in Polish"),
        pytest.param("লেখক: আনিস রহমান", ("আনিস রহমান",), id="a label in Bengali"),
        pytest.param("ავტორი: გიორგი ბერიძე", ("გიორგი ბერიძე",), id="Georgian names begin with no capital"),
        pytest.param("كتب - أحمد علي", ("أحمد علي",), id="written by and a dash, in Arabic"),
        pytest.param("王小明 / 台北報導", ("王小明",), id="from where, in Chinese"),
        pytest.param("中央社記者王小明台北電", ("王小明",), id="an agency, a role and a place, in Chinese"),
        pytest.param("【ロンドン山田太郎】", ("山田太郎",), id="a place and a name in brackets, in Japanese"),
        pytest.param("政治部 山田太郎", ("山田太郎",), id="a desk before the name, in Japanese"),
        pytest.param("서울=김철수 특파원", ("김철수",), id="a place before the name, in Korean"),
        pytest.param("편집국", (), id="a desk in Korean"),
        pytest.param("新華社", (), id="an agency in Chinese"),
        pytest.param("বেঙ্গল ডেস্ক", (), id="a desk in Bengali"),
        pytest.param("Tim Redaksi", (), id="the editors, in Indonesian"),
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
        pytest.param("Redakcja", (), id="the editors, in Polish"),
        pytest.param("Reuters in Harbour", ("Reuters",), id="from where an agency reports"),
        pytest.param("AFP, HARBOUR", ("AFP",), id="the same in capitals"),
        pytest.param("Staff writer, with CNA", ("CNA",), id="staff beside an agency"),
        pytest.param("Edited by: Harbour Sons", (), id="a label of another role"),
    ],
)
@pytest.mark.parametrize("form", ["meta", "schema"])
def test_bodies_are_credited_where_no_person_is(form, author, expected, make_page):
    """A declared body is credited as it is declared, each of several agencies by itself, in every witness alike."""
    meta = f"<meta name='author' content='{author}'>"
    schema = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": "{author}"}}</script>'

    assert expected == extract_page(make_page(article_html(head=meta if form == "meta" else schema, before=""))).authors


def test_of_two_names_of_the_outlet_the_article_s_own_meta_counts(make_page):
    """Linked data names the organisation in every page's template; a meta is written with the article."""
    schema = '{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "EXAMPLE"}}'
    head = f"<meta name='articleAuthor' content='example.org'><script type='application/ld+json'>{schema}</script>"

    assert extract_page(make_page(article_html(head=head, before=""))).authors == ("example.org",)
