"""
What changed in a week, by how much and how sure that is.

    >>> summary = summarize(counts, pack=pack, week=date(2026, 11, 9), plan=Plan())  # doctest: +SKIP
    >>> [each.label for each in summary.figures if each.verdict == "clear rise"]  # doctest: +SKIP
    ['Arms control']

`series` says what is measured, `cells` counts it, `estimate` infers, `figures` and `week` give the verdicts; `held`,
`decompose`, `robust` and `groups` say how firm they are and why they came about. `index`, `words`, `themes`,
`distance`, `turning` and `corrected` are the other measures, each in a module of its name.
"""

from pipeline.model.week import BALANCE, Plan
from pipeline.shift.corrected import corrected_shares
from pipeline.shift.distance import seed_distance
from pipeline.shift.groups import members
from pipeline.shift.index import indices
from pipeline.shift.series import Series, series_of
from pipeline.shift.themes import new_themes
from pipeline.shift.turning import turning_points
from pipeline.shift.week import summarize
from pipeline.shift.words import telling_terms

__all__ = [
    "BALANCE",
    "Plan",
    "Series",
    "corrected_shares",
    "indices",
    "members",
    "new_themes",
    "seed_distance",
    "series_of",
    "summarize",
    "telling_terms",
    "turning_points",
]
