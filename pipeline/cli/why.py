"""The evidence for every code of one article."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from pipeline.cli import show
from pipeline.errors import InputError
from pipeline.pack import load_pack
from pipeline.settings import load_settings
from pipeline.store.connection import Store

SHOWN = 2  # sentences and words of a code that are printed


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
        click.echo(f"not coded: {explanation.unreadable}")
    for reason in explanation.reasons:
        if reason.given:
            _say_reason(asdict(reason))


def find(store: Store, article: str) -> dict[str, Any]:
    """
    The one article that a key names.

    Raises:
        InputError: none, or more than one.
    """
    rows = store.read("article_find", key=article)
    exact = [row for row in rows if article in (row["id"], row["url"])]
    if len(exact or rows) == 1:
        return (exact or rows)[0]
    raise InputError(article, "no such article" if not rows else f"which of {rows[0]['id']}, {rows[1]['id']}?")


def _say_article(row: dict[str, Any], copies: list[dict[str, Any]]) -> None:
    day = f"{row['published']:%Y-%m-%d}" if row["published"] else "no date"
    click.echo(f"{row['title']}\n{row['url']}")
    click.echo(
        f"published: {day} (rule: {row['date_rule']}); text: {row['text_status']} {row['status_reason'] or ''}".rstrip()
    )
    removed = ", ".join(f"{each['guard']} {each['lines']}" for each in row["removed"] or ())
    click.echo(f"extractor: {row['extractor']}" + (f"; lines removed: {removed}" if removed else ""))
    for copy in copies:
        shared = f"{copy['shared']} shared, containment {copy['containment']:.2f}"
        click.echo(f"copy ({copy['kind']}, {shared}): {copy['other']} {copy['title']}")


def _say_reason(reason: dict[str, Any]) -> None:
    click.echo(
        f"\n{reason['dimension']}: {reason['code']}  probability {reason['probability']:.2f},"
        f" threshold {reason['threshold']:.2f}, margin {reason['margin']:+.2f} logits"
    )
    for sentence in reason["sentences"][:SHOWN]:
        click.echo(f"  {sentence['weight']:+.2f}  [{sentence['start']}:{sentence['end']}] {sentence['quote']}")
    words = ", ".join(f"{word} {weight:+.2f}" for word, weight in reason["words"][: 3 * SHOWN])
    click.echo(f"  words: {words}\n  flips: {reason['flip']}")
