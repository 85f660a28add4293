"""The topic pack: `seeds/`, the one place that knows the subject."""

from pipeline.pack.outlets import add_outlets, load_outlets, merge_outlets
from pipeline.pack.read import load_pack

__all__ = ["add_outlets", "load_outlets", "load_pack", "merge_outlets"]
