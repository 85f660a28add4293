"""Read one written date: what feeds, pages and metadata call a timestamp."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FIRST_YEAR, LAST_YEAR = 1990, 2100
_LENGTH_LIMIT = 80  # characters; no timestamp is longer

_ENGLISH = "jan uary,feb ruary,mar ch,apr il,may,jun e,jul y,aug ust,sep tember,oct ober,nov ember,dec ember,sept"
_MONTHS = {
    name: number + 1 if number < 12 else 9
    for number, names in enumerate(_ENGLISH.split(","))
    for name in (names.replace(" ", ""), names.split()[0])
}
# languages whose month names babel is asked for once an English reading fails
_LOCALES = "ar bg ca cs da de el es et fi fr hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sr sv tr uk vi zh"

# hours east of Greenwich, as outlets abbreviate; RFC 822 names and those seen in feeds (IST is India's)
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2,
    "SAST": 2, "CAT": 2, "WAT": 1, "EAT": 3, "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4, "TRT": 3, "AST": -4, "ADT": -3,
    "GST": 4, "SAMT": 4, "AZT": 4, "AMT": 4, "GET": 4, "IRST": 3.5, "AFT": 4.5, "PKT": 5, "UZT": 5, "YEKT": 5,
    "IST": 5.5, "NPT": 5.75, "OMST": 6, "ALMT": 6, "ICT": 7, "WIB": 7, "KRAT": 7, "SGT": 8, "HKT": 8, "MYT": 8,
    "PHT": 8, "AWST": 8, "IRKT": 8, "JST": 9, "KST": 9, "YAKT": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "VLAT": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3, "NST": -3.5, "NDT": -2.5, "EST": -5, "EDT": -4,
    "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "МСК": 3, "TSİ": 3, "MEZ": 1, "MESZ": 2, "HNEC": 1, "HAEC": 2,
}  # fmt: skip
# names without standard or daylight: the calendar decides
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}

_TIME = (
    r"(?:(?:[,T]|\s)\s{0,3}(?:(?:at|um|à|às|a\slas|alle|ore|kl\.?|om|o|в|-|\|)\s)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{1,2})(?:[.,]\d{1,9})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"\s{0,3}[(\[]?(?P<zone>[A-Z]{0,5}[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,9}/[A-Z]{2,14}(?:[_/][A-Z]{2,14})?|[^\W\d_]{1,5})?[)\]]?)?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,12}(?:\.?,?\s{1,3}|,))?"
_NAME = r"(?P<name>[^\W\d_]{3,14})\.?"
_FORMS = tuple(
    re.compile(rf"{form}{_TIME}", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        # Mon, 12 Oct 2026 · 12. Oktober 2026 · 12 de octubre de 2026 · 12-Oct-26
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º)?[\s-](?:de\s)?{_NAME},?[\s-](?:de\s)?"
        r"(?P<year>\d{4}|\d{2})(?:\sг\.?)?",
        # Oct. 12, 2026 · Monday, October 12th 2026
        rf"{_WEEKDAY}{_NAME}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<month>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})",
    )
)
# Mon Oct 12 10:00:00 UTC 2026, as C prints it
_CTIME = re.compile(r"([A-Za-z]{3} )([A-Za-z]{3} \d{1,2}) (\d{2}:\d{2}:\d{2})( [A-Z]{1,5}| [+-]\d{4})? (\d{4})")
_NAMED_OFFSET = re.compile(
    r"([+-]\d{2}:?\d{2}|Z)\s?[(\[][^)\]]{1,40}[)\]]"
)  # the offset says it; its name beside is for readers
_TIME_FIRST = re.compile(
    r"(\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s\(?[^\W\d_]{2,5}\)?)?)(?:,\s|\s[-–|]\s|\s)(?:on\s)?(.{8,60})"
)
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일](?:\s?[(（].{1,3}[)）])?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds since 1970, of the years 2001 to 2033


def parse_date(text: str) -> datetime | None:
    """
    Read a timestamp as outlets write it: RFC 822, ISO 8601, plain dates, month names of many languages.

    Args:
        text: one date, nothing else; an unnamed or unknown zone counts as UTC; a two-digit year is 1990 to 2068.

    Returns:
        Aware, in UTC; None if it is no date, ambiguous (12/10/2026) or outside 1990 to 2100.
    """
    written = written_date(text)
    return None if written is None else written.astimezone(UTC)


def is_day_only(text: str) -> bool:
    """Tell a date without a time of day, or with midnight in its own zone, which is how software fills a gap."""
    written = written_date(text)
    return written is not None and (written.hour, written.minute, written.second) == (0, 0, 0)


def written_date(text: str) -> datetime | None:
    """Like parse_date, in the zone that is written: its date() is the outlet's own day."""
    text = text.strip()
    if not 6 <= len(text) <= _LENGTH_LIMIT:
        return None
    try:
        found = _read(text)
        return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None
    except (ValueError, OverflowError):
        return None


def _read(text: str) -> datetime | None:
    if text[:4].isdigit():
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        if text[4:8].isdigit() and len(text) > 8 and text[8].isdigit():
            return None  # a number, not a date
        if text[10:11] != " " and (iso := _iso(text)):
            return iso
    elif found := _CTIME.fullmatch(text):
        text = f"{found[2]} {found[5]} {found[3]}{found[4] or ''}"
    plain = _CJK.sub(r"\1-\2-\3", _NAMED_OFFSET.sub(r"\1", " ".join(text.split())))
    later = _TIME_FIRST.fullmatch(plain)
    for form in _FORMS:
        match = form.fullmatch(plain) or (later and form.fullmatch(f"{later[2]} {later[1]}"))
        if match:
            return _assemble(match.groupdict())
    return None


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    return found if abs(found.utcoffset() or timedelta()) <= timedelta(hours=14) else None


def _assemble(parts: dict[str, str | None]) -> datetime | None:
    month = int(parts.get("month") or 0) or _month(parts.get("name") or "")
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    half = (parts["half"] or "").lower()
    if not month or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 1900 if year >= 90 else 2000
    zone = _zone(parts["zone"] or "")
    if zone is None or second > 60:
        return None
    ends = (hour, minute, second) == (24, 0, 0)  # ISO 8601's end of the day
    day, second = int(parts["day"] or 0), min(second, 59)
    return datetime(year, month, day, 0 if ends else hour, minute, second, tzinfo=zone) + timedelta(days=ends)


@lru_cache(maxsize=512)
def _month(name: str) -> int:
    name = name.casefold()
    return _MONTHS.get(name) or _foreign_months().get(name, 0)


@cache
def _foreign_months() -> dict[str, int]:
    """Collect month names of other languages, leaving out those that two languages give to different months."""
    from babel.dates import get_month_names  # only a foreign month pays for the locales

    names: dict[str, int] = {}
    for locale in _LOCALES.split():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context=context, locale=locale).items():
                    key = name.casefold().rstrip(".")
                    names[key] = number if names.get(key, number) == number else 0
    return names


@lru_cache(maxsize=512)
def _zone(name: str) -> tzinfo | None:
    """Give the zone of a name or an offset; None if the offset is impossible."""
    if "/" in name:
        try:
            return ZoneInfo("/".join(part.title() for part in name.split("/")))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return UTC
    name = name.upper()
    sign = max(name.find("+"), name.find("-"))
    if sign < 0:
        if name in _REGIONS:
            try:
                return ZoneInfo(_REGIONS[name])
            except ZoneInfoNotFoundError:
                return UTC
        return timezone(timedelta(hours=_ZONES.get(name, 0)))
    digits = name[sign + 1 :].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours * 60 + minutes > 14 * 60 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if name[sign] == "-" else offset)
