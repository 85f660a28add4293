"""The files of the pack that are not written by hand."""

from __future__ import annotations

from pathlib import Path

from pipeline.files import replace_file

WEIGHTS = "weights.json"


def write_weights(folder: Path, weights: bytes, name: str = WEIGHTS) -> Path:
    """
    Replace weights.json, or another file that training makes, whole or not at all.

    Raises:
        OutputError: the folder cannot be written.
    """
    return replace_file(folder / name, weights)
