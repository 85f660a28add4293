"""Which sentences are quoted, and how a long one is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from pipeline.model.codes import Orientation
from pipeline.model.page import Passage, Voice

MOST_WORDS = 30
LEAST_WORDS = 5  # a shorter cut says nothing
CLEAREST = 5  # passages that a voice is drawn from: the clearest alone would always be the shrillest
CODES: tuple[Orientation, ...] = ("engage", "confront", "mixed")
# a full stop after a capital is an initial or an abbreviation, not the end of a sentence
SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"'”’)]?(?=\s+[\"'“‘(]?[A-Z])")
GLUED = re.compile(r"\b[a-z]{3,}[A-Z][a-z]")  # two words without a blank: a page that was read badly
LOOSE = " ,;:.!?)]–—-…"  # marks that no sentence starts with
CLAUSE_END = re.compile(r"(?=[,;:]\s|\s+[–—-]\s|—)")
# controls, bidirectional marks, overrides and isolates, tags, lone surrogates: no honest sentence holds one
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
UNREADABLE = re.compile(f"{UNPRINTABLE.pattern}|{GLUED.pattern}")


def clip(quote: str) -> str:
    """
    The longest leading part of a quote, verbatim, within 30 words: whole sentences, else whole clauses.

    Returns "" when not even a first clause of five words fits.
    """
    quote = quote.strip().lstrip(LOOSE)
    if quote.count('"') % 2:  # a mark whose partner stands in another sentence
        quote = quote.strip('"').strip()
    if len(quote) > 40 * MOST_WORDS:  # words longer than that on average are no prose
        quote = quote[: 40 * MOST_WORDS]
    elif len(quote.split()) <= MOST_WORDS:
        return quote
    for end in (SENTENCE_END, CLAUSE_END):
        cuts = (quote[: found.end()] for found in end.finditer(quote))
        fit = [cut for cut in cuts if LEAST_WORDS <= len(cut.split()) <= MOST_WORDS]
        if fit:
            return fit[-1]
    return ""


def ends(quote: str) -> bool:
    """Whether a quote closes a sentence; another one was cut after a clause."""
    return quote.rstrip("\"'”’)").endswith((".", "!", "?", "…"))


def choose_voices(candidates: Iterable[Passage], week: date) -> tuple[Voice, ...]:
    """
    At most one voice for each of engage, confront and mixed; never one that the stored text does not hold.

    Of each article its clearest passage that need not be cut stands for it, else its clearest that can be; of the five
    clearest articles one is drawn by a hash of week and article, so that the same week always quotes the same people.
    An outlet is quoted twice only where no other spoke for that orientation.
    """
    clearest: dict[tuple[str, str], tuple[Passage, str]] = {}
    readable = [each for each in candidates if each.verbatim and not UNREADABLE.search(each.quote)]
    clipped = [(each, quote) for each in readable if (quote := clip(each.quote))]
    for each, quote in sorted(clipped, key=_preferred):
        clearest.setdefault((each.orientation, each.article), (each, quote))
    voices: list[Voice] = []
    for code in CODES:
        spoke = [pair for (orientation, _), pair in clearest.items() if orientation == code]
        spoke.sort(key=lambda pair: (-pair[0].weight, pair[0].article))
        quoted = {voice.outlet for voice in voices}
        pool = [pair for pair in spoke if pair[0].outlet not in quoted] or spoke
        voices.extend(_drawn(pool, among=len(spoke), week=week))
    return tuple(voices)


def _preferred(pair: tuple[Passage, str]) -> tuple[bool, float, str, str]:
    """Order within an article: what is quoted whole first, then what speaks most for its orientation."""
    passage, quote = pair
    return quote != passage.quote.strip(' "'), -passage.weight, passage.article, passage.quote


def _drawn(pool: Sequence[tuple[Passage, str]], *, among: int, week: date) -> Iterable[Voice]:
    if not pool:
        return ()
    clearest = pool[:CLEAREST]
    passage, quote = min(
        clearest, key=lambda pair: sha256(f"{week}|{pair[0].article}".encode(errors="replace")).digest()
    )
    return (
        Voice(
            code=passage.orientation,
            quote=quote,
            title=passage.title,
            author=passage.author,
            outlet=passage.outlet,
            published=passage.published,
            url=passage.url,
            why=_rule(len(pool), among),
        ),
    )


def _rule(pool: int, among: int) -> str:
    """How one of *pool* articles was chosen, of *among* that argue this way."""
    left_out = f", outlets quoted above left out (with them {among})" if pool < among else ""
    if pool == 1:
        return f"the only article that argues this way{left_out}"
    of = f"the {CLEAREST} clearest of {pool}" if pool > CLEAREST else f"the {pool}"
    return f"drawn by a fixed seed from {of} articles that argue this way{left_out}"
