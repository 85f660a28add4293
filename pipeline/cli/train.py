"""Fit the coding again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import show
from pipeline.cli.files import read_rows
from pipeline.cli.texts import context_of
from pipeline.errors import InputError
from pipeline.model.pack import Pack

if TYPE_CHECKING:
    from pipeline.settings import Settings


@click.command()
@click.argument("coded", nargs=-1, metavar="[CODED.jsonl ...]")
@click.option("--check", is_flag=True, help="Say whether the stored weights are what would come out; write nothing.")
@click.option("--gold", help="Coded articles that nothing learns from: weights that do worse on them are refused.")
def train(coded: tuple[str, ...], check: bool, gold: str | None) -> None:
    """
    Fit the weights of the pack to coded articles and to its own examples; the same input gives the same file.

    A line of CODED.jsonl has id, title, text and codes (relevance, genre, topics, orientation, blame, outlook), and
    outlet and url where they are known. Without a file the examples are all there is, which costs accuracy. What people
    corrected and audited in the database is learned, too.

    Example: detente train coded.jsonl
    """
    from pipeline.classify.held_out import FILE
    from pipeline.classify.train import train_and_measure
    from pipeline.pack import load_pack, write_weights
    from pipeline.settings import load_settings

    settings = load_settings()
    folder, pack = settings.pack, load_pack(settings.pack, examples=True)
    rows = _with_stored([row for file in coded for row in _rows(file)], settings, gold)
    with show.progress() as tell:
        tell("fit", 0, 1)
        found = train_and_measure(replace(pack, weights=b""), rows)
        tell("fit", 1, 1)
    if check:
        same = (pack.weights, pack.errors) == (found.weights, found.errors)
        click.echo("the stored weights are these" if same else "the stored weights differ")
        raise click.exceptions.Exit(0 if same else 1)
    if gold:
        _refuse_worse(gold, pack, replace(pack, weights=found.weights))
    path, size = write_weights(folder, found.weights), len(found.weights) / 1e6
    written = f"{len(pack.example_articles)} example articles, {len(pack.examples)} examples"
    click.echo(f"wrote {path}: {len(rows)} coded articles, {written}, {size:.1f} MB")
    click.echo(f"wrote {write_weights(folder, found.errors, FILE)}")
    if rows and pack.poles:
        from pipeline.classify.scaling import fit_scaling

        click.echo(f"wrote {write_weights(folder, fit_scaling(pack, rows), 'scaling.json')}")
    if not rows:
        click.echo("no coded article: expect less, above all for genre and relevance; see the model card", err=True)


def _with_stored(rows: list[dict[str, Any]], settings: Settings, gold: str | None) -> list[dict[str, Any]]:
    """
    The rows, and what people corrected and audited in the database of this place; without one it says so.

    Args:
        gold: file of articles that stay unseen.
    """
    from pipeline.classify.train import LEAST_TEXTS
    from pipeline.line.learning import learned_rows, with_learned
    from pipeline.store.connection import Store

    if not settings.published.exists():
        click.echo("no database: trained without corrections and audits", err=True)
        return rows
    with Store(settings.published, read_only=True) as store:
        learned = learned_rows(store)
    unseen = list(read_rows(gold, ("id", "title", "text"))) if gold else []
    found = with_learned(rows, learned, unseen)
    if not rows and sum(not row["apart"] for row in found) < LEAST_TEXTS:
        if learned:
            click.echo(
                f"{len(learned)} articles that people corrected or audited: too few to learn from alone", err=True
            )
        return rows
    if learned:
        click.echo(f"learned, too: {len(learned)} corrected or audited articles", err=True)
    return found


def _refuse_worse(gold: str, old: Pack, new: Pack) -> None:
    """
    Compare the weights in use with the new ones.

    Raises:
        InputError: the new ones are worse.
    """
    from pipeline.classify import Coder
    from pipeline.classify.backends.protocol import codes_of
    from pipeline.classify.refuse import worse

    rows = list(read_rows(gold, ("id", "title", "text")))
    articles = [(row["id"], row["title"], row["text"], context_of(row)) for row in rows]
    codings = [list(Coder(pack).code_all(articles)) for pack in (old, new)]
    why = worse(codings[0], codings[1], rows, codes_of(old))
    if why:
        raise InputError("new weights", f"worse on {gold}, kept the old ones: {why}")


def _rows(file: str) -> Iterator[dict[str, Any]]:
    """
    The coded articles of one file.

    Raises:
        InputError: a row has no codes.
    """
    for number, row in enumerate(read_rows(file, ("id", "title", "text")), start=1):
        if not isinstance(row.get("codes"), dict):
            raise InputError(f"{file}: article {number}", "'codes' is missing or no object")
        yield row
