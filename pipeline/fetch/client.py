"""One address to one answer: robots.txt, redirects by hand, a second try."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import stamina
from protego import Protego
from ssrfguard import Target

from pipeline.errors import FetchError, RefusedURLError
from pipeline.fetch.connections import Connections
from pipeline.fetch.exchange import LateError, Reply, exchange
from pipeline.fetch.guard import check, is_allowed
from pipeline.fetch.hosts import Host, trust_store
from pipeline.fetch.http import Connection
from pipeline.fetch.values import Answer, Hop, Policy, Request, UnreachableError
from pipeline.fetch.wire import GuardedBackend

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LOOKUP_THREADS = 32  # getaddrinfo blocks for seconds without a network; a waiting thread costs next to nothing
_ROBOTS_BYTES = 512_000  # RFC 9309, 2.5 asks for at least 500 KiB


class _BadGatewayError(UnreachableError):
    """A 5xx answer, which one more try may better."""

    def __init__(self, which: str, why: str, answer: Answer | None = None) -> None:
        super().__init__(which, why)
        self.answer = answer


class Client:
    """What the requests of one run share; lives inside one event loop."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._hosts: dict[str, Host] = {}
        self._robots: dict[str, asyncio.Task[Protego]] = {}  # by origin
        self._lookups = ThreadPoolExecutor(_LOOKUP_THREADS, thread_name_prefix="lookup")
        self._backend = GuardedBackend(policy.allow, self._lookups)
        self._slots = asyncio.Semaphore(policy.concurrency)
        self._room = asyncio.Semaphore(policy.concurrency)  # bodies that the caller has not taken yet
        limits = policy.limits
        stamina.instrumentation.set_on_retry_hooks([])  # by default it logs
        self._retrying = stamina.AsyncRetryingCaller(
            attempts=limits.tries, timeout=None, wait_initial=limits.backoff, wait_jitter=limits.backoff
        ).on(_can_pass_at_once)

    def close(self) -> None:
        self._lookups.shutdown(wait=False, cancel_futures=True)
        for task in self._robots.values():
            task.cancel()

    def taken(self) -> None:
        """The caller has an answer: its body no longer counts here."""
        self._room.release()

    async def fetch(self, request: Request) -> Answer:
        """Answer to *request*, whatever its status; FetchError when there is none."""
        try:
            return await self._attempt(request)
        except UnreachableError as error:
            past = [error]
        try:
            return await self._retrying(self._again, request, past)
        except _BadGatewayError as error:
            if error.answer is None:
                raise
            return error.answer

    async def _again(self, request: Request, past: list[UnreachableError]) -> Answer:
        """Attempts after *past*, which is raised once more so that it counts: most requests never come here."""
        if past:
            raise past.pop()
        return await self._attempt(request)

    async def _attempt(self, request: Request) -> Answer:
        try:
            answer = await self._follow(request)
        except FetchError as error:
            if error.which == request.url:
                raise
            raise type(error)(request.url, f"redirected to {error.which}: {error.why}") from error
        if answer.status >= 500 and "retry-after" not in answer.headers:
            raise _BadGatewayError(request.url, f"HTTP {answer.status}", answer)
        return answer

    async def _follow(self, request: Request, hold: bool = True) -> Answer:
        """Walk the redirects of *request*; with *hold* a body waits until there is room for it."""
        clock = asyncio.get_running_loop().time
        url, hops, spent = request.url, list[Hop](), 0.0
        while True:
            target = check(url, self._policy.allow)
            if request.robots:
                await self._obey_robots(url, target)
            async with self._host(target).turn() as pool, self._slots:
                start = clock()
                reply = await self._ask(pool, request, url, target, self._policy.limits.total - spent)
                spent += clock() - start
                following = _redirected(reply, url)
                if not following:
                    if hold and reply.body:
                        await self._room.acquire()
                    return _answer(request, url, reply, hops, spent)
            if len(hops) == self._policy.limits.redirects:
                raise FetchError(request.url, f"more than {len(hops)} redirects")
            hops.append(Hop(url=url, status=reply.status, target=following))
            url = following

    async def _ask(self, pool: Connections, request: Request, url: str, target: Target, seconds: float) -> Reply:
        limit, agent = request.max_bytes or self._policy.limits.max_bytes, self._policy.agent
        return await exchange(pool, request, url, target, agent=agent, limit=limit, seconds=max(seconds, 0.001))

    def _host(self, target: Target) -> Host:
        known = self._hosts.get(target.host)
        if known is None:
            allowed = is_allowed(self._policy.allow, target.host, target.port)
            known = self._hosts[target.host] = Host(self._policy, allowed, self._new_connections)
        return known

    def _new_connections(self) -> Connections:
        return Connections(self._connect)

    async def _connect(self, target: Target) -> Connection:
        limits = self._policy.limits
        stream = await self._backend.connect(target.host, target.port, limits.connect)
        if target.scheme == "https":
            try:
                stream = await stream.secured(trust_store(), target.host, limits.connect)
            except BaseException:
                stream.close()
                raise
        return Connection(stream, limits.read)

    async def _obey_robots(self, url: str, target: Target) -> None:
        origin = f"{target.scheme}://{target.host}:{target.port}"
        task = self._robots.get(origin)
        if task is None:
            task = self._robots[origin] = asyncio.ensure_future(self._read_robots(url))
        try:
            rules = await task
        except FetchError as error:
            raise UnreachableError(url, f"robots.txt unknown: {error.why}") from error
        agent = self._policy.agent.split("/")[0]
        if not rules.can_fetch(url, agent):
            raise RefusedURLError(url, "robots.txt forbids it")
        self._host(target).slow_down(rules.crawl_delay(agent))

    async def _read_robots(self, url: str) -> Protego:
        """Source: RFC 9309, 2.3.1: 4xx allows all, 5xx and silence forbid for now."""
        request = Request(url=urljoin(url, "/robots.txt"), max_bytes=_ROBOTS_BYTES)
        answer = await self._follow(request, hold=False)
        if answer.status >= 500 or answer.status == 429:
            raise UnreachableError(request.url, f"HTTP {answer.status}")
        return Protego.parse(answer.body.decode("utf-8", "replace"))


def _can_pass_at_once(error: Exception) -> bool:
    return isinstance(error, UnreachableError) and not isinstance(error, LateError)


def _redirected(reply: Reply, url: str) -> str:
    """Address that *reply* sends us on to; "" = nowhere."""
    place = reply.headers.get("location", "").strip()
    if reply.status not in _REDIRECTS or not place:
        return ""
    with contextlib.suppress(UnicodeError):
        place = place.encode("latin-1").decode("utf-8")  # headers are read as Latin-1; many mean UTF-8
    try:
        return urljoin(url, place).split("#")[0]
    except ValueError as error:
        raise RefusedURLError(url, "redirects to an address that cannot be read") from error


def _answer(request: Request, url: str, reply: Reply, hops: list[Hop], seconds: float) -> Answer:
    return Answer(
        url=request.url,
        final_url=url,
        status=reply.status,
        headers=reply.headers,
        body=reply.body,
        hops=tuple(hops),
        seconds=seconds,
        wire_bytes=reply.wire_bytes,
    )
