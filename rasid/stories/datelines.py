"""Datelines: the place, day and agency that a story opens with, in its first paragraph or on a line of their own."""

from __future__ import annotations

import re
from functools import cache

from rasid.records import Offsets
from rasid.stories.credits import agency
from rasid.stories.dates import closing_date, stamp

_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\.?$")
_DIGIT = re.compile(r"\d")
_DASH = re.compile(r"\s(?:--+|[-–—ـ]+)\s|--+\s?|(?<=\))\s?[-–—:]\s?|(?<=[\w)])[–—]\s")
_MAY_DASH = re.compile(r"[)–—ـ]|\s-|--")
_PLACE_WORD = r"[A-Z\u00c0-\u00de][\w'’.-]*"
_PLACE = re.compile(
    rf"{_PLACE_WORD}(?:[ /]+(?:{_PLACE_WORD}|de|la|el|al-\w+|of|and|the|del)){{0,4}}(?:,\s*{_PLACE_WORD}(?:\s+(?:{_PLACE_WORD}|of|the|and)){{0,4}}){{0,3}}"
)
_COUNTRY_BRACKET = re.compile(r"\s\([^()]{2,30}\)$")
# "(March 3, 2021 / Agency) Troops ...": the dateline in a bracket of its own.
_BRACKETED = re.compile(r"\(([^()]{6,60})\)\s")
# "QADRA, Nov 17, 2024. Troops ...", "QADRA | 9 May 2023 - Troops ...": a city in capitals, a full date, a mark.
_SHOUTED = re.compile(r"[A-Z][A-Z .'’-]{2,40}(?:,|\s?[|/·–—-])\s*(?=\w)")
_CLOSED = re.compile(r"\s?(?:[.:|]|--|[-–—])\s+(?=\S)")
_LOOSE_ENDS = " \t,،/|·–—-"
_ARABIC_PLACE = re.compile(r"[\u0621-\u064a]+(?:[\s/،-]+[\u0621-\u064a]+){0,3}")
# "El Fasher, North Darfur,": a line with more words before its date says something.
LONGEST_PLACE = 5


def dateline(text: str) -> Offsets | None:
    """Where the dateline ("BEIRUT, March 3 (Reuters) -") that a paragraph begins with ends, or ``None``."""
    head = text[:120]
    if head[:1] == "(" and (bracketed := _BRACKETED.match(head)) and _is_day_and_agency(bracketed[1]):
        return 0, bracketed.end() - 1
    if "-" in head and "," in head[:40] and (solid := _solid().match(head)):
        return 0, len(solid[0].rstrip())
    if (city := _SHOUTED.match(head)) and (end := _day_after(head, city.end())):
        return 0, end
    if not _MAY_DASH.search(head):
        return None
    dash = _DASH.search(head)
    while dash and not _is_dateline(head[: dash.start()].strip(), head[dash.end() :]):
        dash = _DASH.search(head, dash.end())
    return (0, dash.start() + len(dash[0].rstrip())) if dash else None


def _day_after(head: str, start: int) -> int | None:
    """Where the mark behind a full date at ``start`` ends, or ``None``."""
    dated = stamp(head[start:], at_start=True)
    if dated is None or dated.year is None or dated.day is None:
        return None
    closed = _CLOSED.match(head, start + dated.end)
    return len(head[: closed.end()].rstrip()) if closed else None


def is_lone_dateline(text: str) -> bool:
    """Whether a whole line is a dateline: a place and a full date, or a place in capitals and any date, nothing else."""
    if len(text) > 80 or not _DIGIT.search(text):
        return False
    if text.split(",")[0].isupper():
        return _is_dateline(text.rstrip(" -–—"), "")
    when = closing_date(text)
    place = text[: when.start].rstrip() if when else ""
    if not place or place[-1] not in ",،-–—/:" or len(place.split()) > LONGEST_PLACE:
        return False
    place = place.rstrip(_LOOSE_ENDS + ":")
    return (_PLACE.fullmatch(place) or _ARABIC_PLACE.fullmatch(place)) is not None


@cache
def _solid() -> re.Pattern[str]:
    """A place and an agency before a dash, however the dash is set: "Qadra, SANA-Two men", "Qadra, SANA - "."""
    return re.compile(rf"{_PLACE.pattern},\s*{agency().pattern}\s?(?:--|-)\s?(?=\S)")


def _is_day_and_agency(words: str) -> bool:
    found = stamp(words)
    if found is None or words[: found.start].strip():
        return False
    rest = words[found.end :].strip(_LOOSE_ENDS)
    return bool(rest) and rest[0].isupper() and len(rest.split()) <= 4


def _is_dateline(words_before: str, after: str) -> bool:
    """A place with an agency or a date, or a place in capitals before words that are not."""
    rest, source = words_before, ""
    bracket = _BRACKET.search(rest)
    if bracket:
        source, rest = bracket[1], rest[: bracket.start()].strip(" ,")
        if not rest:
            return agency().search(source) is not None and len(source) < 40
    dated = stamp(rest)
    if dated:
        tail = rest[dated.end :].strip(" ,.")
        rest = (rest[: dated.start] + (tail if tail.startswith("/") else "")).strip(" ,–—-/")
        if tail and not agency().fullmatch(tail.strip("/ ")):
            return False
    rest = _COUNTRY_BRACKET.sub("", rest)
    if _ARABIC_PLACE.fullmatch(rest):
        return bool(source) or bool(dated)
    if not rest or len(rest) > 60 or not _PLACE.fullmatch(rest):
        return False
    shouted = rest.split(",")[0].isupper() and len(rest.split(",")[0]) > 2
    if source or dated:
        return len(rest.split()) <= 4 or shouted
    # "ISIS - also known as ..." begins with capitals too, but goes on in small letters.
    begins = after.lstrip(" \"'“‘")[:1].isupper() and after[:60] != after[:60].upper()
    return shouted and begins and len(rest.split(",")[0].split()) <= 3
