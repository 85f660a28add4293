"""
Line guards: what is no part of the article, though an extractor let it through.

One list of guards serves pages and plain text. Each looks at the lines still kept and names those to drop; the order is
fixed, and what each removed is told, so that a change of text can be traced to its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ahocorasick_rs import BytesAhoCorasick

from pipeline.extract import phrases
from pipeline.extract.lines import fingerprint, is_item, is_prose, key
from pipeline.extract.witness import Witness

VERSION = "2"
_TAIL_FROM = 1 / 3  # share of the characters that must stand before a tail heading
_TAIL_RESUMES = 3  # paragraphs of prose in a row after which the "tail" was a part of the article
_PARAGRAPH = 200  # characters of such a paragraph
_REPEATED = 120  # characters of a line that nobody says twice
_HEAD = 6  # first lines among which the headline and the menu are looked for
_TOP = 10  # first lines among which bylines and datelines are looked for
_FOOT = 4  # last lines among which an author's note is looked for
_OFFER_WORDS = BytesAhoCorasick([word.encode() for word in phrases.OFFER_WORDS])  # bytes: a text may hold what is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of the page besides its lines."""

    titles: frozenset[str] = frozenset()  # keys of every variant of the headline
    authors: tuple[str, ...] = ()
    chrome: frozenset[int] = frozenset()  # fingerprints learned of the outlet
    witness: Witness = field(default_factory=Witness)


Guard: TypeAlias = Callable[[Sequence[str], Context], set[int]]


def clean(
    lines: Sequence[str], context: Context, without: frozenset[str] = frozenset()
) -> tuple[list[str], tuple[tuple[str, tuple[str, ...]], ...]]:
    """
    Keep the article's lines, in order and unchanged.

    Args:
        lines: non-blank lines, stripped.
        context: of the page.
        without: names of guards to leave out (for measuring what each is worth).

    Returns:
        The kept lines, and (guard, the lines it removed) for the guards that removed any.
    """
    kept = list(lines)
    removed: list[tuple[str, tuple[str, ...]]] = []
    for name, guard in GUARDS:
        if name in without or not kept:
            continue
        drop = {place for place in guard(kept, context) if not kept[place].startswith("|")}  # rows of tables
        if drop:
            removed.append((name, tuple(kept[place] for place in sorted(drop))))
            kept = [line for place, line in enumerate(kept) if place not in drop]
    return kept, tuple(removed)


def _chrome(lines: Sequence[str], context: Context) -> set[int]:
    if not context.chrome:
        return set()
    return {place for place, line in enumerate(lines) if fingerprint(line) in context.chrome}


def _headline(lines: Sequence[str], context: Context) -> set[int]:
    return {place for place, line in enumerate(lines[:_HEAD]) if key(line) in context.titles}


def _tail(lines: Sequence[str], _: Context) -> set[int]:
    """From the first heading of other things to the end; an early one takes only its own list with it."""
    total = sum(map(len, lines)) or 1
    before, drop = 0, set()
    for place, line in enumerate(lines):
        bare = line.lstrip("-• ")
        if len(line) > 100:
            pass
        elif phrases.LIST_HEADING.match(bare):
            drop |= _section(lines, place)
        elif phrases.TAIL_HEADING.match(bare):
            if before / total >= _TAIL_FROM and not _resumes(lines[place + 1 :]):
                return drop | set(range(place, len(lines)))
            drop |= _section(lines, place)
        before += len(line)
    return drop


def _resumes(rest: Sequence[str]) -> bool:
    run = 0
    for line in rest:
        run = run + 1 if is_prose(line) and not is_item(line) else 0
        if run == _TAIL_RESUMES:
            return True
    return False


def _section(lines: Sequence[str], start: int) -> set[int]:
    """A heading and the list below it, up to the next paragraph."""
    end = start + 1
    while end < len(lines) and (is_item(lines[end]) and len(lines[end]) < _PARAGRAPH):
        end += 1
    return set(range(start, end))


def _pointer(lines: Sequence[str], _: Context) -> set[int]:
    return {
        place for place, line in enumerate(lines) if len(line) <= 260 and phrases.POINTER.match(line.lstrip("-•*|> "))
    }


def _offer(lines: Sequence[str], _: Context) -> set[int]:
    short = [(place, line) for place, line in enumerate(lines) if len(line) <= phrases.MAX_LINE]
    whole = "\n".join([line for _, line in short]).lower().encode("utf-8", "replace")
    words = {
        phrases.OFFER_WORDS[found] for found, _, _ in _OFFER_WORDS.find_matches_as_indexes(whole, overlapping=True)
    }
    found = set()
    for place, line in short:
        item = is_item(line)
        opens = len(line) <= 200 and not item and phrases.OFFER_START.match(line.lstrip("-•*|> "))
        if opens or (words and (len(line) <= 160 or not item) and _offers(line, words)):
            found.add(place)
    return found


def _credits(line: str) -> bool:
    end = line[-phrases.CREDIT_TAIL :]
    # a sentence without any of these signs ends no caption: most lines are spared the search
    told = end[-1] not in ".?!”" or "/" in end or "(" in end or "©" in end or "hoto" in end or "via" in end
    return bool((told and phrases.CAPTION_END.search(end)) or phrases.CAPTION.match(line))


def _offers(line: str, words: Collection[str]) -> bool:
    small = line.lower()
    return any(word in small for word in words) and phrases.OFFER_ANYWHERE.search(line) is not None


def _byline(lines: Sequence[str], context: Context) -> set[int]:
    names = {key(name) for name in context.authors}
    last = len(lines) - _FOOT
    found = set()
    for place, line in enumerate(lines):
        if names and len(line) < 80 and key(line) in names:
            found.add(place)
        elif (place < _TOP or place >= last) and len(line) <= phrases.MAX_LINE:
            bare = line.lstrip("-•*|> ")
            dated = len(line) < 140 and phrases.BYLINE.match(bare)
            noted = place >= last and place > 2 and (phrases.CREDIT.match(bare) or phrases.AUTHOR_NOTE.match(bare))
            if dated or noted:
                found.add(place)
    return found


def _caption(lines: Sequence[str], _: Context) -> set[int]:
    return {place for place, line in enumerate(lines) if len(line) <= phrases.MAX_LINE and _credits(line)}


def _repeat(lines: Sequence[str], _: Context) -> set[int]:
    """A line said before: short ones only directly after themselves, as refrains are."""
    found = set()
    before = ""
    seen: set[str] = set()
    for place, line in enumerate(lines):
        mark = key(line)
        if mark and (mark == before or (len(line) >= _REPEATED and mark in seen and not is_item(line))):
            found.add(place)
        seen.add(mark)
        before = mark
    return found


def _link(lines: Sequence[str], context: Context) -> set[int]:
    """Lines that the page shows as links only, as teasers are."""
    return _known(lines, context.witness.links, 300)


def _marked(lines: Sequence[str], context: Context) -> set[int]:
    """Lines that the page marks as caption, byline or notice."""
    return _known(lines, context.witness.marked, 800)


def _known(lines: Sequence[str], keys: frozenset[str], longest: int) -> set[int]:
    """Lines of at most *longest* characters that have one of some keys; most pages have none."""
    if not keys or keys.isdisjoint(map(key, lines)):
        return set()
    return {place for place, line in enumerate(lines) if len(line) <= longest and key(line) in keys}


GUARDS: tuple[tuple[str, Guard], ...] = (
    ("chrome", _chrome),
    ("headline", _headline),
    ("tail", _tail),
    ("link", _link),
    ("marked", _marked),
    ("pointer", _pointer),
    ("offer", _offer),
    ("caption", _caption),
    ("byline", _byline),
    ("repeat", _repeat),
)
