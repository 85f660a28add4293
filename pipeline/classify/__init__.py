"""
The coding of articles by the codebook.

`train` and `evaluate` are modules of their own: they need scikit-learn, which coding does not.
"""

from pipeline.classify.coder import Coder
from pipeline.classify.context import Context
from pipeline.classify.explain import Explanation, Reason, explain

__all__ = ["Coder", "Context", "Explanation", "Reason", "explain"]
