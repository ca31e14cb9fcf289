"""What one verb or noun says of ground, and whether its words take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasid.extract.analysis import View
from rasid.extract.chunks import Chunk
from rasid.extract.control_words import words
from rasid.records import Place, Role


@dataclass(frozen=True, slots=True)
class Statement:
    """A state of places for holders; ``chunk`` says when and whether, unless ``mode`` does."""

    state: str
    holders: Sequence[Role]
    places: Sequence[Place]
    chunk: Chunk
    mode: str | None = None


def fails(view: View, chunk: Chunk) -> bool:
    """Whether what the group says did not come about: "failed to take", "never held"."""
    return not words("failing").isdisjoint(view.sentence.low[max(0, chunk.a - 3) : chunk.b])


def no_longer(view: View, chunk: Chunk) -> bool:
    """Whether what the group says has ended."""
    return "longer" in view.sentence.low[max(0, chunk.a - 2) : chunk.b + 1]


def particle(view: View, chunk: Chunk) -> int:
    """The token after the group and its particle: "took back", "handed over"."""
    return chunk.b + (view.sentence.low[chunk.b : chunk.b + 1] in (["back"], ["over"], ["off"]))


def is_count(view: View, held: Chunk) -> bool:
    """ "captured 30": no place, unless a chain says of what."""
    if view.sentence.tags[held.head] != "c":
        return False
    return not any(c.lead == "of" and c.a <= held.b + 1 for c in view.clauses.phrases(held))
