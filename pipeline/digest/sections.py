"""The sections of a page, in their order: one line of the table, one template and one view each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.digest.parts.first import changed, since
from pipeline.digest.parts.framing import framing
from pipeline.digest.parts.language import terms, themes
from pipeline.digest.parts.method import errata, method
from pipeline.digest.parts.outlets import groups, movers, sources
from pipeline.digest.parts.reference import distance, seeds, turning
from pipeline.digest.parts.stance import stance
from pipeline.digest.parts.topics import topics
from pipeline.digest.parts.why import why
from pipeline.digest.rows import MARKS, Row, row
from pipeline.model.page import Digest

View: TypeAlias = Mapping[str, Any]

__all__ = ["MARKS", "SECTIONS", "Row", "Section", "View", "changed", "row", "stance", "topics"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the page: *view* gives what the template prints; None leaves the section out."""

    key: str  # template, anchor, and first part of the ids of its queries and facts
    name: str  # of its numbers, as their query is labelled
    view: Callable[[Digest], View | None]


def _plain(digest: Digest) -> View:
    return {}


def _voices(digest: Digest) -> View | None:
    return {} if digest.summary.n or digest.voices else None


SECTIONS = (
    Section(key="changed", name="all figures of the week", view=changed),
    Section(key="warning", name="caution", view=_plain),
    Section(key="errata", name="corrections", view=errata),
    Section(key="since", name="the week before", view=since),
    Section(key="stance", name="stance", view=stance),
    Section(key="topics", name="topics", view=topics),
    Section(key="framing", name="blame and outlook", view=framing),
    Section(key="voices", name="who is quoted", view=_voices),
    Section(key="movers", name="outlets", view=movers),
    Section(key="why", name="parts of a change", view=why),
    Section(key="groups", name="groups of outlets", view=groups),
    Section(key="terms", name="words", view=terms),
    Section(key="themes", name="articles without a topic", view=themes),
    Section(key="distance", name="distance to the reference texts", view=distance),
    Section(key="turning", name="long series", view=turning),
    Section(key="seeds", name="reference texts", view=seeds),
    Section(key="coverage", name="coverage", view=sources),
    Section(key="method", name="method", view=method),
)
