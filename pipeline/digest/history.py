"""The page of a back-test: the series with the events on them, and the tables of hits and alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from statsmodels.stats.proportion import proportion_confint

from pipeline.digest.page import environment
from pipeline.model.backtest import Backtest
from pipeline.model.week import BALANCE, Figure, WeekSummary

WIDTH, HEIGHT, LEFT, TOP = 700, 150, 40, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One series over all weeks; places are px from the upper left."""

    label: str
    dots: tuple[tuple[float, float, str, str], ...]  # x, y, class, words: a judged week each
    events: tuple[tuple[float, str], ...]  # x, number
    ticks: tuple[tuple[float, str], ...]  # y, words
    years: tuple[tuple[float, str], ...]  # x, year


def render_backtest(found: Backtest, pack_title: str) -> str:
    """The page of a back-test; the same values give the same bytes."""
    keys = [BALANCE, *dict.fromkeys(("topics", topic) for each in found.events for topic in each.event.topics)]
    scores = Counter(each.score for each in found.events)
    alarmed = len({week for week, _ in found.alarms})
    nulls = len(found.null_weeks)
    span = proportion_confint(alarmed, nulls, method="wilson") if nulls else None
    return (
        environment()
        .get_template("backtest.html")
        .render(
            found=found,
            title=pack_title,
            charts=[chart for key in keys if (chart := _drawn(found, *key)) is not None],
            scores=[(score, scores[score]) for score in sorted(scores)],
            years=_years(found.summaries),
            alarmed=alarmed,
            span=span,
        )
        + "\n"
    )


def _years(summaries: Sequence[WeekSummary]) -> list[tuple[int, int, int, int]]:
    """(year, pieces, weeks with any, weeks with verdicts)."""
    years = sorted({each.week.year for each in summaries})
    mine = {year: [each for each in summaries if each.week.year == year] for year in years}
    return [
        (year, sum(each.n for each in of), len(of), sum(not each.caution for each in of)) for year, of in mine.items()
    ]


def _drawn(found: Backtest, dimension: str, code: str) -> Drawn | None:
    """Weeks with a share alone: a week without one is a gap."""
    shown = [(each.week, figure) for each in found.summaries if (figure := _shown(each, dimension, code))]
    if not shown:
        return None
    first, last = shown[0][0], max(shown[-1][0], shown[0][0])
    days = max(1, (last - first).days)
    low = -1.0 if (dimension, code) == BALANCE else 0.0
    high = 1.0

    def x(when: date) -> float:
        return round(LEFT + (WIDTH - LEFT - 10) * (when - first).days / days, 1)

    def y(share: float) -> float:
        return round(TOP + (HEIGHT - 2 * TOP) * (high - share) / (high - low), 1)

    return Drawn(
        label=shown[0][1].label,
        dots=tuple(
            (
                x(week),
                y(figure.share or 0.0),
                figure.verdict.split()[-1] if figure.verdict.startswith("clear") else "even",
                f"{week}: {100 * (figure.share or 0.0):.0f} of 100, n = {figure.n}, {figure.verdict}",
            )
            for week, figure in shown
        ),
        events=tuple(
            (x(each.event.on), str(number))
            for number, each in enumerate(found.events, 1)
            if first <= each.event.on <= last
        ),
        ticks=tuple(
            (y(each), f"{100 * each:+.0f}" if low else f"{100 * each:.0f} %") for each in (low, (low + high) / 2, high)
        ),
        years=tuple((x(date(year, 1, 1)), str(year)) for year in range(first.year + 1, last.year + 1)),
    )


def _shown(summary: WeekSummary, dimension: str, code: str) -> Figure | None:
    return next(
        (
            each
            for each in summary.figures
            if (each.dimension, each.code) == (dimension, code)
            and each.n >= summary.plan.least_share_n
            and each.share is not None
        ),
        None,
    )
