"""The evidence for every code of one article."""

from __future__ import annotations

import shutil
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import show
from pipeline.cli.files import require_text
from pipeline.errors import InputError
from pipeline.pack import load_pack
from pipeline.settings import load_settings
from pipeline.store.connection import Store

if TYPE_CHECKING:
    from pipeline.classify.explain import Reason

SHOWN = 2  # sentences of a code that are printed, and a third of its signals; --json has them all
QUOTE = 280  # characters of a sentence that are printed
WIDEST = 100  # columns of a paragraph
ORDER = ("relevance", "genre", "topics", "orientation", "blame", "outlook")


@click.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON object.")
def why(article: str, as_json: bool) -> None:
    """
    Why ARTICLE (an id, the start of one, or a URL) has its codes: sentences, weights, thresholds, what would flip it.

    Example: detente why 3f9c2d1e
    """
    from pipeline.classify import Coder, explain

    settings = load_settings()
    with Store(settings.published, read_only=True) as store:
        row = find(store, article)
        copies = store.read("article_copies", id=row["id"])
    explanation = explain(Coder(load_pack(settings.pack)), row["id"], row["title"], row["text"])
    if as_json:
        facts = {key: value for key, value in row.items() if key != "text"}
        show.json_line({**facts, "copies": copies, **asdict(explanation)})
        return
    _say_article(row, copies)
    if explanation.unreadable:
        _say("not coded: ", explanation.unreadable)
    if explanation.rule:
        _say("rule: ", explanation.rule)
    for reason in sorted(explanation.reasons, key=lambda each: ORDER.index(each.dimension)):
        if reason.given:
            _say_reason(reason)


def find(store: Store, article: str) -> dict[str, Any]:
    """
    The one article that a key names.

    Raises:
        InputError: none, or more than one.
    """
    if not article.strip():
        raise InputError("article", "name one by its id, the start of one, or its URL")
    rows = store.read("article_find", key=require_text(article, "article"))
    exact = [row for row in rows if article in (row["id"], row["url"])]
    if len(exact or rows) == 1:
        return (exact or rows)[0]
    raise InputError(article, "no such article" if not rows else f"which of {rows[0]['id']}, {rows[1]['id']}?")


def _say_article(row: dict[str, Any], copies: list[dict[str, Any]]) -> None:
    day = f"{row['published']:%Y-%m-%d}" if row["published"] else "no date"
    _say("", row["title"])
    click.echo(show.line(row["url"]))
    click.echo(f"id: {row['id']}")
    click.echo(f"published: {day} (rule: {row['date_rule']})")
    _say("text: ", f"{row['text_status']} {row['status_reason'] or ''}")
    removed = ", ".join(f"{each['guard']} {each['lines']}" for each in row["removed"] or ())
    _say("extractor: ", row["extractor"] + (f"; lines removed: {removed}" if removed else ""))
    for copy in copies:
        shared = f"{copy['shared']} shared, containment {copy['containment']:.2f}"
        _say("copy: ", f"{copy['kind']}, {shared}: {copy['other']} {copy['title']}")


def _say_reason(reason: Reason) -> None:
    click.echo(f"\n{reason.dimension}: {reason.code}")
    click.echo(
        f"  probability {reason.probability:.2f}, threshold {reason.threshold:.2f}, margin {reason.margin:+.2f} logits"
    )
    for sentence in reason.sentences[:SHOWN]:
        quote = show.line(sentence.quote)
        short = quote if len(quote) <= QUOTE else quote[: QUOTE - 1].rstrip() + "…"
        _say(f"  {sentence.weight:+.2f}  ", f"“{short}” [{sentence.start}:{sentence.end}]")
    words = ", ".join(f"{word} {weight:+.2f}" for word, weight in reason.words[: 3 * SHOWN])
    _say("  signals: ", words)
    _say("  flips: ", reason.flip)


def _say(label: str, text: str) -> None:
    """A labelled paragraph, wrapped under itself to the width of the terminal, at most WIDEST."""
    width = min(WIDEST, shutil.get_terminal_size().columns)
    indent = " " * len(label)
    click.echo(
        textwrap.fill(
            show.line(text), max(width, 40), initial_indent=label, subsequent_indent=indent, break_on_hyphens=False
        )
    )
