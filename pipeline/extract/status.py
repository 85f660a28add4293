"""Whether a text is a whole article, and if not, why not."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipeline.extract.lines import is_prose
from pipeline.extract.metadata import Metadata
from pipeline.extract.witness import Witness
from pipeline.model import TextStatus

_STUB = 400  # characters under which a text is no full article
_CUT = 1_000  # characters under which a declared paywall is believed
_WALL = 1_500  # characters under which words of a wall speak for the whole page
_LINKS = 2_000  # links of a page, from which it is a list of links
_TEASERS = 25  # lines that are links, from which a page without article is an index

WALLS = ("challenge page", "consent wall")  # reasons of pages whose words are not the article's
NO_ARTICLE = ("index page", "live blog", "video")  # reasons of pages that are something else, with words of their own

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
    r"|datenschutzeinstellungen|aceptar (?:todas las )?cookies|accetta (?:tutti i )?cookie",
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
    r"|exclusivo para (?:assinantes|suscriptores)|riservato agli abbonati|prenumerera för att läsa",
    re.IGNORECASE,
)
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
    if not metadata.linked.free and len(text) < _CUT:
        return "paywalled", f"declared as paid, {len(text):,} characters given"
    if len(text) < _WALL and (wall := _PAYWALL.search(raw[-3_000:])):
        return "paywalled", f"the page says {_quoted(wall)}"
    return judge_length(text)


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
    linked, parts = metadata.linked, urlsplit(url)
    declared = bool(linked.headline and linked.kind)
    if len(raw) < _WALL:
        for pattern, name in zip((_CHALLENGE, _CONSENT), WALLS, strict=True):
            if (found := pattern.search(f"{metadata.title}\n{raw}")) and len(text) < _STUB:
                return f"{name}: {_quoted(found)}"
    if linked.kind == "LiveBlogPosting" or "LiveBlogPosting" in linked.page_kinds:
        return "live blog"
    if not declared and witness.total > _LINKS:
        return f"index page: {witness.total:,} links"
    if not declared and parts.path in ("", "/") and not parts.query:
        return "index page: the site's front page"
    if not text:
        return "no text"
    if not declared and ("VideoObject" in linked.page_kinds or metadata.kind.startswith("video")) and len(text) < _STUB:
        return "video"
    if not declared and len(witness.links) >= _TEASERS and metadata.kind != "article" and _prose(text) < _STUB:
        return f"index page: {len(witness.links)} teasers"
    return ""


def _prose(text: str) -> int:
    """Characters of a text that stand in its paragraphs of prose."""
    return sum(len(line) for line in text.split("\n\n") if is_prose(line))


def _quoted(found: re.Match[str]) -> str:
    return f'"{" ".join(found[0].split())[:60]}"'
