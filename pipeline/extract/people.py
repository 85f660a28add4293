"""Authors as people: names taken apart, and what is no person left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MAX = 12  # authors of one article
_BY = re.compile(
    r"^\W*(?:(?:written |story |words |text |interview |reporting |analysis |opinion )?by|von|par|por|di|door|"
    r"av|af|автор|autor(?:en|in)?|texte?)\b\s*:?\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[;|/·•\n&]|\s(?:and|und|et|og|och|en|y|with|mit|i)\s)\s*", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:\(|\[|<|\s[-–—]\s|@|\||\b(?:in|für|for|at|aus|reports?|updated|published|contributed|contributor|"
    r"is an?|posted|on)\b\s(?=[A-Z\d(]|an?\b)).*$",
)
_ROLE = re.compile(
    r"\b(?:staff|editors?|editorial|newsroom|correspondent|reporters?|writers?|columnist|producer|redaktion|"
    r"rédaction|redacción|redação|redazione|redactie|toimitus|desk|agency|agencies|agences?|agencia|bureau|"
    r"team|admin(?:istrator)?|webmaster|press|news|media|magazine|times|post|journal|online|service|services|"
    r"contributors?|guest|analyst|professor|director|fellow|president|associated|reuters|afp|dpa|ap|upi|"
    r"bloomberg|redakteur(?:in)?|chef(?:redakteur)?|journalist(?:e|in)?|author|unknown|anonymous|none|null|"
    r"undefined|editorial board|www|https?|com|org|inc|ltd|gmbh|company|board|department|institute|university|"
    r"center|centre|foundation|council|network|intern|freelance|photographer|senior|chief|deputy|managing|"
    r"executive|assistant|special|political|foreign|diplomatic|economics|science|health|sports?|politics|"
    r"business|world|opinion|редакция|агентство|новости|privacy|policy|sign|written|conditions|terms"
    r"|login|cookies?|expert)\b",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"\b(?:staff|newsroom|team|desk|admin(?:istrator)?|webmaster|unknown|anonymous|none|null|undefined|"
    r"editors?|editorial|reporters?|writers?|redaktion|rédaction|redacción|redação|redazione|redactie|"
    r"редакция|guest|contributors?|user|author|default)\b",
    re.IGNORECASE,
)
_PARTICLE = {
    "de",
    "da",
    "do",
    "dos",
    "das",
    "del",
    "della",
    "di",
    "du",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "ter",
    "ten",
    "zu",
    "zur",
    "al",
    "el",
    "bin",
    "ibn",
    "af",
    "av",
    "e",
    "y",
    "i",
    "und",
    "st",
    "mc",
    "o",
    "d",
    "dal",
    "dalla",
    "’t",
    "'t",
}
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
    line = _BY.sub("", " ".join(line.split())[:400])
    parts = [part for piece in _SPLIT.split(line) for part in piece.split(",")]
    flat = [part.strip() for part in parts]
    # "Lee, Ann": one family name and one given name are one person
    if len(flat) == 2 and line.count(",") == 1 and all(len(part.split()) == 1 for part in flat):
        return [f"{flat[1]} {flat[0]}"] if all(_WORD.fullmatch(part) for part in flat) else flat
    return flat


def _name(part: str, outlet: str) -> str:
    """One person's name, or "" for anything else."""
    part = _BY.sub("", part)
    part = _AFTER.sub("", part).strip(" \t.,:;-–—*\"“”„'")
    words = part.split()
    if _WHOLE.fullmatch(part) and part != outlet:
        return part
    if not 2 <= len(words) <= 6 or len(part) > 60 or re.search(r"[\d@#:/!?_=]", part):
        return ""
    if _ROLE.search(part) or (outlet and _same(part) in _same(outlet)):
        return ""
    if not all(word.lower() in _PARTICLE or (_WORD.match(word) and not word[0].islower()) for word in words):
        return ""
    return part


def is_body(name: str) -> bool:
    """An agency, an outlet or an institution by its own name; not "Staff", "Newsroom" and the like."""
    return 1 < len(name) <= 60 and not _ANONYMOUS.search(name) and "http" not in name and "@" not in name


def _same(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
