"""Places that two or more names tell together: "between A and B", "the A-B road", "from A through B and C to D"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rasid.records import Mention, Place
from rasid.resolve.border import border

_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
# People and goods that go from A to B are no line between them.
_MOVES = re.compile(
    r"\b(?:fle[ed]|fled|fleeing|mov(?:e|es|ed|ing)|transfer(?:s|red|ring)?|travel\w*|return\w*|displac\w+|evacuat\w+|withdr[ae]w\w*|redeploy\w*"
    r"|ship(?:ped|ping|ments?)|smuggl\w+|transport\w*|march(?:ed|ing)|drove|driv(?:e|es|ing|en)|fl(?:ew|own|y|ying|ights?)|sent|send(?:s|ing)?"
    r"|came|c[ao]me|coming|went|go|going|gone|arriv\w+|escap\w+|relocat\w+|head(?:ed|ing)|advanc\w+|retreat\w*|deport\w*|airlift\w*|convoys?"
    r"|trips?|journey\w*|fired|launched|brought|bring\w*|tak(?:e|en|ing)|took|carr(?:y|ied|ying)|cross\w*|infiltrat\w+|migrat\w+|bussed|bused)\b"
    r"(?:\s+[^\s,;.]+){0,6}\s*$",
    re.IGNORECASE,
)
_FROM_QUALIFIED = re.compile(r"\bfrom\s+(?:the\s+)?(?:[a-z-]+,?\s+){0,5}$")  # "from the vast and rugged" desert of A
_AND = re.compile(r"^,?\s+and\s+(?:the\s+)?$")
_TO = re.compile(r"^\s+(?:up\s+|all\s+the\s+way\s+)?to\s+(?:the\s+)?$")
_DASH = re.compile(r"^\s?[-–—]\s?$")
_ROAD = re.compile(
    r"^\s+(?:(?:inter)?national\s+)?(?:road|highway|motorway|route|axis|line|corridor|railway)\b", re.IGNORECASE
)
_BORDER = re.compile(r"^\s+(?:border|frontier)s?\b", re.IGNORECASE)
_THROUGH = re.compile(r"\b(?:through|via|across|by way of|passing)\b", re.IGNORECASE)
_REACHING = re.compile(r"\b(?:reaching|up to|to|until|into|as far as|towards?)\b", re.IGNORECASE)
# The border that a stretch ends at, where the reader marked none: "to the Iraqi borders".
_TO_BORDER = re.compile(
    r"\s+(?:up\s+|all\s+the\s+way\s+)?to\s+(?:the\s+)?(?P<border>(?:[A-Z][\w-]*\s+){1,2}(?:border(?:s|lands?)?|frontier))\b"
)
# What may stand between "areas" and the stretch that they are: "areas extending from A to B".
_SPANS = re.compile(r"^\s+(?:(?:that|which)\s+)?(?:(?:start|stretch|extend|reach|runn|spann|rang)(?:ing|s|ed)?\s+)?$")
_LIST = re.compile(r"^(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?$")
_STOP = re.compile(r"[.!?;]\s|\n")
_GAP = 60  # characters between two names of one route
_POINTS = frozenset({"town", "exact"})


def routes(mentions: Sequence[Mention], places: Mapping[str, Place], text: str) -> dict[str, Place]:
    """The shared places by mention id; ``mentions`` in order of their spans, ``places`` as each means alone.

    The noun before a stretch ("areas extending from A to B") means the stretch too.
    """
    found: dict[str, Place] = {}
    named = list(_with_borders([places[m.id] for m in mentions], text))
    i = 0
    while i + 1 < len(named):
        shared, used = _route(named[i : i + 12], text) or (None, 1)
        if shared:
            noun = named[i - 1 : i] if i and _is_noun_of(named[i - 1], shared, text) else []
            members = [p.mention for p in (*noun, *named[i : i + used]) if p.mention is not None]
            found.update({id: replace(shared, mention=id) for id in members})
        i += used
    return found


def _with_borders(named: Sequence[Place], text: str) -> Iterator[Place]:
    """The places in order, with the borders "to" which one reaches and that nobody marked; these are of no mention."""
    for n, place in enumerate(named):
        yield place
        match = _TO_BORDER.match(text, _end(place)) if place.span else None
        if match and not any(_start(p) < match.end() for p in named[n + 1 : n + 2]):
            span = match.span("border")
            reached = border(Mention("", "place", span, match["border"], 1.0, None), text)
            if reached is not None:
                yield replace(reached, mention=None)


def _is_noun_of(noun: Place, stretch: Place, text: str) -> bool:
    return noun.id is None and noun.relation is None and _SPANS.match(text[_end(noun) : _start(stretch)]) is not None


def _route(members: list[Place], text: str) -> tuple[Place, int] | None:
    """The place that the first two or more ``members`` make together, and how many they are."""
    a, b = members[0], members[1]
    gap = text[_end(a) : _start(b)]
    if len(gap) > _GAP or _STOP.search(gap):
        return None
    left = text[max(0, _start(a) - (48 if a.relation else 16)) : _start(a)]
    if _DASH.match(gap):
        return _dashed(a, b, text)
    if (match := _BETWEEN.search(left)) and _AND.match(gap):
        return _pair(a, b, "between", _start(a) - len(left) + match.start(), text)
    if match := _FROM.search(left) or (_FROM_QUALIFIED.search(left) if a.relation else None):
        at = _start(a) - len(left) + match.start()
        if _MOVES.search(text[max(0, at - 80) : at]):
            return None
        return _from(members, _start(a) - len(left) + match.start(), text)
    return None


def _start(place: Place) -> int:
    return place.span[0] if place.span else 0


def _end(place: Place) -> int:
    return place.span[1] if place.span else 0


def _dashed(a: Place, b: Place, text: str) -> tuple[Place, int] | None:
    if match := _ROAD.match(text[_end(b) : _end(b) + 40]):
        end = _end(b) + match.end()
        return _pair(a, b, "between", _start(a), text, end=end) or (
            _shared([a, b], "between", (_start(a), end), text),
            2,
        )
    if match := _BORDER.match(text[_end(b) : _end(b) + 16]):
        return _shared([a, b], "border between", (_start(a), _end(b) + match.end()), text), 2
    return None


def _pair(a: Place, b: Place, relation: str, start: int, text: str, end: int | None = None) -> tuple[Place, int] | None:
    """A straight line between two towns; between larger places there is none to draw."""
    if not (a.precision in _POINTS and b.precision in _POINTS and a.id != b.id):
        return None
    ends = [[p.lon, p.lat] for p in (a, b)]
    geometry: dict[str, Any] = {"type": "LineString", "coordinates": ends}
    if None in ends[0] + ends[1]:
        return None
    shared = _shared([a, b], relation, (start, end or _end(b)), text)
    return replace(shared, geometry=geometry), 2


def _from(members: list[Place], start: int, text: str) -> tuple[Place, int] | None:
    steps = list(_steps(members, text))
    if "to" not in steps:
        return None
    used = members[: len(steps) + 1]
    if steps == ["to"]:
        a, b = used
        if not (a.relation or b.relation):
            return _pair(a, b, "from … to", start, text)
    relation = "from … through … to" if "through" in steps else "from … to"
    return replace(_shared(used, relation, (start, _end(used[-1])), text), precision="area"), len(used)


def _steps(members: list[Place], text: str) -> Iterator[str]:
    """How each member follows the one before, while they are parts of one route: through, list, to."""
    reached = False
    for a, b in zip(members, members[1:], strict=False):
        gap = text[_end(a) : _start(b)]
        if len(gap) > _GAP or _STOP.search(gap):
            return
        if _LIST.match(gap):
            yield "list"
        elif not reached and _THROUGH.search(gap):
            yield "through"
        elif not reached and _REACHING.search(gap):
            reached = True
            yield "to"
        else:
            return


def _shared(members: Sequence[Place], relation: str, span: tuple[int, int], text: str) -> Place:
    """A line with what its members have in common."""
    countries = {p.country for p in members}
    divisions = {p.admin1 for p in members}
    words = " ".join(text[slice(*span)].split())
    return Place(
        None, words, span, None, countries.pop() if len(countries) == 1 else None,
        divisions.pop() if len(divisions) == 1 else None, None, None, None, None,
        "line", relation, None, round(min(p.score for p in members), 3),
    )  # fmt: skip
