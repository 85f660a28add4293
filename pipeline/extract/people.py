"""Authors as people: names taken apart, and what is no person left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pipeline.extract.naming import (
    AFTER,
    AGENCY,
    ANONYMOUS,
    BEAT,
    BUTTON,
    BY,
    CALLED,
    CALLED_BEFORE,
    COMPANY,
    ROLE,
)

_MAX = 12  # authors of one article
# a space of no width hints at a line's end; behind a space it parts the name from a role
_UNSEEN = re.compile(r"(?<=\S)\s+\u200b[^,;]*|[\u200b\u2060\ufeff\xad]")
_EMAIL = re.compile(r"\S{1,64}@\S{3,64}")
_MARKUP = re.compile(r"<[/a-zA-Z][^<>]{0,300}>")
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr)\b\.?\s*(?:$|[,;]))")
_SPLIT = re.compile(
    r"\s*(?:[;|/·•\n&+、，،]|\s(?:and|und|et|og|och|en|with|mit|avec|con|med|oraz|ve|ja|és|și|и|та|AND|UND|ET)\s)\s*"
)
_LIST = re.compile(r"\s*[,;|]\s*|\s(?:&|and|und|et|y|e)\s")
_AND = re.compile(r"\s(?:e|y|i|a|і)\s")  # parts names in some languages, and stands inside of names in others
_PARTICLE = {
    "de", "da", "do", "dos", "das", "del", "dell", "della", "dei", "degli", "di", "du", "des", "la", "le", "las", "los",
    "lo", "van", "von", "vom", "der", "den", "ter", "te", "ten", "op", "zu", "zum", "zur", "al", "el", "bin", "bint",
    "t", "ben", "ibn", "abu", "af", "av", "e", "y", "i", "und", "st", "mc", "o", "d", "dal", "dalla",
}  # fmt: skip
_FAMILY_FIRST = re.compile(r"^\s*([^\W\d_][\w.’'`‘-]{0,40}),\s*([^,]{1,40}?)\s*$")
_ADDRESS = re.compile(r"https?:|www\.|@|(?<!^\w{3})/|/(?!\w{2,7}$)|^\d+ ")  # "dpa/lby" is none
_PARTICLES = re.compile(rf"(?:{'|'.join(sorted(_PARTICLE))})[-’'`‘](?=\w)")
_WHOLE = re.compile(r"[\uac00-\ud7a3]{2,4}|[\u4e00-\u9fff]{2,4}")  # scripts that write a name in one word
_WORD = re.compile(r"[^\W\d_][\w.’'`‘-]{0,40}")


def people(raw: Iterable[str], outlet: str = "") -> tuple[str, ...]:
    """
    Read the persons out of bylines.

    Args:
        raw: bylines or names as pages write them: "By Ann Lee and Bo Ek, Staff Writer".
        outlet: the site's name: never an author.

    Returns:
        Names in their order, each once, at most 12; () when only roles, desks or outlets are named.
    """
    found: dict[str, str] = {}
    for line in raw:
        for part in _parts(line):
            name = _name(part, outlet)
            if name:
                found.setdefault(_same(name), name)
    return tuple(found.values())[:_MAX]


def _parts(line: str) -> list[str]:
    line = " ".join(_MARKUP.sub(" ", _seen(line[:2_000])).split())[:400]
    line = _SUFFIX.sub(" ", _EMAIL.sub("", _unsigned(line)))
    if ";" in line:  # "Lee, Ann M.; Ek, Bo"
        line = ";".join(_FAMILY_FIRST.sub(r"\2 \1", piece) for piece in line.split(";"))
    flat = [part.strip() for piece in _SPLIT.split(line) for run in _pairs(piece) for part in run.split(",")]
    # "Lee, Ann": one family name and one given name are one person
    if len(flat) == 2 and line.count(",") == 1 and all(len(part.split()) == 1 for part in flat):
        return [f"{flat[1]} {flat[0]}"] if all(_WORD.fullmatch(part) for part in flat) else flat
    return flat


def _seen(line: str) -> str:
    return line if line.isascii() else _UNSEEN.sub("", line.strip())


def _unsigned(line: str) -> str:
    by = BY.match(line)  # matched, as a substitution would try each character
    return line[by.end() :] if by else line


def _pairs(piece: str) -> list[str]:
    """Ana Ruiz y Juan Gil are two, José Ortega y Gasset is one."""
    runs = _AND.split(piece)
    whole = all(len(run.split(",")[0].split()) > 1 or AGENCY.fullmatch(run) for run in runs)
    return runs if whole else [piece]


def _name(part: str, outlet: str) -> str:
    """One person's name, or "" for anything else."""
    part = BEAT.sub(r"\1", CALLED_BEFORE.sub("", _unsigned(part)))
    part = CALLED.sub("", AFTER.sub("", part)).strip(" \t,:;-–—*\"“”„'").lstrip(".")
    words = part.split()
    if words and len(words[-1]) > 3:  # "Jr." and an initial keep their dot
        part = part.rstrip(".")
    if AGENCY.fullmatch(part):
        return ""
    if _WHOLE.fullmatch(part) and part != outlet:
        return part
    if not 2 <= len(words) <= 6 or len(part) > 60 or re.search(r"[\d@#:/!?_=]", part):
        return ""
    if ROLE.search(part) or len(set(words)) == 1 or (outlet and _same(part) in _same(outlet)):
        return ""
    return part if all(map(_is_part, words)) and any(word[0].isupper() or not word.islower() for word in words) else ""


def _is_part(word: str) -> bool:
    """A word that stands in names: capitalised where its script has capitals, or a particle (de, al-Amin, d'Arc)."""
    if _PARTICLES.match(word.lower()) or word.lower().strip("’'") in _PARTICLE:
        return True
    return _WORD.match(word) is not None and not word[0].islower()


def credit(name: str) -> str:
    """
    Who is credited where no person is: an agency, an outlet, an institution or a pen name, by its own name.

    Returns:
        "" for "Staff", "Newsroom" and the like, for addresses, links and account numbers.
    """
    name = " ".join(_seen(name).split()).strip(" ,;:|")
    plain = 1 < len(name) <= 60 and not ANONYMOUS.search(name) and not _ADDRESS.search(name)
    return name if plain and not name.isdigit() else ""


def agency(name: str) -> str:
    """A news agency by its own name, "" for anything else."""
    name = credit(_unsigned(name))
    return name if AGENCY.fullmatch(name) else ""


def agencies(line: str, persons: Collection[str] = ()) -> tuple[str, ...]:
    """The news agencies among those a line names: "Ada Holm, AFP and dpa"; *persons* are known to be none."""
    return tuple(filter(None, (agency(name) for name in _LIST.split(line[:400]) if name not in persons)))


def bodies(line: str) -> tuple[str, ...]:
    """Who is credited by a line that names no person: each of several agencies, or one body as credit() has it."""
    wires = agencies(line)
    return wires if len(wires) == len(_LIST.split(line[:400])) else tuple(filter(None, (credit(line),)))


def desk(name: str, outlet: str, host: str) -> str:
    """
    A desk that is credited under its outlet's name or initials: "Example Staff" of The Example is the outlet's credit.

    Args:
        name: what is credited.
        outlet: the site's name, may be "".
        host: the site's registered name: "example.org".

    Returns:
        "" for a desk without the name, which could be anybody's, and for what is no desk.
    """
    name = _unsigned(" ".join(name.split())).strip(" ,;:|")
    if not 1 < len(name) <= 60 or not ANONYMOUS.search(name) or _ADDRESS.search(name):
        return ""
    own = [_same(word) for word in name.replace("-", " ").split() if not (ROLE.search(word) or ANONYMOUS.search(word))]
    where, initials = (_same(outlet), _same(host)), "".join(word[0] for word in outlet.split()).lower()
    named = any(
        (len(mark) > 2 and any(mark in place for place in where)) or (len(mark) > 1 and initials.endswith(mark))
        for mark in own
    )
    return name if named else ""


def signature(line: str, *, marked: bool) -> str:
    """
    Who signs a short byline that names no person: "By Example Wire", or a pen name in an element *marked* as author's.

    Returns:
        "" for buttons, desks without a name, and lines that are no byline.
    """
    bare = AFTER.sub("", _unsigned(line))
    signed = (marked or not line.startswith(bare)) and len(bare.split()) <= 4 and not BUTTON.search(bare)
    return credit(bare) if signed and not any(char.isdigit() for char in bare.split(" ")[-1]) else ""


def is_button(name: str) -> bool:
    """Words of a control beside a name: "View More Articles", "About Ada Holm"."""
    return name.startswith("About ") or BUTTON.search(name) is not None


def is_outlet(name: str, outlet: str, host: str = "") -> bool:
    """A name is the outlet's own, spelt out, as in its address or as its initials, or that of a company."""
    initials = "".join(word[0] for word in outlet.split()).lower()
    mark, whole = _same(name), _same(outlet)
    inside = len(mark) > 3 and (whole.startswith(mark) or _same(host).startswith(mark))
    return mark in (whole, initials) or inside or COMPANY.search(name) is not None


def _same(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
