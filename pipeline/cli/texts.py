"""Single stages for files at hand: extract, classify."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import show
from pipeline.cli.files import read_file, read_rows
from pipeline.errors import CodingError, ExtractError, InputError, PipelineError
from pipeline.model.coding import Assessment
from pipeline.model.texts import Article, Page

if TYPE_CHECKING:
    from pipeline.classify import Context

MOST_BYTES = 64 << 20  # of one file
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")  # what the fetcher has no door for, it refuses itself
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|URL...")
@AS_JSON
def extract(sources: tuple[str, ...], as_json: bool) -> None:
    """
    Clean text of HTML files, plain-text files and URLs, in the order given; `-` reads standard input.

    What cannot be read is one line on stderr each, and exit code 1; the others are printed all the same.

    Example: detente extract page.html notes.txt https://example.org/article --json
    """
    failed = False
    with show.progress() as tell:
        for done, source in enumerate(sources, start=1):
            try:
                article = _article(source)
                if as_json:
                    show.json_line(_extract_row(source, article))
                else:
                    _print_article(article)
            except PipelineError as error:
                failed = True
                click.echo(f"error: {show.reason(error)}", err=True)
            tell("extract", done, len(sources))
    if failed:
        raise click.exceptions.Exit(1)


def _article(source: str) -> Article:
    """The article of one file or URL."""
    if _SCHEME.match(source):
        return _from_web(source)
    body = read_file(source, MOST_BYTES)
    if _is_html(source, body):
        from pipeline.extract import extract_all

        now = datetime.now(UTC)
        url = Path(source).resolve().as_uri().replace("file://", "https://file.invalid", 1)
        page = Page(url=url, final_url=url, status=200, body=body, content_type="text/html", fetched=now)
        return _single(extract_all([page], workers=1, seconds=60, chrome={}), source)
    from pipeline.extract import extract_plain

    return extract_plain(body.decode("utf-8", "replace"), source)


def _from_web(source: str) -> Article:
    from pipeline import line
    from pipeline.extract import extract_all
    from pipeline.fetch import fetch_one
    from pipeline.settings import load_settings

    answer = fetch_one(source, line.policy(load_settings()), robots=True)
    if answer.status != 200:
        raise InputError(source, f"HTTP {answer.status}")
    page = Page(
        url=source,
        final_url=answer.final_url,
        status=answer.status,
        body=answer.body,
        content_type=answer.content_type,
        fetched=datetime.now(UTC),
    )
    return _single(extract_all([page], workers=1, seconds=60, chrome={}), source)


def _single(found: Iterator[tuple[Page, Article | ExtractError]], source: str) -> Article:
    for _, outcome in found:
        if isinstance(outcome, ExtractError):
            raise ExtractError(source, outcome.why or str(outcome))
        return outcome
    raise ExtractError(source, "nothing came back")


def _is_html(source: str, body: bytes) -> bool:
    """By its name; without a telling one, by its first tag."""
    suffix = Path(source).suffix.lower()
    if suffix in (".txt", ".text", ".md"):
        return False
    if suffix in (".html", ".htm", ".xhtml"):
        return True
    start = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")) or b"<html" in start


def _extract_row(source: str, article: Article) -> dict[str, Any]:
    local = article.url.startswith("https://file.invalid") or "://" not in article.url
    return {
        "source": source,
        "url": None if local else article.url,
        "title": article.title,
        "author": ", ".join(article.authors) or None,
        "published": article.published.isoformat() if article.published else None,
        "date_rule": article.date_rule,
        "lang": article.language or None,
        "text_status": article.text_status,
        "text": article.text,
    }


def _print_article(article: Article) -> None:
    click.echo(show.line(article.title))
    facts = (", ".join(article.authors), article.published and f"{article.published:%Y-%m-%d}", article.text_status)
    click.echo(
        " · ".join(show.line(fact) for fact in facts if fact)
        + (f" ({article.status_reason})" if article.status_reason else "")
    )
    click.echo(f"\n{show.block(article.text)}\n")


@click.command()
@click.argument("file")
@AS_JSON
def classify(file: str, as_json: bool) -> None:
    """
    Codes for each line of a JSONL file with id, title and text; same order. `-` reads standard input.

    Where a line has them, url, section, outlet_genre and authors speak for the genre.

    Example: detente classify articles.jsonl --json
    """
    from pipeline.line.backend import opened_backend
    from pipeline.pack import load_pack
    from pipeline.settings import load_settings

    settings, failed = load_settings(), False
    rows = ((row["id"], row["title"], row["text"], context_of(row)) for row in read_rows(file, ("id", "title", "text")))
    backend = opened_backend(settings, load_pack(settings.pack), datetime.now(UTC))
    with show.progress() as tell, backend as coder:
        for done, found in enumerate(coder.code_all(rows), start=1):
            if isinstance(found, CodingError):
                failed = True
                click.echo(f"error: {show.reason(found)}", err=True)
            elif as_json:
                show.json_line(_classify_row(found))
            else:
                if done == 1:
                    click.echo("id\trelevance\tgenre\ttopics\torientation\tblame\toutlook")
                codes = (
                    found.relevance,
                    found.genre,
                    " ".join(found.topics),
                    found.orientation,
                    found.blame,
                    found.outlook,
                )
                click.echo("\t".join((show.line(found.article), *codes)))
            tell("classify", done, done)
    if failed:
        raise click.exceptions.Exit(1)


def _classify_row(found: Assessment) -> dict[str, Any]:
    return {
        "id": found.article,
        "relevance": found.relevance,
        "genre": found.genre,
        "topics": list(found.topics),
        "orientation": found.orientation,
        "blame": found.blame,
        "outlook": found.outlook,
        "scores": found.scores,
        "evidence": [
            {"dimension": each.dimension, "code": each.code, "quote": each.quote, "start": each.start, "end": each.end}
            for each in found.evidence
        ],
        "unsure": list(found.unsure),
        "salience": found.salience,
        "genre_signals": [asdict(each) for each in found.genre_signals],
        "reason": found.reason,
    }


def context_of(row: Mapping[str, Any]) -> Context:
    """What a row says beside title and text; a value of another kind is as good as none."""
    from pipeline.classify import Context

    said = {key: row[key] for key in ("url", "section", "outlet_genre") if isinstance(row.get(key), str)}
    authors = row.get("authors") or row.get("author") or ()
    names = [authors] if isinstance(authors, str) else authors if isinstance(authors, list) else []
    return Context(**said, authors=tuple(name for name in names if isinstance(name, str)))
