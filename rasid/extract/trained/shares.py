"""Counts that are part of another one: "killed 49 fighters, including seven commanders" is 49 dead, not 56.

The model links every count to its event, as the annotation has it. A part is told of the same group as its whole, so that nobody who adds
up groups counts it twice; where the whole names no group ("18 people, including three children") the part keeps its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rasid.extract import numbers
from rasid.extract.candidates import Harm
from rasid.extract.harm import whom

_BEFORE = (("including",), ("among", "them"), ("among", "whom"), ("of", "them"), ("of", "whom"), ("of", "those"))
_AFTER = (("of", "them"), ("of", "whom"), ("of", "those"))
_UNKNOWN = "unknown"


def in_wholes(harm: Sequence[Harm]) -> list[Harm]:
    """The counts of one event, each part of a group with the group of its whole."""
    return [_in_whole(h, harm) for h in harm]


def _in_whole(h: Harm, harm: Sequence[Harm]) -> Harm:
    if not _is_part(h):
        return h
    wholes = [o for o in harm if o.kind == h.kind and o.view is h.view and o.count.b <= h.count.a]
    whole = max(wholes, key=lambda o: o.count.b, default=None)
    if whole is None or whole.count.low < h.count.low:
        return h
    if whom(whole, whole.whom.low if whole.whom is not None else None) == _UNKNOWN:
        return h
    return replace(h, whom=whole.whom, head=whole.head)


def _is_part(h: Harm) -> bool:
    low, a, b = h.view.sentence.low, h.count.a, h.count.b
    while a and low[a - 1] in numbers.HEDGES:
        a -= 1
    return any(tuple(low[a - len(w) : a]) == w for w in _BEFORE if a >= len(w)) or any(
        tuple(low[b : b + len(w)]) == w for w in _AFTER
    )
