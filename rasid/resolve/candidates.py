"""The gazetteer's places that a name may mean, each with what speaks for it before the story is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from rasid import registry
from rasid.gazetteer import Entry, Gazetteer, normalise
from rasid.resolve.phrase import Hint

# Prior scores by kind; a town starts at 1 and gains with its people. A special place of the registry was added
# because reports mean it, and so beats any town of that name; a country beats all but an explicit "Lebanon, Ohio".
SPECIAL, COUNTRY, REGION, ADMIN1, ADMIN2, TOWN = 2.6, 4.2, 3.0, 1.2, 0.8, 1.0
SEAT = 0.3  # a bare name shared by a town and its division means the town
CAPITAL = 0.8  # named in stories from anywhere
FITS, MISFITS, NO_SITE = 1.5, -1.0, -1.6
LAND = 1.6
MOST = 16

# Words of a division's name that do not set it apart from its seat.
GENERIC = frozenset("oblast province governorate state region department city district".split())

_FITTING: dict[Hint, frozenset[str]] = {
    "admin1": frozenset({"admin1", "area", "region"}),
    "admin2": frozenset({"admin2"}),
    "county": frozenset({"admin1", "admin2"}),
    "town": frozenset({"town", "facility"}),
    "country": frozenset({"country"}),
    "site": frozenset({"facility"}),
    "line": frozenset({"line"}),
    "area": frozenset({"area", "region"}),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place, its score without context, and how alike the names are (1 for the same key)."""

    entry: Entry
    prior: float
    likeness: float


def candidates(gazetteer: Gazetteer, name: str, hint: Hint | None) -> tuple[Candidate, ...]:
    """Up to 16 places that ``name`` may mean, best prior first. A line or site is never guessed from a namesake town."""
    pairs = [(entry, 1.0) for entry in gazetteer.exact(name)] or list(gazetteer.similar(name))
    entries = [entry for entry, _ in pairs]
    if hint == "line":
        pairs = [pair for pair in pairs if pair[0].kind == "line"]
    seats = _divisions(name, entries)
    scored = [Candidate(entry, _prior(entry, likeness, hint, seats), likeness) for entry, likeness in pairs]
    return tuple(sorted(scored, key=lambda c: -c.prior)[:MOST])


def _divisions(name: str, entries: list[Entry]) -> set[tuple[str | None, str | None]]:
    """The divisions among ``entries`` that have no more of a name than their seat: "Homs", but not "Gaza Strip" for "Gaza"."""
    key = set(normalise(name).split())
    return {
        (e.country, e.admin1)
        for e in entries
        if e.kind == "admin1" and not _is_more(set(normalise(e.name).split()), key)
    }


def _is_more(words: set[str], key: set[str]) -> bool:
    return key < words and bool(words - key - GENERIC)


def _prior(entry: Entry, likeness: float, hint: Hint | None, seats: set[tuple[str | None, str | None]]) -> float:
    score = likeness * _base(entry) - (0.0 if likeness == 1 else 0.4)
    if hint is None:
        return score + (SEAT if entry.kind == "town" and (entry.country, entry.admin1) in seats else 0.0)
    if hint == "land":
        return score + (LAND if entry.kind == "admin1" else 0.0)
    if entry.kind in _FITTING[hint]:
        return score + FITS
    if hint in ("site", "county") and entry.kind == "town":
        return score + NO_SITE
    return score if hint == "admin2" and entry.kind == "town" else score + MISFITS


def _base(entry: Entry) -> float:
    if entry.id.startswith("registry:"):
        return SPECIAL
    people = min(max(log10(entry.population + 10) - 3, 0.0), 4.0) / 2
    match entry.kind:
        case "country":
            return COUNTRY
        case "region":
            return REGION
        case "admin1":
            return ADMIN1 + 0.8 * people
        case "admin2":
            return ADMIN2 + 0.6 * people
        case _:
            return TOWN + people + (CAPITAL if _is_capital(entry) else 0.0)


def _is_capital(entry: Entry) -> bool:
    """Whether ``entry`` is the seat of its country's government."""
    country = registry.load().countries.get(entry.country or "")
    return country is not None and country.capital is not None and normalise(country.capital) == normalise(entry.name)
