"""From a digest to one HTML page: no script, no outside request, the same digest gives the same bytes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.digest import words
from pipeline.digest.sections import SECTIONS, Section
from pipeline.digest.voices import UNPRINTABLE, ends
from pipeline.model import Digest

TEMPLATES = Path(__file__).parents[2] / "reports" / "templates"
LONGEST = 200  # characters of a name or title from outside
LONGEST_LINK = 2000
MOST_LISTED = 400  # lines of one list: the page stays below 250 KiB


def render(digest: Digest) -> str:
    """The page of a week. Every word from outside is escaped, cut to length and stripped of direction marks."""
    queries = {section.key: _queries(digest, section) for section in SECTIONS}
    shown = [(section.key, section.view(digest)) for section in SECTIONS]
    parts = [(key, view) for key, view in shown if view is not None]
    return _environment().get_template("page.html").render(digest=digest, parts=parts, queries=queries) + "\n"


def clean(text: str) -> str:
    """One printable line of at most 200 characters."""
    line = " ".join(printable(text[: 10 * LONGEST]).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def printable(text: str) -> str:
    """The same words without controls and direction marks."""
    return UNPRINTABLE.sub("", text)


def link(url: str) -> str:
    """The URL when it is safe to point at: http or https with a host; else ""."""
    if len(url) > LONGEST_LINK or not url.isprintable() or any(each.isspace() for each in url):
        return ""
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname and not parts.username else ""
    except ValueError:
        return ""


def _queries(digest: Digest, section: Section) -> list[tuple[str, str]]:
    """(what it gives, SQL) of each query of a section."""
    ids = ((name.partition("."), sql) for name, sql in digest.queries)
    return [(figure or section.name, sql.strip()) for (key, _, figure), sql in ids if key == section.key]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "clean": clean,
        "printable": printable,
        "link": link,
        "day": words.day,
        "days": words.days,
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
    environment.globals |= {"most_listed": MOST_LISTED}
    return environment
