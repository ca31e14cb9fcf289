"""Whether a story may tell of conflict at all: asked of its words before anything costly is."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+")
FULL = 400  # words after which a text has had its say; longer ones are judged by their best stretch of this length


@dataclass(frozen=True, slots=True)
class Gate:
    """A weight for each word; a text passes when its words' weights, the start's included, add up to ``least`` or more."""

    weights: dict[str, float]
    start: float
    least: float

    def passes(self, text: str) -> bool:
        """Whether any stretch of the text speaks of conflict."""
        words = WORD.findall(text.lower())
        return any(self.score(set(words[i : i + FULL])) >= self.least for i in range(0, max(1, len(words)), FULL))

    def score(self, words: set[str]) -> float:
        """The sum of the weights of distinct words."""
        get = self.weights.get
        return self.start + sum([get(word, 0.0) for word in words])


@functools.cache
def load() -> Gate:
    """The gate that comes with Rasid; ``train/gate.py`` makes it."""
    told = json.loads((files("rasid") / "models" / "gate.json").read_text(encoding="utf-8"))
    return Gate(told["weights"], told["start"], told["least"])
