"""The topic pack: `seeds/`, the one place that knows the subject."""

from pipeline.pack.outlets import add_outlets, load_outlets, merge_outlets
from pipeline.pack.read import load_pack
from pipeline.pack.weights import write_weights

__all__ = ["add_outlets", "load_outlets", "load_pack", "merge_outlets", "write_weights"]
