"""The example texts of the pack."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.errors import PackError
from pipeline.pack import load_pack
from pipeline.pack.examples import load_examples
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
