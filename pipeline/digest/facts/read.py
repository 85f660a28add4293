"""The printed numbers of what was read: words, themes, reference texts, sources."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.digest import words
from pipeline.digest.facts.fact import Fact
from pipeline.model.page import Digest
from pipeline.shift.suppress import count


def language(digest: Digest) -> Iterator[Fact]:
    """Words and themes."""
    for each in digest.summary.terms:
        counts = (("now", each.k, each.n, "k"), ("before", each.base_k, each.base_n, "base_k"))
        for when, k, n, column in counts:
            yield Fact(
                id=f"terms.{each.term}.{when}",
                section="terms",
                label=f"“{each.term}”, {when}",
                printed=f"{count(k, n, digest.summary.plan)} of {n:,}",
                value=float(k),
                unit="pieces",
                k=k,
                n=n,
                sql=each.sql,
                column=column,
            )
    for at, theme in enumerate(digest.summary.themes):
        yield Fact(
            id=f"themes.{at}",
            section="themes",
            label=", ".join(theme.terms[:5]),
            printed=words.counted(len(theme.articles), "article"),
            value=float(len(theme.articles)),
            unit="pieces",
            k=len(theme.articles),
            sql=theme.sql,
        )


def texts(digest: Digest) -> Iterator[Fact]:
    """The distance to the reference texts, turns of the long series, and the texts themselves."""
    found = digest.summary.seeds
    if found and digest.summary.n:
        for key, label, value in (
            ("week", "Distance of the week", found.distance),
            ("before", "Distance of the weeks before", found.base_distance),
        ):
            if value is not None:
                yield Fact(
                    id=f"distance.{key}",
                    section="distance",
                    label=label,
                    printed=f"{value:.2f}",
                    value=value,
                    unit="distance",
                    n=found.n,
                    low=found.low if key == "week" else None,
                    high=found.high if key == "week" else None,
                    sql=found.sql,
                )
    for each in digest.summary.turning:
        yield Fact(
            id=f"turning.{each.dimension}.{each.code}.{each.week}",
            section="turning",
            label=f"{each.label}, since the week of {words.day(each.week)}",
            printed=words.day(each.week),
            value=each.after,
            unit="share",
            sql=each.sql,
        )
    yield from _seeds(digest)


def _seeds(digest: Digest) -> Iterator[Fact]:
    for dimension, code, k in digest.seeds.counts if digest.seeds.n else ():
        yield Fact(
            id=f"seeds.{dimension}.{code}",
            section="seeds",
            label=f"{dimension}: {code}",
            printed=f"{k} of {digest.seeds.n}",
            value=float(k),
            unit="pieces",
            k=k,
            n=digest.seeds.n,
            query="seeds",
            column="k",
            row=(("dimension", dimension), ("code", code)),
        )


def coverage(digest: Digest) -> Iterator[Fact]:
    """What was read, of whom, and what passed each gate."""
    found = digest.coverage
    tables: list[tuple[str, str, str, int, str, tuple[tuple[str, str], ...]]] = []
    for gate, week, total in found.gates:
        tables += [
            (f"gate.{gate}.week", f"{gate}, this week", "coverage", week, "in_week", (("gate", gate),)),
            (f"gate.{gate}.all", f"{gate}, in all", "coverage", total, "in_all", (("gate", gate),)),
        ]
    tables += [
        ("outlets.heard", "Outlets heard", "coverage.outlets", found.outlets_heard, "heard", ()),
        ("outlets.listed", "Outlets listed", "coverage.outlets", found.outlets_listed, "listed", ()),
    ]
    for language, k in found.languages:
        row = (("language", language),)
        tables.append((f"language.{language}", f"Language: {language}", "coverage.languages", k, "articles", row))
    for each in digest.outlets:
        if each.articles:
            row = (("outlet", each.key),)
            tables.append((f"source.{each.key}", each.name, "coverage.sources", each.articles, "articles", row))
    for key, label, query, k, column, where in tables:
        yield Fact(
            id=f"coverage.{key}",
            section="coverage",
            label=label,
            printed=f"{k:,}",
            value=float(k),
            unit="pieces",
            k=k,
            query=query,
            column=column,
            row=where,
        )
