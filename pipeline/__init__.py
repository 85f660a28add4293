"""The stages of the line, from a topic pack and its feeds to a weekly digest."""

__version__ = "0.1.0"
