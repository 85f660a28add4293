"""What feeds say: their entries, their state, their lists."""

from pipeline.feeds.discover import discover
from pipeline.feeds.parse import FeedLimits, Parsed, parse
from pipeline.feeds.pool import Job, parse_all
from pipeline.feeds.state import after_answer, after_failure, is_due, is_silent, is_unchanged

__all__ = [
    "FeedLimits",
    "Job",
    "Parsed",
    "after_answer",
    "after_failure",
    "discover",
    "is_due",
    "is_silent",
    "is_unchanged",
    "parse",
    "parse_all",
]
