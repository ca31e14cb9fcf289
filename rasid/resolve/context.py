"""Which countries and divisions a story is about, from its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rasid import registry
from rasid.gazetteer import Entry, Gazetteer
from rasid.records import Offsets, Span, Story

# Names of countries: capitalised words, two where the first is "South", "Saudi", "New" ... Their first letter is not in the
# pattern, so that the search can skip to the next capital; "Few Syrians" then passes, and means what its last word means.
_WORDS = re.compile(
    r"[A-Z](?<!\w.)(?:(?:outh|orth|entral|audi|ri|ew|ierra|nited|urkina|quatorial|vory|l)\s[A-Z])?[a-zéü]{2,}"
    r"|U(?<!\w.)\.?[SK]\.?\b"
)
_CITY = re.compile(r"[^\W\d_][\w'’ -]+")

# One country named ever so often must not drown the others.
MOST = 6
HEADLINE, DATELINE = 2.0, 1.5


@dataclass(frozen=True, slots=True)
class Setting:
    """What a story's words say besides its places: how often each country, the divisions, and the actors' countries."""

    countries: Mapping[str, float]
    divisions: frozenset[tuple[str, str]]
    theatre: frozenset[str]
    total: float


def setting(
    gazetteer: Gazetteer, text: str, story: Story, *, places: Sequence[Offsets] = (), actors: Iterable[str] = ()
) -> Setting:
    """What the story's words say before any place is resolved: countries and peoples named outside ``places``, in its
    headline above all, its dateline, and the theatres of the ``actors`` that the registry knows by name."""
    found: Counter[str] = Counter()
    for iso, count in Counter(_countries(text, *story.span, places)).items():
        found[iso] += min(count, MOST)
    if story.headline:
        start, end = story.headline.span
        words = _countries(text, start, end, places) if end > start else _countries(story.headline.text)
        for iso in set(words):
            found[iso] += HEADLINE  # type: ignore[assignment]
    divisions = set()
    if entry := _dateline(gazetteer, story.dateline):
        if entry.country:
            found[entry.country] += DATELINE  # type: ignore[assignment]
            divisions |= {(entry.country, entry.admin1)} if entry.admin1 else set()
    return Setting(found, frozenset(divisions), _theatre(actors), float(sum(found.values())))


def _theatre(actors: Iterable[str]) -> frozenset[str]:
    """Where the named actors that are no state are at home or act; those of many countries say nothing."""
    known = registry.load()
    theatres = (actor.theatre for name in set(actors) for actor in known.named(name.removeprefix("the ")))
    return frozenset(country for theatre in theatres if len(theatre) <= FEW for country in theatre)


FEW = 4


def _countries(text: str, start: int = 0, end: int | None = None, places: Sequence[Offsets] = ()) -> Iterable[str]:
    at = 0
    for match in _WORDS.finditer(text, start, len(text) if end is None else end):
        while at < len(places) and places[at][1] <= match.start():
            at += 1
        if at < len(places) and places[at][0] < match.end():
            continue
        words = match[0]
        if iso := country_of(words) or country_of(words.rpartition(" ")[2]):
            yield iso


def _dateline(gazetteer: Gazetteer, dateline: Span | None) -> Entry | None:
    match = _CITY.match(dateline.text) if dateline else None
    found = gazetteer.exact(match[0].strip()) if match else ()
    return max(found, key=lambda e: (e.kind == "country", e.population)) if found else None


@lru_cache(maxsize=8192)
def country_of(word: str) -> str | None:
    """The ISO code of the country that a name ("Syria", "the UAE") or an adjective of people ("Syrian") tells."""
    known = registry.load()
    return known.country(word) or known.demonym(word) or known.country(word.replace(".", ""))
