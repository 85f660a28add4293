"""An invented week with every finding on it: index, outlets, groups, words, themes, distance, turns, errors."""

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from pipeline.digest.outlets import history, outlet_weeks
from pipeline.model.coding import Agreement
from pipeline.model.findings import Dispersion, Held, Index, SeedDistance, Term, Theme, TurningPoint
from pipeline.model.pack import Measured, OutletGroup
from pipeline.model.page import Digest, SourceCount
from pipeline.model.week import BALANCE, Plan, WeekCount, WeekSummary
from pipeline.shift import summarize
from tests.digest import weeks_for_pages as made

WEEK = made.WEEK
SAID = "The floating bridge leaks, and nobody says why the floating bridge was closed to carts."


def outlets_of_the_lake() -> list[SourceCount]:
    """Twenty sources: one silent, one below its habit."""
    return [
        SourceCount(key=f"o{at}", name=f"Shore paper {at}", articles=0 if at == 3 else 12, before=(12,) * 7)
        for at in range(20)
    ]


def counts_of_the_lake() -> list[WeekCount]:
    """Twenty-six weeks; water rights rise in the last one."""
    rows = made.week_counts(0, 236, 0.13)
    return rows + [row for back in range(1, 26) for row in made.week_counts(back, 240 + back % 3)]


@lru_cache
def summary() -> WeekSummary:
    """The figures of the week, with every finding beside them."""
    plan = Plan(panel=tuple(f"o{at}" for at in range(10)))
    keys = made.pack()
    pack = replace(
        keys,
        groups=(OutletGroup(key="north", label="North shore", countries=("AA",)), OutletGroup(key="r", label="Rest")),
    )
    figures = summarize(counts_of_the_lake(), pack=pack, week=WEEK, plan=plan)
    return replace(
        figures,
        reference=(WEEK - timedelta(weeks=56), WEEK - timedelta(weeks=4)),
        held=(
            Held(
                dimension="topics",
                code="ferries",
                label="Ferries and timetables",
                was="clear rise",
                change=0.08,
                low=0.02,
                high=0.14,
                verdict="confirmed",
                sql="SELECT 1",
            ),
        ),
        dispersion=Dispersion(
            now=0.2,
            base=0.17,
            change_low=-0.01,
            change_high=0.03,
            outlets=18,
            poles=0.6,
            base_poles=0.6,
            verdict="no clear change",
        ),
        indices=(
            Index(
                dimension=BALANCE[0],
                code=BALANCE[1],
                label="Engage − Confront",
                value=104.0,
                low=92.0,
                high=117.0,
                outlets=16,
                panel=101.0,
                panel_outlets=10,
                before=tuple((WEEK - timedelta(weeks=back), 100.0 + 7 * (back % 4) - 9) for back in range(12, 0, -1)),
                sql="SELECT 1",
            ),
        ),
        terms=tuple(
            Term(
                term=term,
                k=40,
                n=236,
                base_k=3,
                base_n=970,
                outlets=11,
                log_odds=2.0,
                z=6.0,
                kind="more",
                context=SAID,
                url="https://example.org/bridge",
                sql="SELECT 1",
            )
            for term in ("floating bridge", "carts", "leaks")
        ),
        themes=(
            Theme(
                terms=("apiary", "hives", "honey"),
                outlets=5,
                articles=tuple(
                    (f"a{at}", f"Honey of the lake, part {at}", f"https://example.org/{at}") for at in range(6)
                ),
                likeness=0.4,
                sql="SELECT 1",
            ),
        ),
        seeds=SeedDistance(
            n=5,
            distance=0.41,
            low=0.37,
            high=0.46,
            base_distance=0.43,
            balance=0.07,
            seeds_balance=0.4,
            nearest="On sluices",
            each=(("On sluices", 0.38), ("On locks", 0.52)),
            sql="SELECT 1",
        ),
        turning=(
            TurningPoint(
                dimension="topics",
                code="ferries",
                label="Ferries and timetables",
                week=WEEK - timedelta(weeks=30),
                before=0.08,
                after=0.14,
                p=0.02,
                sql="SELECT 1",
            ),
        ),
    )


@lru_cache
def found() -> Digest:
    """The digest of that week."""
    rows = counts_of_the_lake()
    weeks = [WEEK - timedelta(weeks=back) for back in range(25, -1, -1)]
    outlets = outlet_weeks(
        rows, outlets_of_the_lake(), week=WEEK, baseline=set(weeks[-5:-1]), lost={"Shore paper 7"}, plan=Plan()
    )
    return made.digest_of(
        summary(),
        made.coverage(read=420, counted=236),
        history=history(rows, weeks),
        outlets=outlets,
        measured=[
            Measured(version="abc", dimension=name, n=150, accuracy=0.8, macro_f1=0.7, low=0.6, high=0.78, ceiling=0.9)
            for name in ("topics", "orientation", "blame", "outlook")
        ],
        agreement=Agreement(
            week=WEEK,
            n=236,
            correlation=0.31,
            low=0.2,
            high=0.41,
            named=150,
            same=95,
            share=0.63,
            share_low=0.55,
            share_high=0.7,
        ),
    )
