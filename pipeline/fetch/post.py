"""One question to a service that the operator has named: JSON out, JSON in, within bounds."""

from __future__ import annotations

from time import monotonic

import httpx2

from pipeline.errors import FetchError, RefusedURLError
from pipeline.fetch.body import in_words
from pipeline.fetch.exchange import LateError
from pipeline.fetch.guard import check, short_reason
from pipeline.fetch.values import Answer, UnreachableError

MOST_BYTES = 1 << 20  # of an answer


def post_json(
    url: str, payload: bytes, *, agent: str, seconds: float, bearer: str = "", most_bytes: int = MOST_BYTES
) -> Answer:
    """
    Send JSON and read what comes back.

    The address may be private: the operator has written it down, no page has. A redirect is not followed, for it would
    carry text and key to somebody else; no proxy and no credentials are taken from the environment.

    Args:
        url: http or https, without user info.
        payload: JSON.
        agent: User-Agent.
        seconds: for connecting and for each wait; the whole takes at most twice as long.
        bearer: key, sent in the Authorization header; it stands in no error.
        most_bytes: of the answer's body.

    Returns:
        The answer, whatever its status.

    Raises:
        RefusedURLError: the address cannot be asked.
        UnreachableError: no answer this time.
        FetchError: redirected, too big, or a key that no header can carry.
    """
    check(url, _named(url))
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": agent}
    headers["Accept-Encoding"] = "identity"
    if bearer:
        if not (bearer.isascii() and bearer.isprintable()):
            raise FetchError(url, "the key is not printable ASCII")
        headers["Authorization"] = f"Bearer {bearer}"
    try:
        return _exchange(url, payload, headers, seconds, most_bytes)
    except httpx2.TimeoutException as error:
        raise LateError(url, f"nothing came within {seconds:.0f} s") from error
    except httpx2.HTTPError as error:
        raise UnreachableError(url, short_reason(str(error)) or type(error).__name__) from error


def _exchange(url: str, payload: bytes, headers: dict[str, str], seconds: float, most_bytes: int) -> Answer:
    started = monotonic()
    with (
        httpx2.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", url, content=payload, headers=headers) as response,
    ):
        if response.is_redirect:
            raise FetchError(url, f"HTTP {response.status_code}: redirects are not followed")
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > most_bytes:
                raise FetchError(url, f"body over {in_words(most_bytes)}")
            if monotonic() - started > seconds:
                raise LateError(url, f"not done within {seconds:.0f} s")
        return _answer(url, response, bytes(body), monotonic() - started)


def _named(url: str) -> frozenset[str]:
    """The allow-list that holds the host of *url* alone."""
    try:
        host = httpx2.URL(url).host
    except httpx2.InvalidURL as error:
        raise RefusedURLError(url, short_reason(str(error))) from error
    return frozenset({host})


def _answer(url: str, response: httpx2.Response, body: bytes, seconds: float) -> Answer:
    return Answer(
        url=url,
        final_url=url,
        status=response.status_code,
        headers={name.lower(): value for name, value in response.headers.items()},
        body=body,
        hops=(),
        seconds=seconds,
        wire_bytes=len(body),
    )
