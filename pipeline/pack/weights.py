"""The files of the pack that are not written by hand."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pipeline.errors import OutputError

WEIGHTS = "weights.json"


def write_weights(folder: Path, weights: bytes, name: str = WEIGHTS) -> Path:
    """
    Replace weights.json, or another file that training makes, whole or not at all.

    Raises:
        OutputError: the folder cannot be written.
    """
    path = folder / name
    try:
        with tempfile.NamedTemporaryFile("wb", dir=folder, suffix=".new", delete=False) as new:
            new.write(weights)
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).chmod(0o644)
        Path(new.name).replace(path)
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error
    return path
