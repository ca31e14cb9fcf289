"""Places that no gazetteer has, told by a known one: "the village of X, 10 km north of Homs"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rasid.records import Place
from rasid.resolve.phrase import Phrase

_GAP = re.compile(
    r"^,?\s+(?:(?:which|that|is|lies|lying|located|situated|about|some|around|roughly|approximately|just|nearly|at|a)\s+){0,4}$"
)
_TOLD = frozenset({"side", "distance"})


def beside(phrases: Sequence[Phrase], places: Mapping[str, Place], text: str) -> dict[str, Place]:
    """By mention id the places without an entry that the next phrase puts so far from a known one; a point where both figures are told."""
    found: dict[str, Place] = {}
    for phrase, anchor in zip(phrases, phrases[1:], strict=False):
        own, known = places[phrase.mention.id], places[anchor.mention.id]
        relation = anchor.relation
        if (
            own.id
            or not phrase.name
            or not known.id
            or relation is None
            or relation.kind not in _TOLD
            or relation.distance_km is None
        ):
            continue
        if _GAP.match(text[phrase.whole[1] : relation.span[0]]):
            found[phrase.mention.id] = replace(
                known, mention=own.mention, name=own.name, span=own.span, id=None, score=round(known.score * 0.8, 3),
                relation=f"{known.relation} {text[slice(*anchor.core)]}",
            )  # fmt: skip
    return found
