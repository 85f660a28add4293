"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re

LONGEST = 700  # characters; what is longer (tables, lists of links) is cut at a space
_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n\s*")
_LAST_WORD = re.compile(r"(?:\w\.)*\w+\Z")
_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "adm", "sgt", "sen", "rep"),
        *("gov", "pres", "st", "messrs", "rev", "hon", "amb", "vs", "etc", "no", "nos", "vol", "fig", "inc", "ltd"),
        *("co", "corp", "jr", "sr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov"),
        *("dec", "e.g", "i.e", "cf", "approx", "dept", "est", "al", "op"),
    )
)
_OPENERS = frozenset(
    (
        *("the", "a", "an", "it", "its", "in", "on", "at", "but", "and", "or", "so", "this", "that", "these"),
        *("those", "there", "they", "he", "she", "we", "you", "i", "as", "if", "for", "to", "by", "with", "when"),
        *("while", "what", "why", "how", "who", "after", "before", "since", "however", "yet", "still", "even", "now"),
        *("then", "his", "her", "their", "our", "my", "not", "no", "one", "some", "many", "most", "both", "all"),
    )
)
_NEXT_WORD = re.compile(r"[\"'“‘(\[]*(\w+)")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """
    Split a text into sentences, in linear time.

    A line break ends a sentence. A full stop does not after a title ("Gen.") or a month, nor after an initial or
    initials ("J.", "U.S.") unless a word follows that opens sentences ("The"). No span is blank, begins or ends with
    white space, or is longer than LONGEST.

    Args:
        text: of any length.

    Returns:
        (start, end) offsets in characters, end exclusive, in order and without overlap.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _BREAK.finditer(text):
        if text[found.start()] == "." and not _ends(text, found.start(), found.end()):
            continue
        _add(spans, text, start, found.end())
        start = found.end()
    _add(spans, text, start, len(text))
    return spans


def _ends(text: str, dot: int, after: int) -> bool:
    """Tell whether the full stop at *dot* ends a sentence; the next word begins at *after*."""
    following = _NEXT_WORD.match(text, after)
    if following is None:
        return True
    word = following[1]
    if word[0].islower():
        return False
    last = _LAST_WORD.search(text, max(0, dot - 12), dot)
    if last is None:
        return True
    before = last[0]
    if (len(before) == 1 and before.isalpha()) or "." in before:
        return before.islower() or word.lower() in _OPENERS
    return before.lower() not in _TITLES


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add the span without its outer white space, in pieces where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        spans.append((start, cut))
        start = cut + (space > 0)
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))
