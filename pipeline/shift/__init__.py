"""
What changed in a week, by how much and how sure that is.

    >>> summary = summarize(counts, pack=pack, week=date(2026, 11, 9), plan=Plan())  # doctest: +SKIP
    >>> [each.label for each in summary.figures if each.verdict == "clear rise"]  # doctest: +SKIP
    ['Arms control']

`series` says what is measured, `sample` counts it, `estimate` infers, `week` gives the verdicts.
"""

from pipeline.model import BALANCE, Plan
from pipeline.shift.series import Series, series_of
from pipeline.shift.week import summarize

__all__ = ["BALANCE", "Plan", "Series", "series_of", "summarize"]
