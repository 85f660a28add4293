"""The coding measured against what people coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import show
from pipeline.cli.files import read_rows
from pipeline.cli.options import Week
from pipeline.cli.texts import context_of
from pipeline.errors import CodingError, InputError
from pipeline.pack import load_pack
from pipeline.settings import load_settings

if TYPE_CHECKING:
    from pipeline.classify.evaluate import Evaluation
    from pipeline.model.coding import Assessment
    from pipeline.shift.prevalence import Prevalence

BACKENDS = ("embedded", "llm", "transformers")
NAMED = 3  # articles that were not coded, which stderr names


@click.command()
@click.argument("gold")
@click.option("--backend", "backends", multiple=True, type=click.Choice(BACKENDS), help="May be repeated; else as set.")
@click.option("--card", type=click.Path(dir_okay=False), help="Write a model card, as an HTML page.")
@click.option("--sentences", is_flag=True, help="GOLD has sentences of cooperation and conflict (sentence, quad).")
@click.option("--week", type=Week(), help="Adjust the shares of this week for the errors made on GOLD.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per method, or per share.")
def evaluate(
    gold: str, backends: Sequence[str], card: str | None, sentences: bool, week: date | None, as_json: bool
) -> None:
    """
    Measure the coding against coded articles: a JSONL file with id, title, text and codes, or codes_a and codes_b.

    GOLD must hold nothing that the coding learned from.

    Example: detente evaluate coded.jsonl --card card.html
    """
    if sentences:
        if card or backends:
            raise click.UsageError("--sentences measures the second measure: it takes neither --card nor --backend")
        _sentences(gold, as_json)
        return
    if week:
        if card or backends:
            raise click.UsageError("--week adjusts what is counted: it takes neither --card nor --backend")
        _shares(gold, week, as_json)
        return
    from pipeline.classify.evaluate import to_dict
    from pipeline.classify.table import to_table

    rows = list(read_rows(gold, ("id", "title", "text")))
    found = [_measured(gold, rows, backend) for backend in backends or (load_settings().backend,)]
    for evaluation in found:
        if as_json:
            show.json_line(to_dict(evaluation))
        else:
            click.echo(to_table(evaluation))
    if card:
        _write_card(Path(card), found)
        click.echo(f"wrote {card}", err=as_json)


def _measured(gold: str, rows: list[dict[str, Any]], backend: str) -> Evaluation:
    """Code all rows by one backend and score them."""
    from pipeline.classify.backends.protocol import codes_of
    from pipeline.classify.evaluate import evaluate as measure

    coded = _coded(rows, backend)
    try:
        return measure(coded, rows, codes_of(load_pack(load_settings().pack)))
    except InputError as error:
        raise InputError(f"{gold}: {error.which.removeprefix('coded articles: ')}", error.why) from error


def _coded(rows: list[dict[str, Any]], backend: str) -> list[Assessment]:
    """Code all rows by one backend; what could not be coded is told on stderr and left out."""
    from pipeline.line.backend import opened_backend

    settings = load_settings().model_copy(update={"backend": backend})
    pack = load_pack(settings.pack)
    coded: list[Assessment] = []
    failed: list[CodingError] = []
    with show.progress() as tell, opened_backend(settings, pack, datetime.now(UTC)) as coder:
        for outcome in coder.code_all((row["id"], row["title"], row["text"], context_of(row)) for row in rows):
            if isinstance(outcome, CodingError):
                failed.append(outcome)
            else:
                coded.append(outcome)
            tell("code", len(coded) + len(failed), len(rows))
    for error in failed[:NAMED]:
        click.echo(f"warning: {show.reason(error)}", err=True)
    if len(failed) > NAMED:
        click.echo(f"warning: and {len(failed) - NAMED} more were not coded", err=True)
    if not coded and failed:
        raise failed[-1]
    return coded


def _shares(gold: str, week: date, as_json: bool) -> None:
    """
    Print the raw and the adjusted share of every code.

    Raises:
        InputError: what is counted was coded by another method or version than the settings give.
    """
    from pipeline.classify.backends.protocol import codes_of
    from pipeline.line.shares import adjusted_shares
    from pipeline.store.codings import counting
    from pipeline.store.connection import Store

    settings = load_settings()
    rows = list(read_rows(gold, ("id", "title", "text")))
    coded = _coded(rows, settings.backend)
    with Store(settings.published, read_only=True) as store:
        counted = counting(store, datetime.now(UTC))
        if counted != (coded[0].method, coded[0].version):
            raise InputError("the database", f"was coded by {counted}, not by these settings: `detente run` first")
        found = adjusted_shares(store, week, coded, rows, codes_of(load_pack(settings.pack)))
    if as_json:
        for (dimension, code), each in found.items():
            show.json_line({"dimension": dimension, "code": code, "share": asdict(each) if each else None})
        return
    headings = ("dimension", "code", "raw %", "adjusted %", "95 %", "pieces", "coded articles")
    show.table(headings, [(*key, *_share_cells(each)) for key, each in found.items()])


def _share_cells(each: Prevalence | None) -> tuple[str, ...]:
    if each is None:
        return ("-", "errors not known", "", "", "")
    interval = f"[{100 * each.low:.1f}, {100 * each.high:.1f}]"
    return (f"{100 * each.raw:.1f}", f"{100 * each.share:.1f}", interval, str(each.n), str(each.coded))


def _sentences(gold: str, as_json: bool) -> None:
    from pipeline.classify.single import score_sentences

    rows = list(read_rows(gold, ("sentence", "quad")))
    found = score_sentences(load_pack(load_settings().pack), rows)
    if as_json:
        for each in found:
            show.json_line(asdict(each))
        return
    headings = ("method", "version", "sentences", "cooperation", "AUC", "95 %", "macro-F1", "no word known")
    show.table(
        headings,
        [
            (
                each.method,
                each.version,
                each.n,
                each.cooperation,
                f"{each.auc:.3f}",
                f"[{each.low:.3f}, {each.high:.3f}]",
                f"{each.macro_f1:.3f}",
                f"{each.silent:.1%}",
            )
            for each in found
        ],
    )


def _write_card(path: Path, found: Sequence[Evaluation]) -> None:
    from pipeline.digest import write
    from pipeline.digest.card import render_card
    from pipeline.pack.card import load_card

    settings = load_settings()
    page = render_card(found, load_card(settings.pack), load_pack(settings.pack))
    write(path.parent, page, path.name)
