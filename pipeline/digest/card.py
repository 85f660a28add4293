"""A model card as one HTML page: no script, no outside request, the same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment

from pipeline.classify.measured import DimensionScore, Evaluation
from pipeline.digest.page import bare_environment, clean
from pipeline.model.card import Card
from pipeline.model.pack import Pack

SIDE = 200.0  # of a reliability plot, in its own units
SMALLEST, LARGEST = 2.5, 9.0  # radius of a point


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One bin of a reliability plot."""

    x: float
    y: float
    radius: float  # its area grows with the number of statements
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a confusion matrix."""

    count: int
    share: float  # of its row, 0..1
    right: bool


def render_card(evaluations: Sequence[Evaluation], card: Card, pack: Pack) -> str:
    """
    The card of one or more methods on the same coded articles.

    Args:
        evaluations: at least one.
        card: the words beside the figures.
        pack: its labels name dimensions, codes and topics.
    """
    labels = {dimension.slug: dimension.label for dimension in pack.dimensions}
    names = {f"{each.slug}.{code}": label for each in pack.dimensions for code, label in each.codes}
    names |= {f"topics.{topic.slug}": topic.label for topic in pack.topics}
    template = _environment().get_template("card/card.html")
    return template.render(evaluations=evaluations, card=card, pack=pack, labels=labels, names=names, side=SIDE) + "\n"


def points(score: DimensionScore) -> tuple[Point, ...]:
    """Where the bins of a dimension stand in its plot."""
    most = max((each.n for each in score.reliability), default=1)
    return tuple(
        Point(
            x=round(SIDE * each.stated, 1),
            y=round(SIDE * (1 - each.true), 1),
            radius=round(max(SMALLEST, LARGEST * (each.n / most) ** 0.5), 1),
            said=f"stated {each.stated:.0%}, true {each.true:.0%}, {each.n} statements",
        )
        for each in score.reliability
    )


def cells(score: DimensionScore) -> tuple[tuple[Cell, ...], ...]:
    """A confusion matrix, row by row."""
    return tuple(
        tuple(
            Cell(count=count, share=count / max(sum(row), 1), right=column == number)
            for column, count in enumerate(row)
        )
        for number, row in enumerate(score.confusion)
    )


def percent(share: float | None) -> str:
    """A share as the tables print it."""
    return "–" if share is None else f"{100 * share:.1f}"


def between(low: float | None, high: float | None) -> str:
    """An interval as the tables print it; "" without one."""
    return "" if low is None or high is None else f"[{100 * low:.1f}, {100 * high:.1f}]"


def plain(value: float | None) -> str:
    """A coefficient as the tables print it."""
    return "–" if value is None else f"{value:.2f}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = bare_environment()
    environment.filters |= {"clean": clean, "percent": percent, "plain": plain}
    environment.globals |= {"points": points, "cells": cells, "between": between}
    return environment
