"""One figure in a paragraph: what changed, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.findings import Decomposition, Held, Index, Robustness
from pipeline.model.week import BALANCE, Figure, Plan, WeekSummary
from pipeline.shift.decompose import in_points
from pipeline.shift.suppress import count, few

PARTS = {
    "within": "changes within the same {cells}",
    "mix": "another mix of the same {cells}",
    "entry": "{cells} that were not heard before",
    "exit": "{cells} no longer heard",
}


def explain(summary: WeekSummary, figure: Figure) -> str:
    """
    Say one figure of a week in a few sentences; shares in per cent, differences in points of a hundred.

    Nothing is said that the numbers do not allow: no cause, and no direction without a clear verdict.
    """
    said = [_level(figure, summary.plan), _adjusted(figure), _verdict(figure, summary)]
    if figure.by_outlet:
        said.append(_parts(figure.by_outlet, "outlets"))
    if figure.by_topic:
        said.append(_parts(figure.by_topic, "topics"))
    if figure.robust:
        said.append(_otherwise(figure.robust))
    said += [_held(each) for each in summary.held if _same(each, figure)]
    said += [_index(each, summary) for each in summary.indices if _same(each, figure)]
    return " ".join(filter(None, said))


def _same(one: Held | Index, figure: Figure) -> bool:
    return (one.dimension, one.code) == (figure.dimension, figure.code)


def _level(figure: Figure, plan: Plan) -> str:
    of = f"{count(figure.k, figure.n, plan)} of {figure.n} pieces"
    if (figure.dimension, figure.code) == BALANCE:
        minus = count(figure.minus_k, figure.n, plan)
        of = f"{count(figure.k, figure.n, plan)} less {minus} of {figure.n} pieces"
    if few(figure.k + figure.minus_k, figure.n, plan):
        return f"{figure.label}: {of} this week."
    if figure.share is None or figure.low is None or figure.high is None:
        return f"{figure.label}: {of} this week, too few for a percentage."
    level = f"{figure.label}: {_amount(figure, figure.share)} this week ({of}"
    level += f"; {100 * plan.level:.0f} % interval {_amount(figure, figure.low)} to {_amount(figure, figure.high)})"
    if figure.base_share is None:
        return f"{level}."
    weeks = f"the {plan.baseline_weeks} weeks before"
    return f"{level}, {_amount(figure, figure.base_share)} in {weeks} ({figure.base_n} pieces)."


def _adjusted(figure: Figure) -> str:
    found = figure.adjusted
    if found is None:
        return ""
    level = f"{_amount(figure, found.share)} (interval {_amount(figure, found.low)} to {_amount(figure, found.high)})"
    return f"Adjusted for the errors of the coding ({found.method}, measured on {found.n} articles): {level}."


def _amount(figure: Figure, value: float) -> str:
    return f"{100 * value:+.0f} points" if (figure.dimension, figure.code) == BALANCE else f"{100 * value:.0f} %"


def _verdict(figure: Figure, summary: WeekSummary) -> str:
    if figure.change is None or figure.q is None or figure.change_low is None or figure.change_high is None:
        return f"Not enough evidence. {summary.caution}".strip()
    text = (
        f"{figure.verdict.capitalize()}: {_points(figure.change)} points, interval {_points(figure.change_low)} to "
        f"{_points(figure.change_high)}, q = {figure.q:.3f} over {summary.tests} tests."
    )
    if figure.detectable is not None:
        text += f" A change below {100 * figure.detectable:.0f} points would mostly have gone unseen at this n."
    return text


def _points(value: float) -> str:
    return f"{100 * value:+.1f}"


def _parts(parts: Decomposition, cells: str) -> str:
    if parts.largest == "none":
        return ""
    points = in_points([parts.within, parts.mix, parts.entry, parts.exit])
    listed = ", ".join(
        f"{words.format(cells=cells)} {point:+.1f}" for words, point in zip(PARTS.values(), points, strict=True)
    )
    within = f"{_points(parts.within_low)} to {_points(parts.within_high)}"
    open_ = parts.within_low <= 0 <= parts.within_high
    said = "so a change within them is not shown" if open_ else "so they themselves changed"
    return f"By {cells}: {listed} points; within them {within}, {said}."


def _otherwise(robust: Robustness) -> str:
    said: list[str] = []
    for name, change, n in (
        ("outlets heard in both periods", robust.like_change, robust.like_n),
        ("the fixed panel", robust.panel_change, robust.panel_n),
    ):
        if change is not None:
            said.append(f"{name} {_points(change)} points ({n} pieces)")
    if robust.without_least is not None and robust.without_most is not None:
        said.append(f"any one outlet left out {_points(robust.without_least)} to {_points(robust.without_most)}")
    text = f"Counted otherwise: {'; '.join(said)}." if said else ""
    return f"{text} One outlet makes it: {robust.lone}." if robust.lone else text


def _held(each: Held) -> str:
    return (
        f"The {each.was} of the week before is {each.verdict}."
        if each.verdict != "not enough evidence"
        else (f"Whether the {each.was} of the week before held cannot be told.")
    )


def _index(each: Index, summary: WeekSummary) -> str:
    if each.value is None or summary.reference is None:
        return ""
    first, end = summary.reference
    window = "the fixed window" if summary.frozen else "the trailing window"
    return f"Index {each.value:.0f} ({each.low:.0f} to {each.high:.0f}; 100 = {window} {first} to {end})."


def find_figure(summary: WeekSummary, key: str) -> Sequence[Figure]:
    """The figures that a key names: `dimension.code`, a code, or a label, letter case aside."""
    wanted = key.strip().lower()
    exact = [each for each in summary.figures if f"{each.dimension}.{each.code}".lower() == wanted]
    return exact or [each for each in summary.figures if wanted in (each.code.lower(), each.label.lower())]
