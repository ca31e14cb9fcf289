"""Actors and special places as the registry keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "government", "military", "police", "intelligence", "militia", "armed_group", "coalition", "igo", "ngo", "media",
    "think_tank", "office", "party", "tribe", "civilians", "court", "company", "other",
]  # fmt: skip
PlaceKind = Literal["area", "river", "road", "border", "village", "facility", "region", "sea", "front"]


@dataclass(frozen=True, slots=True)
class Tie:
    """A bond to another actor, with the dates (ISO, may be a year alone) between which it held."""

    id: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A public office-holder who speaks for the actor, with the dates of office."""

    role: str
    person: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. ``country`` is its home (ISO 3166-1 alpha-2), ``countries`` where it acts.

    ``aliases`` name it wherever they stand; ``metonyms`` are names of places used for it (a capital, a country);
    ``loose`` are names that mean it only in its own theatre ("the coalition"). ``start`` and ``end`` bound its
    existence under this name.
    """

    id: str
    name: str
    kind: Kind
    country: str | None = None
    countries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    parent: str | None = None
    part_of: tuple[str, ...] = ()
    backers: tuple[Tie, ...] = ()
    allies: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    successor: str | None = None
    generic: bool = False
    offices: tuple[Office, ...] = ()
    source: str | None = None

    @property
    def theatre(self) -> frozenset[str]:
        """Every country the actor is at home or acts in."""
        return frozenset((*self.countries, self.country)) - {None}  # type: ignore[return-value]

    def existed(self, start: str, end: str) -> bool:
        """Whether the actor existed under this name at some time between two ISO dates."""
        begun = self.start is None or self.start <= end
        return begun and (self.end is None or start[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class SpecialPlace:
    """An area, line or spot that gazetteers of settlements lack. ``lat``/``lon`` is a point for labels, in degrees."""

    id: str
    name: str
    kind: PlaceKind
    countries: tuple[str, ...]
    lat: float
    lon: float
    precision: Literal["exact", "town", "district", "admin1", "region", "country", "line", "area"]
    aliases: tuple[str, ...] = ()
    admin1: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    line: tuple[tuple[float, float], ...] | None = None

    @property
    def country(self) -> str | None:
        """The one country that it lies in, if it is one."""
        return self.countries[0] if len(self.countries) == 1 else None

    @property
    def geometry(self) -> dict[str, Any] | None:
        """Coarse GeoJSON, longitude first: a polygon of the bounding box, or a line; ``None`` for spots."""
        if self.line:
            return {"type": "LineString", "coordinates": [list(point) for point in self.line]}
        if not self.bbox:
            return None
        west, south, east, north = self.bbox
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"type": "Polygon", "coordinates": [ring]}


@dataclass(frozen=True, slots=True)
class Country:
    """A country with the words for it. ``regime``: reporting calls its government "the regime" between these dates."""

    iso2: str
    name: str
    capital: str | None = None
    adj: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    regime: Tie | None = None
