"""One address for one article: canonical URL, stable id and site."""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import urlsafe_b64decode
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qs, quote, unquote, unquote_plus, urljoin, urlsplit

import idna
from courlan.clean import TRACKERS_RE
from tld import get_fld

LENGTH_LIMIT = 2048  # characters; longer addresses are junk or an attack
_PASSES = 6  # wrappers inside wrappers; more is a trap

_PLAIN_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?")
_ENTITY = re.compile(r"&(?:amp;|#0{0,4}38;)+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)

# what outlets and mailers add beyond courlan's list; names in lower case
_TRACKERS = frozenset(
    """
    partner partnerid emc smid smtyp cmp cmpid cmpid1 ocid icid ito mod mbid mkcid mkevt abcid abcmid bcid ncid dcmp
    ref ref_src ref_url referer referrer referringsource referral refsrc src source sourceid sref srnd sh share shared
    shareid share_id sharetype sharetoken s_cid s_kwcid st_source cvid cndid hasha hashb hashc esrc bxid cx_testid
    fbclid gclid dclid gclsrc wbraid gbraid msclkid twclid ttclid yclid ysclid igshid igsh li_fat_id epik mc_cid mc_eid
    _hsenc _hsmi hsctatracking mkt_tok vero_id oly_enc_id oly_anon_id wickedid ck_subscriber_id sfmc_id sc_cid sc_src
    spm xtor xtref wt_mc wt_zmc wtmc cm_mmc cm_ven cm_cat cm_pla cm_ite ns_source ns_mchannel ns_campaign ns_linkname
    ns_fee soc_src soc_trk guccounter guce_referrer guce_referrer_sig tsrc feedtype feedname rss fromrss from_rss
    rssfeed rss_id cid_source intcid int_cid intcmp int_source itid wpisrc wpmm wpmk tid_source rss_source taid trk
    trkcampaign tpcc tracking trackid traffic_source twsrc user_email via widget campaign campaign_id campaignid cmpgn
    action_object_map action_ref_map action_type_map fb_action_ids fb_action_types fb_ref fb_source nr_email_referer
    print_view maca _ga _gl _ke redir_esc reflink reftype CMP mkwid pcrid sthash unlocked_article_code
    """.lower().split()
)
_PREFIXES = ("utm_", "mtm_", "at_", "pk_", "hsa_", "itm_", "_bhlid", "ga_", "wt.", "xtor", "stm_", "matomo_", "piwik_")
_AMP_VALUE = frozenset(("outputtype", "output", "view", "format", "mode", "service"))
# courlan counts these as trackers, but they also name articles: two rows for one text are mended later, a merger is not
_KEPT = frozenset(("cid", "eid", "uid"))

_SEARCH_HOST = re.compile(r"(?:www\.|news\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?")
_NEWS_ITEM = re.compile(r"/(?:rss/|__i/rss/rd/)?(?:articles|read)/([A-Za-z0-9_-]{8,1500})=*")
_PLAIN_URL = re.compile(rb"https?://[\x21-\x7e]{4,2048}")


def canonical_url(url: str, *, declared: str = "") -> str:
    """
    Give the one spelling under which an article is known.

    Fragment, tracking parameters, default port, dot segments, doubled slashes and AMP or redirect wrappers go;
    parameters that may name the article stay, sorted by name; the host is lower case and IDNA.

    Args:
        url: absolute, of any source.
        declared: the page's own rel=canonical, absolute or relative; "" = none. It counts only on the same site and
            only if it is not the site's front page.

    Returns:
        An http(s) URL of at most 2,048 characters; applied twice it gives the same.

    Raises:
        ValueError: it cannot name an article; the message says why.
    """
    found = _settle(url)
    if not declared:
        return found
    try:
        named = _settle(urljoin(found, declared.strip()))
    except ValueError:
        return found
    if named == found:
        return found
    front = urlsplit(named)
    if (front.path == "/" and not front.query) or site_of(named) != site_of(found):
        return found
    return named


def article_id(canonical: str) -> str:
    """
    Hash a canonical URL into 16 hexadecimal digits.

    Scheme, a leading www. and a closing slash are ignored, since outlets change them without changing the article.
    """
    name = canonical.partition("://")[2] or canonical
    path, mark, query = name.removeprefix("www.").partition("?")
    return hashlib.sha256(f"{path.rstrip('/')}{mark}{query}".encode(errors="replace")).hexdigest()[:16]


def site_of(url: str) -> str:
    """Give the registrable domain, such as ex.co.uk; the host itself where there is none, "" without a host."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if not host or len(host) > 253:
        return ""
    return _registrable(host) or host


@lru_cache(maxsize=1024)  # a run meets few hosts and each of them often
def _registrable(host: str) -> str:
    """The registrable domain of a host of at most 253 characters, "" for a bare public suffix or an address."""
    return get_fld(f"https://{host}/", fail_silently=True, search_private=True) or ""


@lru_cache(maxsize=1024)  # an address is asked for as the feed gives it, as it answered and as the page declares it
def _settle(url: str) -> str:
    """Clean and unwrap until nothing changes: what makes canonical_url idempotent."""
    for _ in range(_PASSES):
        if len(url) > LENGTH_LIMIT:
            raise ValueError(f"URL longer than {LENGTH_LIMIT} characters")
        cleaned = _clean(url)
        if cleaned == url:
            return cleaned
        url = cleaned
    raise ValueError("URL wrapped too often")


def _clean(url: str) -> str:
    try:
        parts = urlsplit(_ENTITY.sub("&", url.strip()))
        port = parts.port
    except ValueError as error:
        raise ValueError(f"malformed URL: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise ValueError(f"not http(s): {scheme[:20] or 'no scheme'}")
    if "@" in parts.netloc:
        raise ValueError("URL carries credentials")
    host = _host(parts.hostname or "")
    wrapped = _unwrapped(host, parts)
    if wrapped:
        return wrapped
    if port is not None and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    path, query = _path(parts.path), _query(parts.query)
    return f"{scheme}://{host}{path}" + (f"?{query}" if query else "")


def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    if not host:
        raise ValueError("no host")
    if ":" in host:
        return f"[{ip_address(host.partition('%')[0])}]"
    if not _PLAIN_HOST.fullmatch(host) or "xn--" in host:
        try:
            host = idna.encode(host[:254], uts46=True).decode("ascii").rstrip(".")
        except (idna.IDNAError, UnicodeError) as error:
            raise ValueError("host is no domain name") from error
    if ".." in host or not _PLAIN_HOST.fullmatch(host):
        raise ValueError("host is no domain name")
    rest = host.removeprefix("amp.")
    return rest if rest != host and "." in rest and _registrable(rest) else host


def _unwrapped(host: str, parts: SplitResult) -> str:
    """Give the address inside a redirect or AMP cache, "" if it is none."""
    path = parts.path
    if host.endswith(".cdn.ampproject.org") or (_SEARCH_HOST.fullmatch(host) and path.startswith("/amp/")):
        # /c/s/site/path and /amp/s/site/path: "s" stands for https
        kind, _, rest = path.lstrip("/").partition("/")
        secure, _, tail = rest.partition("/")
        target = f"https://{tail}" if secure == "s" else f"http://{rest}"
        return f"{target}?{parts.query}" if kind and parts.query else target
    if not _SEARCH_HOST.fullmatch(host):
        return ""
    if path in ("/url", "/news/url"):
        fields = parse_qs(parts.query, max_num_fields=50)
        return next((fields[name][0] for name in ("q", "url") if fields.get(name, [""])[0].startswith("http")), "")
    item = _NEWS_ITEM.fullmatch(path)
    return _inside(item[1]) if item and host.startswith("news.") else ""


def _inside(token: str) -> str:
    """Read the address that older news tokens carry in the clear; newer ones need their server: "" then."""
    try:
        found = _PLAIN_URL.search(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError):
        return ""
    return found[0].decode("ascii") if found else ""


def _path(path: str) -> str:
    kept: list[str] = []
    segments = _spell(_SESSION.sub("", path)).split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    plain = [each for each in kept if each.lower() != "amp"] or kept
    if plain and plain[-1].lower().endswith((".amp", ".amp.html", ".amp.htm")):
        stem, _, ending = plain[-1].rpartition(".")
        plain[-1] = (stem if ending.lower() == "amp" else f"{stem[:-4]}.{ending}") or plain[-1]
    slash = "/" if plain and segments[-1] in ("", ".", "..") else ""
    return "/" + "/".join(plain) + slash


def _query(query: str) -> str:
    pairs = [piece.partition("=") for piece in query.split("&") if piece]
    kept = [(_spell(name), mark, _spell(value)) for name, mark, value in pairs if not _is_tracker(name, value)]
    return "&".join(map("".join, sorted(kept, key=lambda pair: pair[0])))


def _is_tracker(name: str, value: str) -> bool:
    name = unquote_plus(name).lower()
    if name in _TRACKERS or name.startswith(_PREFIXES) or name == "amp":
        return True
    if name in _AMP_VALUE and unquote(value).lower() == "amp":
        return True
    found = None if name in _KEPT else TRACKERS_RE.search(name)
    # a whole word or a prefix ending in "_": courlan alone would also drop gallery=, glossary=, reference=
    return bool(found and (found.end() == len(name) or found[0].endswith("_")))


def _spell(part: str) -> str:
    """Percent-encode in one way: RFC 3986, section 6.2.2."""
    part = _ESCAPE.sub(_escape, _STRAY_PERCENT.sub("%25", part))
    return quote(part, safe="/%!$'()*+,:;=@~", errors="replace")


def _escape(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char in _UNRESERVED else found[0].upper()
