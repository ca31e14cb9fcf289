"""What each piece of evidence for a place weighs: fitted by ``python -m train.places``, kept in ``weights.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rasid.errors import DataError

FILE = Path(__file__).parent / "weights.json"

# Pieces of evidence by name, each with its amount.
Evidence = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights by name of evidence."""

    weights: Mapping[str, float]

    def of(self, evidence: Evidence) -> float:
        """What the evidence weighs together; what has no weight weighs nothing."""
        get = self.weights.get
        total = 0.0
        for name, amount in evidence:
            total += get(name, 0.0) * amount
        return total


@dataclass(frozen=True, slots=True)
class Weights:
    """``alone`` weighs a name by itself, ``together`` beside what the story's other names say."""

    alone: Scale
    together: Scale


@cache
def load(file: Path = FILE) -> Weights:
    """The weights. Raises ``DataError`` where the file has none."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return Weights(Scale(told["alone"]), Scale(told["together"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{file}: no weights of places ({error}); make them with: python -m train.places") from error
