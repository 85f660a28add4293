"""Whether a text is a whole article, and if not, why not."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipeline.extract.lines import is_prose
from pipeline.extract.metadata import Metadata
from pipeline.extract.witness import Witness
from pipeline.model.codes import TextStatus

_STUB = 400  # characters under which a text is no full article
_CUT = 1_000  # characters under which a declared paywall is believed
_WALL = 1_500  # characters under which words of a wall speak for the whole page
_LINKS = 2_000  # links of a page, from which it is a list of links
_TEASERS = 25  # lines that are links, from which a page without article is an index
_WALL_START = 40  # characters of a line within which the words of a wall begin, unless the line is short
_WALL_LINE = 100

WALLS = ("challenge page", "consent wall")  # reasons of pages whose words are not the article's
NO_ARTICLE = (
    "index page",
    "live blog",
    "video",
    "error page",
)  # reasons of pages that are something else, with words of their own

_CHALLENGE = re.compile(
    r"complete (?:the|a) captcha|verify (?:that )?you are (?:a )?human|are you a robot|checking your browser"
    r"|access (?:to this page has been )?denied|enable javascript and cookies|unusual (?:traffic|activity)"
    r"|bot detection|ddos protection|attention required|request blocked",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"we (?:value|care about|respect) your privacy"
    r"|(?:we|our partners)(?: and our(?: \d+)? partners)? (?:use|store)\b.{0,60}\bcookies"
    r"|accept (?:all )?cookies|cookie (?:policy|settings|preferences)|before you continue"
    r"|consent to (?:the )?(?:use|processing)|your privacy choices|(?:alle )?cookies (?:akzeptieren|zulassen)"
    r"|mit werbung und tracking|accepter et continuer|tout accepter|manage (?:your )?(?:consent|preferences)"
    r"|plików cookie|файлы cookie|cookie-файлы|gebruiken(?: \w+){0,3} cookies|nous utilisons des cookies|usamos cookies"
    r"|utilizamos cookies|utilizziamo(?: \w+){0,2} cookie|verwenden(?: \w+){0,3} cookies|bruker(?: \w+){0,3} cookies"
    r"|använder(?: \w+){0,3} cookies|bruger(?: \w+){0,3} cookies|çerezler|datenschutzeinstellungen"
    r"|aceptar (?:todas las )?cookies|accetta (?:tutti i )?cookie",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign ?up|register|log ?in|become a (?:member|subscriber)|"
    r"sign ?in)\b.{0,40}\bto (?:continue|read|keep reading|unlock|access|view)\b"
    r"|(?:this|the) (?:article|story|content|post) is (?:only )?(?:for|available to|reserved for|"
    r"exclusive to)\b.{0,40}\b(?:subscribers|members)"
    r"|(?:subscribers?|members?)[- ]only|already a (?:subscriber|member)|(?:to|and) (?:continue|keep) reading"
    r"|unlock (?:this|the full) (?:article|story)|you(?:'ve| have) (?:reached|read) your\b.{0,40}\blimit"
    r"|(?:weiterlesen|jetzt lesen) mit|nur für abonnenten|réservé aux abonnés|sólo para suscriptores"
    r"|article réservé|il vous reste \d{1,3} ?% de (?:cet )?article|dieser artikel ist (?:nur )?für abonnenten"
    r"|mit (?:einem )?abo (?:weiter)?lesen|lees verder met|alleen voor abonnees"
    r"|tylko dla (?:prenumeratorów|subskrybentów)"
    r"|доступ(?:ен|на|но) только (?:для )?(?:подписчик|абонент)|только для подписчиков|оформите подписку"
    r"|会員限定|有料会員|구독자 전용"
    r"|exclusivo para (?:assinantes|suscriptores)|riservato agli abbonati|prenumerera för att läsa",
    re.IGNORECASE,
)
_LIVE_PATH = re.compile(
    r"/(?:live|live-?blog|live-?ticker|news-?blog|en-direct)(?:/|\Z)"
    r"|live-?(?:updates?|blog|ticker)\b|minute-by-minute|minuto-a-minuto|as-it-happened",
    re.IGNORECASE,
)
_LIVE_TITLE = re.compile(r"\blive ?(?:blog|ticker|updates?)\b|\bas it happened\Z|^live:|\ben direct\b", re.IGNORECASE)
_VIDEO_PATH = re.compile(r"/(?:videos?|watch|av|audio|podcasts?|galler(?:y|ies)|pictures|photos)/", re.IGNORECASE)
_ERROR = re.compile(
    r"(?:page|article|story|content) (?:(?:was|is|could|can) ?(?:not|n’t|n't) (?:be )?(?:found|available)|not found)"
    r"|^(?:error )?404\b|nothing (?:was )?found|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)"
    r"|página no encontrada|pagina non trovata|pagina niet gevonden|страница не найдена|nie znaleziono strony",
    re.IGNORECASE,
)
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "ContactPage"})
_ELLIPSIS = re.compile(r"(?:\.\.\.|…|\[[.…]{1,3}\]|(?:read|continue|learn) more)\W{0,3}\Z", re.IGNORECASE)


def judge(text: str, raw: str, metadata: Metadata, witness: Witness, url: str) -> tuple[TextStatus, str]:
    """
    Tell what a text is.

    Args:
        text: cleaned.
        raw: before the guards: offers and notices stand in it.
        metadata: of the page.
        witness: of the page's markup.
        url: of the page, canonical.

    Returns:
        The status, and why it is not full ("" when it is).
    """
    if reason := _not_article(text, raw, metadata, witness, url):
        return "non_article", reason
    if not metadata.free and len(text) < _CUT:
        return "paywalled", f"declared as paid, {len(text):,} characters given"
    if len(text) < _WALL and (wall := _wall(raw[-3_000:])):
        return "paywalled", f"the page says {_quoted(wall)}"
    return judge_length(text)


def _wall(raw: str) -> re.Match[str] | None:
    """The words of a wall, in a line of its own: a sentence may speak of subscribers, too."""
    for line in raw.splitlines():
        found = _PAYWALL.search(line)
        if found and (found.start() < _WALL_START or len(line) <= _WALL_LINE):
            return found
    return None


def judge_length(text: str) -> tuple[TextStatus, str]:
    """Tell by the text alone whether it is whole: the status, and why it is not full."""
    if not text:
        return "non_article", "no text"
    if len(text) < _STUB:
        return "partial", f"{len(text):,} characters"
    if _ELLIPSIS.search(text[-20:]):
        return "partial", "the text breaks off"
    return "full", ""


def _not_article(text: str, raw: str, metadata: Metadata, witness: Witness, url: str) -> str:
    """Why a page is no article at all, "" if it is one."""
    linked, path = metadata.linked, urlsplit(url)
    if len(raw) < _WALL and len(text) < _STUB:
        for pattern, name in zip((_CHALLENGE, _CONSENT), WALLS, strict=True):
            if found := pattern.search(f"{metadata.title}\n{raw}"):
                return f"{name}: {_quoted(found)}"
        if found := _ERROR.search(metadata.title):
            return f"error page: {_quoted(found)}"
    if "LiveBlogPosting" in linked.page_kinds or _LIVE_PATH.search(path.path) or _LIVE_TITLE.search(metadata.title):
        return "live blog"
    if reason := _index(text, metadata, witness, url):
        return reason
    if not text:
        return "no text"
    filmed = "VideoObject" in linked.page_kinds or metadata.kind.startswith("video")
    if len(text) < _STUB and (_VIDEO_PATH.search(path.path) or (filmed and not linked.headline)):
        return "video"
    return ""


def _index(text: str, metadata: Metadata, witness: Witness, url: str) -> str:
    """Why a page is a list of other pages, "" if it is none."""
    linked, parts = metadata.linked, urlsplit(url)
    lists = linked.page_kinds & _LISTS
    elsewhere = bool(linked.url) and urlsplit(linked.url).path.rstrip("/") != parts.path.rstrip("/")
    if lists and (elsewhere or not linked.headline) and _prose(text) < _CUT:
        return f"index page: declared as {min(lists)}"
    if linked.headline and linked.kind:
        return ""
    if witness.total > _LINKS:
        return f"index page: {witness.total:,} links"
    if parts.path in ("", "/") and not parts.query:
        return "index page: the site's front page"
    if text and len(witness.links) >= _TEASERS and metadata.kind != "article" and _prose(text) < _STUB:
        return f"index page: {len(witness.links)} teasers"
    return ""


def _prose(text: str) -> int:
    """Characters of a text that stand in its paragraphs of prose."""
    return sum(len(line) for line in text.split("\n\n") if is_prose(line))


def _quoted(found: re.Match[str]) -> str:
    return f'"{" ".join(found[0].split())[:60]}"'
