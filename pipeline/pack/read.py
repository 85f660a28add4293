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

from pipeline.errors import PackError
from pipeline.model import Actor, Dimension, Event, Pack, Seed, Topic
from pipeline.pack.outlets import load_outlets
from pipeline.pack.tables import check, read_table, tables, unique

SOURCES = "texts/sources.toml"
WEIGHTS = "weights.json"
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


def load_pack(folder: Path) -> Pack:
    """
    Read and check a topic pack.

    Raises:
        PackError: a file is missing or malformed, a key is unknown, missing or wrong, or two parts disagree.
    """
    head = read_table(folder, "pack.toml")
    single = {key: value for key, value in head.items() if key not in ("actor", "dimension")}
    (pack_head,) = check("pack.toml", "", tuple[_Head, ...], [single])
    axes = tables(folder, "axes.toml", "axis", _Axis)
    weights = folder / WEIGHTS
    pack = Pack(
        name=pack_head.name,
        title=pack_head.title,
        languages=pack_head.languages,
        actors=check("pack.toml", "actor", tuple[Actor, ...], head.get("actor", [])),
        dimensions=check("pack.toml", "dimension", tuple[Dimension, ...], head.get("dimension", [])),
        topics=tables(folder, "topics.toml", "topic", Topic),
        axes=tuple((axis.dimension, axis.code, axis.phrases) for axis in axes),
        outlets=load_outlets(folder),
        seeds=_seeds(folder),
        events=tables(folder, "events.toml", "event", Event),
        weights=weights.read_bytes() if weights.exists() else b"",
        version=_version(folder),
    )
    _agree(pack)
    return pack


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
    for event in pack.events:
        for slug in event.topics:
            if slug not in topics:
                raise PackError(f"events.toml: event {event.label}: topics", f"no such topic: {slug!r}")
    for dimension, code, _ in pack.axes:
        if (dimension, code) not in codes:
            raise PackError(f"axes.toml: axis {dimension} {code}", "no such code in pack.toml")
    for topic in pack.topics:
        for quote in topic.quotes:
            if texts.get(quote.seed, "")[quote.start : quote.end] != quote.quote:
                raise PackError(f"topics.toml: topic {topic.slug}: quotes", f"not in {quote.seed} at {quote.start}")
