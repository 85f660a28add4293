"""What the door to the network lets through, against real sockets."""

import asyncio
import threading
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

from pipeline.errors import FetchError, RefusedURLError
from pipeline.fetch import Hop, Policy, Request, UnreachableError, fetch_all, fetch_one
from pipeline.fetch.connections import Connections
from pipeline.fetch.hosts import Host

PAGE = b"<p>A page about rain.</p>" * 40  # as the stand serves it


@pytest.mark.parametrize(
    ("path", "reason", "kind"),
    [
        pytest.param("/bomb/gzip", "after decompression", FetchError, id="a gzip bomb stops at the limit"),
        pytest.param("/bomb/brotli", "after decompression", FetchError, id="a brotli bomb stops at the limit"),
        pytest.param("/endless", "body over 100000 bytes", FetchError, id="a body without end stops at the limit"),
        pytest.param("/big", "body over 100000 bytes", FetchError, id="an announced size is believed when too big"),
        pytest.param("/drip", "not done within", UnreachableError, id="a drip ends with the total time"),
        pytest.param("/mute", "nothing came in time", UnreachableError, id="silence ends with the read time"),
        pytest.param("/cut", "cut off", UnreachableError, id="a body cut short is no body"),
        pytest.param("/silent", "cut off", UnreachableError, id="a closed connection is no answer"),
        pytest.param("/garbage", "no proper HTTP", FetchError, id="words that are no HTTP"),
        pytest.param("/wide", "no proper HTTP", FetchError, id="a header of 400 kB"),
        pytest.param("/thrice", "compressed 3 times", FetchError, id="compression in layers"),
        pytest.param("/strange", "'snail' is unknown", FetchError, id="an unknown compression"),
        pytest.param("/damaged", "damaged compression", FetchError, id="a damaged compression"),
        pytest.param("/loop", "more than 5 redirects", FetchError, id="a redirect loop"),
        pytest.param("/to/http://169.254.169.254/latest/", "169.254", RefusedURLError, id="redirect to metadata"),
        pytest.param("/to/file:///etc/passwd", "scheme 'file'", RefusedURLError, id="redirect to a file"),
        pytest.param("/to/http://[::ffff:10.0.0.1]/", "10.0.0.1", RefusedURLError, id="redirect to a mapped address"),
        pytest.param("/to/http://localhost:1/", "port 1", RefusedURLError, id="redirect to another port"),
        pytest.param("/to/http://a@127.0.0.1/", "credentials", RefusedURLError, id="redirect with user info"),
        pytest.param("/to/http://[bad/", "cannot be read", RefusedURLError, id="redirect to no address"),
    ],
)
def test_every_fault_ends_with_one_clear_line(stand, policy, path, reason, kind):
    """Whatever a server does, the outcome is an error of the right class that names the URL asked and the reason."""
    started = time.monotonic()
    (outcome,) = fetch_all([Request(url=stand.base + path)], policy)

    assert isinstance(outcome, kind)
    assert outcome.which == stand.base + path
    assert reason in outcome.why
    assert "\n" not in str(outcome)
    assert time.monotonic() - started < 4


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        pytest.param("/page", 200, PAGE, id="a page"),
        pytest.param("/gzip", 200, PAGE, id="gzip is undone"),
        pytest.param("/brotli", 200, PAGE, id="brotli is undone"),
        pytest.param("/twice", 200, PAGE, id="two layers are undone"),
        pytest.param("/status/404", 404, b"", id="404 is an answer"),
        pytest.param("/status/410", 410, b"", id="410 is an answer"),
        pytest.param("/status/429", 429, b"", id="429 is an answer"),
        pytest.param("/status/500", 500, b"", id="500 is an answer after a second try"),
        pytest.param("/once", 200, PAGE, id="a server that stumbles once is asked again"),
    ],
)
def test_every_status_is_an_answer(stand, policy, path, status, body):
    """An Answer carries the status and, for a success, the body decompressed."""
    answer = fetch_one(stand.base + path, policy)

    assert (status, body) == (answer.status, answer.body)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        pytest.param("/status/500", 2, id="500 can pass"),
        pytest.param("/cut", 2, id="a cut can pass"),
        pytest.param("/status/404", 1, id="404 stays"),
        pytest.param("/status/429", 1, id="429 wants peace"),
        pytest.param("/drip", 1, id="slowness stays slow"),
        pytest.param("/bomb/gzip", 1, id="a bomb stays one"),
    ],
)
def test_only_what_can_pass_is_tried_again(stand, policy, path, asked):
    """Two tries for what can pass, one for what cannot."""
    list(fetch_all([Request(url=stand.base + path)], policy))

    assert asked == len(stand.server.seen)


@pytest.mark.parametrize(
    ("path", "moved", "hops"),
    [
        pytest.param("/page", "", 0, id="no redirect is no move"),
        pytest.param("/chain/301", "/page", 1, id="301 moves"),
        pytest.param("/chain/308-301", "/page", 2, id="permanent all along"),
        pytest.param("/chain/301-302", "/chain/302", 2, id="only the permanent beginning counts"),
        pytest.param("/chain/302-301", "", 2, id="a temporary beginning moves nothing"),
    ],
)
def test_a_feed_moves_as_far_as_redirects_are_permanent(stand, policy, path, moved, hops):
    """`moved_to` is the address after the permanent prefix of the redirects."""
    answer = fetch_one(stand.base + path, policy)

    assert (stand.base + moved if moved else "") == answer.moved_to
    assert hops == len(answer.hops)
    assert stand.base + "/page" == answer.final_url


def test_hops_are_noted(stand, policy):
    """Each hop says who sent us where, and how."""
    answer = fetch_one(stand.base + "/chain/301", policy)

    assert (Hop(url=stand.base + "/chain/301", status=301, target=stand.base + "/page"),) == answer.hops


def test_validators_bring_304(stand, policy):
    """ETag and Last-Modified go out as they came in, and a 304 has no body."""
    first = fetch_one(stand.base + "/tagged", policy)
    again = Request(url=first.url, etag=first.headers["etag"], last_modified=first.headers["last-modified"])
    (second,) = fetch_all([again], policy)

    assert (second.status, second.body) == (304, b"")


@pytest.mark.parametrize(
    ("robots", "path", "reason"),
    [
        pytest.param((404, b""), "/page", "", id="no robots.txt allows all"),
        pytest.param((200, b"User-agent: *\nDisallow: /page"), "/page", "robots.txt forbids it", id="disallowed"),
        pytest.param((200, b"User-agent: *\nDisallow: /private"), "/page", "", id="another folder"),
        pytest.param((200, b"User-agent: detente-test\nDisallow: /"), "/page", "forbids", id="we are named"),
        pytest.param((503, b""), "/page", "robots.txt unknown", id="a robots.txt that fails forbids for now"),
        pytest.param((200, b"User-agent: *\nDisallow: /page"), "/chain/301", "forbids", id="after a redirect too"),
    ],
)
def test_pages_obey_robots(stand, policy, robots, path, reason):
    """A page is asked for only where robots.txt lets us; it is read once per host."""
    stand.server.robots = robots
    outcomes = list(fetch_all([Request(url=f"{stand.base}{path}?{n}", robots=True) for n in range(3)], policy))

    assert all((reason in outcome.why) if reason else outcome.status == 200 for outcome in outcomes)
    assert sum(path == "/robots.txt" for path, _, _ in stand.server.seen) == 1


def test_feeds_are_asked_whatever_robots_say(stand, policy):
    """robots.txt is for pages: a feed is published to be polled."""
    stand.server.robots = (200, b"User-agent: *\nDisallow: /")

    assert fetch_one(stand.base + "/page", policy).status == 200


def test_the_agent_says_who_asks(stand, policy):
    """Every request carries the contact."""
    fetch_one(stand.base + "/page", policy)

    assert policy.agent == stand.server.seen[0][1]["User-Agent"]


def test_closing_early_stops_everything(stand, policy):
    """A caller that breaks off leaves no thread and no request behind."""
    requests = 0

    def endless():
        nonlocal requests
        while True:
            requests += 1
            yield Request(url=f"{stand.base}/page?{requests}")

    run = fetch_all(endless(), replace(policy, ahead=20, concurrency=4))
    read = [next(run) for _ in range(5)]
    run.close()

    assert len(read) + 20 >= requests
    assert not [thread for thread in threading.enumerate() if thread.name == "fetch"]


def test_one_bad_answer_costs_no_other(stand, policy):
    """Of many requests each has one outcome, whatever the others do."""
    paths = ["/page", "/cut", "/drip", "/loop", "/status/404", "/bomb/gzip", "/to/http://10.0.0.1/"] * 4
    outcomes = list(fetch_all([Request(url=f"{stand.base}{path}") for path in paths], policy))

    assert len(paths) == len(outcomes)
    assert sum(not isinstance(each, FetchError) for each in outcomes) == 8


def test_nothing_to_ask_is_no_outcome(policy):
    """An empty list ends at once."""
    assert list(fetch_all([], policy)) == []


def test_a_caller_that_fails_gets_its_own_error(policy):
    """An error of the caller's iterator is the caller's, and stops the run."""

    def broken():
        yield Request(url="http://127.0.0.1:1/")
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        list(fetch_all(broken(), policy))


@pytest.mark.parametrize(
    ("allowed", "least", "most"),
    [
        pytest.param(False, 0.28, 2.0, id="a host of the web waits between starts"),
        pytest.param(True, 0.0, 0.09, id="a host that is ours does not"),
    ],
)
def test_a_host_is_not_hurried(policy, allowed, least, most):
    """Requests to one host start *delay* seconds apart, unless the host is on the allow-list."""

    async def four_turns():
        host = Host(replace(policy, delay=0.1, per_host=2), allowed, lambda: Connections(None))

        async def one():
            async with host.turn():
                return time.monotonic()

        starts = sorted(await asyncio.gather(*(one() for _ in range(4))))
        return starts[-1] - starts[0]

    assert least <= asyncio.run(four_turns()) <= most


@pytest.mark.parametrize(
    ("seconds", "patience", "unanswered", "least", "most"),
    [
        pytest.param(0.002, 5, 5, 6, 59, id="with the answers of a small server more are opened"),
        pytest.param(0.2, 0.02, 60, 60, 60, id="a slow server holds nobody up"),
    ],
)
def test_a_crowd_does_not_overrun_a_small_server(monkeypatch, seconds, patience, unanswered, least, most):
    """At most five connections wait for their first answer, unless they wait for long."""
    monkeypatch.setattr("pipeline.fetch.connections._PATIENCE", patience)
    new, counts, opened = set(), [], 0

    class Line:
        def renew(self):
            new.discard(self)
            return True

        def is_stale(self):
            return False

        def close(self):
            new.discard(self)

    async def connect(_):
        nonlocal opened
        line = Line()
        new.add(line)
        counts.append(len(new))
        opened += 1
        await asyncio.sleep(0.001)
        return line

    async def crowd():
        lines = Connections(connect)
        target = SimpleNamespace(scheme="http", port=80)

        async def one():
            async with lines.one(target):
                await asyncio.sleep(seconds)

        await asyncio.gather(*(one() for _ in range(60)))

    asyncio.run(crowd())

    assert max(counts) == unanswered
    assert least <= opened <= most


def test_a_thousand_requests_cost_little(stand):
    """A request costs under 5 ms of CPU, both ends of the wire together."""
    policy = Policy(agent="detente-test/1", allow=frozenset({"127.0.0.1"}))
    started = time.process_time()
    outcomes = list(fetch_all((Request(url=f"{stand.base}/page?{n}") for n in range(300)), policy))

    assert len(outcomes) == 300
    assert (time.process_time() - started) / 300 < 0.005
