"""
Numbers and sentences of a digest.

A shift is named only by its verdict; the number comes first and its n beside it; nothing is said of causes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias

from pipeline.digest.names import inside
from pipeline.model.page import Coverage
from pipeline.model.week import BALANCE, Figure, WeekSummary
from pipeline.shift.suppress import count

Amount: TypeAlias = tuple[str, str]  # the number, its k of n; "" where the number is its k of n
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
VERBS = {"clear rise": "rose", "clear fall": "fell"}
ALSO = 2  # further movers named in the deck
HALF = 0.5  # a majority is named only where the whole interval lies above it
ONE_DAY = timedelta(days=1)


def number(count: int) -> str:
    """A small count in letters, any other in digits."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def counted(count: int, noun: str) -> str:
    """A count with its noun: "1 article", "1,204 articles"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def percent(share: float) -> str:
    """A share without decimals: "20%"."""
    return "under 1%" if 0 < share < 0.005 else f"{round(100 * share)}%"


def points(difference: float) -> str:
    """A difference in points with its sign: "+7", "−5", "0"."""
    rounded = round(100 * difference)
    return f"{'+' if rounded > 0 else '−' if rounded else ''}{abs(rounded)}"


def in_points(difference: float) -> str:
    """The same with its unit: "+7 points", "−1 point"."""
    return f"{points(difference)} point{'' if abs(round(100 * difference)) == 1 else 's'}"


def day(when: date) -> str:
    """A day as the page prints it: "9 Nov 2026"."""
    return f"{when.day} {when:%b %Y}"


def moment(when: datetime) -> str:
    """A time as the page prints it: "16 Nov 2026, 06:00 UTC"."""
    return f"{day(when)}, {when:%H:%M} UTC"


def short_day(when: date) -> str:
    """A day without its year: "9 Nov"."""
    return f"{when.day} {when:%b}"


def days(week: date) -> str:
    """The seven days of a week: "9 Nov to 15 Nov 2026"."""
    last = week + timedelta(days=6)
    first = day(week) if week.year != last.year else f"{week.day} {week:%b}"
    return f"{first} to {day(last)}"


def dated(published: str) -> str:
    """A date as known: "19 Feb 2021" of "2021-02-19", "Jun 2021, day unknown" of "2021-06"; "" = "date unknown"."""
    if not published:
        return "date unknown"
    if len(published) == len("2021-06"):
        return f"{date.fromisoformat(f'{published}-01'):%b %Y}, day unknown"
    return day(date.fromisoformat(published))


def last_day(week: date) -> str:
    """The Sunday of a week."""
    return day(week + timedelta(days=6))


def iso_week(week: date) -> str:
    """The name of a week: "2026-W46"."""
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02d}"


def is_balance(figure: Figure) -> bool:
    return (figure.dimension, figure.code) == BALANCE


def answer(figure: Figure) -> str:
    """The label without the question that it answers: "Engage" of "Orientation: Engage"."""
    return figure.label.partition(": ")[2] or figure.label


def amounts(figure: Figure, summary: WeekSummary) -> tuple[Amount, Amount]:
    """
    This week's number and the baseline's, each with its k of n: ("20%", "36 of 183"), ("10%", "80 of 812").

    Where no share may be printed the count stands alone, with its n: ("12 of 13", "").
    """
    return (
        _amount(figure, figure.share, (figure.k, figure.minus_k, figure.n), summary),
        _amount(figure, figure.base_share, (figure.base_k, figure.base_minus_k, figure.base_n), summary),
    )


def _amount(figure: Figure, share: float | None, of: tuple[int, int, int], summary: WeekSummary) -> Amount:
    k, minus_k, n = of
    told = count(k, n, summary.plan)
    if is_balance(figure):
        sides = f"{told} engage, {count(minus_k, n, summary.plan)} confront, of {n:,}"
        return (sides, "") if share is None else (points(share), sides)
    return (f"{told} of {n:,}", "") if share is None else (percent(share), f"{told} of {n:,}")


def movers(summary: WeekSummary) -> list[Figure]:
    """The figures with a clear rise or fall, the largest change first."""
    clear = [each for each in summary.figures if each.verdict in VERBS]
    return sorted(clear, key=lambda each: -abs(each.change or 0))


def balance_of(summary: WeekSummary) -> Figure | None:
    return next(filter(is_balance, summary.figures), None)


def leaders(summary: WeekSummary) -> list[Figure]:
    """The two topics with most pieces; fewer when fewer have enough to be named."""
    topics = [each for each in summary.figures if each.dimension == "topics" and each.k >= summary.plan.least_k]
    return sorted(topics, key=lambda each: -each.k)[:2]


def headline(summary: WeekSummary, coverage: Coverage, names: frozenset[str] = frozenset()) -> str:
    """The week in one sentence, by its verdicts alone; a label that opens with one of *names* keeps its capital."""
    if summary.n == 0:
        read = coverage.gates[0][1] if coverage.gates else 0
        return (
            f"No commentary among {counted(read, 'item')} this week." if read else "No commentary was read this week."
        )
    clear = movers(summary)
    if clear:
        return f"{moved(clear[0], summary)}."
    pieces, lead = f"{counted(summary.n, 'article')} of commentary", _lead(leaders(summary), names)
    if summary.n < summary.plan.least_week_n:
        few = f"{pieces} {'is' if summary.n == 1 else 'are'} too few to call a shift"
        return f"{few}: {lead}." if lead else f"{few}."
    opening = "No shift can be called this week" if summary.caution else "No clear shift this week"
    return f"{opening}: of {pieces}, {lead}." if lead else f"{opening} in {pieces}."


def deck(summary: WeekSummary, coverage: Coverage, seeds: int) -> str:
    """What the headline leaves out: the other shifts, and what did not change."""
    if summary.n == 0:
        lost = len(coverage.not_reached)
        silent = f"{counted(lost, 'feed')} {'was' if lost == 1 else 'were'} not reached. " if lost else ""
        return f"{silent}This page shows the {number(seeds)} reference text{'' if seeds == 1 else 's'} instead."
    clear = movers(summary)
    parts = [f"{moved(each, summary)}." for each in clear[1 : 1 + ALSO]]
    if len(clear) > 1 + ALSO:
        parts.append(f"Other measures with a clear change: {number(len(clear) - 1 - ALSO)}.")
    balance = balance_of(summary)
    if balance is not None and balance not in clear:
        parts.append(_balance(balance, summary))
    return " ".join(parts)


def _balance(balance: Figure, summary: WeekSummary) -> str:
    """Where the balance stands, and that no change of it is called."""
    engage, confront = (count(k, balance.n, summary.plan) for k in (balance.k, balance.minus_k))
    if balance.share is None or balance.low is None or balance.high is None:
        told = f"{engage} {argue(engage)} to engage and {confront} to confront"
        return f"Of {counted(balance.n, 'article')}, {told}: too few for a balance."
    sides = f"{engage} to engage, {confront} to confront"
    ends = f"95% interval {points(balance.low)} to {points(balance.high)}"
    return (
        f"The balance of engaging over confronting is {in_points(balance.share)} "
        f"({sides}, of {balance.n:,} articles; {ends}): {balance.verdict}."
    )


def argue(told: str) -> str:
    """The verb to a count in words or digits."""
    return "argues" if told == "1" else "argue"


def majority(figures: Sequence[Figure]) -> str:
    """The answer that more than half give, with its interval above a half; "" where none does."""
    for each in figures:
        if each.low is not None and each.low > HALF and each.code != "none" and each.share is not None:
            return (
                f"A majority, {percent(each.share)} ({each.k:,} of {each.n:,}; 95% interval "
                f"{round(100 * each.low)} to {percent(each.high or 1)}), has the answer “{answer(each)}”."
            )
    return ""


def verdicts(figures: Sequence[Figure]) -> str:
    """How many figures have which verdict, the commonest first: "no clear change in six, clear rise in one"."""
    found = [each.verdict for each in figures]
    order = sorted(set(found), key=lambda verdict: (-found.count(verdict), verdict))
    return ", ".join(f"{verdict} in {number(found.count(verdict))}" for verdict in order)


def _lead(topics: Sequence[Figure], names: frozenset[str]) -> str:
    """The topics that lead with their counts: "12 are about ferries and 9 about bridges and roads"; "" = none does."""
    told = [f"{each.k:,} {'' if at else 'are '}about {inside(each.label, names)}" for at, each in enumerate(topics)]
    return " and ".join(told)


def moved(figure: Figure, summary: WeekSummary) -> str:
    """One clear shift as a clause: what, verb, to, from."""
    (now, of), (before, base_of) = amounts(figure, summary)
    verb = VERBS[figure.verdict]
    origin = f"{before} ({base_of})" if base_of else before
    if is_balance(figure):
        now = f"{in_points(figure.share or 0)} in {counted(figure.n, 'article')}"
        was = f"{before} in {figure.base_n:,}" if base_of else before
        return f"The balance of engaging over confronting {verb} to {now}, from {was}"
    if figure.dimension == "topics":
        return f"{figure.label} {verb} to {now} of commentary ({of} articles), from {origin}"
    question = figure.label.partition(": ")[0]
    return f"The answer “{answer(figure)}” to “{question}” {verb} to {now} ({of} articles), from {origin}"
