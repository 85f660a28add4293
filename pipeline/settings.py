"""Where things are and how far to go: defaults, then detente.toml, then DETENTE_* of the environment."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from pipeline.errors import SettingError

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "DETENTE_"
FILE = "detente.toml"


def _words(value: object) -> object:
    """`a, b` of the environment is the list `["a", "b"]` of the file."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _home(value: object) -> object:
    """`~` is the user's home, also where no shell has seen it; an empty value is a slip, not the working folder."""
    if not isinstance(value, str):
        return value
    if not value or "\0" in value:
        raise ValueError("names no folder")
    try:
        return Path(value).expanduser()
    except RuntimeError as error:  # a user that this machine does not know
        raise ValueError(str(error)) from error


def _one_line(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError("only printable ASCII can be told in a header")
    return value


def _printable(value: str) -> str:
    if not value.isprintable():
        raise ValueError("holds a line break or a control character")
    return value


Folder: TypeAlias = Annotated[Path, BeforeValidator(_home)]
Line: TypeAlias = Annotated[str, AfterValidator(_one_line)]
Count: TypeAlias = Annotated[int, Field(ge=1)]
Seconds: TypeAlias = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Settings(BaseModel):
    """All settings; each has a default that works on a fresh machine."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pack: Folder = ROOT / "seeds"  # the topic pack
    home: Folder = ROOT / "data"  # the database and its published snapshot
    reports: Folder = ROOT / "reports" / "weekly"  # the digests
    contact: Line = "https://example.org/detente-contact"  # told to every site in the user agent
    allow_hosts: Annotated[tuple[str, ...], BeforeValidator(_words)] = ()  # private hosts that may be fetched
    workers: Count = max(1, min(4, os.cpu_count() or 1))  # processes that extract
    concurrency: Count = 32  # requests at a time, over all hosts
    per_host: Count = 2  # requests at a time to one host
    delay: Seconds = 1.0  # seconds between two requests to one public host
    page_seconds: Annotated[Seconds, Field(gt=0)] = 10.0  # one page may keep the extractor busy so long
    batch: Count = 1_000  # pages kept in memory and stored at a time, if they are small: at most 32 MiB of them
    backend: Literal["embedded", "llm", "transformers"] = (
        "embedded"  # what codes: the pack's own heads need nothing else
    )
    llm_url: Line = ""  # of an OpenAI-compatible service, e.g. http://127.0.0.1:8080/v1; it may be private
    llm_model: Line = ""  # as the service names it
    llm_key: SecretStr = SecretStr("")  # sent as a bearer token; never printed
    llm_budget: Count = 1_000_000  # tokens a run: some 300 articles
    llm_seconds: Annotated[Seconds, Field(gt=0)] = 60.0  # one answer may take so long
    transformer: Folder | None = None  # folder of an NLI model or of a classifier, as save_pretrained writes it
    baseline_weeks: Count = 4  # weeks that a week is compared with: long enough for n, short enough to be recent
    fdr: Annotated[float, Field(gt=0, lt=1)] = 0.10  # expected false share among the shifts called
    least_week_n: Count = 100  # articles below which a week is thin and no shift is called
    least_outlets: Count = 8  # outlets below which clustering cannot be measured and no shift is called
    reference_weeks: Count = 52  # of the index's window where the pack fixes none: a year has all seasons
    site: Line = ""  # public address of the reports folder, for links in mail and feed; "" = not public
    smtp_host: Line = ""  # relay that takes the mail; "" = no mail is sent
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"  # none: on this machine alone
    smtp_user: Line = ""  # "" = the relay asks for none
    smtp_password: SecretStr = SecretStr("")
    smtp_password_file: Folder | None = None  # its first line, instead of smtp_password
    smtp_block: Line = ""  # Prefect block with user and password, e.g. secret/relay, instead of both
    smtp_ca: Folder | None = None  # certificates to trust instead of the system's
    smtp_seconds: Annotated[Seconds, Field(gt=0)] = 30.0  # one answer of the relay may take so long
    mail_from: Line = ""  # address of the sender
    mail_postal: Annotated[str, AfterValidator(_printable)] = ""  # of the publisher, at the foot of each mail
    recipients: Folder | None = None  # list of addresses; none = recipients.txt beside the database
    unsubscribe: Line = ""  # mailto: or https: address that takes a reader off; "" = mailto the sender
    operator: Line = ""  # address that is told when an issue is not mailed
    alerts: bool = False  # look every day between two issues, and mail a clear change
    alert_pause_days: Count = 7  # after an alert, the same measure in the same direction is no news for so long

    @property
    def database(self) -> Path:
        """The file that the pipeline writes."""
        return self.home / "detente.duckdb"

    @property
    def published(self) -> Path:
        """The snapshot that analysts read."""
        return self.home / "published.duckdb"

    @property
    def recipients_file(self) -> Path:
        """The list of those who get the mail."""
        return self.recipients or self.home / "recipients.txt"

    @property
    def mail_key(self) -> Path:
        """The key that signs unsubscribe links and hides addresses in the ledger."""
        return self.home / "mail.key"


def settings_file() -> Path:
    """The file named by DETENTE_CONFIG, else detente.toml of the working folder, else of the project."""
    named = os.environ.get(PREFIX + "CONFIG")
    here = Path(FILE)
    return Path(named) if named else here if here.exists() else ROOT / FILE


def load_settings() -> Settings:
    """
    Read all settings; the environment wins over the file.

    Raises:
        SettingError: a name nobody knows, a value that does not fit, or a file that is missing or no TOML.
    """
    known = {PREFIX + name.upper(): name for name in Settings.model_fields} | {PREFIX + "CONFIG": ""}
    given = {name: value for name, value in sorted(os.environ.items()) if name.startswith(PREFIX)}
    for name in given:
        if name not in known:
            raise SettingError(name, f"no such setting; known are {', '.join(sorted(known))}")
    path = settings_file()
    if PREFIX + "CONFIG" in os.environ and not path.is_file():
        raise SettingError(PREFIX + "CONFIG", f"{path}: no such file")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return Settings(**told | {known[name]: value for name, value in given.items() if known[name]})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(str(path), f"not TOML: {error}") from error
    except OSError as error:
        raise SettingError(str(path), error.strerror or str(error)) from error
    except ValidationError as error:
        raise SettingError(*_first(error.errors()[0])) from error


def _first(problem: Any) -> tuple[str, str]:
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return name, f"no such setting; known are {', '.join(sorted(Settings.model_fields))}"
    return name, f"{problem['msg'].removeprefix('Value error, ')}, got {problem['input']!r}"
