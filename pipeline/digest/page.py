"""From a digest to one HTML page: no script, no outside request, the same digest gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.digest import heat, words
from pipeline.digest.facts import Fact, facts_of
from pipeline.digest.sections import SECTIONS, Section
from pipeline.digest.voices import UNPRINTABLE, ends
from pipeline.model.page import Digest
from pipeline.shift.suppress import count

TEMPLATES = Path(__file__).parents[2] / "reports" / "templates"
LONGEST = 200  # characters of a name or title from outside
LONGEST_LINK = 2000
ILLEGAL = re.compile(r'["<>\\^`{|}]')  # in a URL
MOST_LISTED = 400  # lines of one list: the page stays below 250 KiB


def render(digest: Digest, facts: Sequence[Fact] | None = None) -> str:
    """The page of a week. Every word from outside is escaped, cut to length and stripped of direction marks."""
    queries = {section.key: _queries(digest, section) for section in SECTIONS}
    shown = [(section.key, section.view(digest)) for section in SECTIONS]
    parts = [(key, view) for key, view in shown if view is not None]
    facts = facts_of(digest) if facts is None else facts
    tables = {fact.section for fact in facts}
    names = {section.key: section.name for section in SECTIONS if section.key in tables}
    for fact in facts:  # a section without a query of its own shows that of its first number
        if fact.sql and fact.section != "why" and not queries[fact.section]:
            queries[fact.section] = [(f"{fact.label}; each other number has its own in {fact.section}.csv", fact.sql)]
    page = environment().get_template("page.html")
    return page.render(digest=digest, parts=parts, queries=queries, tables=names) + "\n"


def clean(text: str) -> str:
    """One printable line of at most 200 characters."""
    line = " ".join(printable(text[: 10 * LONGEST]).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def printable(text: str) -> str:
    """The same words without controls and direction marks."""
    return UNPRINTABLE.sub("", text)


def link(url: str) -> str:
    """The URL when it is safe to point at: http or https with a host, what no address may hold escaped; else ""."""
    if len(url) > LONGEST_LINK or not url.isprintable() or any(each.isspace() for each in url):
        return ""
    try:
        parts = urlsplit(url)
        safe = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        return ILLEGAL.sub(lambda each: f"%{ord(each[0]):02X}", url) if safe else ""
    except ValueError:
        return ""


def _queries(digest: Digest, section: Section) -> list[tuple[str, str]]:
    """(what it gives, SQL) of each query of a section."""
    ids = ((name.partition("."), sql) for name, sql in digest.queries)
    return [(figure or section.name, sql.strip()) for (key, _, figure), sql in ids if key == section.key]


def bare_environment() -> Environment:
    """The templates of the project: everything is escaped, a missing name is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The same with the words of a digest as filters."""
    environment = bare_environment()
    environment.filters |= {
        "clean": clean,
        "printable": printable,
        "link": link,
        "day": words.day,
        "days": words.days,
        "moment": words.moment,
        "short_day": words.short_day,
        "dated": words.dated,
        "last_day": words.last_day,
        "ends": ends,
        "iso_week": words.iso_week,
        "number": words.number,
        "counted": words.counted,
        "percent": words.percent,
        "points": words.points,
        "in_points": words.in_points,
        "answer": words.answer,
    }
    environment.globals |= {"most_listed": MOST_LISTED, "count": count, "bins": heat.legend()}
    return environment
