"""What a line looks like: keys to compare lines by, and shapes that prose has and chrome has not."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

_BULLETS = "-–—•*▪►·|>"
_BULLET = re.compile(rf"(?:[{_BULLETS}]\s*)+")
_WORD = re.compile(r"\w[\w’'.-]*")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"’”»)\]]*(?:\[\d+\])?\Z")
_PROSE = 80  # characters from which a line with a sentence's end is prose


@lru_cache(maxsize=512)  # several guards ask for the same lines of one page
def key(line: str) -> str:
    """What makes two lines the same line: letters and digits, whatever the case, bullets and spacing."""
    bullet = _BULLET.match(line) if line[:1] in _BULLETS else None
    small = (line[bullet.end() :] if bullet else line).lower()
    # every blank sign but the space is unprintable, so most lines need no taking apart
    return (small.replace(" ", "") if small.isprintable() else "".join(small.split())).strip(".:…»›")


def fingerprint(line: str) -> int:
    """A short hash of a line's key (64 bits, unsigned): what is kept to learn chrome from."""
    return mark_of(key(line))


def mark_of(line_key: str) -> int:
    """The fingerprint of a line of this key."""
    return int.from_bytes(hashlib.blake2b(line_key.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def is_item(line: str) -> bool:
    """An entry of a list, as trafilatura marks it."""
    return line.startswith(("- ", "• ", "* "))


def ends_sentence(line: str) -> bool:
    """The line closes as a sentence does."""
    return _SENTENCE_END.search(line[-12:]) is not None


def is_prose(line: str) -> bool:
    """A paragraph of an article: long, or of some length and closed as a sentence."""
    return len(line) >= 200 or (len(line) >= _PROSE and ends_sentence(line))


def words(line: str) -> list[str]:
    """Words with their inner dots and dashes."""
    return _WORD.findall(line)


def is_capitalised(line: str) -> bool:
    """No word in small letters and no punctuation: a menu, a name, a label."""
    found = words(line)
    return bool(found) and all(not word[0].islower() for word in found) and not re.search(r"[,.;:!?()“”\"]", line)


def is_name_list(line: str) -> bool:
    """Two or more names divided by commas, and nothing else."""
    if "," not in line or len(line) > 200:
        return False
    parts = [part for part in re.split(r",(?: and )?| and | & ", line) if part.strip()]
    return len(parts) > 1 and all(2 <= len(words(p)) <= 4 and is_capitalised(p) for p in parts)
