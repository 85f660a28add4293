"""Authors as people: names taken apart, and what is no person left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.extract.naming import (
    AFTER,
    AGENCY,
    BEAT,
    BY,
    CALLED,
    CALLED_BEFORE,
    DATELINE,
    DESK,
    DESK_BEFORE,
    GLUED,
    OTHER_ROLE,
    PAGE_WORD,
    PLACE,
    ROLE,
    SENT,
    SENT_FROM,
    TITLED,
)

_MAX = 12  # authors of one article
_LONGEST = 2_000  # characters of a line that are looked at
# a space of no width hints at a line's end; behind a space it parts the name from a role
_UNSEEN = re.compile(r"(?<=\S)\s+\u200b[^,;]*|[\u200b\u2060\ufeff\xad]")
_EMAIL = re.compile(r"\S{1,64}@\S{3,64}")
_MARKUP = re.compile(r"<[/a-zA-Z][^<>]{0,300}>")
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr)\b\.?\s*(?:$|[,;]))")
_WITH = re.compile(r"\s*\((?:with|avec|mit|con|com|med|met)\s([^()]{1,200})\)")  # "Ada Holm (with Bo Ek)"
_DANGLING = re.compile(r"^(?:and|und|et|y|e|og|och|en)\s|[\s,](?:and|AND|und|UND|et|ET|y|e|og|och|en|&)$")
_DIGITS = re.compile(r"\d")
_SPACED = re.compile(r"[\u4e00-\u9fff]{3}(?: [\u4e00-\u9fff]{3})+")  # Chinese names with a space between each two
_PICTURES = re.compile(r"\((?:photos?|fotos?|bild(?:er)?|fotograf\w*|images?|video|grafik)\b", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*(?:[;|/·•\n&+、，،]|\s(?:and|und|et|og|och|en|with|mit|avec|con|med|oraz|ve|ja|és|și|и|та|AND|UND|ET)\s)\s*"
)
# parts names in some languages, and stands inside of names in others
_AND = re.compile(r"\s(?:ed?|y|i|a|і|ir|un|si|E|Y)\s")
_PARTICLE = {
    "de", "da", "do", "dos", "das", "del", "dell", "della", "dei", "degli", "di", "du", "des", "la", "le", "las", "los",
    "lo", "van", "von", "vom", "der", "den", "ter", "te", "ten", "op", "zu", "zum", "zur", "al", "el", "bin", "bint",
    "t", "wa", "ould", "ní", "ben", "ibn", "abu", "af", "av", "e", "y", "i", "und", "st", "mc", "o", "d", "dal",
    "dalla",
}  # fmt: skip
_FAMILY_FIRST = re.compile(r"^\s*([^\W\d_][\w.’'`‘-]{0,40}),\s*([^,]{1,40}?)\s*$")
_PARTICLES = re.compile(rf"(?:{'|'.join(sorted(_PARTICLE))})[-’'`‘](?=\w)")
_WHOLE = re.compile(r"[\uac00-\ud7a3]{2,4}|[\u4e00-\u9fff]{2,4}")  # scripts that write a name in one word
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NICK = '()"“”‘’'  # around a nickname: Ada "Addy" Holm
_LONG = 6  # characters: no Chinese or Japanese word of a name is longer
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
        for name in _persons(line[:_LONGEST], outlet):
            found.setdefault(same(name), name)
    return tuple(found.values())[:_MAX]


@lru_cache(maxsize=256)  # a page gives one byline in several places
def _persons(line: str, outlet: str) -> tuple[str, ...]:
    return tuple(filter(None, (_name(part, outlet) for part in _parts(line))))


def _parts(line: str) -> list[str]:
    line = " ".join(_MARKUP.sub(" ", seen(line)).split())[:400]
    line = _WITH.sub(r", \1", _SUFFIX.sub(" ", _EMAIL.sub("", unsigned(line))))
    line = _DANGLING.sub("", OTHER_ROLE.split(line, maxsplit=1)[0])
    if "|" in line and _DIGITS.search(line, line.index("|")):  # "Ann Lee | Madrid | 08/01/2026"
        line = line.partition("|")[0]
    if not line.isascii() and _SPACED.fullmatch(line):
        line = line.replace(" ", "、")
    if ";" in line:  # "Lee, Ann M.; Ek, Bo"
        line = ";".join(_FAMILY_FIRST.sub(r"\2 \1", piece) for piece in line.split(";"))
    flat = [part.strip() for piece in _SPLIT.split(line) for run in _pairs(piece) for part in run.split(",")]
    # "Lee, Ann": one family name and one given name are one person
    if len(flat) == 2 and line.count(",") == 1 and all(len(part.split()) == 1 for part in flat):
        if all(map(_WHOLE.fullmatch, flat)):
            return flat
        return [f"{flat[1]} {flat[0]}"] if all(_WORD.fullmatch(part) for part in flat) else flat
    return flat


def seen(line: str) -> str:
    """A line without the signs that nobody sees, and without what they hide."""
    return line if line.isascii() else _UNSEEN.sub("", line.strip())


def unsigned(line: str) -> str:
    """A byline without its "By"."""
    by = BY.match(line)  # matched, as a substitution would try each character
    return line[by.end() :] if by else line


def _pairs(piece: str) -> list[str]:
    """Ana Ruiz y Juan Gil are two, José Ortega y Gasset is one."""
    runs = _AND.split(piece)
    whole = all(len(run.split(",")[0].split()) > 1 or AGENCY.fullmatch(run) for run in runs)
    return runs if whole else [piece]


def _name(part: str, outlet: str) -> str:
    """One person's name, or "" for anything else."""
    part = _bare(part)
    words = part.split()
    if AGENCY.fullmatch(part) or PLACE.fullmatch(part):
        return ""
    if not part.isascii():
        if PAGE_WORD.search(part) or DESK.search(part) or SENT_FROM.match(part):
            return ""
        if _WHOLE.fullmatch(part) and part != outlet:
            return part
    if not 2 <= len(words) <= 6 or len(part) > 60 or re.search(r"[\d@#:/!?_=]", part):
        return ""
    if len(words) == 3 and words[1] in ("e", "y", "i"):  # "Ferries y Puertos" is a section
        return ""
    if ROLE.search(part) or len(set(words)) == 1 or (outlet and same(part) in same(outlet)):
        return ""
    return part if all(map(_is_part, words)) and not all(map(_is_small, words)) else ""


def _bare(part: str) -> str:
    """A name without the pictures' credit, the roles, places and dates around it."""
    part = DATELINE.sub("", BEAT.sub(r"\1", TITLED.sub(r"\1", CALLED_BEFORE.sub("", unsigned(part)))))
    if "(" in part and _PICTURES.search(part):
        return ""
    part = AFTER.sub("", part)
    if not part.isascii():
        part = SENT.sub(r"\1", DESK_BEFORE.sub("", CALLED.sub("", part.strip("【】〔〕"))))
    part = GLUED.sub(r"\1", part.strip(" \t,:;-–—*\"“”„'").lstrip("."))
    return part.rstrip(".") if len(part.rpartition(" ")[2]) > 3 else part  # "Jr." and an initial keep their dot


def _is_part(word: str) -> bool:
    """A word that stands in names: capitalised where its script has capitals, or a particle (de, al-Amin, d'Arc)."""
    if _PARTICLES.match(word.lower()) or word.lower().strip("’'") in _PARTICLE:
        return True
    if len(word) > _LONG and word[0] >= "\u4e00" and _HAN.match(word):
        return False
    word = word.strip(_NICK)
    return _WORD.match(word) is not None and not _is_small(word)


def _is_small(word: str) -> bool:
    """Written small, where its script has capitals that names are written with: Georgian's are for headlines."""
    return word[0].islower() and not "\u10d0" <= word[0] <= "\u10ff"


@lru_cache(maxsize=512)  # the names of outlet and host are asked for with each name on the page
def same(name: str) -> str:
    """What two spellings of a name have in common: letters and digits, small."""
    return "".join(char for char in name.lower() if char.isalnum())
