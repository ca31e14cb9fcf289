"""How a place is meant: the words around its name that move, widen or narrow it ("10 km east of", "countryside")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rasid.records import Offsets

# side:    a direction from the place ("north of X")          part:  a part of it ("southern X")
# distance: so far from it ("10 km from X")                   near:  close to it
# countryside: the rural land around it                       desert: the dry land of it
# along:   by a river, road or border                         border: its border
RelationKind = Literal["side", "part", "distance", "near", "countryside", "desert", "along", "border"]


@dataclass(frozen=True, slots=True)
class Relation:
    """What the words say, where they stand in the document, and the figures they give."""

    kind: RelationKind
    words: str
    span: Offsets
    direction: str | None = None
    distance_km: float | None = None


_UNIT_KM = {"k": 1.0, "mi": 1.609344, "m": 0.001}
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {"a": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

_COMPASS = r"(?:north|south)(?:[-\s]?(?:east|west))?|east|west"
_SIDED = rf"(?:{_COMPASS})ern|central|(?:{_COMPASS})(?=\s+(?:countryside|outskirts|suburbs?|border|bank)s?\b)"
# "the", "the town of", "the besieged city of", "the Syrian city of" may stand between the relation and the name.
_NOUN = "town|city|village|hamlet|capital|province|governorate|district|state|region|locality|port"
_LEAD = rf"(?:(?:the|a)\s+)?(?:(?:[\w-]+\s+){{0,2}}(?:{_NOUN})\s+(?:of\s+)?)?(?:the\s+)?"
_LENGTH = (
    rf"(?P<number>\d+(?:[.,]\d+)?|{'|'.join(_NUMBERS)})[\s-]?(?P<unit>k(?:ilo)?m(?:et(?:er|re))?s?|mi(?:les?)?|m(?:et(?:er|re)s?)?)"
    r"\b(?:\s*\([^)]{1,24}\))?"
)
_OUTSKIRTS = rf"(?:the\s+)?(?:(?:{_SIDED})\s+)?(?:outskirts|suburbs?|edges?|vicinity|gates|entrances?)\s+of"

_LEFT = [
    (kind, re.compile(rf"(?:^|(?<=[\s(\[\"“]))(?P<words>{body})\s+{_LEAD}$", re.IGNORECASE))
    for kind, body in (
        ("part", rf"(?:in|across|throughout)\s+the\s+(?P<direction>{_COMPASS})\s+of"),
        ("side", rf"(?:{_LENGTH}\s+(?:away\s+)?)?(?:to\s+)?(?:due\s+)?(?:the\s+)?(?P<direction>{_COMPASS})\s+(?:of|from)"),
        ("distance", rf"{_LENGTH}\s+(?:away\s+)?(?:from|outside(?:\s+of)?|off)"),
        ("near", rf"near(?:by)?|close\s+to|not\s+far\s+from|outside(?:\s+of)?|around|(?:on|in|at)\s+{_OUTSKIRTS}|{_OUTSKIRTS}"),
        ("countryside", rf"(?:(?:the|in)\s+)?(?:(?P<direction>{_SIDED})\s+)?(?:countryside|rural\s+areas?|hinterland|farmlands?)\s+of|rural"),
        ("desert", r"(?:the\s+(?:[\w-]+\s+){0,2})?(?:desert|deserts|steppe|badia|mountains)\s+of"),
        ("along", r"along|(?:(?:on|along)\s+)?(?:the\s+)?(?:[\w-]+\s+)?banks?\s+of|on\s+both\s+sides\s+of"),
        ("part", rf"(?:the\s+)?(?P<direction>{_SIDED})(?:\s+(?:parts?|areas?|regions?|half|sectors?|fringes)\s+of)?"),
        ("border", r"(?:the\s+)?borders?\s+(?:with|of)"),
    )
]  # fmt: skip

_RIGHT = re.compile(
    rf"(?:['’]s?)?\s+(?P<words>(?:(?P<direction>{_SIDED})\s+)?"
    r"(?:(?P<countryside>countryside|hinterland|rural\s+areas?)|(?P<near>outskirts|suburbs)|(?P<border>borders?|frontier)"
    r"|(?P<desert>deserts?|steppe|badia)))\b",
    re.IGNORECASE,
)

# The last word of the left side tells which relations can end there; any other word needs no look.
_BY_LAST_WORD: dict[str, tuple[str, ...]] = {
    "of": ("side", "near", "distance", "countryside", "desert", "along", "part", "border"),
    "from": ("side", "near", "distance"),
    "outside": ("distance", "near"),
    **dict.fromkeys(("near", "nearby", "to", "around"), ("near",)),
    **dict.fromkeys(_NOUN.split("|"), ("near", "part")),
    "off": ("distance",), "rural": ("countryside",), "along": ("along",), "central": ("part",), "with": ("border",),
}  # fmt: skip
_WORD_END = re.compile(r"\w+,?$")
# One of these must be there before the whole pattern is worth a look.
_NEEDS: dict[str, tuple[str, ...]] = {
    "side": ("north", "south", "east", "west"),
    "part": ("north", "south", "east", "west", "central"),
    "distance": ("from", "outside", "off"),
    "near": ("near", "close", "far", "outside", "around", "outskirt", "suburb", "edge", "vicinity", "gate", "entrance"),
    "countryside": ("countryside", "rural", "hinterland", "farmland"),
    "desert": ("desert", "steppe", "badia", "mountains"),
    "along": ("along", "bank", "both"),
    "border": ("border",),
}
_ENDS = re.compile(r"[.!?;:]\s|\n")
_WINDOW = 80


def read(text: str, start: int, end: int, *, floor: int = 0, last: str | None = None) -> Relation | None:
    """The relation that the words just before ``start`` or after ``end`` give the name between; ``None`` without one.

    Words left of ``floor``, where the name before ends, belong to that. ``last`` is the ``last_word``, where it is known.
    """
    return _after(text, end) or _before(text, start, floor, last_word(text, start, floor) if last is None else last)


def last_word(text: str, start: int, floor: int) -> str:
    """The word before ``start``, in lower case, "the" not counted, with a comma where one follows it; "" when none is there."""
    left = text[max(floor, start - 24) : start]
    if not left or not left[-1].isspace():
        return ""
    words = left.split()[-2:]
    if words and words[-1] == "the" and words[0][-1:].isalnum() | words[0].endswith(","):
        words.pop()
    word = words[-1] if words else ""
    return word.lower() if word.isalpha() else _tail(word)


def _tail(word: str) -> str:
    match = _WORD_END.search(word)
    return match[0].lower() if match else ""


def _before(text: str, start: int, floor: int, word: str) -> Relation | None:
    if word.endswith(","):
        return None
    kinds = _BY_LAST_WORD.get(word) or (("part",) if word.endswith("ern") else ())
    if not kinds:
        return None
    left = _ENDS.split(text[max(floor, start - _WINDOW) : start])[-1]
    low = left.lower()
    for kind, pattern in _LEFT:
        if kind in kinds and any(map(low.__contains__, _NEEDS[kind])) and (match := pattern.search(left)):
            return _relation(kind, match, start - len(left))
    return None


def _after(text: str, end: int) -> Relation | None:
    match = _RIGHT.match(text, end)
    if not match:
        return None
    kind = next(name for name in ("countryside", "near", "border", "desert") if match[name])
    return _relation(kind, match, 0)


def _relation(kind: str, match: re.Match[str], base: int) -> Relation:
    groups = match.groupdict()
    direction = groups.get("direction")
    return Relation(
        kind,  # type: ignore[arg-type]
        " ".join(match["words"].split()),
        (base + match.start("words"), base + match.end("words")),
        re.sub(r"[-\s]", "", direction.lower()).removesuffix("ern") if direction else None,
        _km(groups.get("number"), groups.get("unit")),
    )


def _km(number: str | None, unit: str | None) -> float | None:
    if not number or not unit:
        return None
    value = float(_NUMBERS.get(number.lower()) or _decimal(number))
    unit = unit.lower()
    factor = _UNIT_KM["k" if unit[0] == "k" else "mi" if unit.startswith("mi") else "m"]
    return round(value * factor, 3)


def _decimal(number: str) -> str:
    """``number`` with a point: a comma parts thousands when three digits follow it, else decimals."""
    whole, _, rest = number.partition(",")
    return whole + rest if len(rest) == 3 else number.replace(",", ".")
