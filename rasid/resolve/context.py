"""Which countries and divisions a story is about, from its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rasid import registry
from rasid.gazetteer import Entry, Gazetteer
from rasid.records import Span, Story

# Names of countries: capitalised words, two where the first is "South", "Saudi", "New" ... Their first letter is not in the
# pattern, so that the search can skip to the next capital; "Few Syrians" then passes, and means what its last word means.
_WORDS = re.compile(
    r"[A-Z](?<!\w.)(?:(?:outh|orth|entral|audi|ri|ew|ierra|nited|urkina|quatorial|vory|l)\s[A-Z])?[a-zéü]{2,}"
    r"|U(?<!\w.)\.?[SK]\.?\b"
)
_CITY = re.compile(r"[^\W\d_][\w'’ -]+")

# What speaks against a place in a country that the story never names.
_ELSEWHERE = {"town": -0.7, "admin2": -0.7, "admin1": -0.4}

# One country named ever so often must not drown the others.
MOST = 6


class Setting:
    """Weights of countries, and the divisions, that a story speaks of."""

    def __init__(self) -> None:
        """Starts with nothing known."""
        self.countries: Counter[str] = Counter()
        self.divisions: set[tuple[str | None, str]] = set()
        self.total = 0.0

    def add(self, country: str | None, weight: float) -> None:
        """Counts ``weight`` for a country."""
        if country:
            self.countries[country] += weight  # type: ignore[assignment]
            self.total += weight

    def add_entry(self, entry: Entry, weight: float) -> None:
        """Counts a place for its country and, when it is or lies in a division, for that."""
        self.add(entry.country, weight)
        if entry.admin1 and entry.country:
            self.divisions.add((entry.country, entry.admin1))

    def support(self, entry: Entry) -> float:
        """How much the story speaks for ``entry``: -0.7 (elsewhere) to 2.7; 0 when it names no country at all."""
        if not self.total or entry.kind == "region":
            return 0.0
        weight = self.countries.get(entry.country or "", 0)
        if not weight:
            return _ELSEWHERE.get(entry.kind, 0.0)
        division = 0.7 if entry.kind != "country" and (entry.country, entry.admin1) in self.divisions else 0.0
        return 0.6 + 1.4 * weight / self.total + division


def setting(gazetteer: Gazetteer, text: str, story: Story) -> Setting:
    """What the story's words say before any place is resolved: countries and peoples named, its headline and dateline."""
    found = Setting()
    counts = Counter(_countries(text[story.span[0] : story.span[1]]))
    for iso, count in counts.items():
        found.add(iso, min(count, MOST))
    for iso in set(_countries(story.headline.text if story.headline else "")):
        found.add(iso, 2)
    if entry := _dateline(gazetteer, story.dateline):
        found.add_entry(entry, 1.5)
    return found


def _countries(text: str) -> Iterable[str]:
    for words in _WORDS.findall(text):
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
