"""The words of the model card: card.toml of the pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.model.card import Card, Trial
from pipeline.pack.tables import check, read_table

CARD = "card.toml"
UNSAID = Card(trained_on="", intended="", limits=(), trials=())


def load_card(folder: Path) -> Card:
    """
    Read card.toml; a pack without one has a card without words.

    Raises:
        PackError: a key is unknown, missing or wrong.
    """
    if not (folder / CARD).exists():
        return UNSAID
    data: dict[str, Any] = read_table(folder, CARD)
    trials: tuple[Trial, ...] = check(CARD, "tried", tuple[Trial, ...], data.pop("tried", []))
    found: tuple[Card, ...] = check(CARD, "", tuple[Card, ...], [{**data, "trials": trials}])
    return found[0]
