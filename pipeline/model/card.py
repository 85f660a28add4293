"""What a model card says beside its figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One way that was tried, also one that failed: its figure where it was measured."""

    dimension: str  # of the codebook, or what else it was for
    way: str
    figure: str  # what was measured, e.g. "macro-F1, cross-validated on 640 articles"
    value: str  # as measured, with its interval if it has one
    kept: bool = False  # whether it is in use
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The words of a model card, written by people; the figures are measured when it is made."""

    trained_on: str
    intended: str
    limits: tuple[str, ...]
    trials: tuple[Trial, ...]
