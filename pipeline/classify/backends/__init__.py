"""Other ways to code articles than the pack's own heads, behind one interface."""

from pipeline.classify.backends.protocol import Ask, Backend, Memory

__all__ = ["Ask", "Backend", "Memory"]
