"""Feeds as they are: every format, however broken, gives its entries or one clear line."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import FeedError
from pipeline.feeds import FeedLimits, discover, parse
from pipeline.model.texts import Feed

ITEM = "<item><title>Rain</title><link>https://news.example.org/rain</link></item>"
RSS = f"<rss version='2.0'><channel><title>Example</title>{ITEM}</channel></rss>"
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Example</title><entry><title>Rain</title>"
    "<id>tag:1</id><link href='/rain'/><updated>2026-11-20T10:00:00Z</updated></entry></feed>"
)
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
    "<channel rdf:about='x'><title>Example</title></channel><item rdf:about='https://news.example.org/rain'>"
    "<title>Rain</title><link>https://news.example.org/rain</link></item></rdf:RDF>"
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example",
        "items": [{"id": 7, "url": "/rain", "title": "Rain", "date_published": "2026-11-20T10:00:00Z"}],
    }
)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(RSS, id="RSS 2.0"),
        pytest.param(RSS.replace("2.0", "0.91"), id="RSS 0.91"),
        pytest.param(ATOM, id="Atom with a relative link"),
        pytest.param(RDF, id="RDF"),
        pytest.param(JSON, id="JSON Feed"),
        pytest.param("\ufeff  \n" + RSS, id="a mark and blanks before the document"),
        pytest.param(gzip.compress(RSS.encode()), id="gzip that no header announced"),
        pytest.param(RSS.encode("utf-16"), id="UTF-16"),
        pytest.param(RSS.replace("Example", "A & B &nbsp; C"), id="bare ampersands and HTML entities"),
        pytest.param(RSS.replace("</channel></rss>", ""), id="an end that is missing"),
        pytest.param(RSS.replace("Example", "bell \x07"), id="characters that XML forbids"),
        pytest.param(RSS.replace("https://news.example.org", ""), id="relative links"),
    ],
)
def test_every_format_gives_its_entries(read, body):
    """One item is one entry with an absolute link and a plain title."""
    parsed = read(body)

    assert [(each.title, each.url) for each in parsed.entries] == [("Rain", "https://news.example.org/rain")]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param("", "empty body", id="nothing"),
        pytest.param(" \n ", "empty body", id="blanks"),
        pytest.param("<!doctype html><html><body>Hello</body></html>", "an HTML page", id="a page"),
        pytest.param("<html><body>Please solve the captcha</body></html>", "a captcha", id="a captcha"),
        pytest.param("<urlset xmlns='x'><url><loc>a</loc></url></urlset>", "a sitemap", id="a sitemap"),
        pytest.param("<opml version='2.0'><body/></opml>", "a document <opml>", id="a list of feeds"),
        pytest.param("just words", "no feed format", id="words"),
        pytest.param('{"version": 1}', "no JSON Feed", id="other JSON"),
        pytest.param('{"version": ', "broken JSON", id="half JSON"),
        pytest.param('{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100_000, "broken JSON", id="depth"),
        pytest.param(b"\x1f\x8b\x08broken", "damaged gzip", id="damaged gzip"),
        pytest.param(gzip.compress(b" " * (6 << 20)), "after decompression", id="a bomb"),
        pytest.param(b"x" * (6 << 20), "over 5242880 bytes", id="too big"),
        pytest.param(b"/etc/hostname", "no feed format", id="a path is not opened"),
        pytest.param(b"http://127.0.0.1:1/", "no feed format", id="an address is not asked"),
    ],
)
def test_what_is_no_feed_says_what_it_is(read, body, reason):
    """A document that is no feed is a FeedError whose reason an operator understands."""
    with pytest.raises(FeedError) as caught:
        read(body)

    assert reason in caught.value.why
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("label", "encoding", "expected"),
    [
        pytest.param("utf-8", "utf-8", "Café и", id="UTF-8 that says so"),
        pytest.param("iso-8859-1", "utf-8", "Café и", id="UTF-8 that says otherwise"),
        pytest.param("windows-1251", "windows-1251", "Погода сегодня", id="cp1251 that says so"),
        pytest.param("koi8-r", "koi8-r", "Погода сегодня", id="KOI8"),
    ],
)
def test_the_bytes_decide_the_charset(read, label, encoding, expected):
    """Valid UTF-8 is UTF-8 whatever the label; another encoding is taken from the label."""
    text = RSS.replace("Rain", expected)
    body = f"<?xml version='1.0' encoding='{label}'?>{text}".encode(encoding)

    assert [expected] == [each.title for each in read(body).entries]


def test_one_stray_byte_spoils_one_letter(read):
    """A slip of another encoding does not turn the whole document into nonsense."""
    body = RSS.replace("Rain", "Café " * 100 + "X").encode().replace(b"X", b"\x92")

    assert read(body).entries[0].title.startswith("Café Café")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("&lt;b&gt;Bold&lt;/b&gt; rain", "Bold rain", id="tags go"),
        pytest.param("Sun&lt;script&gt;alert(1)&lt;/script&gt;", "Sun", id="scripts go with what they say"),
        pytest.param("A &amp;amp; B", "A & B", id="entities are undone"),
        pytest.param("  two\n lines ", "two lines", id="one line"),
        pytest.param("R&D at AT&T", "R&D at AT&T", id="bare ampersands stay"),
        pytest.param("5 &amp;lt; 6", "5 < 6", id="a sign is no tag"),
    ],
)
def test_titles_are_plain(read, given, expected):
    """A title is words on one line."""
    assert expected == read(RSS.replace("Rain", given)).entries[0].title


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://a.example/",
        "",
        "http://[bad/",
        "mailto:a@b.c",
    ],
)
def test_only_web_links_are_followed(read, link):
    """An item whose link is not http(s) is left out, and counted."""
    parsed = read(
        f"<rss version='2.0'><channel>{ITEM.replace('https://news.example.org/rain', link)}{ITEM}</channel></rss>"
    )

    assert [each.url for each in parsed.entries if "rain" in each.url] == ["https://news.example.org/rain"]
    assert all(each.url.startswith("https://news.example.org") for each in parsed.entries)


def test_a_cut_feed_keeps_its_whole_items(read):
    """The item in which the body breaks off is left for the next poll."""
    parsed = read(RSS.split("</item>")[0] + "</item><item><title>Half</title><link>https://news.example.org/ha")

    assert [each.title for each in parsed.entries] == ["Rain"]
    assert "cut off" in parsed.note


def test_items_beyond_the_cap_are_left_out(read, rss):
    """The first items count, and the note says how many there were."""
    items = [(f"T{n}", f"https://news.example.org/{n}", "", "") for n in range(12)]
    parsed = read(rss(*items), limits=FeedLimits(entries=10))

    assert [f"T{n}" for n in range(10)] == [each.title for each in parsed.entries]
    assert "first 10 of 12" in parsed.note


@pytest.mark.parametrize(
    ("head", "ttl", "hours"),
    [
        pytest.param("<ttl>90</ttl>", timedelta(minutes=90), set(), id="ttl in minutes"),
        pytest.param("<ttl>soon</ttl>", None, set(), id="a ttl of words"),
        pytest.param("<skipHours><hour>3</hour><hour>24</hour></skipHours>", None, {3, 0}, id="24 is midnight"),
        pytest.param("", None, set(), id="no wish"),
    ],
)
def test_wishes_are_read(read, rss, head, ttl, hours):
    """ttl and skipHours are what the feed says, if it makes sense."""
    parsed = read(rss(head=head))

    assert (ttl, hours) == (parsed.ttl, set(parsed.skip_hours))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([RSS, ATOM, RDF, JSON, "<", "&", "]]>", "<![CDATA[", "<item>", "\x00", "é", "{"]), max_size=6
    )
)
def test_no_mixture_breaks_the_stage(parts):
    """Any mixture of pieces parses to the same entries twice, or fails with one line."""
    body = "".join(parts).encode()
    feed = Feed(url="https://news.example.org/feed", outlet="example")

    def outcome():
        try:
            return parse(body, feed=feed, final_url=feed.url, content_type="", seen=datetime(2026, 11, 22, tzinfo=UTC))
        except FeedError as error:
            return str(error)

    assert outcome() == outcome()


def test_discovery_names_what_the_page_names_first():
    """Links that the page calls feeds come first and absolute; the usual places follow."""
    page = (
        "<head><link rel=alternate type='application/rss+xml' href='/news.xml'>"
        "<link rel=alternate type='application/atom+xml' href='https://feeds.example.net/a'>"
        "<link rel=alternate type='text/html' href='/de'><link rel=alternate type='application/rss+xml' href=''>"
        "<link rel=alternate type='application/rss+xml' href='javascript:alert(1)'></head>"
    )
    found = discover(page, "https://news.example.org/start")

    assert found[:2] == ("https://news.example.org/news.xml", "https://feeds.example.net/a")
    assert all(each.startswith("https://news.example.org/") for each in found[2:])


@pytest.mark.parametrize("folder", ["suites", "pathological-real", "encodings", "news", "blogs", "opml"])
def test_real_documents_pass_or_fail_with_one_line(captures, folder, read):
    """Every real or pathological document gives entries or a FeedError, and nothing else."""
    files = sorted(path for path in (captures / folder).rglob("*") if path.is_file())
    for path in files[:: 1 if folder == "suites" else 3]:
        try:
            outcome = read(path.read_bytes()).note
        except FeedError as error:
            outcome = str(error)
        assert "\n" not in outcome
