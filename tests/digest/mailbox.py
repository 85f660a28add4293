"""A real SMTP server on loopback, as good or bad as a test wants it, and certificates for it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from pipeline.settings import ROOT
from tests.digest.checking import need


class Mailbox:
    """Keeps what it takes; *answer* may refuse, hang or end the program after DATA."""

    def __init__(self) -> None:
        self.got: list[tuple[str, list[str], bytes]] = []
        self.refuse: dict[str, str] = {}  # recipient -> answer to RCPT
        self.answer = "250 OK"  # to the text
        self.hang = 0.0  # seconds before the answer to the text
        self.drop = False  # take the text and close without a word

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        if self.answer.startswith("2"):
            self.got.append(
                (envelope.mail_from or "", list(envelope.rcpt_tos), bytes(envelope.original_content or b""))
            )
        if self.hang:
            await asyncio.sleep(self.hang)
        if self.drop:
            server.transport.abort()
        return self.answer


@contextmanager
def serving(box: Mailbox, **options: Any) -> Iterator[int]:
    """The server in a thread; gives its port."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def only(user: str, password: str) -> Any:
    """An authenticator that knows one user."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=known, handled=False)

    return check


@contextmanager
def dripping() -> Iterator[int]:
    """A server that says a byte a moment and never comes to an end."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def drip() -> None:
            with server:
                while not stop.is_set():
                    try:
                        line, _ = server.accept()
                    except OSError:
                        continue
                    with line:
                        try:
                            while not stop.wait(0.05):
                                line.sendall(b"2")
                        except OSError:
                            pass

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        stop.set()
        thread.join(5)


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost that nobody else vouches for, and the server's context with it."""
    need("openssl")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kill_after_data(box: Mailbox, program: str, *arguments: str) -> None:
    """Run a program that mails, and kill it when *box* has its text but has not said so."""
    box.hang = 60.0
    child = subprocess.Popen([sys.executable, "-c", program, *arguments], cwd=ROOT)
    try:
        until = time.monotonic() + 60
        while not box.got and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        child.kill()
        child.wait()
    box.hang = 0.0
