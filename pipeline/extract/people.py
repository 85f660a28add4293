"""Authors as people: names taken apart, and what is no person left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

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
    DESK_BEFORE,
    GLUED,
    OTHER_ROLE,
    PAGE_WORD,
    PLACE,
    ROLE,
)

_MAX = 12  # authors of one article
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
_LIST = re.compile(r"\s*[,;|]\s*|\s(?:&|and|und|et|y|e)\s")
# parts names in some languages, and stands inside of names in others
_AND = re.compile(r"\s(?:ed?|y|i|a|і|ir|un|si|E|Y)\s")
_PARTICLE = {
    "de", "da", "do", "dos", "das", "del", "dell", "della", "dei", "degli", "di", "du", "des", "la", "le", "las", "los",
    "lo", "van", "von", "vom", "der", "den", "ter", "te", "ten", "op", "zu", "zum", "zur", "al", "el", "bin", "bint",
    "t", "wa", "ould", "ní", "ben", "ibn", "abu", "af", "av", "e", "y", "i", "und", "st", "mc", "o", "d", "dal",
    "dalla",
}  # fmt: skip
_FAMILY_FIRST = re.compile(r"^\s*([^\W\d_][\w.’'`‘-]{0,40}),\s*([^,]{1,40}?)\s*$")
_ADDRESS = re.compile(r"[{}]|https?:|www\.|@|(?<!^\w{3})/|/(?!\w{2,7}$)|^\d+ ")  # "dpa/lby" is none
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
        for part in _parts(line):
            name = _name(part, outlet)
            if name:
                found.setdefault(_same(name), name)
    return tuple(found.values())[:_MAX]


def _parts(line: str) -> list[str]:
    line = " ".join(_MARKUP.sub(" ", _seen(line[:2_000])).split())[:400]
    line = _WITH.sub(r", \1", _SUFFIX.sub(" ", _EMAIL.sub("", _unsigned(line))))
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
    if "(" in part and _PICTURES.search(part):
        return ""
    part = AFTER.sub("", part)
    part = part if part.isascii() else DESK_BEFORE.sub("", CALLED.sub("", part))
    part = GLUED.sub(r"\1", part.strip(" \t,:;-–—*\"“”„'").lstrip("."))
    words = part.split()
    if words and len(words[-1]) > 3:  # "Jr." and an initial keep their dot
        part = part.rstrip(".")
    if AGENCY.fullmatch(part) or PLACE.fullmatch(part):
        return ""
    if not part.isascii() and PAGE_WORD.search(part):
        return ""
    if _WHOLE.fullmatch(part) and part != outlet:
        return part
    if not 2 <= len(words) <= 6 or len(part) > 60 or re.search(r"[\d@#:/!?_=]", part):
        return ""
    if len(words) == 3 and words[1] in ("e", "y", "i"):  # "Ferries y Puertos" is a section
        return ""
    if ROLE.search(part) or len(set(words)) == 1 or (outlet and _same(part) in _same(outlet)):
        return ""
    return part if all(map(_is_part, words)) and any(word[0].isupper() or not word.islower() for word in words) else ""


def _is_part(word: str) -> bool:
    """A word that stands in names: capitalised where its script has capitals, or a particle (de, al-Amin, d'Arc)."""
    if _PARTICLES.match(word.lower()) or word.lower().strip("’'") in _PARTICLE:
        return True
    if len(word) > _LONG and word[0] >= "\u4e00" and _HAN.match(word):
        return False
    word = word.strip(_NICK)
    return _WORD.match(word) is not None and not word[0].islower()


def credit(name: str) -> str:
    """
    Who is credited where no person is: an agency, an outlet, an institution or a pen name, by its own name.

    Returns:
        "" for "Staff", "Newsroom" and the like, for addresses, links and account numbers.
    """
    name = " ".join(_seen(name).split()).strip(" ,;:|-–—·•")
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
    signed = (
        (marked or not line.startswith(bare))
        and len(bare.split()) <= 4
        and (len(bare) > 2 or bare.isupper())
        and not BUTTON.search(bare)
        and not PAGE_WORD.search(bare)
    )
    return credit(bare) if signed and not any(char.isdigit() for char in bare.split(" ")[-1]) else ""


def is_button(name: str) -> bool:
    """Words of a control beside a name: "View More Articles", "About Ada Holm"."""
    return name.lower().startswith("about ") or BUTTON.search(name) is not None


def is_login(name: str) -> bool:
    """A name under which somebody logs in: one word in small letters, or with digits."""
    return name.isascii() and " " not in name and (name.islower() or any(char.isdigit() for char in name))


def is_outlet(name: str, outlet: str, host: str = "") -> bool:
    """A name is the outlet's own, spelt out, as in its address or as its initials, or that of a company."""
    initials, own = ("".join(word[0] for word in text.split()).lower() for text in (outlet, name))
    mark, whole, label = _same(name), _same(outlet), _same(host.partition(".")[0])
    words = name.lower().replace(",", " ").split()
    return (
        mark in (whole, initials)
        or (len(label) > 1 and label in (mark, own))
        or (len(mark) > 3 and (whole.startswith(mark) or _same(host).startswith(mark)))
        or (len(whole) > 3 and f" {outlet.lower()} " in f" {' '.join(words)} ")
        # "Das Example" of example.org
        or (len(label) > 3 and label in words and all(len(word) < 4 or word == label for word in words))
        or COMPANY.search(name.partition(",")[0]) is not None
    )


@lru_cache(maxsize=512)  # the names of outlet and host are asked for with each name on the page
def _same(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
