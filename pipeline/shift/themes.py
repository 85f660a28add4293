"""New themes: commentary that no topic of the pack explains, grouped by its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.model.counted import Piece
from pipeline.model.findings import Theme
from pipeline.shift.cells import Flags, Floats

LEAST_PIECES = 5  # of a theme: fewer are a coincidence
LEAST_OUTLETS = 3  # of a theme: fewer are one desk's hobby
APART = 0.85  # cosine distance, average linkage, at which two groups are kept apart
MOST_PIECES = 1000  # that are compared, the newest first: their distances fill 8 MB
MOST_THEMES = 5
TERMS = 6  # that name a theme
WORD = r"(?u)\b[^\W\d_][^\W\d_'’-]+\b"


def new_themes(pieces: Sequence[Piece], *, plain: Sequence[str] = ()) -> tuple[Theme, ...]:
    """
    Propose themes among pieces without a topic; the largest first, () when there are none.

    Args:
        pieces: without a topic; beyond the thousand newest they are not looked at.
        plain: words that say nothing.

    Source: agglomerative clustering of TF-IDF vectors (scikit-learn); names by the difference of mean weights between a
        group and the rest, as in centroid labels, Manning, Raghavan & Schuetze 2008, section 17.7.
    """
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    newest = sorted(pieces, key=lambda each: (each.published, each.id), reverse=True)[:MOST_PIECES]
    if len(newest) < LEAST_PIECES:
        return ()
    vectorizer = TfidfVectorizer(
        token_pattern=WORD, stop_words=list(plain) or None, ngram_range=(1, 2), min_df=2, max_df=0.5, sublinear_tf=True
    )
    try:
        matrix = vectorizer.fit_transform([f"{each.title}\n{each.text}" for each in newest])
    except ValueError:  # no word is left: nothing to compare
        return ()
    likeness = (matrix @ matrix.T).toarray()
    labels = AgglomerativeClustering(
        n_clusters=None, distance_threshold=APART, metric="precomputed", linkage="average"
    ).fit_predict(np.clip(1 - likeness, 0, 1))
    names = vectorizer.get_feature_names_out().tolist()
    groups = [labels == label for label in np.unique(labels)]
    found = [_theme(newest, inside, matrix, likeness, names) for inside in groups if _large(newest, inside)]
    return tuple(sorted(found, key=lambda each: (-len(each.articles), each.terms))[:MOST_THEMES])


def _large(pieces: Sequence[Piece], inside: Flags) -> bool:
    outlets = {pieces[at].outlet for at in np.flatnonzero(inside).tolist()}
    return int(inside.sum()) >= LEAST_PIECES and len(outlets) >= LEAST_OUTLETS


def _theme(pieces: Sequence[Piece], inside: Flags, matrix: Any, likeness: Floats, names: Sequence[str]) -> Theme:
    places = np.flatnonzero(inside)
    typical = np.asarray(matrix[inside].mean(axis=0)).ravel()
    rest = np.asarray(matrix[~inside].mean(axis=0)).ravel() if (~inside).any() else np.zeros_like(typical)
    among = likeness[np.ix_(places, places)]
    order = places[np.argsort(-among.sum(axis=1), kind="stable")]
    return Theme(
        terms=_terms(names, typical - rest),
        outlets=len({pieces[at].outlet for at in places.tolist()}),
        articles=tuple((pieces[at].id, pieces[at].title, pieces[at].url) for at in order.tolist()),
        likeness=float((among.sum() - len(places)) / (len(places) * (len(places) - 1))),
    )


def _terms(names: Sequence[str], weight: Floats) -> tuple[str, ...]:
    """The heaviest terms; a word that stands in a pair taken already adds nothing."""
    taken: list[str] = []
    for at in np.argsort(-weight, kind="stable").tolist():
        words = set(names[at].split())
        if not any(words & set(each.split()) for each in taken):
            taken.append(str(names[at]))
        if len(taken) == TERMS:
            break
    return tuple(taken)
