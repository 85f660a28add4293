"""What codes here, by the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path

from pipeline.classify import Coder
from pipeline.classify.backends import Backend, Memory
from pipeline.errors import SettingError
from pipeline.fetch.post import post_json
from pipeline.line.run import policy
from pipeline.model.pack import Pack
from pipeline.settings import PREFIX, Settings
from pipeline.store.codings import Answers
from pipeline.store.connection import Store

ENDPOINT = "/chat/completions"


def open_backend(settings: Settings, pack: Pack, memory: Memory) -> Backend:
    """
    The backend that the settings name; a service is not asked yet.

    Args:
        memory: keeps the answers of a service.

    Raises:
        SettingError: a setting that it needs is missing.
        PackError, InputError: what it codes with cannot be used.
    """
    if settings.backend == "llm":
        return _language_model(settings, pack, memory)
    if settings.backend == "transformers":
        from pipeline.classify.backends.folder import FolderModel
        from pipeline.classify.backends.transformer import Transformer

        folder = Path(_needed(settings.backend, "transformer", str(settings.transformer or "")))
        return Transformer(pack, FolderModel(folder), name=folder.resolve().name)
    return Coder(pack)


@contextmanager
def opened_backend(settings: Settings, pack: Pack, now: datetime) -> Iterator[Backend]:
    """The same for a command that has no run: the database is opened only where answers of a service are kept."""
    with Store(settings.database) if settings.backend == "llm" else nullcontext() as store:
        yield open_backend(settings, pack, Answers(store, now) if store else Forgetful())


class Forgetful:
    """Remembers nothing."""

    def recall(self, key: str) -> str | None:
        """Nothing."""

    def keep(self, key: str, answer: str, *, model: str, prompt: str, tokens: int) -> None:
        """Forget it."""


def _language_model(settings: Settings, pack: Pack, memory: Memory) -> Backend:
    from pipeline.classify.backends.llm import LanguageModel

    base = _needed(settings.backend, "llm_url", settings.llm_url).rstrip("/")
    ask = partial(
        post_json,
        base if base.endswith(ENDPOINT) else base + ENDPOINT,
        agent=policy(settings).agent,
        seconds=settings.llm_seconds,
        bearer=settings.llm_key.get_secret_value(),
    )
    model = _needed(settings.backend, "llm_model", settings.llm_model)
    return LanguageModel(pack, model=model, ask=ask, memory=memory, budget=settings.llm_budget)


def _needed(backend: str, name: str, value: str) -> str:
    if not value:
        raise SettingError(PREFIX + name.upper(), f"the backend {backend!r} needs it")
    return value
