"""The generic codes of the codebook, and the other closed lists."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

Relevance: TypeAlias = Literal["core", "marginal", "none"]
Genre: TypeAlias = Literal["commentary", "news", "primary", "other"]
Orientation: TypeAlias = Literal["engage", "confront", "mixed", "none"]
Blame: TypeAlias = str  # who is blamed depends on the pack: an actor's key, "both" or "none"
Outlook: TypeAlias = Literal["improving", "worsening", "mixed", "none"]
TextStatus: TypeAlias = Literal["full", "partial", "feed_only", "paywalled", "non_article"]
Route: TypeAlias = Literal["seed", "live", "backfill"]
Stage: TypeAlias = Literal["pack", "fetch", "feeds", "extract", "identity", "classify", "store", "shift", "digest"]


def require_utc(name: str, value: datetime | None) -> None:
    """Refuse a naive datetime or one of another zone: ValueError names the field."""
    if value is not None and value.utcoffset() != timedelta(0):
        raise ValueError(f"{name} must be in UTC, got {value!r}")
