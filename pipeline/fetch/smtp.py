"""
Messages to a mail relay: SMTP with TLS and authentication, bounded in time.

What became of a message is one of three: the relay took it, the relay refused it, or the line broke after the text had
begun to go out, and nobody here can know. `Delivery` keeps the three apart, so that nothing is ever sent twice.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypeAlias

from pipeline.errors import MailError

Security: TypeAlias = Literal["starttls", "tls", "none"]
Outcome: TypeAlias = Literal["sent", "failed", "unknown"]

OK, GO_ON, PERMANENT = 250, 354, 500
STEPS = 4  # waits of one message: MAIL, RCPT, DATA, its text
SHUT_BOTH = 2  # socket.SHUT_RDWR


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Where messages are handed over, and how."""

    host: str
    port: int
    security: Security = "starttls"
    user: str = ""  # "" = no authentication
    password: str = ""
    seconds: float = 30.0  # one answer may take so long
    authority: Path | None = None  # certificates to trust instead of the system's


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of one message."""

    outcome: Outcome
    code: int | None  # last answer of the relay; None = it gave none
    why: str  # "" = sent

    @property
    def permanent(self) -> bool:
        """Whether the relay has said that trying again is of no use."""
        return self.outcome == "failed" and (self.code or 0) >= PERMANENT


class Mailer:
    """A connection to a relay, made at the first message and again after one that broke."""

    def __init__(self, relay: Relay) -> None:
        """Nothing is asked yet."""
        self.relay = relay
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Mailer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()

    def connect(self) -> None:
        """
        Be connected, encrypted and authenticated.

        Raises:
            MailError: the relay does not answer, offers no TLS, has a certificate nobody vouches for, or knows no such
                user; or the line would be open beyond this machine.
        """
        if self._smtp is not None:
            return
        relay = self.relay
        where = f"{relay.host}:{relay.port}"
        if relay.security == "none" and not is_loopback(relay.host):
            raise MailError(where, "without TLS only this machine may be asked")
        try:
            self._smtp = _opened(relay)
        except smtplib.SMTPAuthenticationError as error:
            raise MailError(where, f"the user or password is refused ({error.smtp_code})") from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailError(where, f"it does not offer what is set: {error}") from error
        except ssl.SSLError as error:
            raise MailError(where, f"TLS failed: {error.reason or error}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailError(where, f"no answer that fits: {_reason(error)}") from error

    def send(self, sender: str, recipient: str, body: bytes) -> Delivery:
        """
        Hand over one message to one recipient.

        Args:
            sender: address of the envelope, to which a failure is reported.
            recipient: address.
            body: the message with CRLF line ends.

        Raises:
            MailError: there is no connection to be had: nothing has been sent.
        """
        self.connect()
        smtp = self._smtp
        assert smtp is not None  # noqa: S101 - connect() has seen to it
        begun = False
        try:
            with _at_most(smtp, STEPS * self.relay.seconds):
                for step, well in (
                    (partial(smtp.mail, sender), OK),
                    (partial(smtp.rcpt, recipient), OK),
                    (partial(smtp.docmd, "DATA"), GO_ON),
                ):
                    answer = step()
                    if answer[0] != well:
                        return self._refused(*answer)
                begun = True
                smtp.send(re.sub(rb"(?m)^\.", b"..", body).removesuffix(b"\r\n") + b"\r\n.\r\n")
                answer = smtp.getreply()
                if answer[0] != OK:
                    return self._refused(*answer)
                return Delivery(outcome="sent", code=OK, why="")
        except (smtplib.SMTPException, OSError) as error:
            smtp.close()
            self._smtp = None
            why = f"the line broke {'after' if begun else 'before'} the text went out: {_reason(error)}"
            return Delivery(outcome="unknown" if begun else "failed", code=None, why=why)

    def _refused(self, code: int, said: bytes) -> Delivery:
        """A refusal ends this message alone; the next one starts on a clean line."""
        if self._smtp is not None:
            try:
                self._smtp.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()
        return Delivery(outcome="failed", code=code, why=f"{code} {_line(said)}")

    def _drop(self) -> None:
        if self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._smtp.close()
        self._smtp = None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its very name."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _Bounded(smtplib.SMTP):
    """A connection whose greeting, too, comes in bounded time."""

    def __init__(self, relay: Relay, **options: Any) -> None:
        self._limit = STEPS * relay.seconds
        super().__init__(relay.host, relay.port, timeout=relay.seconds, **options)

    def connect(self, host: str = "localhost", port: int = 0, source_address: Any = None) -> tuple[int, bytes]:
        with _at_most(self, self._limit):
            return super().connect(host, port, source_address)


class _BoundedTls(_Bounded, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _opened(relay: Relay) -> smtplib.SMTP:
    trusted = ssl.create_default_context(cafile=str(relay.authority) if relay.authority else None)
    smtp = _BoundedTls(relay, context=trusted) if relay.security == "tls" else _Bounded(relay)
    try:
        with _at_most(smtp, STEPS * relay.seconds):
            if relay.security == "starttls":
                smtp.starttls(context=trusted)
            smtp.ehlo_or_helo_if_needed()
            if relay.user:
                smtp.login(relay.user, relay.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


@contextlib.contextmanager
def _at_most(smtp: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Shut the line after so long: a relay that drips a byte now and then never meets the limit of one wait."""

    def cut() -> None:
        with contextlib.suppress(OSError, AttributeError):
            if smtp.sock is not None:
                smtp.sock.shutdown(SHUT_BOTH)

    watch = threading.Timer(seconds, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "timed out"
    return _line(str(error).encode(errors="replace")) or type(error).__name__


def _line(said: bytes) -> str:
    """What a relay said, as one printable line."""
    return " ".join("".join(each if each.isprintable() else " " for each in said.decode(errors="replace")).split())[
        :200
    ]
