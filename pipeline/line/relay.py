"""How this place sends mail: what its settings say of relay, sender and unsubscribing."""

from __future__ import annotations

from pipeline.digest.mail.addresses import address, mailto
from pipeline.errors import InputError, SettingError
from pipeline.fetch.smtp import Relay
from pipeline.settings import Settings


def configured(settings: Settings) -> bool:
    """Whether this place sends mail."""
    return bool(settings.smtp_host)


def relay_of(settings: Settings, credentials: tuple[str, str] | None = None) -> Relay:
    """
    Where mail is handed over.

    Args:
        credentials: (user, password) from elsewhere, instead of those of the settings.

    Raises:
        SettingError: host or sender is missing, or the password file cannot be read.
    """
    if not settings.smtp_host:
        raise SettingError("smtp_host", "no relay is set, so no mail can be sent")
    sender_of(settings)
    user, password = credentials or (settings.smtp_user, settings.smtp_password.get_secret_value())
    if settings.smtp_password_file and not credentials:
        try:
            password = settings.smtp_password_file.read_text(encoding="utf-8").partition("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError("smtp_password_file", f"cannot be read: {error}") from error
    return Relay(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=user,
        password=password,
        seconds=settings.smtp_seconds,
        authority=settings.smtp_ca,
    )


def sender_of(settings: Settings) -> str:
    """
    The address that sends.

    Raises:
        SettingError: it is missing or no address.
    """
    try:
        return address(settings.mail_from)
    except InputError as error:
        raise SettingError("mail_from", f"needs the address of the sender, got {settings.mail_from!r}") from error


def way_out(settings: Settings, sender: str, token: str) -> str:
    """
    The address that takes one reader off the list.

    Raises:
        SettingError: the setting is neither a mailto: nor an https: address.
    """
    target = settings.unsubscribe or f"mailto:{sender}"
    if target.startswith("mailto:"):
        return mailto(target.removeprefix("mailto:").partition("?")[0], token)
    if target.startswith("https://") and not any(each in target for each in ' <>"'):
        return f"{target}{'&' if '?' in target else '?'}t={token}"
    raise SettingError("unsubscribe", f"write mailto:ADDRESS or an https: address, got {target!r}")
