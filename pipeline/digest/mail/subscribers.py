"""Who gets the mail: a list in a file of one's own, and the key that signs unsubscribe tokens."""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pipeline.digest.mail.addresses import address
from pipeline.errors import InputError, OutputError
from pipeline.files import replace_file

HEADER = """\
# Who gets the mail, one address a line. Change it with `detente subscribers add|remove`, or by hand.
# A line that starts with - has unsubscribed: it is never mailed, and `add` asks before it comes back.
"""
GONE = "-"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribers:
    """The list as it stands in its file."""

    active: tuple[str, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()  # (address, day on which it unsubscribed; "" = unknown)


def load(path: Path) -> Subscribers:
    """
    The list; nobody where there is no file yet. An address that is on it twice counts once; one that left stays away.

    Raises:
        InputError: a line is no address; nobody is mailed by half a list.
        OutputError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return Subscribers()
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(str(path), f"cannot be read: {error}") from error
    active: dict[str, str] = {}
    gone: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        left = words[0].startswith(GONE)
        words = [words[0].removeprefix(GONE), *words[1:]] if left and len(words[0]) > 1 else words[left:]
        if not words or (not left and len(words) > 1):
            raise InputError(f"{path}, line {number}", "write one address a line")
        found = _read(words[0], path, number)
        if left:
            gone[same(found)] = (found, words[1] if len(words) > 1 else "")
        else:
            active.setdefault(same(found), found)
    return Subscribers(active=tuple(each for key, each in active.items() if key not in gone), gone=tuple(gone.values()))


def add(path: Path, text: str, *, again: bool = False) -> bool:
    """
    Put an address on the list; False = it is there already.

    Args:
        again: also one that has unsubscribed: only when its owner asked for it.

    Raises:
        InputError: it is no address, or its owner has unsubscribed.
        OutputError: the file cannot be written.
    """
    found, listed = address(text), load(path)
    if same(found) in map(same, listed.active):
        return False
    left = [each for each in listed.gone if same(each[0]) == same(found)]
    if left and not again:
        raise InputError(found, "has unsubscribed; --again puts it back, if its owner asked for it")
    _save(
        path,
        Subscribers(active=(*listed.active, found), gone=tuple(each for each in listed.gone if each not in left)),
    )
    return True


def remove(path: Path, text: str, day: date) -> bool:
    """
    Take an address off for good; False = it was not on the list. Either way it is noted and never mailed.

    Raises:
        InputError: it is no address.
        OutputError: the file cannot be written.
    """
    found, listed = address(text), load(path)
    if same(found) in (same(each) for each, _ in listed.gone):
        return False
    active = tuple(each for each in listed.active if same(each) != same(found))
    _save(path, Subscribers(active=active, gone=(*listed.gone, (found, str(day)))))
    return len(active) < len(listed.active)


def unsubscribe(path: Path, token: str, key: bytes, day: date) -> str:
    """
    Take off whoever a token was signed for; returns the address. Repeated, it changes nothing.

    Raises:
        InputError: nobody on the list has this token: it is forged, mistyped, or signed with another key.
    """
    listed = load(path)
    for each in (*listed.active, *(gone for gone, _ in listed.gone)):
        if hmac.compare_digest(token_of(key, each).encode(), token.strip().encode(errors="replace")):
            remove(path, each, day)
            return each
    raise InputError("token", "nobody on the list has it; it is mistyped, forged, or of another list")


def load_key(path: Path, *, needed: bool = False) -> bytes:
    """
    The key of this place, made at first use and readable by its owner alone.

    Args:
        needed: it must be there already: mails were sent with it, and without it all would go out twice.

    Raises:
        OutputError: it is missing though needed, no key, or cannot be read or made.
    """
    try:
        if not path.exists() and not needed:
            path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(KEY_BYTES) + "\n")
                file.flush()
                os.fsync(file.fileno())
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError as error:
        why = "missing, and the ledger of sent mails was made with it: put it back, or all would be mailed again"
        raise OutputError(str(path), why) from error
    except (OSError, ValueError) as error:
        raise OutputError(str(path), f"no usable key: {error}") from error
    if len(key) != KEY_BYTES:
        raise OutputError(str(path), f"no usable key: {len(key)} bytes instead of {KEY_BYTES}")
    return key


def token_of(key: bytes, recipient: str) -> str:
    """What takes a recipient off the list: 22 characters that fit a URL, and tell nothing of the address."""
    return urlsafe_b64encode(_signed(key, "unsubscribe", recipient)).decode().rstrip("=")


def recipient_of(key: bytes, recipient: str) -> str:
    """The name of a recipient in the ledger: 32 hexadecimal digits that tell nothing of the address."""
    return _signed(key, "recipient", recipient).hex()


def same(text: str) -> str:
    """Two addresses that differ by letter case alone are one reader."""
    return text.casefold()


def _signed(key: bytes, purpose: str, recipient: str) -> bytes:
    return hmac.digest(key, f"{purpose}\0{same(recipient)}".encode(), sha256)[:16]


def _read(word: str, path: Path, number: int) -> str:
    try:
        return address(word)
    except InputError as error:
        raise InputError(f"{path}, line {number}", f"{word[:80]!r}: {error.why}") from error


def _save(path: Path, listed: Subscribers) -> None:
    """Whole or not at all, readable by its owner alone."""
    lines = [*listed.active, *(f"{GONE} {each} {day}".rstrip() for each, day in listed.gone)]
    text = HEADER + "".join(f"{line}\n" for line in lines)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(str(path), error.strerror or type(error).__name__) from error
    replace_file(path, text.encode(), mode=0o600)
