"""The only door to the network: polite, bounded, and closed to private addresses."""

from pipeline.fetch.headers import max_age, retry_after
from pipeline.fetch.run import fetch_all, fetch_one
from pipeline.fetch.values import Answer, Hop, Limits, Policy, Request, UnreachableError

__all__ = [
    "Answer",
    "Hop",
    "Limits",
    "Policy",
    "Request",
    "UnreachableError",
    "fetch_all",
    "fetch_one",
    "max_age",
    "retry_after",
]
