"""How often a feed publishes, and so when to ask it again."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from pipeline.model.texts import Entry

SHORTEST = timedelta(minutes=30)
LONGEST = timedelta(hours=24)
UNKNOWN = timedelta(hours=1)  # until its rhythm is known
_WEEK = timedelta(days=7)
_WINDOW = timedelta(days=28)  # of entries that count for the rhythm
_JITTER = 0.1  # of the interval, at most, later
_MEMORY = 0.7  # weight of the baseline so far


def weekly_yield(entries: Sequence[Entry], now: datetime) -> float:
    """Entries a week over the last four weeks, by their dates; 0 = not enough dated ones."""
    dates = sorted(entry.published for entry in entries if entry.published and now - _WINDOW <= entry.published <= now)
    if len(dates) < 2:
        return 0.0
    span = max(now - dates[0], timedelta(hours=1))  # a feed holds its newest items only: from its oldest to now
    return len(dates) * (_WEEK / span)


def smoothed(baseline: float, now_seen: float) -> float:
    """Baseline after one more look: an exponential average; 0 = still unknown."""
    if not now_seen:
        return baseline
    return _MEMORY * baseline + (1 - _MEMORY) * now_seen if baseline else now_seen


def own_interval(baseline: float) -> timedelta:
    """Half the mean gap between two entries, from 30 minutes to a day."""
    if baseline <= 0:
        return UNKNOWN
    return min(max(_WEEK / (2 * baseline), SHORTEST), LONGEST)


def backed_off(failures: float) -> timedelta:
    """Interval after failures of this weight: doubled by each whole one, from 30 minutes to a day."""
    return min(SHORTEST * math.exp2(min(failures, 10.0)), LONGEST)


def jitter(url: str, interval: timedelta) -> timedelta:
    """Up to a tenth of *interval*, always the same for one address: feeds of one list do not fall due together."""
    share = int.from_bytes(hashlib.sha256(url.encode("utf-8", "replace")).digest()[:4], "big") / 2**32
    return interval * (_JITTER * share)


def outside(moment: datetime, hours: frozenset[int]) -> datetime:
    """First moment from *moment* on whose hour is none of *hours* (skipHours, UTC)."""
    for _ in range(24):
        if moment.hour not in hours:
            break
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment


def longest_silence(baseline: float) -> timedelta:
    """
    Silence that a feed of *baseline* entries a week has by chance less than once in a thousand times.

    Source: the first gap of a Poisson process, P(gap > t) = exp(-rate t); three days at least, for weekends.
    """
    return max(timedelta(days=3), _WEEK * (math.log(1000) / baseline))
