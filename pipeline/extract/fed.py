"""What the feed itself gave of an article: a second witness to its page, and the only one where the page is silent."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from pipeline.extract import guards
from pipeline.extract.body import plain_text, split_lines
from pipeline.extract.guards import Context
from pipeline.extract.lines import is_prose
from pipeline.model.texts import Entry

_MAX_CHARS = 1_000_000  # of an entry's content that are read
_WORDS = 12  # words of an entry that are worth keeping alone
_AGREED = 0.8  # share of the page's characters in lines that the feed has too, from which both tell one text
_LOST = 1.1  # times the page's text, from which the extractor lost lines
_CUT = 1.5  # times, from which the page gives a part of the article only
_CUT_CHARS = 600  # and this many more in paragraphs of prose


def content_lines(entry: Entry | None, context: Context) -> list[str]:
    """The lines of an entry's own full content, cleaned; [] where the feed gives none."""
    if entry is None or not entry.content:
        return []
    return guards.clean(split_lines(plain_text(entry.content[:_MAX_CHARS])), context)[0]


def completed(ours: Sequence[str], fed: Sequence[str], tree: HtmlElement) -> list[str]:
    """
    The article's lines where the extractor lost some: what the feed tells and the page shows as well.

    Args:
        ours: the lines taken from the page.
        fed: of the feed's content.
        tree: the page.

    Returns:
        Lines of the feed, each of which stands on the page; [] when both do not tell one text, or it is not more.
    """
    if _chars(fed) < _LOST * _chars(ours) or not _agree(ours, fed):
        return []
    page = _bare("".join(tree.itertext()))
    shown = [line for line in fed if _bare(line) in page]
    return shown if _chars(shown) >= _LOST * _chars(ours) and _agree(ours, shown) else []


def cut_short(ours: Sequence[str], fed: Sequence[str]) -> bool:
    """The page gives the beginning of what the feed gives whole, without saying so."""
    prose = _chars([line for line in fed if is_prose(line)])
    return prose >= max(_CUT * _chars(ours), _chars(ours) + _CUT_CHARS) and _agree(ours, fed)


def instead(entry: Entry | None, ours: Sequence[str]) -> list[str]:
    """The feed's own words, content or summary, where they are more than the page gave."""
    if entry is None:
        return []
    best: list[str] = []
    for words in (entry.content, entry.summary):
        lines, _ = guards.clean(split_lines(plain_text(words[:_MAX_CHARS])), Context())
        if _chars(lines) > max(_chars(best), _chars(ours)):
            best = lines
    return best if len(" ".join(best).split()) >= _WORDS else []


def _agree(ours: Sequence[str], fed: Sequence[str]) -> bool:
    whole = _bare("".join(fed))
    return bool(ours) and _chars([line for line in ours if _bare(line) in whole]) >= _AGREED * _chars(ours)


def _chars(lines: Sequence[str]) -> int:
    return sum(map(len, lines))


def _bare(text: str) -> str:
    """A text without its bullets and blanks, which the markup's tree and the lines place differently."""
    return "".join(text.removeprefix("- ").replace("\xad", "").split())
