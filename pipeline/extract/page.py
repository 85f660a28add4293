"""One page in, one article out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from pipeline.errors import ExtractError
from pipeline.extract import fed, guards
from pipeline.extract.body import TOOL, body_lines, plain_text, searched_date, split_lines, standfirst
from pipeline.extract.decode import UnreadableError, parse
from pipeline.extract.guards import Context
from pipeline.extract.language import language_of
from pipeline.extract.learn import line_marks
from pipeline.extract.metadata import VERSION as METADATA_VERSION
from pipeline.extract.metadata import Metadata, read_metadata
from pipeline.extract.status import NO_ARTICLE, WALLS, judge
from pipeline.extract.witness import observe
from pipeline.identity.dates import DateCandidate, choose_date
from pipeline.identity.urls import article_id, canonical_url, site_of
from pipeline.model.codes import TextStatus
from pipeline.model.texts import Article, Page

EXTRACTOR = f"{TOOL} guards {guards.VERSION} metadata {METADATA_VERSION}"
_LONGER = 1.3  # times: from here on a second witness's text is the fuller one
_WORTH = 400  # characters of a second witness that is listened to


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article of which all is known but its language."""

    article: Article
    declared: str = ""  # the page's own word for its language


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A text with its story: what was cut from it and what it is."""

    text: str = ""
    removed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    status: TextStatus = "non_article"
    reason: str = ""


def extract_page(page: Page, chrome: frozenset[int] = frozenset(), *, without: frozenset[str] = frozenset()) -> Article:
    """
    Take the article out of a page: text, title, authors, date, language, and whether it is whole.

    Args:
        page: any answer of the web; nothing in it is trusted.
        chrome: fingerprints of the outlet's own boilerplate, from `learn_chrome`.
        without: guards to leave out, to measure what each is worth.

    Returns:
        An Article also for pages without one: text_status tells, status_reason says why.

    Raises:
        ExtractError: its address cannot name an article, or the extractor itself broke on it.
    """
    (article,) = finish([draft_page(page, chrome, without=without)])
    return article


def finish(drafts: Iterable[Draft]) -> list[Article]:
    """
    Tell the languages of drafts, those of many pages one after another.

    Told page by page, a language would cost five times as much: the extractor, which works between two of them, drives
    the model out of the processor's cache.
    """
    return [replace(draft.article, language=language_of(draft.article.text, draft.declared)) for draft in drafts]


def draft_page(page: Page, chrome: frozenset[int] = frozenset(), *, without: frozenset[str] = frozenset()) -> Draft:
    """As extract_page, but for the language, which `finish` tells."""
    url = page.final_url or page.url
    try:
        canonical = canonical_url(url)
    except ValueError as error:
        raise ExtractError(url[:200], str(error)) from error
    if page.status >= 400:
        return _silent(page, canonical, f"HTTP {page.status}")
    try:
        tree = parse(page.body, page.content_type)
    except UnreadableError as error:
        return _silent(page, canonical, str(error))
    try:
        article = _article(page, tree, canonical, chrome, without)
        return Draft(article=article, declared=tree.get("lang", ""))
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError) as error:
        # libraries meet trees that their authors never saw: one page is lost, not the run
        raise ExtractError(url[:200], f"{type(error).__name__}: {str(error)[:120]}") from error


def _article(page: Page, tree: HtmlElement, found: str, chrome: frozenset[int], without: frozenset[str]) -> Article:
    """`found` is the canonical form of the address that answered; the page may declare another."""
    url = page.final_url or page.url
    metadata = read_metadata(tree, url)
    canonical = canonical_url(found, declared=metadata.declared_url) if metadata.declared_url else found
    witness = observe(tree, site_of(url))
    context = Context(titles=metadata.titles, authors=metadata.authors, chrome=chrome, witness=witness)
    raw = body_lines(tree, url, len(page.body))
    reading = _read(page, tree, raw, metadata, context, without, canonical)
    dates = _dates(page, tree, metadata, url)
    choice = choose_date(dates, seen=page.fetched)
    return Article(
        id=article_id(canonical),
        url=canonical,
        outlet=page.outlet,
        title=metadata.title or (page.entry.title if page.entry else ""),
        authors=metadata.authors,
        published=choice.published,
        date_rule=choice.rule,
        date_confidence=choice.confidence,
        language="",
        section=metadata.section,
        text=reading.text,
        text_status=reading.status,
        status_reason=reading.reason,
        text_hash=text_hash(reading.text),
        extractor=EXTRACTOR,
        removed=reading.removed,
        marks=line_marks(raw),
    )


def _read(
    page: Page,
    tree: HtmlElement,
    raw: list[str],
    metadata: Metadata,
    context: Context,
    without: frozenset[str],
    canonical: str,
) -> _Reading:
    """Clean the text, complete it from the second witnesses, and judge it."""
    kept, removed = guards.clean(raw, context, without)
    declared, cut = guards.clean(split_lines(plain_text(metadata.linked.body)), context, without)
    if _fuller(declared, kept):
        kept, removed = declared, cut
    elif kept and "standfirst" not in without and (lead := standfirst(tree, metadata.description, raw)):
        kept.insert(0, lead)
    told = fed.content_lines(page.entry, context)
    if told and kept and (whole := fed.completed(kept, told, tree)):
        kept, removed = whole, ()
    text = "\n\n".join(kept)
    status, reason = judge(text, "\n".join(raw), metadata, context.witness, canonical)
    if reason.startswith(WALLS):
        text, kept, removed = "", [], ()
    if status == "full" and told and fed.cut_short(kept, told):
        return _Reading(text="\n\n".join(told), status="feed_only", reason=f"the page gives {len(text):,} characters")
    words = fed.instead(page.entry, kept) if status != "full" and not reason.startswith(NO_ARTICLE) else []
    if words:
        return _Reading(text="\n\n".join(words), status="feed_only", reason=reason)
    return _Reading(text=text, removed=removed, status=status, reason=reason)


def _fuller(other: list[str], ours: list[str]) -> bool:
    """A second witness tells the same text, and more of it, or the same in its paragraphs."""
    length, whole = sum(map(len, ours)), "".join("".join(other).split())
    if len(whole) < _WORTH:
        return False
    if len(other) > len(ours) == 1 and whole == "".join(ours[0].split()):
        return True
    known = not ours or "".join(max(ours, key=len).split())[:60] in whole
    return known and sum(map(len, other)) >= _LONGER * length


def _dates(page: Page, tree: HtmlElement, metadata: Metadata, url: str) -> list[DateCandidate]:
    dates = list(metadata.dates)
    if page.entry and page.entry.published:
        dates.append(DateCandidate(source="feed", when=page.entry.published))
    if not dates and (found := searched_date(tree, url)):
        dates.append(found)
    return dates


def _silent(page: Page, canonical: str, reason: str) -> Draft:
    """What can be said of a page that cannot be read: the feed's words if there are any."""
    words = fed.instead(page.entry, [])
    text = "\n\n".join(words)
    dates = [DateCandidate(source="feed", when=page.entry.published)] if page.entry and page.entry.published else []
    choice = choose_date(dates, seen=page.fetched)
    article = Article(
        id=article_id(canonical),
        url=canonical,
        outlet=page.outlet,
        title=page.entry.title if page.entry else "",
        authors=(),
        published=choice.published,
        date_rule=choice.rule,
        date_confidence=choice.confidence,
        language="",
        section="",
        text=text,
        text_status="feed_only" if words else "non_article",
        status_reason=reason,
        text_hash=text_hash(text),
        extractor=EXTRACTOR,
    )
    return Draft(article=article)


def text_hash(text: str) -> str:
    """sha256 hex of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
