"""
What the heads said of coded articles that they had not learned from: errors.json, written by `detente train`.

It holds probabilities beside codes and nothing else: no id, no text, and the rows of every question in another order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.kinds import Floats, Ints
from pipeline.errors import PackError
from pipeline.model.pack import Pack

FORMAT = 1
FILE = "errors.json"
ASKED = ("orientation", "blame", "outlook")  # questions with one answer; of topics, each is a question of its own
CORE = "relevance.core"  # articles of every genre: commentary alone is a third of them, and errs much alike


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeldOut:
    """What was said of held-out articles on the subject, beside what people said."""

    n: int  # articles
    topics: dict[str, tuple[Floats, NDArray[np.bool_]]]  # probabilities; whether the article has the topic
    asked: dict[str, tuple[tuple[str, ...], Floats, Ints]]  # codes; probabilities, articles x codes; column of the code


def dump_errors(names: Sequence[str], probability: Floats, codes: Floats, weights: bytes) -> bytes:
    """
    Write held-out probabilities as JSON that a diff can read: a line per article and question, in thousandths.

    Args:
        names: "dimension.code" of each column.
        probability: texts x codes; nan = never held out.
        codes: texts x codes: 0, 1, or nan where nobody said.
        weights: the file that these errors belong to.
    """
    column = {name: place for place, name in enumerate(names)}
    core = ~np.isnan(probability).any(axis=1) & (codes[:, column[CORE]] == 1) if CORE in column else np.zeros(0, bool)
    stated, said = np.rint(1000 * probability[core]), codes[core]
    topics = [
        f"{json.dumps(name.removeprefix('topics.'))}: {json.dumps(_by_truth(stated[:, place], said[:, place]))}"
        for name, place in column.items()
        if name.startswith("topics.")
    ]
    asked = [
        f'{json.dumps(dimension)}: {{"codes": {json.dumps(list(found))}, "rows": [\n{rows}\n]}}'
        for dimension in ASKED
        if (found := [name.partition(".")[2] for name in names if name.startswith(f"{dimension}.")])
        and (rows := ",\n".join(_rows(stated, said, [column[f"{dimension}.{code}"] for code in found])))
    ]
    body = (
        f'"format": {FORMAT}',
        f'"weights": {json.dumps(_mark(weights))}',
        f'"n": {int(core.sum())}',
        '"topics": {\n' + ",\n".join(topics) + "\n}",
        '"asked": {\n' + ",\n".join(asked) + "\n}",
    )
    return ("{\n" + ",\n".join(body) + "\n}\n").encode()


def load_errors(pack: Pack) -> HeldOut | None:
    """
    Read the errors of the pack's weights.

    Returns:
        None where there are none, or they are those of other weights: then nothing can be adjusted.

    Raises:
        PackError: malformed, or of another format.
    """
    if not pack.errors:
        return None
    try:
        stored = json.loads(pack.errors)
        if stored["format"] != FORMAT:
            raise PackError(FILE, f"format {stored['format']!r}, expected {FORMAT}: train again")
        if stored["weights"] != _mark(pack.weights):
            return None
        return HeldOut(
            n=int(stored["n"]),
            topics={
                slug: (np.array(without + having) / 1000, np.arange(len(without + having)) >= len(without))
                for slug, (without, having) in stored["topics"].items()
            },
            asked={
                dimension: (
                    tuple(each["codes"]),
                    np.array([row[1:] for row in each["rows"]], dtype=float).reshape(-1, len(each["codes"])) / 1000,
                    np.array([row[0] for row in each["rows"]], dtype=np.int64),
                )
                for dimension, each in stored["asked"].items()
            },
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise PackError(FILE, f"malformed: {type(error).__name__}: {error}") from error


def _by_truth(stated: Floats, said: Floats) -> list[list[int]]:
    """Thousandths of the articles without the code, then of those with it, each rising."""
    return [sorted(int(value) for value in stated[said == truth]) for truth in (0, 1)]


def _rows(stated: Floats, said: Floats, columns: Sequence[int]) -> Iterator[str]:
    """One line per article: column of its code, then the thousandths of every code; sorted."""
    known = (said[:, columns].sum(axis=1) == 1) if len(said) else np.zeros(0, bool)  # nan = nobody said
    rows = zip(said[known][:, columns].argmax(axis=1), stated[known][:, columns], strict=True)
    for row in sorted([int(code), *(int(value) for value in values)] for code, values in rows):
        yield json.dumps(row, separators=(",", ":"))


def _mark(weights: bytes) -> str:
    """What tells one file of weights from another, 12 characters."""
    return hashlib.sha256(weights).hexdigest()[:12]
