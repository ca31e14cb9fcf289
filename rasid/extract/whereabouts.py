"""Where each event happened, from all its tellings; places must be resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.extract.analysis import Item
from rasid.extract.candidates import Candidate
from rasid.extract.people import People
from rasid.gazetteer.earth import distance_km
from rasid.records import Place

_RANK = {"country": 0, "region": 1, "admin1": 2, "line": 3, "area": 3, "district": 3, "town": 4, "exact": 5}


class Whereabouts:
    """Settles the places of a story's events before they become reports."""

    def __init__(self, people: People) -> None:
        self._people = people

    def settle(self, told: Sequence[tuple[Candidate, Sequence[Candidate]]]) -> None:
        """Give each event the most exact place that its tellings name."""
        for c, again in told:
            c.place = self._most_exact([t.place for t in _tellings([c, *again]) if t.place is not None])

    def _most_exact(self, items: Sequence[Item]) -> Item | None:
        best = items[0] if items else None
        for item in items[1:]:
            if best is not None and self._inside(item, best):
                best = item
        return best

    def _inside(self, item: Item, other: Item | None) -> bool:
        """Whether a place is a part of the other, or the other is none."""
        return other is None or within(self._people.place(item), self._people.place(other))


def _tellings(told: Sequence[Candidate]) -> Iterator[Candidate]:
    for c in told:
        yield c
        yield from _tellings(c.merged)


def within(place: Place, other: Place) -> bool:
    """Whether ``place`` is more exact than ``other`` and, as far as both are known, lies in it."""
    if _RANK[place.precision] <= _RANK[other.precision] or place.country is None or place.country != other.country:
        return False
    if other.precision == "country":
        return True
    if other.admin1 is not None:
        return place.admin1 == other.admin1
    if other.radius_km is None or None in (place.lat, place.lon, other.lat, other.lon):
        return False
    assert place.lat is not None and place.lon is not None and other.lat is not None and other.lon is not None
    return distance_km((place.lat, place.lon), (other.lat, other.lon)) <= other.radius_km
