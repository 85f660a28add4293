"""The evidence for every code of one article."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import show
from pipeline.cli.files import require_text
from pipeline.cli.piece import say_article, say_copies, say_recodings
from pipeline.errors import InputError
from pipeline.pack import load_pack
from pipeline.settings import load_settings
from pipeline.store.codes import text_of
from pipeline.store.connection import Store

if TYPE_CHECKING:
    from pipeline.classify.explain import Reason
    from pipeline.model.coding import Assessment

SHOWN = 2  # sentences of a code that are printed, and a third of its signals; --json has them all
QUOTE = 280  # characters of a sentence that are printed
PIECE = ("cluster", "copies", "corrections", "recodings")  # what is read of an article beside its codes
ORDER = ("relevance", "genre", "topics", "orientation", "blame", "outlook")


@click.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON object.")
def why(article: str, as_json: bool) -> None:
    """
    Why ARTICLE (an id, the start of one, or a URL) has its codes: sentences, weights, thresholds, what would flip it.

    Example: detente why 3f9c2d1e
    """
    from pipeline.line.coding import explain_article

    settings = load_settings()
    with Store(settings.published, read_only=True) as store:
        row = find(store, article)
        piece = {name: store.read(f"article_{name}", id=row["id"]) for name in PIECE}
    explanation = explain_article(load_pack(settings.pack), text_of(row))
    if as_json:
        facts = {key: value for key, value in row.items() if key != "text"}
        show.json_line({**facts, **piece, **asdict(explanation)})
        return
    say_article(row)
    say_copies(row, piece)
    say_recodings(piece["recodings"])
    if explanation.unreadable:
        show.paragraph("not coded: ", explanation.unreadable)
    if explanation.rule:
        show.paragraph("rule: ", explanation.rule)
    for reason in sorted(explanation.reasons, key=lambda each: ORDER.index(each.dimension)):
        if reason.given:
            _say_reason(reason, explanation.assessment)
    if explanation.assessment.unsure:
        click.echo()
        show.paragraph("unsure: ", f"{', '.join(explanation.assessment.unsure)}: near the threshold, given or not")


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


def _say_reason(reason: Reason, assessment: Assessment) -> None:
    click.echo(f"\n{reason.dimension}: {reason.code}")
    click.echo(
        f"  probability {reason.probability:.2f}, threshold {reason.threshold:.2f}, margin {reason.margin:+.2f} logits"
    )
    if reason.dimension == "genre":
        for signal in assessment.genre_signals:
            show.paragraph(f"  {signal.weight:+.2f}  ", f"{signal.name}: {signal.value}")
    if reason.dimension == "topics":
        unsure = "; unsure, so near the threshold" if reason.code in assessment.unsure else ""
        click.echo(f"  salience {assessment.salience[reason.code]:.0%} of the sentences{unsure}")
    for sentence in reason.sentences[:SHOWN]:
        quote = show.line(sentence.quote)
        short = quote if len(quote) <= QUOTE else quote[: QUOTE - 1].rstrip() + "…"
        show.paragraph(f"  {sentence.weight:+.2f}  ", f"“{short}” [{sentence.start}:{sentence.end}]")
    words = ", ".join(f"{word} {weight:+.2f}" for word, weight in reason.words[: 3 * SHOWN])
    show.paragraph("  signals: ", words)
    show.paragraph("  flips: ", reason.flip)
