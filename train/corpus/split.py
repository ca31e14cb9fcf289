"""Which part of the corpus a story belongs to; it depends on the story's id and theatre alone, so it never moves."""

from __future__ import annotations

import hashlib
from typing import Literal

Part = Literal["train", "dev", "test"]

UNSEEN = frozenset(("mozambique", "philippines"))  # theatres that are test only: how well does reading carry over?
TRAINED = "more_"  # files written after the model's errors were known: they never measure it
DEV, TEST = 0.12, 0.16


def part(id: str, theatre: str) -> Part:
    """The part of a story."""
    if theatre in UNSEEN:
        return "test"
    if theatre.startswith(TRAINED):
        return "train"
    at = int.from_bytes(hashlib.sha256(id.encode()).digest()[:4], "big") / 2**32
    return "dev" if at < DEV else "test" if at < DEV + TEST else "train"
