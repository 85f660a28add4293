"""The printed numbers of what is found beside the figures: the week before, index, outlets, parts, groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.digest import words
from pipeline.digest.facts.fact import Fact
from pipeline.digest.facts.figures import figure_facts
from pipeline.digest.facts.read import coverage, language, texts
from pipeline.digest.parts.stance import index_of
from pipeline.digest.parts.why import NAMES, otherwise
from pipeline.model.page import Digest


def _index(digest: Digest) -> Iterator[Fact]:
    index = index_of(digest.summary)
    if index is None:
        return
    yield Fact(
        id="stance.index",
        section="stance",
        label="Index of the balance",
        printed=f"{index.value:.0f}",
        value=index.value,
        unit="index",
        n=index.outlets,
        low=index.low,
        high=index.high,
        sql=index.sql,
        column="value",
    )
    for week, value in index.before:
        yield Fact(
            id=f"stance.index.{week}",
            section="stance",
            label=f"Index of the balance, week from {words.day(week)}",
            printed=f"{value:.0f}",
            value=value,
            unit="index",
            query="stance.index",
            column="value",
            row=(("week", str(week)),),
        )
    if index.panel is not None:
        yield Fact(
            id="stance.index.panel",
            section="stance",
            label="Index of the balance, fixed panel",
            printed=f"{index.panel:.0f}",
            value=index.panel,
            unit="index",
            n=index.panel_outlets,
            sql=index.sql,
        )


def _held(digest: Digest) -> Iterator[Fact]:
    for each in digest.summary.held:
        if each.change is not None:
            yield Fact(
                id=f"since.{each.dimension}.{each.code}",
                section="since",
                label=f"{each.label}, {each.was} of the week before",
                printed=words.in_points(each.change),
                value=each.change,
                unit="balance",
                low=each.low,
                high=each.high,
                verdict=each.verdict,
                sql=each.sql,
            )


def _movers(digest: Digest) -> Iterator[Fact]:
    for each in digest.outlets:
        if each.change is None:
            continue
        counts = (
            ("now", each.k, each.minus_k, each.n, "score"),
            ("before", each.base_k, each.base_minus_k, each.base_n, "base_score"),
        )
        for when, k, minus_k, n, column in counts:
            yield Fact(
                id=f"movers.{each.key}.{when}",
                section="movers",
                label=f"{each.name}, {when}",
                printed=words.points((k - minus_k) / n),
                value=(k - minus_k) / n,
                unit="balance",
                k=k,
                n=n,
                query="movers",
                column=column,
                row=(("outlet", each.key),),
            )
        yield Fact(
            id=f"movers.{each.key}.change",
            section="movers",
            label=f"{each.name}, change",
            printed=words.in_points(each.change),
            value=each.change,
            unit="balance",
            low=each.change_low,
            high=each.change_high,
            query="movers",
            row=(("outlet", each.key),),
        )


def _why(digest: Digest) -> Iterator[Fact]:
    for figure in words.movers(digest.summary):
        key = f"why.{figure.dimension}.{figure.code}"
        for cells, parts in (("outlets", figure.by_outlet), ("topics", figure.by_topic)):
            for name, label in NAMES.items() if parts else ():
                value = float(getattr(parts, name))
                yield Fact(
                    id=f"{key}.{cells}.{name}",
                    section="why",
                    label=f"{figure.label}: {label.format(cells=cells)}",
                    printed=words.points(value),
                    value=value,
                    unit="balance",
                    sql=parts.sql if parts else "",
                    column=name if parts and parts.sql else "",
                )
        for at, (label, change, low, high, n) in enumerate(otherwise(figure, digest)):
            ranged = n.startswith("smallest") and low is not None and high is not None
            yield Fact(
                id=f"{key}.otherwise.{at}",
                section="why",
                label=f"{figure.label}: {label}, {n}",
                printed=f"{words.points(low or 0)} to {words.points(high or 0)}" if ranged else words.in_points(change),
                value=None if ranged else change,
                unit="balance",
                low=low,
                high=high,
                sql=figure.sql,
            )


def _groups(digest: Digest) -> Iterator[Fact]:
    for group in digest.summary.groups:
        for figure in group.figures:
            if not words.is_balance(figure):
                continue
            key = f"groups.{group.key}"
            yield from figure_facts(figure, digest.summary, section="groups", key=key, column="score")
        if group.gap is not None and group.gap_low is not None and group.gap_high is not None:
            yield Fact(
                id=f"groups.{group.key}.gap",
                section="groups",
                label=f"{group.label}: gap to all others",
                printed=words.points(group.gap),
                value=group.gap,
                unit="balance",
                low=group.gap_low,
                high=group.gap_high,
                sql=group.sql,
            )


FOUND: tuple[Callable[[Digest], Iterator[Fact]], ...] = (
    _held,
    _index,
    _movers,
    _why,
    _groups,
    language,
    texts,
    coverage,
)
