"""Every error raised on purpose reads "what: which: why"."""

from __future__ import annotations


class PipelineError(Exception):
    """Base of every error raised here on purpose: flows and commands catch this one and no other."""

    what = "pipeline failed"

    def __init__(self, which: str, why: str = "") -> None:
        super().__init__(which, why)
        self.which = which
        self.why = why

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.what, *self.args)))


class SettingError(PipelineError):
    """A setting is unknown or has a value that cannot be used; *which* is its name."""

    what = "bad setting"


class PackError(PipelineError):
    """A file of the topic pack cannot be used; *which* is the file and the key."""

    what = "bad topic pack"


class FetchError(PipelineError):
    """An address gave no usable answer; *which* is the URL."""

    what = "not fetched"


class RefusedURLError(FetchError):
    """An address must not be asked at all: scheme, port or network forbid it."""

    what = "refused"


class FeedError(PipelineError):
    """A document is no feed; *which* is its URL."""

    what = "not a feed"


class ExtractError(PipelineError):
    """A page gave no article; *which* is its URL or path."""

    what = "no article"


class CodingError(PipelineError):
    """An article was not coded this time; *which* is its id."""

    what = "not coded"


class ExhaustedError(CodingError):
    """Nothing more is coded in this run: a budget is spent, or a service does not answer; *which* names it."""

    what = "coding stopped"


class StoreError(PipelineError):
    """The database cannot be read or written; *which* is its path."""

    what = "database unusable"


class InputError(PipelineError):
    """A file or argument given by the user cannot be used; *which* names it."""

    what = "bad input"


class OutputError(PipelineError):
    """A file cannot be written; *which* is its path."""

    what = "not written"


class MailError(PipelineError):
    """An issue was not mailed; *which* is the issue, the relay or the recipient."""

    what = "not mailed"
