"""Who is credited where no person is: agencies, outlets, desks and pen names."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.extract.naming import AFTER, AGENCY, ANONYMOUS, BUTTON, COMPANY, DESK, PAGE_WORD, PLACE, ROLE
from pipeline.extract.people import same, seen, unsigned

_LIST = re.compile(r"(?:\s*[,;|]\s*|\s|^)(?:with|mit|avec|con)\s|\s*[,;|]\s*|\s(?:&|and|und|et|y|e)\s")
_ADDRESS = re.compile(r"[{}]|https?:|www\.|@|:\s|(?<!^\w{3})/|/(?!\w{2,7}$)|^\d+ ")  # "dpa/lby" is none


def credit(name: str) -> str:
    """
    Who is credited where no person is: an agency, an outlet, an institution or a pen name, by its own name.

    Returns:
        "" for "Staff", "Newsroom" and the like, for addresses, links and account numbers.
    """
    name = " ".join(seen(name).split()).strip(" ,;:|-–—·•")
    plain = 1 < len(name) <= 60 and not (ANONYMOUS.search(name) or DESK.search(name) or _ADDRESS.search(name))
    return name if plain and not name.isdigit() else ""


def agency(name: str) -> str:
    """A news agency by its own name, without from where it reports; "" for anything else."""
    name = credit(AFTER.sub("", unsigned(name)))
    return name if AGENCY.fullmatch(name) else ""


def agencies(line: str, persons: Collection[str] = ()) -> tuple[str, ...]:
    """The news agencies among those a line names: "Ada Holm, AFP and dpa"; *persons* are known to be none."""
    return tuple(filter(None, (agency(name) for name in _LIST.split(line[:400]) if name not in persons)))


def bodies(line: str) -> tuple[str, ...]:
    """
    Who is credited by a line that names no person: each of several agencies, or one body as credit() has it.

    Beside an agency, staff is nobody, and a place is from where it reports: "Staff, with AFP", "AFP, MANILA".
    """
    named = [name for name in _LIST.split(line[:400]) if name]
    wires = tuple(map(agency, named))
    others = (name for name, wire in zip(named, wires, strict=True) if not wire)
    if any(wires) and all(ANONYMOUS.search(name) or (wires[0] and _is_place(name)) for name in others):
        return tuple(filter(None, wires))
    return tuple(filter(None, (credit(line),)))


def _is_place(name: str) -> bool:
    return name.isupper() or PLACE.fullmatch(name) is not None


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
    name = unsigned(" ".join(name.split())).strip(" ,;:|")
    if not 1 < len(name) <= 60 or not ANONYMOUS.search(name) or _ADDRESS.search(name):
        return ""
    own = [same(word) for word in name.replace("-", " ").split() if not (ROLE.search(word) or ANONYMOUS.search(word))]
    where, initials = (same(outlet), same(host)), "".join(word[0] for word in outlet.split()).lower()
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
    bare = AFTER.sub("", unsigned(line))
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
    mark, whole, label = same(name), same(outlet), same(host.partition(".")[0])
    words = name.lower().replace(",", " ").split()
    return (
        mark in (whole, initials)
        or (len(label) > 1 and label in (mark, own))
        or (len(mark) > 3 and (whole.startswith(mark) or same(host).startswith(mark)))
        or (len(whole) > 3 and f" {outlet.lower()} " in f" {' '.join(words)} ")
        # "Das Example" of example.org
        or (len(label) > 3 and label in words and all(len(word) < 4 or word == label for word in words))
        or COMPANY.search(name.partition(",")[0]) is not None
    )
