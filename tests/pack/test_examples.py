"""The example texts of the pack."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.errors import PackError
from pipeline.pack import load_pack
from pipeline.pack.examples import load_example_articles, load_examples
from pipeline.settings import ROOT


@pytest.fixture(scope="module")
def pack():
    return load_pack(ROOT / "seeds", examples=True)


def test_the_pack_of_the_project_shows_every_code(pack):
    """Forty examples and more for each topic, eighty for each code of orientation, blame and outlook."""
    count = Counter((each.dimension, code) for each in pack.examples for code in each.codes)

    assert all(count["topics", topic.slug] >= 40 for topic in pack.topics)
    for dimension in pack.dimensions:
        if dimension.slug in ("orientation", "blame", "outlook"):
            assert all(count[dimension.slug, code] >= 80 for code, _ in dimension.codes), dimension.slug


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param("blame.toml", '[russia]\nplain = ["A text."]', ("russia",), id="one code"),
        pytest.param("topics.toml", '[energy]\n"with china" = ["A text."]', ("energy", "china"), id="two topics"),
        pytest.param("topics.toml", '[none]\nplain = ["A text."]', (), id="no topic"),
    ],
)
def test_a_table_is_a_code_and_a_key_a_kind(name, content, expected, pack, tmp_path):
    """Each text becomes one example with its codes."""
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / name).write_text(content, encoding="utf-8")
    (found,) = load_examples(tmp_path, pack.dimensions, pack.topics)

    assert (found.codes, found.text) == (expected, "A text.")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        pytest.param("mood.toml", "[a]\nplain = []", "mood", id="no such dimension"),
        pytest.param("blame.toml", "[mars]\nplain = []", "mars", id="no such code"),
        pytest.param("blame.toml", "[russia]\nplain = [1]", "blame.toml", id="no text"),
        pytest.param("topics.toml", '[energy]\n"with tea" = ["A text."]', "with tea", id="no such topic"),
    ],
)
def test_a_mistake_is_named(name, content, why, pack, tmp_path):
    """One line names the file and what is wrong in it."""
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / name).write_text(content, encoding="utf-8")

    with pytest.raises(PackError, match=why):
        load_examples(tmp_path, pack.dimensions, pack.topics)


def test_a_pack_without_examples_has_none(pack, tmp_path):
    """The folder may be missing."""
    assert load_examples(tmp_path, pack.dimensions, pack.topics) == ()
    assert load_example_articles(tmp_path, pack.dimensions, pack.topics) == ()


def test_example_articles_answer_every_question(pack):
    """Each has a title, up to five hundred words, and one code per question; every code and topic is shown."""
    asked = {"topics", *(each.slug for each in pack.dimensions)}
    shown = {(dimension, code) for each in pack.example_articles for dimension, codes in each.codes for code in codes}

    assert pack.example_articles
    for each in pack.example_articles:
        assert {dimension for dimension, _ in each.codes} == asked, each.title
        assert all(len(codes) == 1 for dimension, codes in each.codes if dimension != "topics"), each.title
        assert 80 <= len(each.text.split()) <= 500, each.title
    assert shown >= {("topics", topic.slug) for topic in pack.topics}
    assert shown >= {(each.slug, code) for each in pack.dimensions for code, _ in each.codes}


ARTICLE = {
    "title": '"One toll"',
    "text": '"A text."',
    "relevance": '"core"',
    "genre": '"news"',
    "topics": '["energy", "china"]',
    "orientation": '"none"',
    "blame": '"russia"',
    "outlook": '"none"',
}


def write_article(folder, **change):
    """Write examples/articles.toml with one table; None leaves a key out."""
    lines = [f"{key} = {value}" for key, value in {**ARTICLE, **change}.items() if value is not None]
    (folder / "examples").mkdir()
    (folder / "examples/articles.toml").write_text("\n".join(("[[article]]", *lines)), encoding="utf-8")


def test_an_example_article_is_a_table(pack, tmp_path):
    """Its codes are those of the table; the reader of the short examples leaves the file alone."""
    write_article(tmp_path)
    (found,) = load_example_articles(tmp_path, pack.dimensions, pack.topics)
    codes = dict(found.codes)

    assert (found.title, found.text) == ("One toll", "A text.")
    assert (codes["topics"], codes["blame"]) == (("energy", "china"), ("russia",))
    assert load_examples(tmp_path, pack.dimensions, pack.topics) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param({"outlook": None}, "article 1: outlook: this key is missing", id="a question without an answer"),
        pytest.param({"mood": '"sad"'}, "article 1: mood: no such key", id="a question nobody asks"),
        pytest.param({"blame": '"mars"'}, "article 1: blame: no such code in the pack: 'mars'", id="no such code"),
        pytest.param({"topics": '["tea"]'}, "article 1: topics: no such code in the pack: 'tea'", id="no such topic"),
        pytest.param({"topics": '"energy"'}, "article 1: topics: not a list of topics", id="topics that are no list"),
        pytest.param({"blame": '["russia"]'}, "article 1: blame: not a string", id="two answers"),
        pytest.param({"text": '" "'}, "article 1: text: empty", id="no text"),
        pytest.param({"text": "7"}, "articles.toml: article", id="a text that is a number"),
    ],
)
def test_a_mistake_in_an_example_article_is_named(change, why, pack, tmp_path):
    """One line names the file, the table, the key and the reason."""
    write_article(tmp_path, **change)

    with pytest.raises(PackError, match=why):
        load_example_articles(tmp_path, pack.dimensions, pack.topics)
