"""What is remembered of a feed after each poll."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.errors import FeedError, FetchError, RefusedURLError
from pipeline.feeds import after_answer, after_failure, is_due, is_silent, is_unchanged
from pipeline.feeds.state import body_hash
from pipeline.fetch import Answer, Hop, UnreachableError, max_age, retry_after
from pipeline.model.texts import Feed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://news.example.org/feed"
FEED = Feed(url=URL, outlet="example")
DATED = [
    (f"T{n}", f"https://news.example.org/{n}", "", (NOW - timedelta(hours=6 * n)).strftime("%a, %d %b %Y %H:%M:%S GMT"))
    for n in range(1, 9)
]


def answer(status=200, body=b"<rss/>", hops=(), **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(
        url=URL, final_url=URL, status=status, headers=named, body=body, hops=hops, seconds=0.1, wire_bytes=len(body)
    )


@pytest.mark.parametrize(
    ("given", "state", "failures", "status"),
    [
        pytest.param(answer(304, b""), "unchanged", 0.0, "304, unchanged", id="304"),
        pytest.param(answer(404, b""), "failing", 0.5, "HTTP 404", id="404 comes back: soft"),
        pytest.param(answer(403, b""), "failing", 0.5, "HTTP 403", id="403 is soft"),
        pytest.param(answer(500, b""), "failing", 0.25, "HTTP 500", id="500 passes"),
        pytest.param(answer(429, b""), "failing", 0.25, "HTTP 429", id="429 passes"),
        pytest.param(answer(451, b""), "failing", 1.0, "HTTP 451", id="451 is hard"),
        pytest.param(answer(410, b""), "retired", 0.0, "HTTP 410, gone for good", id="410 retires"),
    ],
)
def test_each_answer_leaves_its_state(given, state, failures, status):
    """State, weight and status line follow the answer."""
    after = after_answer(FEED, given, None, NOW)

    assert (state, failures, status) == (after.state, after.failures, after.status)
    assert after.checked_at == NOW


@pytest.mark.parametrize(
    ("error", "weight"),
    [
        pytest.param(UnreachableError(URL, "no connection"), 0.25, id="silence is temporary"),
        pytest.param(FetchError(URL, "body over 5 bytes"), 0.5, id="a strange answer is soft"),
        pytest.param(FeedError(URL, "an HTML page"), 0.5, id="no feed is soft"),
        pytest.param(RefusedURLError(URL, "port 22"), 1.0, id="a refusal is hard"),
    ],
)
def test_failures_weigh_what_they_mean(error, weight):
    """Failures add up by weight, and each makes the next poll later."""
    once = after_failure(FEED, error, NOW)
    twice = after_failure(once, error, NOW)

    assert (weight, 2 * weight) == (once.failures, twice.failures)
    assert twice.due_at > once.due_at > NOW
    assert error.why in once.status


def test_a_good_answer_forgets_failures(read, rss):
    """One success ends the back-off."""
    failed = after_failure(FEED, UnreachableError(URL, "no connection"), NOW)

    assert after_answer(failed, answer(), read(rss(*DATED)), NOW).failures == 0


@pytest.mark.parametrize(
    ("status", "wait", "held"),
    [
        pytest.param(429, "3600", 3600, id="429 in seconds"),
        pytest.param(503, "Sun, 22 Nov 2026 13:00:00 GMT", 3600, id="503 with a date"),
        pytest.param(429, "Sun, 22 Nov 2026 11:00:00 GMT", None, id="a date that has passed"),
        pytest.param(429, "soon", None, id="words"),
        pytest.param(429, "99999999999999", 31 * 86400, id="no longer than a month"),
        pytest.param(500, "3600", None, id="another status"),
    ],
)
def test_the_servers_wish_is_kept_apart(status, wait, held):
    """Retry-After of 429 and 503 holds the feed; our own rhythm stays beside it."""
    after = after_answer(FEED, answer(status, b"", retry_after=wait), None, NOW)

    assert (NOW + timedelta(seconds=held) if held else None) == after.held_until
    assert not is_due(after, NOW + timedelta(minutes=1))


def test_a_feed_is_not_asked_while_it_is_held():
    """Held beats due; retired is never due; new is due at once."""
    held = replace(FEED, due_at=NOW, held_until=NOW + timedelta(hours=1))

    assert is_due(FEED, NOW)
    assert not is_due(held, NOW)
    assert is_due(held, NOW + timedelta(hours=1))
    assert not is_due(replace(FEED, state="retired"), NOW)


def test_unchanged_bytes_need_no_parse(read, rss):
    """A server that ignores validators is caught by the hash of the body."""
    body = rss(*DATED).encode()
    after = after_answer(FEED, answer(body=body), read(body), NOW)

    assert is_unchanged(after, answer(body=body))
    assert not is_unchanged(after, answer(body=body + b" "))
    assert body_hash(body) == after.body_hash
    assert after_answer(after, answer(body=body), None, NOW).state == "unchanged"


@pytest.mark.parametrize(
    ("codes", "moved"),
    [
        pytest.param((301,), "https://new.example.org/1", id="301"),
        pytest.param((308, 301), "https://new.example.org/2", id="both permanent"),
        pytest.param((301, 302), "https://new.example.org/1", id="up to the first that is not"),
        pytest.param((302, 301), "", id="temporary first"),
    ],
)
def test_a_permanent_redirect_moves_the_feed(read, rss, codes, moved):
    """Only the permanent beginning of a chain moves a feed."""
    hops = tuple(
        Hop(url=URL, status=code, target=f"https://new.example.org/{n}") for n, code in enumerate(codes, start=1)
    )

    assert moved == after_answer(FEED, answer(hops=hops), read(rss(*DATED)), NOW).moved_to


def test_a_detour_that_fails_ends_where_it_began():
    """A moved feed that keeps failing is asked again at the listed address."""
    moved = replace(FEED, moved_to="https://new.example.org/feed", failures=2.5)

    assert moved.moved_to == after_failure(moved, UnreachableError(URL, "no connection"), NOW).moved_to
    assert after_failure(moved, FeedError(URL, "an HTML page"), NOW).moved_to == ""


def test_validators_are_kept_as_they_came(read, rss):
    """A 200 replaces both, also by nothing; a 304 keeps what it does not repeat."""
    first = after_answer(FEED, answer(etag='W/"a"', last_modified="then"), read(rss(*DATED)), NOW)
    second = after_answer(first, answer(304, b"", etag='W/"b"'), None, NOW)
    third = after_answer(second, answer(), read(rss(*DATED)), NOW)

    assert [(f.etag, f.last_modified) for f in (first, second, third)] == [
        ('W/"a"', "then"),
        ('W/"b"', "then"),
        ("", ""),
    ]


@pytest.mark.parametrize(
    ("head", "least", "most"),
    [
        pytest.param("", 2.9, 4, id="half the mean gap of six hours"),
        pytest.param("<ttl>600</ttl>", 10, 11, id="a longer ttl is kept"),
        pytest.param("<ttl>5</ttl>", 2.9, 4, id="a shorter ttl is not"),
        pytest.param("<ttl>99999</ttl>", 24, 26.4, id="a day at most"),
    ],
)
def test_the_rhythm_is_the_feeds_own(read, rss, head, least, most):
    """The next poll comes after half a mean gap, within bounds, a little later by address."""
    after = after_answer(FEED, answer(), read(rss(*DATED, head=head)), NOW)

    assert timedelta(hours=least) <= after.due_at - NOW <= timedelta(hours=most)
    assert after == after_answer(FEED, answer(), read(rss(*DATED, head=head)), NOW)


def test_skipped_hours_are_skipped(read, rss):
    """A poll that would fall into skipHours waits for the hour after."""
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(13, 20))
    after = after_answer(FEED, answer(), read(rss(*DATED, head=f"<skipHours>{hours}</skipHours>")), NOW)

    assert after.due_at.hour == 20


def test_a_long_silence_raises_the_alarm(read, rss):
    """A feed that answers but brings nothing for longer than chance explains is silent."""
    after = after_answer(FEED, answer(), read(rss(*DATED)), NOW)
    later = after_answer(after, answer(304, b""), None, NOW + timedelta(days=9))

    assert not is_silent(after, NOW + timedelta(days=1))
    assert is_silent(later, NOW + timedelta(days=9))
    assert not is_silent(FEED, NOW)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        pytest.param("max-age=600", 600, id="plain"),
        pytest.param("public, Max-Age = 600", 600, id="among others"),
        pytest.param("s-maxage=600", None, id="another directive"),
        pytest.param("no-cache, max-age=600", None, id="no-cache voids it"),
        pytest.param("max-age=-1", None, id="nonsense"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_max_age_is_read(value, seconds):
    """Cache-Control's max-age, if it counts."""
    assert (timedelta(seconds=seconds) if seconds else None) == max_age(value)


def test_retry_after_never_breaks():
    """Strange dates say nothing."""
    assert all(retry_after(text, NOW) is None for text in ("", "Mon, 99 Foo 20xx", "-5", "1e9", "٣", "0" * 0))
