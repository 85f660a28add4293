"""The error of the coding: measured.json of the pack, which `detente evaluate GOLD --json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from pipeline.errors import PackError
from pipeline.model.pack import Measured

MEASURED = "measured.json"
NAMES = ("dimension", "n", "accuracy", "macro_f1", "low", "high", "ceiling")


def load_measured(folder: Path) -> tuple[Measured, ...]:
    """
    Read measured.json; a pack without one has never been measured.

    Raises:
        PackError: it is not what `detente evaluate --json` prints.
    """
    path = folder / MEASURED
    if not path.exists():
        return ()
    try:
        found: Mapping[str, Any] = orjson.loads(path.read_bytes())
        version = str(found["version"])
        rows = [{name: each[name] for name in NAMES} for each in found["dimensions"]]
        return tuple(Measured(version=version, **row) for row in rows)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise PackError(MEASURED, f"not what `detente evaluate --json` prints: {error}") from error
