"""User and password of the mail relay from a Prefect block: credentials alone, nothing is sent by Prefect."""

from __future__ import annotations

from typing import Any

from pipeline.errors import SettingError
from pipeline.settings import Settings


def relay_credentials(settings: Settings) -> tuple[str, str] | None:
    """
    (user, password) of the block that `smtp_block` names as type/name; None = no block is set.

    A `secret` block holds the password, and `smtp_user` says who; any other block must have *username* and *password*,
    as prefect-email's `email-server-credentials` does.

    Raises:
        SettingError: the block cannot be loaded, or holds neither.
    """
    if not settings.smtp_block:
        return None
    from prefect.blocks.core import Block

    try:
        block: Any = Block.load(settings.smtp_block)
    except Exception as error:  # whatever server and block type throw: it is one setting that does not lead anywhere
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise SettingError("smtp_block", f"{settings.smtp_block}: {first}") from error
    if hasattr(block, "get") and not hasattr(block, "password"):
        return settings.smtp_user, _plain(block.get())
    user, password = getattr(block, "username", None), getattr(block, "password", None)
    if password is None:
        raise SettingError("smtp_block", f"{settings.smtp_block} holds no password")
    return str(user or settings.smtp_user), _plain(password)


def _plain(value: Any) -> str:
    return str(value.get_secret_value() if hasattr(value, "get_secret_value") else value)
