"""What every way of coding offers, and what those that ask a service need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeAlias, cast

from pipeline.classify.context import Context
from pipeline.errors import CodingError
from pipeline.fetch import Answer
from pipeline.model.codes import Genre, Orientation, Outlook, Relevance
from pipeline.model.coding import Assessment, Evidence
from pipeline.model.pack import Pack

LEAST_WORDS = 25  # shorter texts are not coded, whatever the method

Row: TypeAlias = tuple[str, str, str] | tuple[str, str, str, Context]  # id, title, text, what stands around it


class Backend(Protocol):
    """Codes articles; every assessment bears *method* and *version*, so that series of two methods never mix."""

    @property
    def method(self) -> str:
        """How it codes, e.g. "linear"."""

    @property
    def version(self) -> str:
        """Changes whenever the same text could be coded otherwise."""

    def code(self, id: str, title: str, text: str, context: Context | None = None) -> Assessment:
        """
        Code one article; what stands around it may be left aside.

        Raises:
            CodingError: this time it cannot.
        """

    def code_all(self, articles: Iterable[Row]) -> Iterator[Assessment | CodingError]:
        """Code many, in order; an article that cannot be coded gives its error in its place."""


class Ask(Protocol):
    """Sends a payload of JSON to the service; raises FetchError."""

    def __call__(self, payload: bytes) -> Answer:
        """The service's answer, whatever its status."""


class Memory(Protocol):
    """Remembers answers, so that a question is asked once."""

    def recall(self, key: str) -> str | None:
        """The answer kept under *key*; None = there is none."""

    def keep(self, key: str, answer: str, *, model: str, prompt: str, tokens: int) -> None:
        """Keep an answer."""


def codes_of(pack: Pack) -> dict[str, tuple[str, ...]]:
    """The codes of each dimension, in the codebook's order; topics by slug."""
    found = {each.slug: tuple(code for code, _ in each.codes) for each in pack.dimensions if each.slug != "topics"}
    return found | {"topics": tuple(topic.slug for topic in pack.topics)}


def nothing(pack: Pack, id: str, method: str, version: str) -> Assessment:
    """How a text is coded that cannot be: the last code of every dimension, which means none, and no topic."""
    last = {name: codes[-1] for name, codes in codes_of(pack).items() if name != "topics"}
    found = assessment(id, method, version, {**last, "topics": ()}, scores={}, evidence=())
    return replace(found, reason=f"fewer than {LEAST_WORDS} words")


def assessment(
    id: str,
    method: str,
    version: str,
    codes: Mapping[str, Any],
    *,
    scores: Mapping[str, float],
    evidence: tuple[Evidence, ...],
) -> Assessment:
    """An assessment of codes that were checked against the codebook."""
    return Assessment(
        article=id,
        method=method,
        version=version,
        relevance=cast(Relevance, codes["relevance"]),
        genre=cast(Genre, codes["genre"]),
        topics=tuple(codes["topics"]),
        orientation=cast(Orientation, codes["orientation"]),
        blame=codes["blame"],
        outlook=cast(Outlook, codes["outlook"]),
        scores=dict(scores),
        evidence=evidence,
    )
