"""One article, read twice: what stays as it was, and what a new reading changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline.model.texts import Article

GUESSED = frozenset({"text", "seen", "none"})  # rules of a date that no source gave: a better one may move it anywhere
_SAME = timedelta(days=1)  # nearer dates are one publication told twice, not a renewal


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field in which two readings of an article differ."""

    field: str  # text, status, date, title, authors, language, section or renewed
    before: str  # of a text its words
    after: str


def renewed(stored: Article, read: Article) -> Article:
    """
    The article after a new reading.

    Its id, address, outlet and route stay. So does the first date: an earlier one is believed, a later one is kept
    beside it as `renewed`, unless the stored one was only a guess.

    Args:
        stored: as it was read before.
        read: as the present extractor reads its page.
    """
    same = replace(
        read,
        id=stored.id,
        url=stored.url,
        outlet=stored.outlet,
        route=stored.route,
        page=stored.page,
        known=stored.known,
    )
    old, new = stored.published, read.published
    if old is None or (new is not None and (new <= old or _better(stored, read))):
        return replace(same, renewed=stored.renewed)
    later = new if new is not None and new - old > _SAME else None
    return replace(
        same,
        published=old,
        date_rule=stored.date_rule,
        date_confidence=stored.date_confidence,
        renewed=max(filter(None, (later, stored.renewed)), default=None),
    )


def _better(stored: Article, read: Article) -> bool:
    return stored.date_rule in GUESSED and read.date_rule not in GUESSED


def differences(before: Article, after: Article) -> tuple[Difference, ...]:
    """What two readings of one article differ in, the weightiest first."""
    fields = (
        ("text", before.text_hash != after.text_hash, _words(before), _words(after)),
        ("status", before.text_status != after.text_status, before.text_status, after.text_status),
        ("date", before.published != after.published, _time(before.published), _time(after.published)),
        ("title", before.title != after.title, before.title, after.title),
        ("authors", before.authors != after.authors, ", ".join(before.authors), ", ".join(after.authors)),
        ("language", before.language != after.language, before.language, after.language),
        ("section", before.section != after.section, before.section, after.section),
        ("renewed", before.renewed != after.renewed, _time(before.renewed), _time(after.renewed)),
    )
    return tuple(Difference(field=name, before=old, after=new) for name, differs, old, new in fields if differs)


def _words(article: Article) -> str:
    return f"{len(article.text.split())} words"


def _time(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else "none"
