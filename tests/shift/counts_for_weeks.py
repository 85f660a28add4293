"""A small invented pack and made-up counts."""

from datetime import date, timedelta

from pipeline.model.pack import Actor, Dimension, Pack, Topic
from pipeline.model.week import WeekCount

WEEK = date(2026, 11, 9)


def pack_of(topics: int) -> Pack:
    """A pack with *topics* topics and the three coded dimensions that are measured."""
    return Pack(
        name="sample",
        title="Lake commentary",
        languages=("en",),
        actors=(Actor(key="north", label="North", phrases=()), Actor(key="south", label="South", phrases=())),
        dimensions=(
            Dimension(slug="relevance", label="Relevance", codes=(("core", "core"), ("none", "none"))),
            Dimension(slug="genre", label="Genre", codes=(("commentary", "commentary"), ("other", "other"))),
            Dimension(
                slug="orientation",
                label="Orientation",
                codes=(("engage", "Engage"), ("confront", "Confront"), ("mixed", "Mixed"), ("none", "None")),
            ),
        ),
        topics=tuple(
            Topic(slug=f"topic_{at}", label=f"Topic {at}", description="", phrases=(), quotes=())
            for at in range(topics)
        ),
        axes=(),
        outlets=(),
        seeds=(),
        events=(),
        weights=b"",
        version="0123456789ab",
    )


def spread(n: int, k: int, outlets: int) -> list[tuple[int, int]]:
    """(n, k) of each outlet when *n* pieces, *k* of them with the code, are dealt out evenly."""
    return [(n // outlets + (at < n % outlets), k // outlets + (at < k % outlets)) for at in range(outlets)]


def rows(back: int, code: str, n: int, k: int, *, dimension: str = "topics", outlets: int = 20) -> list[WeekCount]:
    """The rows of one series in the week *back* weeks before WEEK."""
    return [
        WeekCount(
            week=WEEK - timedelta(weeks=back), outlet=f"outlet_{at}", dimension=dimension, code=code, k=of, n=size
        )
        for at, (size, of) in enumerate(spread(n, k, outlets))
        if size
    ]
