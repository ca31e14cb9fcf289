"""The gazetteer's places that a name may mean, each with what speaks for it before the story is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from rasid import registry
from rasid.gazetteer import Entry, Gazetteer, normalise
from rasid.resolve.context import country_of
from rasid.resolve.phrase import Hint
from rasid.resolve.weights import Evidence, Weights

# Words of a division's name that do not set it apart from its seat.
GENERIC = frozenset("oblast province governorate state region department city district county parish".split())

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
    """A place, how alike the names are (1 for the same key), what its name and kind say for it, and what that weighs:
    by itself (``alone``) and where the story's other places are weighed too (``together``)."""

    entry: Entry
    likeness: float
    evidence: Evidence
    alone: float
    together: float


def candidates(gazetteer: Gazetteer, name: str, hint: Hint | None, weights: Weights) -> tuple[Candidate, ...]:
    """The places that ``name`` may mean, the likeliest first. A line or site is never guessed from a namesake town."""
    pairs = [(entry, 1.0) for entry in _people(gazetteer, name) or gazetteer.exact(name)] or list(
        gazetteer.similar(name)
    )
    entries = [entry for entry, _ in pairs]
    if hint == "line":
        pairs = [pair for pair in pairs if pair[0].kind == "line"]
    seats = _divisions(name, entries)
    key = normalise(name)
    scored = [
        _candidate(entry, likeness, _evidence(entry, likeness, hint, key, seats), weights) for entry, likeness in pairs
    ]
    return tuple(sorted(scored, key=lambda c: -c.together))


def _candidate(entry: Entry, likeness: float, evidence: Evidence, weights: Weights) -> Candidate:
    return Candidate(entry, likeness, evidence, weights.alone.of(evidence), weights.together.of(evidence))


def _people(gazetteer: Gazetteer, name: str) -> list[Entry]:
    """The country of a people ("Georgian", "Iraqis"), where the name is no country's own."""
    country = registry.load().country(name) is None and country_of(name)
    if not country:
        return []
    own = registry.load().countries[country].name
    return [entry for entry in gazetteer.exact(own) if entry.kind == "country" and entry.country == country]


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


def people(entry: Entry) -> float:
    """The size of a place: 0 for up to a thousand people, 1 more for each ten times as many, 4 at most."""
    return min(max(log10(entry.population + 10) - 3, 0.0), 4.0)


def _evidence(
    entry: Entry, likeness: float, hint: Hint | None, key: str, seats: set[tuple[str | None, str | None]]
) -> Evidence:
    told = [("special" if entry.id.startswith("registry:") else entry.kind, 1.0)]
    if size := people(entry):
        told.append(("people" if entry.kind == "town" else "people of division", size))
    elif entry.kind == "town":
        told.append(("hamlet", 1.0))
    if likeness < 1:
        told += [("alike", 1.0), ("unlike", 1 - likeness)]
    elif normalise(entry.name) != key:
        told.append(("other name", 1.0))
    if entry.kind == "town" and _is_capital(entry):
        told.append(("capital", 1.0))
    return (*told, *_hinted(entry, hint, seats))


def _hinted(entry: Entry, hint: Hint | None, seats: set[tuple[str | None, str | None]]) -> Evidence:
    """What the words around a name say of a place's kind; a bare name shared by a town and its division means the town."""
    if hint is None:
        return (("seat", 1.0),) if entry.kind == "town" and (entry.country, entry.admin1) in seats else ()
    if hint == "land":
        return (("land", 1.0),) if entry.kind == "admin1" else ()
    if entry.kind in _FITTING[hint]:
        return (("fits", 1.0),)
    if hint in ("site", "county") and entry.kind == "town":
        return (("no site", 1.0),)
    return () if hint == "admin2" and entry.kind == "town" else (("misfits", 1.0),)


def _is_capital(entry: Entry) -> bool:
    """Whether ``entry`` is the seat of its country's government."""
    country = registry.load().countries.get(entry.country or "")
    return country is not None and country.capital is not None and normalise(country.capital) == normalise(entry.name)
