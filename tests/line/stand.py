"""A small web on loopback: invented outlets whose feeds and pages behave, or misbehave, as they are told."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import html
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FIRST = datetime(2026, 11, 9, 6, tzinfo=UTC)  # when the first piece appears; the others follow hour by hour
BOMB = gzip.compress(b"<p>" + b"a" * (16 << 20))

_WHO = ("The harbour board", "A retired pilot", "The town council", "One engineer", "The ferry company", "Her cousin")
_DID = ("measured", "repainted", "described", "doubted", "repaired", "counted", "forgot", "photographed", "sold")
_WHAT = ("the northern pier", "a wooden bridge", "eleven lanterns", "the tide tables", "an old crane", "two barges")
_WHEN = ("before the storm", "in late autumn", "while it rained", "on a Tuesday", "after the market closed", "at dawn")
_WHY = ("because nobody else would", "although the money was gone", "to the delight of visitors", "without much noise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One page of one outlet."""

    key: str
    outlet: str
    title: str
    when: datetime  # UTC
    paragraphs: tuple[str, ...]


def make_pieces(outlets: int, each: int) -> tuple[Piece, ...]:
    """*each* invented pieces for every outlet, always the same; one in ten repeats a piece of another outlet."""
    made: list[Piece] = []
    for number in range(outlets * each):
        chance = random.Random(number)  # noqa: S311 - the same texts at every start
        text = tuple(_paragraph(chance) for _ in range(6))
        if number % 10 == 9:
            text = (*made[number - 3].paragraphs, "It was first printed elsewhere.")
        title = f"{chance.choice(_WHO)} and {chance.choice(_WHAT)}, part {number}"
        outlet = f"outlet-{number % outlets}"
        when = FIRST + timedelta(hours=number)
        made.append(Piece(key=f"p{number:04}", outlet=outlet, title=title, when=when, paragraphs=text))
    return tuple(made)


def _paragraph(chance: random.Random) -> str:
    return " ".join(
        f"{chance.choice(_WHO)} {chance.choice(_DID)} {chance.choice(_WHAT)} {chance.choice(_WHEN)} "
        f"{chance.choice(_WHY)}, and {chance.randint(2, 900)} people read about it."
        for _ in range(4)
    )


class Newsstand(ThreadingHTTPServer):
    """The server, and all that a test may turn; what it was asked is in `log`."""

    daemon_threads = True
    request_queue_size = 128  # the default of 5 drops connections, which is a fault of its own

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.pieces = {piece.key: piece for piece in pieces}
        self.now = FIRST + timedelta(days=300)  # the clock: later pieces are not there yet
        self.faults: dict[str, str] = {}  # path -> name of a fault
        self.shared: dict[str, set[str]] = {}  # piece -> other outlets whose feeds list it too
        self.moved: dict[str, str] = {}  # other path of a feed -> its outlet
        self.log: list[tuple[str, int, bool]] = []  # path, status, whether the request was conditional
        self.furniture = ""  # a line that stands in the text of every page
        self.title, self.tracking, self.guid = "{}", "utm_source=rss", "{}"  # how feeds write their items

    def handle_error(self, *_: object) -> None:
        """A client that leaves is its own business."""

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(piece.outlet for piece in self.pieces.values()))

    @staticmethod
    def path_of(outlet: str) -> str:
        return f"/feed/{outlet}.xml"

    def feed_url(self, outlet: str) -> str:
        return self.base + self.path_of(outlet)

    def asked(self, start: str) -> list[str]:
        """Paths asked for that begin with *start*, in order."""
        return [path for path, _, _ in self.log if path.startswith(start)]

    def feeds_toml(self) -> str:
        """The outlets as the pack lists them."""
        return "\n".join(
            f'[[outlet]]\nkey = "{outlet}"\nname = "{outlet.title()}"\nfeeds = ["{self.feed_url(outlet)}"]\n'
            'country = ""\naffiliation = "unknown"\nowner = ""\nkind = "newspaper"\ngenre = "commentary"\n'
            'language = "en"\nadded = 2026-11-01\n'
            for outlet in self.outlets
        )

    def feed_body(self, outlet: str) -> str:
        listed = [piece for piece in self.pieces.values() if outlet in (piece.outlet, *self.shared.get(piece.key, ()))]
        shown = [piece for piece in listed if piece.when <= self.now]
        fault = self.faults.get(self.path_of(outlet), "")
        return (
            f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{outlet}</title>"
            f"<link>{self.base}/</link>{''.join(self._item(piece, fault) for piece in shown)}</channel></rss>"
        )

    def _item(self, piece: Piece, fault: str) -> str:
        title = self.title.format(piece.title) + ("<script>alert(1)</script>" if fault == "script" else "")
        when = "sometime in 2099" if fault == "dates" else format_datetime(piece.when)
        return (
            f"<item><title>{html.escape(title)}</title><link>{self.base}/a/{piece.key}.html?{self.tracking}</link>"
            f"<guid isPermaLink='false'>{self.guid.format(piece.key)}</guid><pubDate>{when}</pubDate>"
            f"<description>{html.escape(piece.paragraphs[0][:80])}</description></item>"
        )

    def page_body(self, piece: Piece) -> str:
        title = html.escape(piece.title)
        lines = (*piece.paragraphs, self.furniture) if self.furniture else piece.paragraphs
        text = "\n".join(f"<p>{html.escape(each)}</p>" for each in lines)
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {piece.outlet}</title>'
            f'<meta property="article:published_time" content="{piece.when.isoformat()}"></head><body>'
            '<nav><ul><li><a href="/">Home</a></li><li><a href="/boats">Boats</a></li></ul></nav>'
            f"<main><article><h1>{title}</h1>\n{text}</article></main>"
            "<footer>Sign up for our letter. All rights reserved.</footer></body></html>"
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Newsstand

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        fault = self.server.faults.get(path, "")
        if fault in FAULTS:
            FAULTS[fault](self)
        elif path.startswith("/feed/"):
            self.feed(self.server.moved.get(path) or path.removeprefix("/feed/").removesuffix(".xml"), fault)
        elif path.startswith("/a/"):
            self.page(path.removeprefix("/a/").removesuffix(".html"))
        else:
            self.answer(404, b"not here")

    def feed(self, outlet: str, fault: str) -> None:
        body = self.server.feed_body(outlet).encode("cp1251" if fault == "charset" else "utf-8", "replace")
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            return self.answer(304, ETag=tag)
        return self.answer(200, body, Content_Type="application/rss+xml", ETag=tag)

    def page(self, key: str) -> None:
        piece = self.server.pieces.get(key)
        if piece is None or piece.when > self.server.now:
            return self.answer(404, b"no such piece")
        return self.answer(200, self.server.page_body(piece).encode(), Content_Type="text/html; charset=utf-8")

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.note(status)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def note(self, status: int) -> None:
        self.server.log.append((self.path, status, "If-None-Match" in self.headers))

    def pour(self, piece: bytes, times: int, announced: int | None) -> None:
        """A body that does not end as announced."""
        self.note(200)
        self.send_response(200)
        if announced is not None:
            self.send_header("Content-Length", str(announced))
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(times):
                self.wfile.write(piece)
        self.close_connection = True


FAULTS: dict[str, Callable[[_Handler], None]] = {
    "500": lambda ask: ask.answer(500, b"oops"),
    "429": lambda ask: ask.answer(429, b"later", Retry_After="7200"),
    "404": lambda ask: ask.answer(404, b"gone fishing"),
    "410": lambda ask: ask.answer(410, b"gone"),
    "loop": lambda ask: ask.answer(302, Location=ask.path),
    "private": lambda ask: ask.answer(302, Location="http://169.254.169.254/latest/meta-data/"),
    "moved": lambda ask: ask.answer(301, Location=ask.path.replace(".xml", "-new.xml")),
    "cut": lambda ask: ask.pour(b"<p>cut off here", 1, 5000),
    "endless": lambda ask: ask.pour(b"<p>endless words</p>\n" * 3000, 200, None),
    "bomb": lambda ask: ask.answer(200, BOMB, Content_Encoding="gzip"),
    "html": lambda ask: ask.answer(200, b"<html><body>Please complete the captcha</body></html>"),
    "empty": lambda ask: ask.answer(200, b""),
}


@contextlib.contextmanager
def serving(pieces: tuple[Piece, ...]) -> Iterator[Newsstand]:
    """A newsstand that answers until the block ends."""
    stand = Newsstand(pieces)
    thread = threading.Thread(target=stand.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stand
    finally:
        stand.shutdown()
        stand.server_close()
