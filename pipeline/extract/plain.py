"""Plain text in, one article out: the same guards as for pages, and a look at the head of the text."""

from __future__ import annotations

import re

from pipeline.extract import guards, phrases
from pipeline.extract.guards import Context
from pipeline.extract.language import language_of
from pipeline.extract.lines import ends_sentence, is_capitalised, is_name_list, is_prose, words
from pipeline.extract.page import text_hash
from pipeline.extract.people import people
from pipeline.extract.status import judge_length
from pipeline.identity.urls import article_id
from pipeline.model.texts import Article

_HEAD = 20  # lines among which the first paragraph is looked for
_TITLE = (3, 30)  # words
_TITLE_CHARS = 200
_FOOT = 6  # last lines among which an author's note is looked for
_BY = re.compile(r"(?:by|von|par|por)\s{1,3}(?=\S)", re.IGNORECASE)


def extract_plain(text: str, source: str) -> Article:
    """
    Take the article out of a plain text that was copied from a page.

    The title stays in the text, as a file has no other place for it; a line that is kept is kept unchanged.

    Args:
        text: of any length, lines or paragraphs divided by line ends.
        source: path or address: it names the article, and is not read.

    Returns:
        An Article without a date: a text names many days, and which is its own is not for this stage to guess.
    """
    lines = [line.strip() for line in text.replace("\x00", "").splitlines() if line.strip()]
    kept, removed = guards.clean(lines, Context())
    title, above = _head(kept)
    if above:
        removed = (*removed, ("head", tuple(kept[:above])))
    cleaned = "\n\n".join(kept[above:])
    status, reason = judge_length(cleaned)
    return Article(
        id=article_id(source),
        url=source,
        outlet="",
        title=title,
        authors=_authors(lines),
        published=None,
        date_rule="none",
        language=language_of(cleaned),
        section="",
        text=cleaned,
        text_status=status,
        status_reason=reason,
        text_hash=text_hash(cleaned),
        extractor=f"plain text guards {guards.VERSION}",
        removed=removed,
    )


def _authors(lines: list[str]) -> tuple[str, ...]:
    """Whom a byline at the head names, else whom a note at the foot presents; guards drop both, so all lines count."""
    bylines = [line for line in lines[:_HEAD] if len(line) < 140 and (_BY.match(line) or is_name_list(line))]
    notes = [match["name"] for line in lines[-_FOOT:] if (match := phrases.AUTHOR_NOTE.match(line))]
    return people(bylines) or people(notes)


def _head(lines: list[str]) -> tuple[str, int]:
    """
    The title, and how many lines stand above it.

    Of the lines before the first paragraph it is the first that reads like one; labels and menus, which have no small
    words, count only if nothing else does. ("", 0) if the text opens with a paragraph.
    """
    end = next((place for place, line in enumerate(lines[:_HEAD]) if is_prose(line)), 0)
    likely = [place for place in range(end) if _like_title(lines[place])]
    if not likely:
        return "", 0
    place = next((place for place in likely if not is_capitalised(lines[place])), likely[-1])
    return lines[place], place


def _like_title(line: str) -> bool:
    return (
        len(line) <= _TITLE_CHARS
        and _TITLE[0] <= len(words(line)) <= _TITLE[1]
        and not (ends_sentence(line) and line.rstrip("\"'”’»)")[-1:] == ".")
        and not is_name_list(line)
        and not _BY.match(line)
    )
