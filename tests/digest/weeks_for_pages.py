"""Invented weeks for the digest: a full one, a thin one and an empty one."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from pipeline.digest import choose_voices, compose, reference_profile
from pipeline.model.pack import Actor, Dimension, Event, Pack, Quote, Seed, Topic
from pipeline.model.page import Coverage, Digest, Passage
from pipeline.model.week import Plan, WeekCount, WeekSummary
from pipeline.shift import summarize

WEEK = date(2026, 11, 9)
SHARES = {
    "water_rights": ("Water rights", 0.10),
    "bridges": ("Bridges and roads", 0.22),
    "fishing": ("Fishing quotas", 0.17),
    "festivals": ("Festivals", 0.12),
    "ferries": ("Ferries and timetables", 0.09),
    "history": ("History and mutual perceptions", 0.06),
    "schools": ("Schools", 0.04),
    "lighthouses": ("Lighthouses", 0.01),
}
ANSWERS = {
    "orientation": ("Orientation", {"engage": 0.3, "confront": 0.35, "mixed": 0.1, "none": 0.25}),
    "blame": ("Blame", {"north": 0.2, "south": 0.3, "both": 0.1, "none": 0.4}),
    "outlook": ("Outlook", {"improving": 0.1, "worsening": 0.4, "mixed": 0.1, "none": 0.4}),
}
TEXT = "Both shores gain when the sluices open on the same day. Nobody gains from a silent lock keeper."


def pack() -> Pack:
    """Two shores of a lake, eight topics and two seed texts."""
    return Pack(
        name="lake",
        title="Lake commentary digest",
        languages=("en",),
        actors=(
            Actor(key="north", label="North shore", phrases=()),
            Actor(key="south", label="South shore", phrases=()),
        ),
        dimensions=tuple(
            Dimension(slug=slug, label=label, codes=tuple((code, code.capitalize()) for code in codes))
            for slug, (label, codes) in ANSWERS.items()
        ),
        topics=tuple(
            Topic(
                slug=slug,
                label=label,
                description="",
                phrases=(),
                quotes=(Quote(seed="one", start=0, end=55, quote=TEXT[:55]),) if slug == "water_rights" else (),
            )
            for slug, (label, _) in SHARES.items()
        ),
        axes=(),
        outlets=(),
        seeds=(
            Seed(
                key="one",
                title="On sluices",
                text=TEXT,
                outlet="Shore Review",
                author="A. Writer",
                published=date(2021, 6, 3),
                published_month="2021-06",
                url="https://example.org/sluices",
                note="",
            ),
            Seed(
                key="two",
                title="On locks",
                text=TEXT,
                outlet="",
                author="",
                published=None,
                published_month="",
                url="",
                note="",
            ),
        ),
        events=(
            Event(on=date(2026, 10, 14), label="The north lock reopens", topics=("water_rights",), orientation="up"),
        ),
        weights=b"",
        version="0123456789ab",
    )


def week_counts(back: int, n: int, risen: float = 0.0) -> list[WeekCount]:
    """About *n* pieces of 18 outlets, *back* weeks before WEEK, with water rights raised by *risen*."""
    rows = []
    shares = [("topics", slug, share + risen * (slug == "water_rights")) for slug, (_, share) in SHARES.items()]
    shares += [(slug, code, share) for slug, (_, codes) in ANSWERS.items() for code, share in codes.items()]
    for dimension, code, share in shares:
        done = seen = 0
        for at in range(18):
            size = n // 18 + (at < n % 18)
            seen += size
            k = min(size, round(share * seen) - done)  # even, so that outlets do not cluster
            done += k
            if size:
                rows.append(
                    WeekCount(
                        week=WEEK - timedelta(weeks=back), outlet=f"o{at}", dimension=dimension, code=code, k=k, n=size
                    )
                )
    return rows


def summary_of(now: int, before: int, risen: float = 0.0) -> WeekSummary:
    """The summary of a week of *now* pieces after four of *before*."""
    counts = [*week_counts(0, now, risen), *(row for back in range(1, 5) for row in week_counts(back, before))]
    return summarize(counts, pack=pack(), week=WEEK, plan=Plan())


@lru_cache
def earlier() -> list[WeekSummary]:
    """Twelve weeks before, each tested alone."""
    return [
        replace(
            summarize(week_counts(0, 170 + 5 * back, 0.01 * (back % 3)), pack=pack(), week=WEEK, plan=Plan()),
            week=WEEK - timedelta(weeks=back),
        )
        for back in range(12, 0, -1)
    ]


def coverage(*, read: int, counted: int, heard: int = 18, lost: int = 2) -> Coverage:
    """What came through the gates, and which feeds did not answer."""
    gates = ("fetched", "dated", "extracted", "full text", "unique", "relevant", "commentary", "counted")
    return Coverage(
        gates=tuple((gate, read + (counted - read) * at // 7, 9 * read + 5) for at, gate in enumerate(gates)),
        outlets_heard=heard,
        outlets_listed=20,
        languages=(("en", read), ("de", 3)) if read else (),
        not_reached=tuple((f"https://feeds.example.net/{at}.xml", "HTTP 503 three times") for at in range(lost)),
        failures=(("fetch", lost), ("extract", 1)) if lost else (),
    )


def passage(**changes: object) -> Passage:
    """A sentence that can be quoted."""
    return replace(
        Passage(
            article="a1",
            title="Open the sluices",
            author="B. Sample",
            outlet="Shore Review",
            published=date(2026, 11, 11),
            url="https://example.org/open?x=1&y=2",
            orientation="engage",
            quote="A shared timetable, even a temporary one, is worth more than another year of closed gates.",
            weight=2.0,
        ),
        **changes,  # type: ignore[arg-type]
    )


def passages() -> list[Passage]:
    """One voice for each orientation."""
    return [
        passage(),
        passage(
            article="a2",
            orientation="confront",
            outlet="North Post",
            quote="Talks that begin before the toll is paid reward the party that walked away.",
        ),
        passage(
            article="a3",
            orientation="mixed",
            outlet="Lake Letter",
            quote="Keep the patrol boats out, and keep the telephone line open.",
        ),
    ]


def digest_of(summary: WeekSummary, gates: Coverage, **changes: object) -> Digest:
    """A digest of a made-up week."""
    parts = {
        "pack": pack(),
        "summary": summary,
        "previous": earlier() if summary.n else [],
        "voices": choose_voices(passages(), WEEK) if summary.n else (),
        "coverage": gates,
        "seeds": reference_profile(pack()),
        "queries": [
            ("topics", "SELECT topic, k, n\nFROM v_weekly_attention\nWHERE week = $week"),
            ("coverage", "SELECT 1"),
        ],
    }
    return compose(**(parts | changes))  # type: ignore[arg-type]


def full() -> Digest:
    """183 articles and one clear rise."""
    return digest_of(summary_of(183, 203, risen=0.13), coverage(read=420, counted=183))


def quiet() -> Digest:
    """183 articles and no shift."""
    return digest_of(summary_of(183, 203), coverage(read=420, counted=183, lost=0))


def thin() -> Digest:
    """42 articles: no shift may be called."""
    return digest_of(summary_of(42, 203), coverage(read=90, counted=42))


def empty() -> Digest:
    """No feed answered: the seeds alone."""
    return digest_of(summary_of(0, 0), coverage(read=0, counted=0, heard=0, lost=20))
