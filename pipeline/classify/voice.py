"""Whose voice a sentence is in: the author's own, or one that is quoted or reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.english import ATTRIBUTING, ENDORSING, SAYING

MOSTLY = 0.5  # share of a sentence inside quotation marks from which it is somebody else's
_CLOSING = {'"': '"”', "“": '”"', "«": "»", "‘": "’"}
_MARKS = re.compile(r"[\"“”«»]|(?<!\w)‘|’(?!\w)")
_VERBS = re.compile(rf"\b(?:(?P<anywhere>{'|'.join(SAYING)})|{'|'.join(ATTRIBUTING)})\b", re.IGNORECASE)
_ENDORSED = re.compile(rf"\b(?:{'|'.join(ENDORSING)})\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|[Ww]e|[Tt]o|[Ll]et(?:['’]s| us))(?:['’]ve|['’]d| have| had)?(?: \w+)?\s*\Z")
_SPEAKER = 30  # characters before a verb in which its speaker is looked for
_FIRST, _LAST = 80, 60  # characters at either end of a sentence where a verb of saying leads it


def quotations(text: str) -> list[tuple[int, int]]:
    """
    Find what stands inside quotation marks, in linear time.

    A quotation ends with its paragraph. One that is not closed there counts only where the next paragraph opens with a
    mark again, as long quotations do: a mark that was forgotten quotes nothing. Straight single marks are apostrophes.

    Returns:
        (start, end) offsets in characters, marks included, in order and without overlap.
    """
    found: list[tuple[int, int]] = []
    paragraphs = [match.span() for match in re.finditer(r"[^\s][^\n]*", text)]
    for number, (start, end) in enumerate(paragraphs):
        opened, closing = -1, ""
        for match in _MARKS.finditer(text, start, end):
            if opened < 0:
                opened, closing = (match.start(), _CLOSING[match[0]]) if match[0] in _CLOSING else (-1, "")
            elif match[0] in closing:
                found.append((opened, match.end()))
                opened = -1
        follows = text[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else ""
        if opened >= 0 and follows == text[opened]:
            found.append((opened, end))
    return found


def quoted_share(text: str) -> float:
    """Return the share of the characters of a text, white space apart, that stand inside quotation marks, 0..1."""
    inside = sum(len("".join(text[start:end].split())) for start, end in quotations(text))
    return inside / max(len("".join(text.split())), 1)


def own_voice(text: str, spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """
    Tell for each sentence whether it is in the author's own voice.

    It is not when most of it stands inside quotation marks, or when a verb of saying hands it to a speaker other than
    "I" and "we", at the beginning or the end of it; unless words beside the quotation endorse it ("rightly warned").

    Args:
        text: that the sentences are of.
        spans: (start, end) offsets of the sentences, in order.
    """
    inside = quotations(text)
    own = np.ones(len(spans), dtype=bool)
    first = 0
    for place, (start, end) in enumerate(spans):
        while first < len(inside) and inside[first][1] <= start:
            first += 1
        parts, at, quoted = [], start, 0
        number = first
        while number < len(inside) and inside[number][0] < end:
            left, right = inside[number]
            number += 1
            parts.append(text[at : max(left, start)])
            at = min(right, end)
            quoted += at - max(left, start)
        around = " … ".join((*parts, text[at:end]))
        other = quoted > MOSTLY * (end - start) or _attributed(around)
        own[place] = not other or _ENDORSED.search(around) is not None
    return own


def _attributed(words: str) -> bool:
    """Tell whether a verb of saying has a speaker other than the author."""
    return any(
        _OWN.search(words, max(0, match.start() - _SPEAKER), match.start()) is None
        for match in _VERBS.finditer(words)
        if match["anywhere"] or match.start() < _FIRST or match.end() > len(words) - _LAST
    )
