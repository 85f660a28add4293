"""Why a figure moved: the parts of the change, and the same change counted otherwise."""

from __future__ import annotations

from typing import Any

from pipeline.digest import words
from pipeline.digest.strips import strips
from pipeline.model.findings import Decomposition
from pipeline.model.page import Digest
from pipeline.model.week import Figure

MOST_EXPLAINED = 4  # clear changes that are split on the page; facts.json has all
NAMES = {
    "within": "within the same {cells}",
    "mix": "other weights of the same {cells}",
    "entry": "{cells} not seen before",
    "exit": "{cells} no longer seen",
}
KEPT = {"outlets": "outlets heard in both periods", "topics": "articles on topics of both periods"}
CAME = {"outlets": "new or gone", "topics": "taken up or dropped"}


def why(digest: Digest) -> dict[str, Any] | None:
    """Each clear change split into its parts; () = none is clear."""
    if digest.summary.n == 0:
        return None
    clear = [each for each in words.movers(digest.summary) if each.by_outlet]
    return {
        "shown": [_explained(each, digest) for each in clear[:MOST_EXPLAINED]],
        "left_out": max(0, len(clear) - MOST_EXPLAINED),
    }


def sentence(parts: Decomposition, cells: str) -> str:
    """A change in its parts, in one sentence; the parts add up, though each is rounded."""
    within = (
        f"{words.points(parts.within)} lie within the same {cells} "
        f"(95% interval {words.points(parts.within_low)} to {words.points(parts.within_high)})"
    )
    came = words.points(parts.entry + parts.exit)
    rest = f"{words.points(parts.mix)} in their weights, {came} in {cells} {CAME[cells]}"
    moved = "are not shown to have moved" if parts.within_low <= 0 <= parts.within_high else "themselves moved"
    return f"Of {words.in_points(parts.change)}, {within}: {KEPT[cells]} {moved}. The rest: {rest}."


def _explained(figure: Figure, digest: Digest) -> dict[str, Any]:
    split = [(cells, each) for cells, each in (("outlets", figure.by_outlet), ("topics", figure.by_topic)) if each]
    table = [
        (label.format(cells=cells), words.points(getattr(parts, name)))
        for cells, parts in split
        for name, label in NAMES.items()
    ]
    return {
        "label": figure.label,
        "told": [sentence(parts, cells) for cells, parts in split],
        "table": table,
        "strips": strips(otherwise(figure, digest)),
        "lone": _lone(figure, digest),
        "sql": figure.by_outlet.sql if figure.by_outlet else "",
    }


def otherwise(figure: Figure, digest: Digest) -> list[tuple[str, float, float | None, float | None, str]]:
    """(how it is counted, change, low, high, n in words) of one change."""
    found: list[tuple[str, float, float | None, float | None, str]] = []
    if figure.change is not None:
        found.append(("All outlets", figure.change, figure.change_low, figure.change_high, f"n = {figure.n}"))
    robust = figure.robust
    if robust is None:
        return found
    if robust.like_change is not None:
        like = (robust.like_change, robust.like_low, robust.like_high, f"n = {robust.like_n}")
        found.append(("Outlets heard in both periods", *like))
    if robust.panel_change is not None:
        size = len(digest.summary.panel)
        panel = (robust.panel_change, robust.panel_low, robust.panel_high, f"n = {robust.panel_n}")
        found.append((f"Fixed panel of {words.counted(size, 'outlet')}", *panel))
    if robust.without_least is not None and robust.without_most is not None:
        least, most = sorted((robust.without_least, robust.without_most))
        found.append(("Any one outlet left out", (least + most) / 2, least, most, "smallest to largest"))
    return found


def _lone(figure: Figure, digest: Digest) -> str:
    key = figure.robust.lone if figure.robust else ""
    return next((each.name for each in digest.outlets if each.key == key), key)
