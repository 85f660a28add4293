"""A sequence classifier from a folder, by transformers and torch: an extra, imported when first needed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import InputError

Floats: TypeAlias = NDArray[np.float64]

CONFIG, WEIGHTS = "config.json", "model.safetensors"
BATCH = 16  # texts or pairs at a time
MOST_TOKENS = 512
_SAMPLED = 1 << 20  # bytes of the weights, from either end, that tell one model from another


class FolderModel:
    """One model in memory; nothing is ever downloaded, and no code of the folder runs."""

    def __init__(self, folder: Path) -> None:
        """
        Load a model as `save_pretrained` writes it.

        Raises:
            InputError: the folder, a file of it or a package is missing, or the model cannot be read.
        """
        for name in (CONFIG, WEIGHTS):
            if not (folder / name).is_file():
                raise InputError(str(folder), f"no model: {name} is missing")
        self.fingerprint = _fingerprint(folder)
        try:
            import torch
            from transformers import AutoModelForSequenceClassification, AutoTokenizer
        except ImportError as error:
            why = f"{error.name or error} is not installed: pip install 'detente[transformers]'"
            raise InputError("backend transformers", why) from error
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
            self._model: Any = AutoModelForSequenceClassification.from_pretrained(
                str(folder), local_files_only=True, use_safetensors=True
            )
        except Exception as error:  # whatever a library makes of a damaged file
            raise InputError(str(folder), f"no model: {' '.join(str(error).split())[:200]}") from error
        self._torch = torch
        self._model.eval()
        names = self._model.config.id2label
        self.labels = tuple(str(names[number]) for number in range(self._model.config.num_labels))

    def logits(self, texts: Sequence[str], beside: Sequence[str] | None) -> Floats:
        """Texts, with the second text of each pair if given, x labels."""
        found = []
        for start in range(0, len(texts), BATCH):
            part = slice(start, start + BATCH)
            pair = () if beside is None else (list(beside[part]),)
            encoded = self._tokenizer(
                list(texts[part]),
                *pair,
                padding=True,
                truncation="only_first" if pair else True,
                max_length=MOST_TOKENS,
                return_tensors="pt",
            )
            with self._torch.no_grad():
                found.append(self._model(**encoded).logits.double().numpy())
        return np.concatenate(found)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256((folder / CONFIG).read_bytes())
    with (folder / WEIGHTS).open("rb") as file:
        digest.update(file.read(_SAMPLED))
        size = file.seek(0, 2)
        file.seek(max(0, size - _SAMPLED))
        digest.update(file.read() + str(size).encode())
    return digest.hexdigest()
