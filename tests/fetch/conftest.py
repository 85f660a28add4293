"""A small server on loopback that misbehaves by path."""

import contextlib
import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import brotli
import pytest

from pipeline.fetch import Limits, Policy

PAGE = b"<p>A page about rain.</p>" * 40
BOMB = 64 << 20


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers), time.monotonic()))
        name, _, rest = self.path.lstrip("/").split("?")[0].partition("/")
        getattr(self, f"on_{name.split('.')[0]}", self.on_missing)(rest)

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def on_missing(self, _):
        self.answer(404, b"no such page")

    def on_page(self, _):
        self.answer(200, PAGE, Content_Type="text/html")

    def on_tagged(self, _):
        if self.headers.get("If-None-Match") == '"one"' and self.headers.get("If-Modified-Since"):
            return self.answer(304, ETag='"one"')
        return self.answer(200, PAGE, ETag='"one"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT")

    def on_status(self, code):
        self.answer(int(code), b"status", **({"Retry_After": "7"} if code == "429" else {}))

    def on_once(self, _):
        self.server.failures += 1
        self.answer(503 if self.server.failures == 1 else 200, b"" if self.server.failures == 1 else PAGE)

    def on_gzip(self, _):
        self.answer(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def on_brotli(self, _):
        self.answer(200, brotli.compress(PAGE), Content_Encoding="br")

    def on_twice(self, _):
        self.answer(200, brotli.compress(gzip.compress(PAGE)), Content_Encoding="gzip, br")

    def on_thrice(self, _):
        self.answer(200, b"x", Content_Encoding="gzip, gzip, gzip")

    def on_strange(self, _):
        self.answer(200, b"x", Content_Encoding="snail")

    def on_damaged(self, _):
        self.answer(200, b"\x1f\x8b\x08 this is no gzip", Content_Encoding="gzip")

    def on_bomb(self, kind):
        self.answer(200, self.server.bombs[kind], Content_Encoding={"gzip": "gzip", "brotli": "br"}[kind])

    def on_big(self, _):
        self.answer(200, b"x" * 200_000)

    def on_endless(self, _):
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(b"word " * 20_000)
        except OSError:
            pass
        self.close_connection = True

    def on_drip(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        try:
            for _ in range(40):
                self.wfile.write(b".")
                time.sleep(0.1)
        except OSError:
            pass
        self.close_connection = True

    def on_mute(self, _):
        self.server.stopped.wait(5)
        self.close_connection = True

    def on_cut(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"cut off here")
        self.close_connection = True

    def on_silent(self, _):
        self.close_connection = True

    def on_garbage(self, _):
        self.wfile.write(b"this is no HTTP at all\r\n\r\n")
        self.close_connection = True

    def on_wide(self, _):
        self.send_response(200)
        with contextlib.suppress(OSError):
            self.wfile.write(b"X-Wide: " + b"w" * 400_000 + b"\r\n\r\n")
        self.close_connection = True

    def on_loop(self, _):
        self.answer(302, Location=self.path)

    def on_chain(self, codes):
        code, _, rest = codes.partition("-")
        self.answer(int(code), b"moved", Location=f"/chain/{rest}" if rest else "/page")

    def on_to(self, address):
        self.answer(302, Location=address)

    def on_robots(self, _):
        status, text = self.server.robots
        self.answer(status, text)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # the default of 5 drops connections, which is a fault of its own

    def handle_error(self, *_):
        pass


@pytest.fixture(scope="session")
def bombs():
    """64 MiB of one letter in a few kilobytes."""
    return {"gzip": gzip.compress(b"a" * BOMB), "brotli": brotli.compress(b"a" * BOMB, quality=1)}


@pytest.fixture
def stand(bombs):
    """The server: its base address and what it was asked."""
    server = Server(("127.0.0.1", 0), Handler)
    server.seen, server.failures, server.bombs, server.stopped = [], 0, bombs, threading.Event()
    server.robots = (404, b"")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield SimpleNamespace(base=f"http://127.0.0.1:{server.server_port}", port=server.server_port, server=server)
    server.stopped.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def policy():
    """Short limits, and loopback allowed by name."""
    limits = Limits(connect=1, read=0.6, total=1.2, max_bytes=100_000, backoff=0.01)
    return Policy(agent="detente-test/1 (+mailto:test@example.org)", allow=frozenset({"127.0.0.1"}), limits=limits)
