"""OPML in and out, and many feeds at once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import FeedError, InputError
from pipeline.feeds import Job, Parsed, parse_all
from pipeline.feeds.opml import read_opml, read_opml_states, write_opml
from pipeline.model.pack import Outlet
from pipeline.model.texts import Feed

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
OUTLET = Outlet(
    key="daily-rain",
    name='The Daily <Rain> & "Sun"',
    feeds=("https://rain.example/a?x=1&y=2", "https://rain.example/b"),
    country="SE",
    affiliation="independent",
    owner="Rain & Sons",
    kind="newspaper",
    genre="news",
    language="sv",
    added=date(2026, 11, 22),
    removed=date(2026, 12, 1),
    note="seen",
)
STATE = Feed(
    url="https://rain.example/b",
    outlet="daily-rain",
    moved_to="https://rain.example/c",
    etag='W/"1<&"',
    last_modified="Mon",
    body_hash="ab",
    state="failing",
    status="HTTP 404",
    failures=1.25,
    checked_at=SEEN,
    due_at=SEEN,
    held_until=SEEN,
    baseline=3.5,
    newest=SEEN,
)


def test_a_list_comes_back_whole():
    """Every field of outlets and feeds survives the way out and in."""
    written = write_opml([OUTLET], {STATE.url: STATE})

    assert read_opml_states(written) == ((OUTLET,), (STATE,))
    assert read_opml(written) == (OUTLET,)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=30).map(str.strip)


@settings(max_examples=100, deadline=None)
@given(note=texts, owner=texts, status=texts)
def test_any_words_come_back(note, owner, status):
    """Whatever the words, they come back as they were."""
    outlet, state = replace(OUTLET, note=note, owner=owner), replace(STATE, status=status)

    assert ((outlet,), (state,)) == read_opml_states(write_opml([outlet], {state.url: state}))


def test_lists_of_others_are_read():
    """A plain list gives outlets with unique keys; nested folders and odd spellings are fine."""
    body = b"""<opml version='1.0'><body><outline text='News'>
    <outline text='Rain' xmlUrl='https://a.example/feed'/><outline title='Rain' xmlurl='http://b.example/feed'/>
    <outline text='no feed'/><outline text='bad' xmlUrl='file:///etc/passwd'/></outline></body></opml>"""
    found = read_opml(body)

    assert [(outlet.key, *outlet.feeds) for outlet in found] == [
        ("rain", "https://a.example/feed"),
        ("rain-2", "http://b.example/feed"),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "no XML", id="nothing"),
        pytest.param(b"words", "no ", id="words"),
        pytest.param(b"<html><body/></html>", "no OPML", id="a page"),
        pytest.param(b" " * (11 << 20), "over", id="too big"),
    ],
)
def test_what_is_no_list_says_so(body, reason):
    """A document that is no OPML is refused with one line."""
    with pytest.raises(InputError, match=reason):
        read_opml(body)


def test_entities_of_a_list_are_not_followed():
    """External and nested entities stay unread."""
    body = b"""<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa">
    <!ENTITY b "&a;&a;&a;">]>
    <opml><body><outline text="&b;" title="t" xmlUrl="https://a.example/f"/>&x;</body></opml>"""

    assert all(len(outlet.name) < 100 for outlet in read_opml(body))


def test_real_lists_are_read(captures):
    """Real OPML files give outlets or one line."""
    counts = []
    for path in sorted((captures / "opml").glob("*.opml")):
        try:
            counts.append(len(read_opml(path.read_bytes())))
        except InputError:
            counts.append(0)
    assert sum(counts) > 10


def _job(name, body):
    feed = Feed(url=f"https://news.example.org/{name}", outlet="example")
    return Job(feed=feed, body=body, final_url=feed.url, content_type="", seen=SEEN)


def test_a_slow_feed_costs_one_feed(rss):
    """A body that takes too long in its worker is a FeedError; the others are parsed."""
    good = rss(("Rain", "https://news.example.org/rain", "", "")).encode()
    slow = b"<rss version='2.0'><channel>" + b"<a>" * 900_000
    jobs = [_job("slow", slow), _job("small", good), _job("big", good + b" " * 300_000)]
    outcomes = {job.feed.url.rsplit("/", 1)[1]: outcome for job, outcome in parse_all(jobs, workers=1, seconds=2)}

    assert "not parsed within 2 s" in str(outcomes["slow"])
    assert all(isinstance(outcomes[name], Parsed) for name in ("small", "big"))


def test_each_job_has_one_outcome(rss):
    """What is no feed is the error of that feed."""
    good = rss(("Rain", "https://news.example.org/rain", "", "")).encode()
    outcomes = list(parse_all([_job("a", good), _job("b", b"words"), _job("c", b"")]))

    assert [Parsed, FeedError, FeedError] == [type(outcome) for _, outcome in outcomes]
