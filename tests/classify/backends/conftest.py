"""A language model of our own on loopback, which does what each test tells it to."""

from __future__ import annotations

import json
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from pipeline.classify.backends.llm import LanguageModel
from pipeline.fetch.post import post_json

KEY = "sk-of-the-tests"
CODES = {
    "relevance": "core",
    "genre": "commentary",
    "orientation": "engage",
    "blame": "none",
    "outlook": "improving",
    "topics": ["toll"],
    "evidence": [],
}


def completion(content, *, tokens=100, reason="stop", refusal=None):
    """What an OpenAI-compatible service answers."""
    said = content if isinstance(content, str) else json.dumps(content)
    return 200, {}, {
        "choices": [{"message": {"content": said, "refusal": refusal}, "finish_reason": reason}],
        "usage": {"total_tokens": tokens},
    }  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        with server.lock:
            server.seen.append((self.path, dict(self.headers), asked))
            step = server.steps.pop(0) if len(server.steps) > 1 else server.steps[0]
            step = server.answer(asked) if server.answer else step
        if step == "mute":
            server.stopped.wait(5)
            self.close_connection = True
            return
        if step == "cut":
            self.close_connection = True
            return
        if step == "drip":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            for _ in range(30):
                self.wfile.write(b" ")
                time.sleep(0.1)
            self.close_connection = True
            return
        status, headers, body = step
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


@pytest.fixture
def service():
    """The server; `steps` are its answers in turn, the last for ever."""
    server = Server(("127.0.0.1", 0), Handler)
    server.seen, server.steps, server.answer = [], [completion(CODES)], None
    server.lock, server.stopped = threading.Lock(), threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield SimpleNamespace(server=server, url=f"http://127.0.0.1:{server.server_port}/v1/chat/completions")
    server.stopped.set()
    server.shutdown()
    server.server_close()


class Memory(dict):
    """Remembers in a dict."""

    def recall(self, key):
        return self.get(key)

    def keep(self, key, answer, *, model, prompt, tokens):
        self[key] = answer


@pytest.fixture
def model(service, islands):
    """Make a LanguageModel that asks the service; its waits are noted, not slept."""

    def make(*steps, memory=None, budget=1_000_000, seconds=0.5):
        service.server.steps = list(steps) or service.server.steps
        waits = []
        made = LanguageModel(
            islands,
            model="test-model",
            ask=partial(post_json, service.url, agent="detente-test/1", seconds=seconds, bearer=KEY),
            memory=Memory() if memory is None else memory,
            budget=budget,
            wait=waits.append,
        )
        made.waits = waits
        return made

    return make


@pytest.fixture(scope="session")
def islands(pack):
    """The invented relationship of the tests around."""
    return pack
