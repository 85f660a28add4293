"""
Read the topic pack: everything editorial, from one folder of TOML files and seed texts.

Every file is a list of tables whose keys are the fields of the value it becomes (`[[topic]]` becomes `model.Topic`),
so the format is written once, in `model`. A mistake names file, key and reason.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import PackError
from pipeline.model.pack import Actor, Dimension, Event, OutletGroup, Pack, Seed, Topic
from pipeline.pack.corrections import load_code_corrections, load_corrections
from pipeline.pack.examples import load_example_articles, load_examples
from pipeline.pack.measured import load_measured
from pipeline.pack.outlets import load_outlets
from pipeline.pack.tables import check, read_table, tables, unique

GROUPS = "groups.toml"
SOURCES = "texts/sources.toml"
WEIGHTS, ERRORS = "weights.json", "errors.json"
POLES, SCALING = "poles.toml", "scaling.json"  # of the second measure
CODING = ("pack.toml", "topics.toml", "axes.toml", WEIGHTS)  # what a code depends on


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The single values of pack.toml."""

    name: str
    title: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """The words of one code of one dimension."""

    dimension: str
    code: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """The single values of groups.toml."""

    panel: tuple[str, ...] = ()
    reference: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What is known of one seed text; a key that is left out is unknown."""

    key: str
    title: str
    outlet: str = ""
    author: str = ""
    published: date | None = None
    published_month: str = ""
    url: str = ""
    note: str = ""


def load_pack(folder: Path, *, examples: bool = False) -> Pack:
    """
    Read and check a topic pack.

    Args:
        folder: of the pack.
        examples: whether to read its example texts too: training alone needs them, and they are most of its size.

    Raises:
        PackError: a file is missing or malformed, a key is unknown, missing or wrong, or two parts disagree.
    """
    head = read_table(folder, "pack.toml")
    single = {key: value for key, value in head.items() if key not in ("actor", "dimension")}
    (pack_head,) = check("pack.toml", "", tuple[_Head, ...], [single])
    dimensions = check("pack.toml", "dimension", tuple[Dimension, ...], head.get("dimension", []))
    topics = tables(folder, "topics.toml", "topic", Topic)
    pack = Pack(
        name=pack_head.name,
        title=pack_head.title,
        languages=pack_head.languages,
        actors=check("pack.toml", "actor", tuple[Actor, ...], head.get("actor", [])),
        dimensions=dimensions,
        topics=topics,
        axes=tuple((each.dimension, each.code, each.phrases) for each in tables(folder, "axes.toml", "axis", _Axis)),
        outlets=load_outlets(folder),
        seeds=_seeds(folder),
        events=tables(folder, "events.toml", "event", Event),
        weights=_bytes(folder, WEIGHTS),
        version=_version(folder),
        poles=_poles(folder),
        scaling=_bytes(folder, SCALING),
        copy_corrections=load_corrections(folder),
        code_corrections=load_code_corrections(folder, dimensions, topics),
        errors=_bytes(folder, ERRORS),
        **(_examples(folder, dimensions, topics) if examples else {}),
        measured=load_measured(folder),
        **_groups(folder),
    )
    _agree(pack)
    return pack


def _examples(folder: Path, dimensions: tuple[Dimension, ...], topics: tuple[Topic, ...]) -> dict[str, Any]:
    return {
        "examples": load_examples(folder, dimensions, topics),
        "example_articles": load_example_articles(folder, dimensions, topics),
    }


def _bytes(folder: Path, name: str) -> bytes:
    """A file as it is; b"" where the pack has none."""
    path = folder / name
    return path.read_bytes() if path.exists() else b""


def _poles(folder: Path) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The words at the ends of the second measure; a pack without the file has none."""
    if not (folder / POLES).exists():
        return ()
    poles = tables(folder, POLES, "pole", _Axis)
    if len(poles) != 2 or len({pole.dimension for pole in poles}) != 1:
        raise PackError(f"{POLES}: pole", "there are two, of one dimension")
    return tuple((pole.dimension, pole.code, pole.phrases) for pole in poles)


def _groups(folder: Path) -> dict[str, Any]:
    """Groups of outlets, fixed panel and reference window; a pack without the file has none of them."""
    if not (folder / GROUPS).exists():
        return {}
    data = read_table(folder, GROUPS)
    groups: tuple[OutletGroup, ...] = check(GROUPS, "group", tuple[OutletGroup, ...], data.pop("group", []))
    unique(GROUPS, "group.key", (group.key for group in groups))
    (head,) = check(GROUPS, "", tuple[_Watch, ...], [data])
    if head.reference and (head.reference[0] >= head.reference[1] or any(each.weekday() for each in head.reference)):
        raise PackError(f"{GROUPS}: reference", "two Mondays, the first before the second")
    return {"groups": groups, "panel": head.panel, "reference": head.reference}


def load_events(path: Path, pack: Pack) -> tuple[Event, ...]:
    """
    Read a file of events, as events.toml or with `date` for `on`; topics are those of *pack*.

    Raises:
        PackError: as load_pack.
    """
    data = read_table(path.parent, path.name)
    rows = data.pop("event", [])
    if data:
        raise PackError(f"{path}: {next(iter(data))}", "no such table; it holds [[event]]")
    if isinstance(rows, list):
        rows = [{("on" if key == "date" else key): value for key, value in row.items()} for row in rows]
    found: tuple[Event, ...] = check(str(path), "event", tuple[Event, ...], rows)
    if not found:
        raise PackError(str(path), "no [[event]] in it")
    _known_topics(str(path), found, {topic.slug for topic in pack.topics})
    return found


def _known_topics(name: str, events: tuple[Event, ...], topics: set[str]) -> None:
    for event in events:
        for slug in event.topics:
            if slug not in topics:
                raise PackError(f"{name}: event {event.label}: topics", f"no such topic: {slug!r}")


def _seeds(folder: Path) -> tuple[Seed, ...]:
    sources = tables(folder, SOURCES, "seed", _Source)
    unique(SOURCES, "seed.key", (source.key for source in sources))
    return tuple(_seed(folder, source) for source in sources)


def _seed(folder: Path, source: _Source) -> Seed:
    path = folder / "texts" / f"{source.key}.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{SOURCES}: seed {source.key}", f"{path}: {getattr(error, 'strerror', error)}") from error
    return Seed(
        key=source.key,
        title=source.title,
        text=text,
        outlet=source.outlet,
        author=source.author,
        published=source.published,
        published_month=source.published_month,
        url=source.url,
        note=source.note,
    )


def _version(folder: Path) -> str:
    """Twelve characters that change with anything a code depends on."""
    digest = hashlib.sha256()
    for name in CODING:
        path = folder / name
        digest.update(f"{name}\0".encode() + (path.read_bytes() if path.exists() else b"") + b"\0")
    return digest.hexdigest()[:12]


def _agree(pack: Pack) -> None:
    """What no single table can check: references from one file to another."""
    if len(pack.actors) != 2:
        raise PackError("pack.toml: actor", f"a relationship has two, got {len(pack.actors)}")
    topics = {topic.slug for topic in pack.topics}
    codes = {(each.slug, code) for each in pack.dimensions for code, _ in each.codes}
    texts = {seed.key: seed.text for seed in pack.seeds}
    unique("topics.toml", "topic.slug", (topic.slug for topic in pack.topics))
    _known_topics("events.toml", pack.events, topics)
    for dimension, code, _ in pack.axes:
        if (dimension, code) not in codes:
            raise PackError(f"axes.toml: axis {dimension} {code}", "no such code in pack.toml")
    for topic in pack.topics:
        for quote in topic.quotes:
            if texts.get(quote.seed, "")[quote.start : quote.end] != quote.quote:
                raise PackError(f"topics.toml: topic {topic.slug}: quotes", f"not in {quote.seed} at {quote.start}")
