"""Addresses that must never be asked, in every spelling, and the reason that each is given."""

import asyncio
import socket
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import FetchError, RefusedURLError
from pipeline.fetch import Policy, Request, fetch_all
from pipeline.fetch.guard import check
from pipeline.fetch.wire import GuardedBackend, LookupFailedError

CLOSED = Policy(agent="detente-test/1")

LITERALS = [
    ("http://127.0.0.1/", "Loopback"),
    ("http://127.1.2.3/", "Loopback"),
    ("https://127.0.0.1:443/", "Loopback"),
    ("http://0.0.0.0/", "0.0.0.0"),
    ("http://10.0.0.1/", "Private"),
    ("http://172.16.0.1/", "Private"),
    ("http://172.31.255.255/", "Private"),
    ("http://192.168.1.1/", "Private"),
    ("http://169.254.169.254/latest/meta-data/", "Cloud metadata"),
    ("http://100.64.0.1/", "Shared"),
    ("http://100.100.100.200/", "Cloud metadata"),
    ("http://192.0.0.1/", "192.0.0.0"),
    ("http://192.0.2.1/", "Documentation"),
    ("http://198.18.0.1/", "Benchmarking"),
    ("http://224.0.0.1/", "224.0.0.0"),
    ("http://239.255.255.250/", "224.0.0.0"),
    ("http://240.0.0.1/", "Reserved"),
    ("http://255.255.255.255/", "Broadcast"),
    ("http://[::]/", "Unspecified"),
    ("http://[::1]/", "Loopback"),
    ("http://[0:0:0:0:0:0:0:1]/", "Loopback"),
    ("http://[::ffff:127.0.0.1]/", "127.0.0.1"),
    ("http://[::ffff:7f00:1]/", "127.0.0.1"),
    ("http://[::ffff:a9fe:a9fe]/", "169.254.169.254"),
    ("http://[::127.0.0.1]/", "127.0.0.1"),
    ("http://[64:ff9b::7f00:1]/", "127.0.0.1"),
    ("http://[64:ff9b::a9fe:a9fe]/", "169.254.169.254"),
    ("http://[2002:7f00:1::]/", "2002::/16"),
    ("http://[2001::1]/", "2001::"),
    ("http://[fe80::1]/", "fe80::/10"),
    ("http://[fc00::1]/", "fc00::/7"),
    ("http://[fd00:ec2::254]/", "Cloud metadata"),
    ("http://[ff02::1]/", "ff00::/8"),
    ("http://[2001:db8::1]/", "Documentation"),
]

SPELLINGS = [
    ("http://2130706433/", "encoded one"),
    ("http://017700000001/", "encoded one"),
    ("http://0177.0.0.1/", "encoded one"),
    ("http://127.1/", "encoded one"),
    ("http://127.0.0.1./", "encoded one"),
    ("http://127.0.0.1../", "encoded one"),
    ("http://0/", "encoded one"),
    ("http://1.2.3.4.5/", "encoded one"),
    ("http://256.256.256.256/", "encoded one"),
    ("http://①②⑦.0.0.1/", "Loopback"),
    ("http://127。0。0。1/", "Loopback"),
    ("http://[fe80::1%25eth0]/", "'%'"),
    ("http://%31%32%37.0.0.1/", "'%'"),
    ("http://user@example.org/", "credentials"),
    ("http://user:word@example.org/", "credentials"),
    ("http://example.org@127.0.0.1/", "credentials"),
    ("http://example.org\\@127.0.0.1/", "credentials"),
    ("http://exa\tmple.org/", "control character"),
    ("http://example.org/\r\nX-A: b", "control character"),
    ("http://example.org/\x00", "control character"),
    (" http://example.org/", "control character"),
    ("http://exa mple.org/", "control character"),
    ("file:///etc/passwd", "scheme 'file'"),
    ("gopher://example.org/", "scheme 'gopher'"),
    ("ftp://example.org/", "scheme 'ftp'"),
    ("data:text/html,words", "scheme 'data'"),
    ("javascript:alert(1)", "scheme 'javascript'"),
    ("//example.org/", "no scheme"),
    ("example.org", "no scheme"),
    ("", "no scheme"),
    ("http://", "no host"),
    ("http:///path", "no host"),
    ("http://[::1/", "cannot be parsed"),
    ("http://[nonsense]/", ""),
    ("http://example.org:22/", "port 22"),
    ("http://example.org:6379/", "port 6379"),
    ("http://example.org:0/", "port 0"),
    ("http://example.org:99999/", "port"),
    ("http://example.org:ssh/", "port"),
    ("http://-.org/", "well-formed"),
    ("http://a..b/", ""),
    (f"http://{'a' * 300}.org/", ""),
    (f"http://example.org/{'a' * 9000}", ""),
]

NAMES = [
    ("http://localhost/", "Loopback"),
    ("http://LOCALHOST/", "Loopback"),
    ("http://ⓁⓄⒸⒶⓁⒽⓄⓈⓉ/", "Loopback"),
    ("http://0x7f.1/", "Loopback"),
    ("http://0x7f000001/", "Loopback"),
    ("http://0x7F.0.0.0x1/", "Loopback"),
]


@pytest.mark.parametrize(
    ("url", "reason"), [pytest.param(*case, id=repr(case[0])[:60]) for case in LITERALS + SPELLINGS]
)
def test_hostile_addresses_are_refused_unasked(url, reason):
    """A forbidden scheme, spelling, port or network is refused before any packet leaves, with its reason."""
    with pytest.raises(RefusedURLError) as caught:
        check(url, frozenset())

    assert reason in caught.value.why
    assert "\n" not in caught.value.why
    assert len(caught.value.why) <= 300


@pytest.mark.parametrize(("url", "reason"), [pytest.param(*case, id=case[0]) for case in NAMES])
def test_names_are_judged_by_where_they_lead(url, reason):
    """A name that leads to a forbidden network is refused when it is connected to."""
    (outcome,) = fetch_all([Request(url=url)], CLOSED)

    assert isinstance(outcome, RefusedURLError)
    assert reason in outcome.why


@pytest.mark.parametrize(
    ("allow", "passes"),
    [
        pytest.param(frozenset(), False, id="nothing is allowed by itself"),
        pytest.param(frozenset({"127.0.0.1"}), True, id="a host allows all its ports"),
        pytest.param(frozenset({"127.0.0.1:PORT"}), True, id="a host and port"),
        pytest.param(frozenset({"127.0.0.1:1"}), False, id="another port"),
        pytest.param(frozenset({"localhost"}), False, id="another name of the same machine"),
    ],
)
def test_the_allow_list_is_by_host(stand, allow, passes):
    """Only what the list names is let through, as it names it."""
    allow = frozenset(each.replace("PORT", str(stand.port)) for each in allow)
    (outcome,) = fetch_all([Request(url=f"{stand.base}/page")], Policy(agent="detente-test/1", allow=allow))

    assert passes is not isinstance(outcome, RefusedURLError)


class _Rebinding:
    """A resolver that answers differently each time, as a hostile name server does."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), 0

    def __call__(self, host, port, *_):
        self.asked += 1
        addresses = self.answers[min(self.asked, len(self.answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([["127.0.0.1"]], id="private at once"),
        pytest.param([["93.184.216.34", "127.0.0.1"]], id="public and private together"),
        pytest.param([["203.0.113.7"], ["127.0.0.1"]], id="documentation first, then loopback"),
    ],
)
def test_a_name_cannot_change_its_mind(answers):
    """A name is looked up once, and the address that was judged is the one connected to."""
    resolver = _Rebinding(*answers)
    backend = GuardedBackend(frozenset(), None, resolver)

    with pytest.raises(RefusedURLError):
        asyncio.run(backend.connect("news.example.org", 80, 1))
    assert resolver.asked == 1


def _unknown(*_: object, **__: object) -> None:
    raise socket.gaierror(-2, "Name or service not known")


@pytest.mark.parametrize(
    "resolver",
    [
        pytest.param(
            lambda *_, **__: (_ for _ in ()).throw(socket.gaierror(-2, "not known")), id="a resolver that says no"
        ),
        pytest.param(lambda *_, **__: time.sleep(0.5) or [], id="a resolver that says nothing in time"),
    ],
)
def test_a_name_that_leads_nowhere_has_one_reason(resolver):
    """Which of the two happens without a network depends on the moment; what is stored must not."""
    backend = GuardedBackend(frozenset(), None, resolver)

    with pytest.raises(LookupFailedError):
        asyncio.run(backend.connect("news.example.org", 80, 0.1))


def test_the_address_judged_is_the_address_connected_to(stand):
    """Even a name that would lead elsewhere at a second look is asked for once."""
    resolver = _Rebinding(["127.0.0.1"], ["10.0.0.1"])
    backend = GuardedBackend(frozenset({"intranet.example.org"}), None, resolver)

    async def peer():
        stream = await backend.connect("intranet.example.org", stand.port, 1)
        stream.close()

    asyncio.run(peer())
    assert resolver.asked == 1


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://127.0.0.1", "//", "http://["]))
def test_any_text_is_an_origin_or_a_refusal(text, start):
    """No text breaks the check: it names an origin or is refused."""
    try:
        target = check(start + text, frozenset())
    except RefusedURLError:
        return
    assert target.scheme in ("http", "https")
    assert target.port in (80, 443)


@settings(max_examples=200, deadline=None)
@given(st.ip_addresses())
def test_only_public_addresses_pass(address):
    """Every private, local, multicast or unspecified address is refused."""
    url = f"http://[{address}]/" if address.version == 6 else f"http://{address}/"
    try:
        check(url, frozenset())
    except FetchError:
        return
    assert address.is_global or address.version == 6  # Python's own table of IPv6 lags behind the registry
    assert not any((address.is_loopback, address.is_link_local, address.is_multicast, address.is_unspecified))
