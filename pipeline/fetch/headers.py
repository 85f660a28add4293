"""What an answer's headers wish for."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})\b", re.IGNORECASE)
_NEVER_KEPT = re.compile(r"(?:^|[,\s])(?:no-cache|no-store)(?:$|[,\s=])", re.IGNORECASE)
_LONGEST = 31 * 86400  # seconds: a wish beyond a month is a mistake


def retry_after(value: str, now: datetime) -> timedelta | None:
    """
    How long a Retry-After header asks us to stay away; None = it says nothing usable. At most 31 days.

    Source: RFC 9110, 10.2.3: seconds or an HTTP date.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), _LONGEST))
    try:
        moment = parsedate_to_datetime(text[:64])
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    wait = (moment - now).total_seconds()
    return timedelta(seconds=min(wait, _LONGEST)) if wait > 0 else None


def max_age(value: str) -> timedelta | None:
    """
    How long Cache-Control lets an answer be used; None = it does not say. At most 31 days.

    Source: RFC 9111, 5.2.2: no-cache and no-store void max-age.
    """
    found = _MAX_AGE.search(value[:500])
    if not found or _NEVER_KEPT.search(value[:500]):
        return None
    return timedelta(seconds=min(int(found[1]), _LONGEST))
