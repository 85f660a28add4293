"""One address for one article."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity.urls import article_id, canonical_url, site_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("HTTPS://EX.org:443/A?b=2&a=1#top", "https://ex.org/A?a=1&b=2", id="case, port, order, fragment"),
        pytest.param("http://ex.org:8080/a", "http://ex.org:8080/a", id="another port stays"),
        pytest.param("https://ex.org", "https://ex.org/", id="an empty path is a slash"),
        pytest.param("https://ex.org/../a/./b//c/../d", "https://ex.org/a/b/d", id="dot segments and doubled slashes"),
        pytest.param("https://ex.org/%7euser/%c3%a9", "https://ex.org/~user/%C3%A9", id="one way to escape"),
        pytest.param("https://bücher.ex/ä", "https://xn--bcher-kva.ex/%C3%A4", id="IDNA host"),
        pytest.param("https://ex.org/a?utm_source=x&at_medium=y&fbclid=z&mtm_a=1", "https://ex.org/a", id="trackers"),
        pytest.param(
            "https://ex.org/a?partner=x&emc=rss&smid=tw&cmp=a&ocid=b&ito=c&mod=d&ref=e&CMP=f",
            "https://ex.org/a",
            id="trackers of outlets",
        ),
        pytest.param(
            "https://ex.org/?p=12&id=3&page=2&story=s&gallery=4&reference=5&cid=6",
            "https://ex.org/?cid=6&gallery=4&id=3&p=12&page=2&reference=5&story=s",
            id="what may name the article stays",
        ),
        pytest.param("https://ex.org/a.asp?12345", "https://ex.org/a.asp?12345", id="a bare id stays"),
        pytest.param("https://ex.org/a?x=1&amp;y=2&#038;z=3", "https://ex.org/a?x=1&y=2&z=3", id="escaped ampersands"),
        pytest.param("https://ex.org/a;jsessionid=AB12", "https://ex.org/a", id="a session"),
        pytest.param("https://amp.ex.co.uk/a", "https://ex.co.uk/a", id="an AMP host"),
        pytest.param("https://amp.dev/a", "https://amp.dev/a", id="a site that is called so"),
        pytest.param("https://ex.org/a/amp/", "https://ex.org/a/", id="an AMP folder last"),
        pytest.param("https://ex.org/amp/a", "https://ex.org/a", id="an AMP folder first"),
        pytest.param("https://ex.org/a.amp.html?amp=1", "https://ex.org/a.html", id="an AMP ending and parameter"),
        pytest.param("https://ex.org/a?outputType=amp&view=list", "https://ex.org/a?view=list", id="an AMP output"),
        pytest.param("https://ex-org.cdn.ampproject.org/c/s/ex.org/a", "https://ex.org/a", id="the AMP cache"),
        pytest.param("https://www.google.com/amp/s/ex.org/a/amp", "https://ex.org/a", id="the AMP viewer"),
        pytest.param(
            "https://www.google.co.uk/url?sa=t&q=https%3A%2F%2Fex.org%2Fa%3Fx%3D1%26utm_id%3D2&ct=ga",
            "https://ex.org/a?x=1",
            id="a search redirect",
        ),
        pytest.param(
            "https://news.google.com/rss/articles/CBMiIWh0dHBzOi8vZXgub3JnL2E_dXRtX3NvdXJjZT14Jmk9NNIBAA?oc=5",
            "https://ex.org/a?i=4",
            id="a news wrapper that carries its address",
        ),
        pytest.param("http://[::1]/a", "http://[::1]/a", id="an IPv6 address"),
    ],
)
def test_one_article_has_one_spelling(url, expected):
    """What does not name the article goes, what may name it stays."""
    assert expected == canonical_url(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("javascript:alert(1)", "not http", id="script"),
        pytest.param("file:///etc/hosts", "not http", id="file"),
        pytest.param("/a/b", "no scheme", id="relative"),
        pytest.param("", "no scheme", id="empty"),
        pytest.param("https:///a", "no host", id="no host"),
        pytest.param("https://user:word@ex.org/", "credentials", id="credentials"),
        pytest.param("https://ex.org:99999/", "malformed", id="no such port"),
        pytest.param("https://[zz]/", "malformed", id="no such address"),
        pytest.param("https://ex..org/", "no domain name", id="an empty label"),
        pytest.param("https://ex org/", "no domain name", id="a space in the host"),
        pytest.param("https://ex.org/" + "a" * 2048, "longer", id="too long"),
    ],
)
def test_what_cannot_name_an_article_is_refused(url, reason):
    """A ValueError says why an address is of no use."""
    with pytest.raises(ValueError, match=reason):
        canonical_url(url)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        pytest.param("https://www.ex.org/a", "https://www.ex.org/a", id="the same site counts"),
        pytest.param("/a", "https://m.ex.org/a", id="a relative one counts"),
        pytest.param("https://other.org/a", "https://m.ex.org/x?id=1", id="another site does not"),
        pytest.param("https://www.ex.org/", "https://m.ex.org/x?id=1", id="the front page does not"),
        pytest.param("javascript:x", "https://m.ex.org/x?id=1", id="nonsense does not"),
    ],
)
def test_a_page_may_name_itself_on_its_own_site(declared, expected):
    """A declared canonical address is believed only where it cannot merge different articles."""
    assert expected == canonical_url("https://m.ex.org/x?id=1", declared=declared)


@given(
    st.text(max_size=60).map("https://ex.org/{}".format)
    | st.text(alphabet="htps:/.?&=#;%amp2ut_gole[]@ \\", max_size=80).map("https://{}".format)
    | st.text(alphabet="aAmMpP/.;?&=%#+ ", max_size=60).map("https://amp.ex.org/{}".format)
)
def test_cleaning_twice_is_cleaning_once(url):
    """Any address is refused with a reason, or cleaned to a form that stays."""
    try:
        once = canonical_url(url)
    except ValueError as error:
        assert str(error)  # noqa: PT017 (a reason is the promise)
        return

    assert once == canonical_url(once)
    assert once.isascii()
    assert len(once) <= 2048


def test_ids_ignore_what_outlets_change():
    """Scheme, www. and a closing slash do not make another article; a parameter does."""
    same = {article_id(each) for each in ("https://ex.org/a", "http://www.ex.org/a/", "https://www.ex.org/a")}

    assert len(same) == 1
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in same)
    assert article_id("https://ex.org/a?id=1") != article_id("https://ex.org/a?id=2")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://news.ex.co.uk/a", "ex.co.uk", id="a public suffix of two labels"),
        pytest.param("https://one.blogspot.com/a", "one.blogspot.com", id="blogs of one host are sites apart"),
        pytest.param("http://127.0.0.1:8000/a", "127.0.0.1", id="an address is its own site"),
        pytest.param("http://intranet/a", "intranet", id="a bare name too"),
        pytest.param("https://[zz]/", "", id="no host"),
    ],
)
def test_sites_are_registrable_domains(url, expected):
    """Two addresses are of one site if one owner registered both."""
    assert expected == site_of(url)


def test_hostile_addresses_cost_nothing():
    """The longest addresses, of any repetition, take five milliseconds at most on average."""
    pieces = (
        "/..",
        "/amp",
        "%",
        "&amp;",
        "&a",
        ".amp",
        ";sid=",
        "a.",
        "xn--",
        "é",
        "?q=http://",
        "/url?q=https://google.com",
    )
    urls = [f"https://www.google.com/{piece * (2000 // len(piece))}"[:2048] for piece in pieces]
    urls += [f"https://{piece * (2000 // len(piece))}.org/"[:2048] for piece in pieces]
    begun = time.process_time()
    for url in urls:
        try:
            canonical_url(url)
        except ValueError:
            continue

    assert time.process_time() - begun < 0.005 * len(urls)
