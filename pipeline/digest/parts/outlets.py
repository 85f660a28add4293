"""Who speaks: outlets that moved, groups of outlets, and how the sources are."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.digest.outlets import FEW, LEAST_OUTLET_N, LEAST_USUAL
from pipeline.digest.rows import row
from pipeline.model.findings import Dispersion
from pipeline.model.page import Digest, OutletWeek
from pipeline.model.week import Group, Plan, WeekSummary
from pipeline.shift.suppress import count

MOST_MOVERS = 20  # rows of "Who moved"
MOST_SOURCES = 120  # rows of the table of sources: the page stays below 250 KiB


def movers(digest: Digest) -> dict[str, Any] | None:
    """Outlets with enough commentary in both periods, the largest change of balance first."""
    if digest.summary.n == 0:
        return None
    heard = sorted((each for each in digest.outlets if each.change is not None), key=_reach)
    plan = digest.summary.plan
    return {
        "rows": [_moved(each, plan) for each in heard[:MOST_MOVERS]],
        "left_out": max(0, len(heard) - MOST_MOVERS),
    } | {"least": LEAST_OUTLET_N}


def groups(digest: Digest) -> dict[str, Any] | None:
    """Each group's own balance against its own baseline, the gap to all others, and whether outlets part."""
    summary = digest.summary
    if summary.n == 0:
        return None
    shown = [(each, balance_of(each)) for each in summary.groups if each.n or each.base_n]
    rows = [(each, row(figure, summary), _gap(each, summary)) for each, figure in shown if figure is not None]
    ranged = any(each.change or group.gap_low is not None for group, each, _ in rows)
    return {"rows": rows, "ranged": ranged, "dispersion": parting(summary.dispersion) if summary.dispersion else ""}


def sources(digest: Digest) -> dict[str, Any]:
    """How many articles each source gave, beside what it usually gives; those with a fault first."""
    ill = [each for each in digest.outlets if each.state != "as usual"]
    order = ("not reached", "silent", "fewer than usual")
    ill.sort(key=lambda each: (order.index(each.state), -(each.usual or 0), each.name))
    well = [each for each in digest.outlets if each.state == "as usual" and (each.articles or each.usual)]
    every = [*ill, *well]
    return {
        "rows": [(each, condition(each)) for each in every[:MOST_SOURCES]],
        "left_out": max(0, len(every) - MOST_SOURCES),
        "least": LEAST_USUAL,
        "states": [(state, sum(each.state == state for each in ill)) for state in order],
        "never": sum(each.state == "as usual" and not each.articles and not each.usual for each in digest.outlets),
    }


def balance_of(group: Group) -> Any:
    """The balance of one group."""
    return next((each for each in group.figures if words.is_balance(each)), None)


def parting(found: Dispersion) -> str:
    """Whether outlets part, in a sentence."""
    how = {"parting": "Outlets part", "closing": "Outlets draw closer"}.get(
        found.verdict, "No clear change in how far outlets differ"
    )
    return (
        f"{how}: {100 * found.now:.0f} points of balance between them beyond chance ({found.outlets} outlets), "
        f"from {100 * found.base:.0f}."
    )


def _gap(group: Group, summary: WeekSummary) -> str:
    if group.n == summary.n:
        return "no other outlet this week"
    if group.gap is None or group.gap_low is None or group.gap_high is None:
        return "too few articles"
    return f"{words.points(group.gap)} ({words.points(group.gap_low)} to {words.points(group.gap_high)})"


def condition(outlet: OutletWeek) -> str:
    """How a source is, in words; of one that usually gives little nothing can be said."""
    if outlet.state != "as usual":
        return outlet.state
    if outlet.usual is None:
        return "new"
    if outlet.usual < LEAST_USUAL:
        return "irregular"
    return "more than usual" if FEW * outlet.articles > outlet.usual else outlet.state


def _sides(k: int, minus_k: int, n: int, plan: Plan) -> str:
    return f"{count(k, n, plan)} engage, {count(minus_k, n, plan)} confront, of {n}"


def _reach(outlet: OutletWeek) -> tuple[float, str]:
    return -abs(outlet.change or 0), outlet.name


def _moved(each: OutletWeek, plan: Plan) -> dict[str, str]:
    """One outlet's balance before and now."""
    now, before = (each.k - each.minus_k) / each.n, (each.base_k - each.base_minus_k) / each.base_n
    return {
        "name": each.name,
        "now": words.points(now),
        "before": words.points(before),
        "of": f"{_sides(each.k, each.minus_k, each.n, plan)}; "
        f"before {_sides(each.base_k, each.base_minus_k, each.base_n, plan)}",
        "change": words.in_points(each.change or 0),
        "interval": f"{words.points(each.change_low or 0)} to {words.points(each.change_high or 0)}",
    }
