"""What a better extractor would change, before it changes anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from pipeline import line
from pipeline.cli import show
from pipeline.line.calendar import week_name

if TYPE_CHECKING:
    from pipeline.line.reextract import Change, Move, Reread

SHOWN = 40  # articles and figures that are printed; --json has them all
TITLE = 60  # characters of a title that are printed


@click.command()
@click.option("--apply", is_flag=True, help="Store the new readings; the old ones are kept.")
@click.option("--outlet", default="", metavar="KEY", help="Pages of this outlet alone.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day of publication.")
@click.option("--every", is_flag=True, help="Also pages that the present extractor has read already.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON object.")
def reextract(apply: bool, outlet: str, since: datetime | None, every: bool, as_json: bool) -> None:
    """
    Run stored pages through the present extractor: which articles it reads otherwise, and which figures that moves.

    Nothing is changed without --apply: all is tried out in a draft of the published database. With it, what differs is
    stored, copies are joined and codes given anew; earlier readings are kept, so that `detente digest --as-of` still
    gives every earlier page. Safe to interrupt and to repeat: only pages that another extractor read, or the same
    with less chrome learned, are read.

    Example: detente reextract --since 2026-10-01
    """
    wishes = {"outlet": outlet, "since": since.replace(tzinfo=UTC) if since else None, "every": every}
    found = _applied(wishes) if apply else _previewed(wishes)
    if as_json:
        show.json_line(_facts(found, applied=apply))
    else:
        _say(found, applied=apply)


def _previewed(wishes: dict[str, Any]) -> Reread:
    from pipeline.line import reextract as rereading

    with show.progress() as tell, rereading.draft_run(now=datetime.now(UTC), tell=tell) as work:
        return rereading.reextract(work, **wishes)


def _applied(wishes: dict[str, Any]) -> Reread:
    from pipeline.cli.options import opened
    from pipeline.line import reextract as rereading

    with opened() as work:
        found = rereading.reextract(work, **wishes)
        line.note_run(work, "reextract", {"pages": found.pages, "changed": len(found.changes)}, datetime.now(UTC))
    return found


def _facts(found: Reread, *, applied: bool) -> dict[str, Any]:
    moves = [{**asdict(move), "week": week_name(move.week), "change": move.change} for move in found.moves]
    return {**asdict(found), "moves": moves, "applied": applied}


def _say(found: Reread, *, applied: bool) -> None:
    verb = "changed" if applied else "would change"
    kinds = Counter(each.field for change in found.changes for each in change.differences)
    kinds["new"] = sum(not change.differences for change in found.changes)
    told = ", ".join(f"{number} {name}" for name, number in kinds.items() if number)
    click.echo(f"{found.pages} pages read anew; {len(found.changes)} articles {verb}" + (f": {told}" if told else ""))
    if found.unreadable:
        click.echo(f"{found.unreadable} pages could not be read; what they gave before stays")
    if found.changes:
        show.table(("article", "outlet", "title", "what"), map(_change_row, found.changes[:SHOWN]))
        _rest(len(found.changes), "articles")
    _say_moves(found.moves, verb="moved" if applied else "would move")
    if found.changes and not applied:
        click.echo("nothing is changed yet: `detente reextract --apply` stores it")


def _change_row(change: Change) -> tuple[str, str, str, str]:
    title = change.title if len(change.title) <= TITLE else change.title[: TITLE - 1] + "…"
    what = "; ".join(f"{each.field}: {each.before} -> {each.after}" for each in change.differences) or "new"
    return change.article, change.outlet, title, what


def _say_moves(moves: tuple[Move, ...], *, verb: str) -> None:
    weeks = sorted({move.week for move in moves})
    click.echo(f"{len(moves)} figures of {len(weeks)} weeks {verb}")
    if not moves:
        return
    largest = sorted(moves, key=lambda move: (move.week, -abs(move.change), move.dimension, move.code))[:SHOWN]
    show.table(("week", "series", "k of n", "share", "change"), map(_move_row, largest))
    _rest(len(moves), "figures")
    published = ", ".join(week_name(week) for week in weeks if any(m.published for m in moves if m.week == week))
    if published:
        click.echo(f"published weeks among them: {published}; `detente digest --week` gives each a new vintage")


def _move_row(move: Move) -> tuple[str, str, str, str, str]:
    before, after = (f"{k} of {n}" for k, n in ((move.k_before, move.n_before), (move.k, move.n)))
    shares = [100 * k / n if n else None for k, n in ((move.k_before, move.n_before), (move.k, move.n))]
    told = ["no pieces" if share is None else f"{share:.1f} %" for share in shares]
    series, points = f"{move.dimension} {move.code}", f"{100 * move.change:+.1f} points"
    return week_name(move.week), series, f"{before} -> {after}", f"{told[0]} -> {told[1]}", points


def _rest(number: int, what: str) -> None:
    if number > SHOWN:
        click.echo(f"and {number - SHOWN} more {what}; --json has them all")
