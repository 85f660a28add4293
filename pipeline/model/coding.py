"""How an article is coded."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.codes import Blame, Genre, Orientation, Outlook, Relevance


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the article that speak for one code: `text[start:end] == quote`."""

    dimension: str  # relevance, genre, topics, orientation, blame, outlook
    code: str
    quote: str
    start: int  # characters of the text given
    end: int  # exclusive
    weight: float  # what the sentence adds to the code's score, logits


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How one article is coded by one method."""

    article: str  # Article.id
    method: str  # e.g. "linear"
    version: str  # of the model: a hash of pack and weights
    relevance: Relevance
    genre: Genre
    topics: tuple[str, ...]  # slugs in the order of the pack
    orientation: Orientation
    blame: Blame
    outlook: Outlook
    scores: dict[str, float]  # "dimension.code" -> probability 0..1; empty = the text could not be coded
    evidence: tuple[Evidence, ...]
