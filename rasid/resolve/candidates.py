"""The gazetteer's places that a name may mean, each with what speaks for it before the story is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10

from rasid import registry
from rasid.gazetteer import Entry, Gazetteer, normalise, skeleton
from rasid.gazetteer.keys import plain, without_article
from rasid.resolve.phrase import Hint
from rasid.resolve.weights import Evidence, Weights

DIVISIONS = frozenset({"admin1", "admin2"})
LOST = 50  # a town has at least one in so many of the people of a division that is named for it
UNCOUNTED = 100  # people of a place, so that one without any has a share in its name

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
    """A place, how alike the names are (1 for the same key), its share of the people of its namesakes of that kind in its
    country, what its name and kind say for it, and what that weighs: by itself (``alone``) and where the story's other places
    are weighed too (``together``)."""

    entry: Entry
    likeness: float
    share: float
    evidence: Evidence
    alone: float
    together: float


def candidates(gazetteer: Gazetteer, name: str, hint: Hint | None, weights: Weights) -> tuple[Candidate, ...]:
    """The places that ``name`` may mean, the likeliest first. A line or site is never guessed from a namesake town."""
    if nation := _people(gazetteer, name):  # "the Georgian capital" says what the capital is, not what "Georgian" is
        pairs, hint, name = [(entry, 1.0) for entry in nation], None, nation[0].name
    else:
        pairs = [(entry, 1.0) for entry in gazetteer.exact(name)] or list(gazetteer.similar(name))
    if hint == "line":
        pairs = [pair for pair in pairs if pair[0].kind == "line"]
    seats = _seats([entry for entry, _ in pairs])
    homes = _homes([entry for entry, _ in pairs])
    key = plain(name)
    scored = [
        _candidate(
            entry, likeness, (entry.population + UNCOUNTED) / homes[entry.country, entry.kind],
            _evidence(entry, likeness, hint, key, seats), weights,
        )
        for entry, likeness in pairs
    ]  # fmt: skip
    return tuple(sorted(scored, key=lambda c: -c.together))


Seats = dict[tuple[str | None, str | None], int]
_Home = tuple[str | None, str]  # a country and a kind of place


def _homes(entries: Iterable[Entry]) -> dict[_Home, int]:
    """The people of the places of one name, by country and kind; each place has some that nobody counted."""
    found: dict[_Home, int] = {}
    for entry in entries:
        home = entry.country, entry.kind
        found[home] = found.get(home, 0) + entry.population + UNCOUNTED
    return found


def _candidate(entry: Entry, likeness: float, share: float, evidence: Evidence, weights: Weights) -> Candidate:
    return Candidate(entry, likeness, share, evidence, weights.alone.of(evidence), weights.together.of(evidence))


def _people(gazetteer: Gazetteer, name: str) -> list[Entry]:
    """The country of a people ("Georgian", "Iraqis"), where the name is no country's own."""
    known = registry.load()
    country = known.demonym(name) if known.country(name) is None else None
    if country is None:
        return []
    return [e for e in gazetteer.exact(known.countries[country].name) if e.kind == "country" and e.country == country]


def _seats(entries: list[Entry]) -> Seats:
    """The people of the largest town among ``entries``, by the division that it lies in."""
    found: Seats = {}
    for e in entries:
        if e.kind == "town":
            found[e.country, e.admin1] = max(found.get((e.country, e.admin1), 0), e.population)
    return found


def _is_seated(entry: Entry, seats: Seats) -> bool:
    """Whether a division has a town of its own name that is not lost in it, as Montana's village of Montana is."""
    town = seats.get((entry.country, entry.admin1))
    return entry.kind in DIVISIONS and town is not None and (not town or town * LOST >= entry.population)


def people(entry: Entry) -> float:
    """The size of a place: 0 for up to a thousand people, 1 more for each ten times as many, 4.5 at most."""
    return min(max(log10(entry.population + 10) - 3, 0.0), 4.5)


def _evidence(entry: Entry, likeness: float, hint: Hint | None, key: str, seats: Seats) -> Evidence:
    told: list[tuple[str, float]] = [("special" if entry.id.startswith("registry:") else entry.kind, 1.0)]
    if size := people(entry):
        told.append((f"people of {entry.kind}", size))
    elif entry.kind == "town":
        told.append(("hamlet", 1.0))
    if likeness < 1:
        told += [("alike", 1.0), ("unlike", 1 - likeness)]
    else:
        told += (
            () if entry.id.startswith("registry:") else _named(plain(entry.name), key)
        )  # whose names are all its own
    if entry.kind == "town" and _is_capital(entry):
        told.append(("capital", 1.0))
    return (*told, *_hinted(entry, hint, seats))


def _named(own: str, key: str) -> Evidence:
    """Whether a place of the key goes by a longer name ("Faya-Largeau", "Gaza Strip" for "Gaza"), is spelt otherwise or
    named otherwise, or lacks the article that the words have ("El Salvador")."""
    if own == key:
        return ()
    if without_article(own) == without_article(key):
        return (("no article", 1.0),) if own == without_article(key) else ()
    if set(key.split()) < set(own.split()):
        return (("longer name", 1.0),)
    return (("other spelling" if skeleton(own) == skeleton(key) else "other name", 1.0),)


def _hinted(entry: Entry, hint: Hint | None, seats: Seats) -> Evidence:
    """What the words around a name say of a place's kind. A bare name shared by a town and its division means the town."""
    if hint is None:
        return (("seated", 1.0),) if _is_seated(entry, seats) else ()
    if hint == "land":
        return (("land", 1.0),) if entry.kind == "admin1" else ()
    if entry.kind in _FITTING[hint]:
        return (("fits", 1.0),)
    if hint in ("site", "county") and entry.kind == "town":
        return ((f"no {hint}", 1.0),)
    return (("district's town", 1.0),) if hint == "admin2" and entry.kind == "town" else (("misfits", 1.0),)


def _is_capital(entry: Entry) -> bool:
    """Whether ``entry`` is the seat of its country's government."""
    country = registry.load().countries.get(entry.country or "")
    return country is not None and country.capital is not None and normalise(country.capital) == normalise(entry.name)
