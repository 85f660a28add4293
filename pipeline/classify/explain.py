"""Why an article has its codes: words, sentences, thresholds, and the smallest change that would flip each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.classify.coder import DIMENSIONS, Coder
from pipeline.classify.context import Context
from pipeline.classify.heads import Scores
from pipeline.classify.reading import Reading
from pipeline.model.coding import Assessment, Evidence

MOST_WORDS = 8  # named per code
MOST_REMOVED = 6  # sentences that are left out in search of a flip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What speaks for and against one code."""

    dimension: str
    code: str
    given: bool  # the article has this code
    probability: float  # 0..1, as in Assessment.scores
    threshold: float  # topics: least probability; else the unit in which the codes of the dimension compete
    margin: float  # logits to the point where the code is given (below 0: missing) or lost (above 0: to spare)
    words: tuple[tuple[str, float], ...]  # (n-gram or signal, logits), the strongest first, either sign
    sentences: tuple[Evidence, ...]
    flip: str  # the smallest change that was found, in words; "" for codes that were not given


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All reasons for one article."""

    assessment: Assessment
    unreadable: str  # why nothing is coded, "" when the article is coded
    rule: str  # what overruled the heads, "" when nothing did: margins then do not decide
    reasons: tuple[Reason, ...]  # codes in the order of the codebook


def explain(coder: Coder, id: str, title: str, text: str, context: Context | None = None) -> Explanation:
    """Explain the codes that coder.code gives to the same article."""
    context = context or Context()
    assessment = coder.code(id, title, text, context)
    reading = coder.reader.read(title, text, context)
    unreadable = coder.unreadable(text, reading)
    if unreadable:
        return Explanation(assessment=assessment, unreadable=unreadable, rule="", reasons=())
    scores = coder.score(reading, context)
    own = coder.own_voice(text, reading, assessment.genre)
    reasons = []
    for name in coder.heads.names:
        dimension, code = name.split(".", 1)
        given = code in assessment.topics if dimension == "topics" else getattr(assessment, dimension) == code
        reasons.append(
            Reason(
                dimension=dimension,
                code=code,
                given=given,
                probability=assessment.scores[name],
                threshold=float(coder.heads.threshold[coder.column[name]]),
                margin=round(_margin(coder, scores, dimension, code), 3),
                words=_words(coder, scores, coder.column[name]),
                sentences=coder.evidence(text, reading, scores, dimension, code, own),
                flip=_flip(coder, title, text, context, reading, scores, dimension, code) if given else "",
            )
        )
    return Explanation(
        assessment=assessment, unreadable="", rule=_rule(coder, reading, assessment), reasons=tuple(reasons)
    )


def _rule(coder: Coder, reading: Reading, assessment: Assessment) -> str:
    """Name the rule that decides before the heads do."""
    if not coder.names_both(reading):
        return "only one of the two actors is named, or none: not about the relationship, which nobody judges"
    if assessment.relevance == coder.codes["relevance"][-1]:
        return "not about the relationship: nobody judges it, whatever the heads say"
    return ""


def _margin(coder: Coder, scores: Scores, dimension: str, code: str) -> float:
    """Return how far the code is above (or below) its threshold or its strongest rival, in logits."""
    column = coder.column[f"{dimension}.{code}"]
    probability, threshold = scores.probability, coder.heads.threshold
    if dimension in DIMENSIONS:
        rivals = [coder.column[f"{dimension}.{other}"] for other in coder.codes[dimension] if other != code]
        least = max(float(probability[rival] / threshold[rival]) for rival in rivals) * float(threshold[column])
    else:
        least = float(threshold[column])
    least = min(max(least, 1e-6), 1 - 1e-6)
    here = min(max(float(probability[column]), 1e-6), 1 - 1e-6)
    return float(np.log(here / (1 - here)) - np.log(least / (1 - least)))


def _words(coder: Coder, scores: Scores, column: int) -> tuple[tuple[str, float], ...]:
    """Return the n-grams and signals that move the code's logit most."""
    heads = coder.heads
    names = (*heads.ngrams, *heads.signals)
    ngram_weights, signal_weights = heads.direction(column)
    added = np.concatenate((ngram_weights * scores.term, signal_weights * scores.signals))
    order = np.argsort(-np.abs(added), kind="stable")[:MOST_WORDS]
    return tuple((names[place], round(float(added[place]), 3)) for place in order if added[place])


def _flip(
    coder: Coder,
    title: str,
    text: str,
    context: Context,
    reading: Reading,
    scores: Scores,
    dimension: str,
    code: str,
) -> str:
    """Leave out the code's strongest sentences, one after another, until the article is coded otherwise."""
    if dimension in DIMENSIONS and code == coder.codes[dimension][-1]:
        return "another code needs words that are not there"
    strongest = coder.evidence(text, reading, scores, dimension, code, most=MOST_REMOVED)
    for count in range(1, len(strongest) + 1):
        again = coder.code("", title, _without(text, strongest[:count]), context)
        now = again.topics if dimension == "topics" else getattr(again, dimension)
        if (dimension == "topics" and code not in now) or (dimension != "topics" and now != code):
            result = "not given" if dimension == "topics" else f"{now}"
            quotes = " ".join(f"“{item.quote[:90]}”" for item in strongest[:count])
            return f"{result} without {count} of {len(reading.spans) - 1} sentences: {quotes}"
    return f"stays without its {len(strongest)} strongest sentences"


def _without(text: str, left_out: Sequence[Evidence]) -> str:
    """Return the text without some of its sentences."""
    kept, place = [], 0
    for item in sorted(left_out, key=lambda item: item.start):
        kept.append(text[place : item.start])
        place = item.end
    return "".join((*kept, text[place:]))
