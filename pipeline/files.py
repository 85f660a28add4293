"""How a file is replaced: whole or not at all, whatever is killed meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import OutputError


def replace_file(path: Path, body: bytes, *, mode: int = 0o644) -> Path:
    """
    Put *body* in the place of a file, or of none; its folder must be there.

    Args:
        mode: permissions of the new file, less those that the process may not give.

    Raises:
        OutputError: it cannot be written; what stood there stands unchanged.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(str(path), error.strerror or type(error).__name__) from error
    return path
