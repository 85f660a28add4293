"""Authors as people: names taken apart, and what is no person left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MAX = 12  # authors of one article
# what comes before the name, in the languages that say it
_BY = re.compile(
    r"^\W*(?:(?:(?:an? )?(?:written|posted|published|reported|story|stories|words|text|interview|reporting|analysis"
    r"|opinion|commentary|comment|review|essay|column|report|article|feature|contributed|compiled|guest post)"
    r"(?: and (?:photos|photography|pictures|video))? |)by|a cura di|professor)\s+"
    r"|^\W*(?:(?:eine? \w+|kommentar|analyse|essay|interview|gastbeitrag|text|bericht|kolumne|glosse) )?von\s+"
    r"|^\W*(?:(?:propos recueillis|texte|récit|analyse|écrit|publié|rédigé) )?par\s+"
    r"|^\W*(?:(?:escrito|publicado|redactado|texto) )?por\s+|^\W*(?:door|av|af|oleh|írta|piše)\s+"
    r"|^\W*di\s+(?=\S+\s+\S)"  # "Di Wu" is a whole name
    r"|^\W*(?:by|words|von|par|por|oleh|penulis|muhabir|yazan|írta|szerző|piše|автор[ыи]?|текст|autor(?:en|in|a|e|es)?"
    r"|auteurs?|texte?|texto|testo)\s*:\s*|^\W*(?:作者|撰文|(?:取材・)?文)\s*[:：/／・]\s*|^\W*(?:記者|记者)[:：\s]*",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\S{1,64}@\S{3,64}")
_MARKUP = re.compile(r"<[/a-zA-Z][^<>]{0,300}>")
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr)\b\.?\s*(?:$|[,;]))")
_SPLIT = re.compile(
    r"\s*(?:[;|/·•\n&+、，،]|\s(?:and|und|et|og|och|en|with|mit|avec|con|med|oraz|ve|ja|és|și|и|та|AND|UND|ET)\s)\s*"
)
_AND = re.compile(r"\s(?:e|y|i|a|і)\s")  # parts names in some languages, and stands inside of names in others
_AFTER = re.compile(
    r"\s*(?:[(\[<／]|\s[-–—]\s|@|\||\b(?:in|für|for|at|aus|reports?|[Uu]pdated|[Pp]ublished|contributed|contributor|"
    r"is an?|posted|on)\b\s(?=[A-Z\d(]|an?\b)|\bFor\s(?=The\b|Mail|\S+\.\S)).*$",
)
# "Ann Lee Berlin correspondent": a beat with no comma before it, told by the role's small letter
_BEAT = re.compile(
    r"^(\S+ (?![A-Z]{2,4} )[^\W\d_]\S*)(?: [^\W\d_]\S*){1,3} (?:correspondent|editor|reporter|columnist|writer)$"
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
    r"|login|cookies?|expert|founder|attorney|lawyer|reviewed|follow|share|contact|read more|view all|type"
    r"|text size|forum|international|official|updated|related|topics?|considered|getty|images)\b|^the\b",
    re.IGNORECASE,
)
# agencies by their codes, which may also be initials and so must stand alone, and by their names
_AGENCY = re.compile(
    r"(?:AFP|APA?|UPI|PA|CP|EFE|ANSA|DPA|SDA|KNA|EPD|SID|OTS|BELGA|ANP|NTB|TT|STT|BNS|LETA|ELTA|PAP|ČTK|CTK|TASR|SITA"
    r"|MTI|BTA|BGNES|HINA|STA|FENA|AGERPRES|MEDIAFAX|TANJUG|BETA|MIA|AA|DHA|İHA|IHA|ANKA|TASS|PTI|IANS|ANI|UNI|APP|BSS"
    r"|CNA|VNA|TTXVN|AAP|RNZ|LUSA|TELAM|TÉLAM|XINHUA|YONHAP|KYODO|JIJI|ANTARA|BERNAMA|РИА|ТАСС|УНИАН|УНІАН|AGI|ATS)"
    r"|.{0,40}\b(?:Reuters|Bloomberg|Associated Press|Agence France.Presse|Europa Press|Press Association|PA Media"
    r"|Canadian Press|Australian Associated|Ritzaus?(?: Bureau)?|Anadolu(?: Ajansı| Agency)?|Ajansı|Folhapress"
    r"|Estadão Conteúdo|Agência Brasil|Agencia EFE|Adnkronos|Keystone.SDA|Press Trust of India|Xinhua|Yonhap|Kyodo"
    r"|Jiji Press|Interfax|Интерфакс|Ukrinform|Укрінформ|Notimex|Tanjug)\b.{0,20}"
    r"|.{0,8}(?:共同通信|時事通信|時事|新華社|新华社|中央社|연합뉴스|뉴시스|뉴스1).{0,8}",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"\b(?:staff|newsroom|team|desk|admin(?:istrator)?|webmaster|unknown|anonymous|none|null|undefined|"
    r"editors?|editorial|reporters?|writers?|redaktion|rédaction|redacción|redação|redazione|redactie|"
    r"редакция|guest|contributors?|user|author|default)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:GmbH|AG|Inc|Ltd|LLC|LLP|PLC|Pvt|Corp|Co|S\.?[AL]|S\.?p\.?A|B\.?V|Verlag)\.?$")
_BUTTON = re.compile(
    r"\b(?:follow|share|contact|more|view|all|posts?|articles?|stories|sign|log ?in|subscribe|e-?mail|profile|bio|"
    r"website|linkedin|facebook|twitter|comments?|topics?|date|updated|published)\b"
    r"|^(?:news|blogs?|opinion|business|sports?|(?:\w+ )?by)$",
    re.IGNORECASE,
)
_PARTICLE = {
    "de", "da", "do", "dos", "das", "del", "dell", "della", "dei", "degli", "di", "du", "des", "la", "le", "las", "los",
    "lo", "van", "von", "vom", "der", "den", "ter", "te", "ten", "op", "zu", "zum", "zur", "al", "el", "bin", "bint",
    "t", "ben", "ibn", "abu", "af", "av", "e", "y", "i", "und", "st", "mc", "o", "d", "dal", "dalla",
}  # fmt: skip
_FAMILY_FIRST = re.compile(r"^\s*([^\W\d_][\w.’'`‘-]{0,40}),\s*([^,]{1,40}?)\s*$")
_CALLED = re.compile(
    r"\s*(?:(?:선임|인턴|수습|객원)?\s?기자|특파원|논설위원|記者|特派員|记者|编辑|通讯员)\s*$"
)  # a role that stands behind a name
_ADDRESS = re.compile(r"https?:|www\.|[@/]|^\d+ ")
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
    line = " ".join(_MARKUP.sub(" ", line[:2_000]).split())[:400]
    line = _SUFFIX.sub(" ", _EMAIL.sub("", _BY.sub("", line)))
    if ";" in line:  # "Lee, Ann M.; Ek, Bo"
        line = ";".join(_FAMILY_FIRST.sub(r"\2 \1", piece) for piece in line.split(";"))
    flat = [part.strip() for piece in _SPLIT.split(line) for run in _pairs(piece) for part in run.split(",")]
    # "Lee, Ann": one family name and one given name are one person
    if len(flat) == 2 and line.count(",") == 1 and all(len(part.split()) == 1 for part in flat):
        return [f"{flat[1]} {flat[0]}"] if all(_WORD.fullmatch(part) for part in flat) else flat
    return flat


def _pairs(piece: str) -> list[str]:
    """Ana Ruiz y Juan Gil are two, José Ortega y Gasset is one."""
    runs = _AND.split(piece)
    whole = all(len(run.split(",")[0].split()) > 1 or _AGENCY.fullmatch(run) for run in runs)
    return runs if whole else [piece]


def _name(part: str, outlet: str) -> str:
    """One person's name, or "" for anything else."""
    part = _BEAT.sub(r"\1", _BY.sub("", part))
    part = _CALLED.sub("", _AFTER.sub("", part)).strip(" \t,:;-–—*\"“”„'").lstrip(".")
    words = part.split()
    if words and len(words[-1]) > 3:  # "Jr." and an initial keep their dot
        part = part.rstrip(".")
    if _AGENCY.fullmatch(part):
        return ""
    if _WHOLE.fullmatch(part) and part != outlet:
        return part
    if not 2 <= len(words) <= 6 or len(part) > 60 or re.search(r"[\d@#:/!?_=]", part):
        return ""
    if _ROLE.search(part) or len(set(words)) == 1 or (outlet and _same(part) in _same(outlet)):
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
    name = " ".join(name.split()).strip(" ,;:|")
    plain = 1 < len(name) <= 60 and not _ANONYMOUS.search(name) and not _ADDRESS.search(name)
    return name if plain and not name.isdigit() else ""


def agency(name: str) -> str:
    """A news agency by its own name, "" for anything else."""
    name = credit(_BY.sub("", name))
    return name if _AGENCY.fullmatch(name) else ""


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
    name = _BY.sub("", " ".join(name.split())).strip(" ,;:|")
    if not 1 < len(name) <= 60 or not _ANONYMOUS.search(name) or _ADDRESS.search(name):
        return ""
    own = [
        _same(word) for word in name.replace("-", " ").split() if not (_ROLE.search(word) or _ANONYMOUS.search(word))
    ]
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
    bare = _AFTER.sub("", _BY.sub("", line))
    signed = (marked or not line.startswith(bare)) and len(bare.split()) <= 4 and not _BUTTON.search(bare)
    return credit(bare) if signed and not any(char.isdigit() for char in bare.split(" ")[-1]) else ""


def is_button(name: str) -> bool:
    """Words of a control beside a name: "View More Articles", "About Ada Holm"."""
    return name.startswith("About ") or _BUTTON.search(name) is not None


def is_outlet(name: str, outlet: str, host: str = "") -> bool:
    """A name is the outlet's own, spelt out, as in its address or as its initials, or that of a company."""
    initials = "".join(word[0] for word in outlet.split()).lower()
    mark, whole = _same(name), _same(outlet)
    inside = len(mark) > 3 and (whole.startswith(mark) or _same(host).startswith(mark))
    return mark in (whole, initials) or inside or _COMPANY.search(name) is not None


def _same(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
