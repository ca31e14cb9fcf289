"""A place mention taken apart: the name itself, the kind of place that its words say, and its relation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rasid.records import Mention, Offsets
from rasid.resolve.relation import Relation, last_word, read

# What the words around a name say it is; None when they say nothing.
# "land" is what "countryside of" and "northern" say: rather a division than its seat.
Hint = Literal["admin1", "admin2", "county", "town", "country", "site", "line", "area", "land"]

_UNITS: dict[str, Hint] = {
    **dict.fromkeys(("province", "provinces", "governorate", "oblast", "state", "region", "department", "regional state"), "admin1"),
    **dict.fromkeys(("district", "raion", "subdistrict", "sub-district", "township", "cercle", "municipality"), "admin2"),
    **dict.fromkeys(("county", "parish"), "county"),  # unlike districts, seldom named after their seat
    **dict.fromkeys(("city", "town", "village", "hamlet", "neighborhood", "neighbourhood", "camp", "refugee camp", "capital"), "town"),
    **dict.fromkeys(("river", "highway", "road", "international highway", "motorway", "valley"), "line"),
    **dict.fromkeys(("desert", "steppe", "mountains", "plain", "plains", "forest", "basin"), "area"),
    **dict.fromkeys(
        ("airport", "international airport", "airbase", "air base", "military airport", "military base", "base", "hospital",
         "prison", "refinery", "dam", "university", "crossing", "border crossing", "checkpoint", "power plant", "port", "barracks"),
        "site"),
}  # fmt: skip

# Words for places that name none, whatever their case: "the Hills", "Border". Other words make the name.
_COMMON = frozenset(
    "the a an of and in area areas region regions hill hills border borders town towns village villages city cities position positions "
    "state states camp camps province provinces district districts countryside outskirts suburb suburbs neighborhood neighborhoods "
    "neighbourhood neighbourhoods frontier front fronts line lines zone zones territory territories land site sites base bases road roads "
    "highway river valley mountains desert plain coast island islands capital country north south east west center centre northern southern "
    "eastern western central rural locality localities settlement settlements hamlet hamlets farm farms point points checkpoint checkpoints "
    "airport port hospital school market mosque church prison dam bridge building buildings home homes house houses".split()
    + list(_UNITS)
)

_UNIT = "|".join(sorted((unit.replace(" ", r"\s+") for unit in _UNITS), key=len, reverse=True))
_SUFFIX = re.compile(rf"\s+(?P<unit>{_UNIT})$", re.IGNORECASE)
_PREFIX = re.compile(rf"^(?:(?:the|a)\s+)?(?P<unit>{_UNIT})\s+(?:of\s+)?(?:the\s+)?(?=\S)", re.IGNORECASE)
_AFTER = re.compile(rf"\s+(?P<unit>{_UNIT})\b(?!\s+(?:of|forces|council|police|government)\b)", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?P<unit>{_UNIT})(?:\s+of|,)?\s+(?:the\s+)?$", re.IGNORECASE)
_SIDE = re.compile(
    r"^(?:the\s+)?(?:(?:north|south)(?:[-\s]?(?:east|west))?|east|west|cent(?:er|re))(?:ern|ral)?\s+"
    r"(?:(?:parts?|areas?|countryside|outskirts|suburbs)\s+of\s+)?(?:the\s+)?(?=\S)|^rural\s+(?=\S)|^central\s+(?=\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:['’]s?)?\s+(?:(?:north|south|east|west)[\w-]*\s+)?(?:countryside|outskirts|suburbs|borders?)$|['’]s$",
    re.IGNORECASE,
)
_LIST = re.compile(r"^(?:,\s+(?:and\s+)?|\s+and\s+)$")
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_COMPASS = re.compile(r"\b(North|South|East|West|Central|Northern|Southern|Eastern|Western)\s$")


_NEXT = re.compile(r"\s+(\w+)")
_FIRST_WORDS = frozenset(re.split(r"\W", unit)[0] for unit in _UNITS)
_COMPASS_WORDS = ("North", "South", "East", "West", "Central", "Northern", "Southern", "Eastern", "Western")
_LAST_WORDS = frozenset({"of"} | {unit.split()[-1] for unit in _UNITS})  # a cheap look before the long pattern
_DASHES = ("-", "–", "—")  # "the A-B road" is read from both names together


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention's ``name`` at ``core``, the ``hint`` of its words, and its relation; ``whole`` covers all three."""

    mention: Mention
    name: str
    core: Offsets
    hint: Hint | None
    relation: Relation | None
    whole: Offsets


@lru_cache(maxsize=8192)
def is_name(words: str) -> bool:
    """Whether there is a capital, a digit beside one, or a letter of a script without case, in a word that is no common noun."""
    return any(
        word.lower() not in _COMMON and any(c.isalpha() and not c.islower() for c in word) for word in words.split()
    )


def phrases(mentions: Sequence[Mention], text: str, known: Callable[[str], bool]) -> list[Phrase]:
    """The phrases of ``mentions``, which are in order of their spans; no words are given to two of them."""
    found: list[Phrase] = []
    for mention in mentions:
        floor = found[-1].mention.span[1] if found else 0
        phrase = take_apart(mention, text, known, floor=min(floor, mention.span[0]))
        found.append(_as_listed(found[-1], phrase, text) if found else phrase)
    return found


def _as_listed(last: Phrase, phrase: Phrase, text: str) -> Phrase:
    """``phrase`` with the countryside that the one before it in a list has: "the countryside of Homs and Hama"."""
    shared = last.relation
    if not shared or phrase.relation or phrase.hint or shared.kind != "countryside" or not shared.words.endswith(" of"):
        return phrase
    if not _LIST.match(text[last.whole[1] : phrase.whole[0]]):
        return phrase
    return replace(phrase, hint="land", relation=replace(shared, span=phrase.core))


def take_apart(mention: Mention, text: str, known: Callable[[str], bool], *, floor: int = 0) -> Phrase:
    """The phrase of ``mention``; ``known`` says whether the gazetteer has a name, so that "North Darfur" stays whole.

    Words left of ``floor`` are not looked at.
    """
    left, right, inner = _core(text[slice(*mention.span)], known)
    start, end = mention.span[0] + left, mention.span[0] + right
    start = _widen(text, start, end, known, floor)
    name = text[start:end]
    outer, unit_end = (None, end) if text[start - 1 : start] in _DASHES else _unit_after(text, end)
    last = last_word(text, start, floor)
    hint = inner or outer or _unit_before(text, start, floor, last)
    relation = read(text, start, unit_end, floor=floor, last=last)
    if relation and (hint is None or (hint == "area" and relation.kind == "desert" and not inner and not outer)):
        hint = "land" if relation.kind in ("countryside", "desert", "part") else None
    spans = [(start, unit_end), mention.span, *([relation.span] if relation else [])]
    return Phrase(mention, name, (start, end), hint, relation, (min(s for s, _ in spans), max(e for _, e in spans)))


@lru_cache(maxsize=8192)
def _core(words: str, known: Callable[[str], bool]) -> tuple[int, int, Hint | None]:
    """Where the bare name stands inside the words of a mention, and the hint of the words taken off."""
    start, end = 0, len(words)
    hint: Hint | None = None
    for _ in range(4):
        name = words[start:end]
        if known(name):
            break
        if match := _TAIL.search(name):
            end = start + match.start()
        elif match := _SUFFIX.search(name):
            end, hint = start + match.start(), hint or _UNITS[_squeeze(match["unit"])]
        elif match := _PREFIX.match(name):
            start, hint = start + match.end(), hint or _UNITS[_squeeze(match["unit"])]
        elif match := _SIDE.match(name) or _THE.match(name):
            start += match.end()
        else:
            break
    return start, end, hint


def _widen(text: str, start: int, end: int, known: Callable[[str], bool], floor: int) -> int:
    """``start`` moved left over "North", "Eastern" ... where the longer name is a place's own ("South Kivu")."""
    if not text[max(floor, start - 10, 0) : max(start - 1, 0)].endswith(_COMPASS_WORDS):
        return start
    match = _COMPASS.search(text, max(floor, start - 10), start)
    return match.start() if match and known(text[match.start() : end]) else start


def _unit_after(text: str, end: int) -> tuple[Hint | None, int]:
    word = _NEXT.match(text, end)
    match = _AFTER.match(text, end) if word and word[1].lower() in _FIRST_WORDS else None
    return (_UNITS[_squeeze(match["unit"])], match.end()) if match else (None, end)


def _unit_before(text: str, start: int, floor: int, last: str) -> Hint | None:
    if last.rstrip(",") not in _LAST_WORDS:
        return None
    match = _BEFORE.search(text, max(floor, start - 40), start)
    return _UNITS[_squeeze(match["unit"])] if match else None


def _squeeze(unit: str) -> str:
    return " ".join(unit.lower().split())
