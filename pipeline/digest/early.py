"""The page of all alerts, and what the feed says of them: early looks are no issues, and the next one decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from pipeline.digest.files import write
from pipeline.digest.mail.alert import AlertView, name_of, view_alerts
from pipeline.digest.page import environment
from pipeline.model.alert import Alert, Look

PAGE, INDEX = "alerts.html", "alerts.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyLook:
    """One look that found something, as archive and feed print it."""

    name: str  # "early-2026-11-19": also its place on the page
    at: datetime  # UTC: when it was found
    view: AlertView


def write_alerts(
    folder: Path, looks: Sequence[tuple[Look, Sequence[Alert]]], *, title: str, names: Mapping[str, str]
) -> None:
    """
    Write alerts.html and alerts.json beside the issues; the same looks give the same bytes.

    Args:
        looks: each with its alerts, the newest first.
        title: of the digest.
        names: of outlets, by key.

    Raises:
        OutputError: the folder cannot be written.
    """
    found = [
        EarlyLook(name=name_of(look), at=look.known_at, view=view_alerts(look, alerts, names))
        for look, alerts in looks
        if alerts
    ]
    rows = [asdict(each) for each in found]
    write(folder, orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode() + "\n", INDEX)
    write(folder, environment().get_template("alerts.html").render(title=title, looks=found) + "\n", PAGE)


def load_alerts(folder: Path) -> list[EarlyLook]:
    """What alerts.json says; [] where there is none, or one of another version."""
    try:
        return TypeAdapter(list[EarlyLook]).validate_json((folder / INDEX).read_bytes())
    except (OSError, ValidationError):
        return []
