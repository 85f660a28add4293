"""
The values that travel along the line, in the order of the line.

All are frozen and keyword-only; every datetime is aware and in UTC; every code is one of the codebook's.
`Feed -> Entry -> Page -> Article -> Assessment -> WeekCount -> WeekSummary -> Digest`, with `Failure` beside each.
"""

from pipeline.model.codes import Blame, Genre, Orientation, Outlook, Relevance, Route, Stage, TextStatus, require_utc
from pipeline.model.coding import Assessment, Evidence
from pipeline.model.pack import Actor, Dimension, Event, Outlet, Pack, Quote, Seed, Topic
from pipeline.model.page import Coverage, Digest, Passage, Profile, SeedText, Voice
from pipeline.model.texts import Article, Entry, Failure, Feed, Page
from pipeline.model.week import BALANCE, Figure, Plan, Verdict, WeekCount, WeekSummary

__all__ = [
    "BALANCE",
    "Actor",
    "Article",
    "Assessment",
    "Blame",
    "Coverage",
    "Digest",
    "Dimension",
    "Entry",
    "Event",
    "Evidence",
    "Failure",
    "Feed",
    "Figure",
    "Genre",
    "Orientation",
    "Outlet",
    "Outlook",
    "Pack",
    "Page",
    "Passage",
    "Plan",
    "Profile",
    "Quote",
    "Relevance",
    "Route",
    "Seed",
    "SeedText",
    "Stage",
    "TextStatus",
    "Topic",
    "Verdict",
    "Voice",
    "WeekCount",
    "WeekSummary",
    "require_utc",
]
