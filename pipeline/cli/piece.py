"""What `detente why` says of one article beside its codes: how it was read, and what it is a copy of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import click

from pipeline.cli import show
from pipeline.identity.copies import APART, are_apart

Row: TypeAlias = Mapping[str, Any]

SHOWN = 5  # pieces of a cluster that are printed; --json has them all
LINES = 3  # lines of each guard that are printed
LINE = 90  # characters of one


def say_article(row: Row) -> None:
    """Title, address, date, and what the extractor did."""
    show.paragraph("", row["title"])
    click.echo(show.line(row["url"]))
    click.echo(f"id: {row['id']}")
    sure = "" if row["date_confidence"] is None else f", confidence {row['date_confidence']:.2f}"
    click.echo(f"published: {_day(row['published'])} (rule: {row['date_rule']}{sure})")
    if row["renewed"]:
        click.echo(f"renewed: {_day(row['renewed'])}, as the outlet says; the first date counts")
    show.paragraph("text: ", f"{row['text_status']} {row['status_reason'] or ''}")
    show.paragraph("extractor: ", row["extractor"])
    if row["earlier_readings"]:
        kept = _number(row["earlier_readings"], "earlier reading")
        click.echo(f"read anew: {_day(row['read_at'])}; of before, {kept} kept in past_articles")
    for each in row["removed"] or ():
        shown = "; ".join(f"“{_short(text)}”" for text in (each["texts"] or ())[:LINES])
        show.paragraph(
            f"{each['guard']} guard removed: ", _number(each["lines"], "line") + (f": {shown}" if shown else "")
        )


def say_copies(row: Row, piece: Mapping[str, Sequence[Row]]) -> None:
    """
    The cluster of an article, why it holds, and how to correct it.

    Args:
        row: the article.
        piece: `cluster`, its pieces with the head first; `copies`, the links found; `corrections`, what people said.
    """
    cluster, links = piece["cluster"], {each["other"]: each for each in piece["copies"]}
    for said in piece["corrections"]:
        what = " ".join((said["act"], *(("with", _other(said, row["id"])) if said["other"] else ("off",))))
        show.paragraph("correction: ", f"{what}, by {said['who']}, {said['said']}: {said['why']}")
    if len(cluster) > 1:
        head = "this article" if cluster[0]["id"] == row["id"] else cluster[0]["id"]
        click.echo(
            f"cluster: {len(cluster)} pieces in {cluster[0]['outlets']} outlets; counted once, as its head: {head}"
        )
        for each in [each for each in cluster if each["id"] != row["id"]][:SHOWN]:
            why = _why(links.get(each["id"]))
            label = "  head: " if each["is_head"] else "  copy: "
            show.paragraph(
                label, f"{each['id']} {_day(each['published'])} {each['outlet'] or ''}, {each['title']}: {why}"
            )
        if len(cluster) > SHOWN + 1:
            click.echo(f"  and {len(cluster) - SHOWN - 1} more; --json has them all")
        show.paragraph("  to split it off: ", _entry("split", row["url"]))
    inside = {each["id"] for each in cluster}
    for other, link in links.items():
        if other not in inside:
            custom = link["kind"] == "near" and are_apart(row["published"], link["published"])
            but = f"more than {APART.days} days lie between: a custom, no copy" if custom else "a correction parts them"
            show.paragraph("apart from: ", f"{other} {link['title']}: {_why(link)}, but {but}")


def say_recodings(recodings: Sequence[Row]) -> None:
    """What people said of the codes, which wins over the coding that is explained below it."""
    for said in recodings:
        codes, coded = (each.replace(" ", ", ") or "none" for each in (said["code"], said["coded"]))
        by = f"by {said['who']}, {said['said']}: {said['why']}"
        show.paragraph("correction: ", f"{said['dimension']} is {codes}, where the coding says {coded}; {by}")


def _why(link: Row | None) -> str:
    """How two pieces were found to be one."""
    if link is None:
        return "joined through other pieces or by a correction"
    if link["kind"] == "exact":
        return f"exact, the same {link['shared']} words"
    return (
        f"near, {link['shared']} sampled runs of words shared, {100 * link['containment']:.0f} % of the shorter text's"
    )


def _entry(act: str, url: str) -> str:
    """The entry of corrections.toml."""
    return f'in the pack\'s corrections.toml, [[copy]] act = "{act}", articles = ["{url}"], who, when and why'


def _other(said: Row, article: str) -> str:
    return str(said["other"] if said["article"] == article else said["article"])


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _day(moment: Any) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "no date"


def _short(text: str) -> str:
    text = show.line(text)
    return text if len(text) <= LINE else text[: LINE - 1].rstrip() + "…"
