"""Which words are names: a label keeps its capital inside a sentence only where it opens with one."""

from __future__ import annotations

import re

from pipeline.model.pack import Pack

FIRST_WORD = re.compile(r"\w+")
INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")
LOWER = re.compile(r"\b[a-z]\w+")


def names_of(pack: Pack) -> frozenset[str]:
    """Words that the prose of a pack writes with a capital inside a sentence, and nowhere without."""
    prose = "\n".join(
        (*(seed.text for seed in pack.seeds), *(f"{each.label}. {each.description}" for each in pack.topics))
    )
    common = set(LOWER.findall(prose))
    return frozenset(word for word in INSIDE.findall(prose) if word.lower() not in common)


def inside(label: str, names: frozenset[str]) -> str:
    """A label as it stands inside a sentence: "arms control", but a name or an abbreviation as it is."""
    first = FIRST_WORD.match(label)
    if not first or first[0] in names or not first[0][1:].islower():
        return label
    return label[0].lower() + label[1:]
