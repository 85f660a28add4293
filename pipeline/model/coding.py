"""How an article is coded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
class GenreSignal:
    """One thing that speaks for or against the genre that an article was given."""

    name: str  # section, label, byline, outlet or text
    value: str  # the genre that it names; of a byline its people
    weight: float  # what it adds to the genre given, calibrated logits; all weights of an article add up to its logit


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
    unsure: tuple[str, ...] = ()  # topics so near their threshold that given or not is a toss
    salience: dict[str, float] = field(default_factory=dict)  # topic given -> share 0..1 of the sentences that name it
    genre_signals: tuple[GenreSignal, ...] = ()
    reason: str = ""  # why the text could not be coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the coding that counts and the second measure of orientation agree in one week."""

    week: date  # its Monday
    n: int  # pieces with both
    correlation: float | None  # Pearson; None = cannot be told
    low: float | None  # of its 95 % interval
    high: float | None
    named: int  # pieces coded as one of the two sides
    same: int  # of these, pieces that the second measure puts on the same side of the week's mean
    share: float | None  # same / named
    share_low: float | None
    share_high: float | None
