"""A change counted in several ways, drawn one below the other on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.digest import words

EDGE = 2.0  # % of the width left free at either end


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The same change counted in one more way: places in % of the width."""

    label: str
    n: str
    told: str  # the change and its interval, in points
    zero: float
    now: float
    low: float
    high: float


def strips(ways: Sequence[tuple[str, float, float | None, float | None, str]]) -> tuple[Strip, ...]:
    """
    Place some changes on one axis that holds zero and all their intervals.

    Args:
        ways: (label, change, low, high, n in words); changes are differences, -2..2.
    """
    ends = [0.0, *(value for way in ways for value in way[1:4] if value is not None)]
    low, high = min(ends), max(ends)
    whole = max(high - low, 1e-9)

    def at(value: float) -> float:
        return round(EDGE + (100 - 2 * EDGE) * (value - low) / whole, 1)

    return tuple(
        Strip(
            label=label,
            n=n,
            told=_told(change, least, most, ranged=n.startswith("smallest")),
            zero=at(0.0),
            now=at(change),
            low=at(change if least is None else least),
            high=at(change if most is None else most),
        )
        for label, change, least, most, n in ways
    )


def _told(change: float, low: float | None, high: float | None, *, ranged: bool) -> str:
    if low is None or high is None:
        return words.in_points(change)
    ends = f"{words.points(low)} to {words.points(high)}"
    return f"{ends} points" if ranged else f"{words.in_points(change)} ({ends})"
