"""The topic pack is read whole, and a mistake names file, key and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PackError
from pipeline.pack import load_pack
from pipeline.settings import ROOT


@pytest.fixture(scope="module")
def pack():
    return load_pack(ROOT / "seeds")


def test_the_pack_of_the_project_holds_what_it_promises(pack):
    """Five seeds, the codebook's topics, sixty outlets and more, two actors, and events."""
    assert len(pack.seeds) == 5
    assert len(pack.topics) == 14
    assert len(pack.outlets) >= 60
    assert len(pack.actors) == 2
    assert len(pack.events) >= 10
    assert {each.slug for each in pack.dimensions} >= {"relevance", "genre", "orientation", "blame", "outlook"}


def test_every_topic_quotes_a_seed(pack):
    """A topic stands on words of a seed, found at the place given."""
    texts = {seed.key: seed.text for seed in pack.seeds}
    for topic in pack.topics:
        assert topic.quotes, topic.slug
        for quote in topic.quotes:
            assert quote.quote == texts[quote.seed][quote.start : quote.end]


def test_nothing_is_guessed_about_a_seed(pack):
    """A seed whose day no public copy shows has none, and says its month."""
    undated = [seed for seed in pack.seeds if seed.published is None]
    assert len(undated) == 3
    assert all(seed.published_month for seed in undated)


def test_every_outlet_says_whose_voice_it_is(pack):
    """Country, affiliation, kind, language and the day it joined are part of every outlet."""
    for outlet in pack.outlets:
        assert outlet.feeds or outlet.note, f"{outlet.key}: no feed, and no word why"
        assert outlet.kind, outlet.key
        assert outlet.language, outlet.key
    known = [outlet for outlet in pack.outlets if outlet.country and outlet.affiliation != "unknown"]
    assert len(known) >= 60


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        pytest.param("topics.toml", "[[topic]]", "[[topic", "topics.toml: not TOML", id="broken TOML"),
        pytest.param("topics.toml", "\nlabel = ", "\nlable = ", "lable: no such key", id="a misspelt key"),
        pytest.param("topics.toml", "\nslug = ", "\n# slug = ", "slug: this key is missing", id="a missing key"),
        pytest.param(
            "events.toml", "on = 2021-02-03", 'on = "soon"', "events.toml: event", id="a value of another kind"
        ),
        pytest.param("events.toml", '["arms_control"]', '["arms"]', "no such topic: 'arms'", id="a topic that is none"),
        pytest.param(
            "events.toml", "[[event]]", "[[events]]", "events.toml: events: no such table", id="a table that is none"
        ),
        pytest.param(
            "feeds.toml",
            'feeds = ["https:',
            'feeds = ["file:',
            "not an http(s) address",
            id="a feed that is no web address",
        ),
        pytest.param(
            "feeds.toml",
            'affiliation = "independent"',
            'affiliation = "free"',
            "affiliation",
            id="a value off the list",
        ),
    ],
)
def test_a_mistake_names_file_key_and_reason(pack_folder: Path, name: str, old: str, new: str, said: str):
    """One wrong key stops the reading with one line that finds it."""
    path = pack_folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(PackError) as caught:
        load_pack(pack_folder)

    assert name in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(pack_folder: Path):
    """A pack without one of its files says which."""
    (pack_folder / "axes.toml").unlink()

    with pytest.raises(PackError, match=r"axes\.toml: No such file"):
        load_pack(pack_folder)


def test_a_missing_seed_text_is_named(pack_folder: Path):
    """A seed that is described but not there says which."""
    next((pack_folder / "texts").glob("003*.txt")).unlink()

    with pytest.raises(PackError, match="seed 003"):
        load_pack(pack_folder)


def test_the_version_follows_what_codes_depend_on(pack_folder: Path):
    """A new phrase is a new version; a new feed is not."""
    before = load_pack(pack_folder).version
    feeds = pack_folder / "feeds.toml"
    feeds.write_text(feeds.read_text(encoding="utf-8") + "\n# nothing\n", encoding="utf-8")
    assert before == load_pack(pack_folder).version

    topics = pack_folder / "topics.toml"
    topics.write_text(topics.read_text(encoding="utf-8") + "\n# a word\n", encoding="utf-8")
    assert before != load_pack(pack_folder).version
