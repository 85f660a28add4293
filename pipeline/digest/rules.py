"""The rules for the digest's own sentences, as a program can check them; quotes and titles are not its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 20  # words of a sentence, on average
BANNED = re.compile(
    r"\b(significan\w*|trend\w*|stable|surge\w*|plunge\w*|soar\w*|slump\w*|dramatic\w*|unprecedented|prove[ds]?|"
    r"because of|due to|caused? by|driven by|led to|thanks to)\b",
    re.IGNORECASE,
)
MOVED = re.compile(r"\b(rose|fell|risen|fallen|climbed|dropped|grew|shrank)\b", re.IGNORECASE)
MAJORITY = re.compile(r"\b(majority|most (articles|commentary|outlets))\b", re.IGNORECASE)
END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\d−+])")


def faults(sentences: Sequence[str], *, clear: bool, majority: bool = False) -> tuple[str, ...]:
    """
    What is wrong with some sentences.

    Args:
        clear: whether any verdict of the week is a clear rise or fall: only then may something have risen or fallen.
        majority: whether an interval lies above a half: only then may a majority be named.
    """
    found = []
    for each in sentences:
        found += [f"“{word[0]}” claims more than a test can: {each}" for word in BANNED.finditer(each)]
        if not clear:
            found += [f"“{word[0]}” without a clear verdict: {each}" for word in MOVED.finditer(each)]
        if not majority:
            found += [f"“{word[0]}” without an interval above a half: {each}" for word in MAJORITY.finditer(each)]
    lengths = [len(each.split()) for each in sentences]
    if lengths and sum(lengths) > LONGEST * len(lengths):
        found.append(f"{sum(lengths) / len(lengths):.1f} words a sentence on average, over {LONGEST}")
    return tuple(found)


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [each for each in END.split(text.strip()) if each]
