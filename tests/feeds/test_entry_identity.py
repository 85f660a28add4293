"""Which items are one entry."""

from collections import defaultdict

import pytest

from pipeline.errors import FeedError
from pipeline.identity.urls import canonical_url

BASE = ("Rain", "https://news.example.org/rain", "id-1", "Fri, 20 Nov 2026 10:00:00 GMT")


@pytest.mark.parametrize(
    ("later", "same"),
    [
        pytest.param(("Rain again", *BASE[1:]), True, id="an edited title"),
        pytest.param((*BASE[:3], "Sat, 21 Nov 2026 10:00:00 GMT"), True, id="a date moved forward"),
        pytest.param((*BASE[:3], ""), True, id="a date that went"),
        pytest.param(
            (BASE[0], BASE[1] + "?utm_source=rss&amp;utm_medium=feed", *BASE[2:]), True, id="tracking parameters"
        ),
        pytest.param((BASE[0], BASE[1] + "#top", *BASE[2:]), True, id="a fragment"),
        pytest.param((*BASE[:2], "id-2", BASE[3]), True, id="a changed id"),
        pytest.param((*BASE[:2], "", BASE[3]), True, id="an id that went"),
        pytest.param((BASE[0], "https://news.example.org/sun", "", ""), False, id="another link"),
        pytest.param((BASE[0], BASE[1] + "?page=2", *BASE[2:]), False, id="a parameter that means something"),
    ],
)
def test_an_item_keeps_its_key(read, rss, later, same):
    """Title, date, id and tracking may change: the article behind the link is what stays."""
    (first,), (second,) = read(rss(BASE)).entries, read(rss(later)).entries

    assert same is (first.key == second.key)


def test_items_that_share_a_link_are_told_apart_by_id(read, rss):
    """A feed whose items all point to one page still has as many entries as ids."""
    items = [(f"Note {n}", "https://news.example.org/", f"note-{n}", "") for n in range(3)]

    assert len({each.key for each in read(rss(*items)).entries}) == 3


def test_the_same_item_twice_is_one_entry(read, rss):
    """Repeats in one document count once, the first."""
    assert len(read(rss(BASE, BASE)).entries) == 1


def test_over_consecutive_captures_every_link_is_one_entry(captures, read):
    """Over real captures an entry stands for exactly one link, and a link for exactly one entry."""
    for series in sorted((captures / "timeseries").iterdir()):
        links, keys = defaultdict(set), defaultdict(set)
        for path in sorted(series.iterdir())[::2]:
            try:
                entries = read(path.read_bytes()).entries
            except FeedError:
                continue
            for entry in entries:
                links[canonical_url(entry.url)].add(entry.key)
                keys[entry.key].add(canonical_url(entry.url))
        assert links, series.name
        assert all(len(each) == 1 for each in [*links.values(), *keys.values()]), series.name
