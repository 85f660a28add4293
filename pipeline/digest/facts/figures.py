"""The printed numbers of the figures themselves: shares, balances, changes, and the weeks of the charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.digest import words
from pipeline.digest.facts.fact import Fact
from pipeline.digest.heat import printed
from pipeline.digest.spans import span
from pipeline.model.page import Digest
from pipeline.model.week import Figure, WeekSummary
from pipeline.shift.suppress import share

SECTION = {"topics": "topics", "orientation": "stance"}  # of a figure by its dimension; all others are "framing"


def section_of(figure: Figure) -> str:
    """The section that prints a figure."""
    return SECTION.get(figure.dimension, "framing")


def figure_facts(figure: Figure, summary: WeekSummary, *, section: str, key: str, column: str = "") -> Iterator[Fact]:
    """A figure now, before and its change; *column* = of the query's row instead of the share or score."""
    balance = words.is_balance(figure)
    (now, _), (before, _) = words.amounts(figure, summary)
    unit = "balance" if balance else "share"
    given = "score" if figure.share is None else "share"
    base_given = "base_score" if figure.base_share is None else "base_share"
    yield Fact(
        id=f"{key}.now",
        printed=now,
        value=figure.share,
        unit=unit,
        k=figure.k,
        n=figure.n,
        low=figure.low,
        high=figure.high,
        section=section,
        label=figure.label,
        sql=figure.sql,
        column=column or given,
    )
    if figure.base_n:
        yield Fact(
            id=f"{key}.before",
            printed=before,
            value=figure.base_share,
            unit=unit,
            k=figure.base_k,
            n=figure.base_n,
            section=section,
            label=f"{figure.label}, before",
            sql=figure.sql,
            column=f"base_{column}" if column else base_given,
        )
    yield from _changed(figure, section=section, key=key, unit=unit)


def _changed(figure: Figure, *, section: str, key: str, unit: str) -> Iterator[Fact]:
    if figure.change_low is not None and figure.change_high is not None:
        yield Fact(
            id=f"{key}.change",
            printed=f"{words.points(figure.change_low)} to {words.points(figure.change_high)} points",
            value=figure.change,
            unit=unit,
            low=figure.change_low,
            high=figure.change_high,
            verdict=figure.verdict,
            section=section,
            label=f"{figure.label}, change",
            sql=figure.sql,
        )


def _figures(digest: Digest) -> Iterator[Fact]:
    if digest.summary.n:
        for each in digest.summary.figures:
            key = f"{each.dimension}.{each.code}"
            yield from figure_facts(each, digest.summary, section=section_of(each), key=key)
            if each.adjusted:
                yield Fact(
                    id=f"{key}.adjusted",
                    section=section_of(each),
                    label=f"{each.label}, adjusted for the errors of the coding",
                    printed=words.percent(each.adjusted.share),
                    value=each.adjusted.share,
                    unit="share",
                    n=each.n,
                    low=each.adjusted.low,
                    high=each.adjusted.high,
                    sql=each.adjusted.sql,
                )


def _balances(digest: Digest) -> Iterator[Fact]:
    """The balance of each week of the chart."""
    if not digest.summary.n:
        return
    for summary in (*digest.previous, digest.summary):
        figure = words.balance_of(summary)
        if figure is None or not figure.n:
            continue
        yield Fact(
            id=f"stance.week.{summary.week}",
            section="stance",
            label=f"Balance, week from {words.day(summary.week)}",
            printed=words.amounts(figure, summary)[0][0],
            value=figure.share,
            unit="balance",
            k=figure.k,
            n=figure.n,
            low=figure.low,
            high=figure.high,
            verdict=span(figure),
            query="stance",
            column="" if figure.share is None else "share",
            row=(("week", str(summary.week)),),
        )


def _weeks(digest: Digest) -> Iterator[Fact]:
    """The share of each topic in each week of the heat map."""
    labels = {each.code: each.label for each in digest.summary.figures if each.dimension == "topics"}
    for past in digest.history if digest.summary.n else ():
        for dimension, code, k in past.counts:
            if dimension == "topics" and code in labels:
                plan = digest.summary.plan
                yield Fact(
                    id=f"topics.{code}.week.{past.week}",
                    section="topics",
                    label=f"{labels[code]}, week from {words.day(past.week)}",
                    printed=printed(k, past.n, plan),
                    value=share(k, past.n, plan),
                    unit="share",
                    k=k,
                    n=past.n,
                    query="topics.weeks",
                    column="k",
                    row=(("week", str(past.week)), ("topic", code)),
                )


FIGURES: tuple[Callable[[Digest], Iterator[Fact]], ...] = (_figures, _balances, _weeks)
