"""One place of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from rasid.records import PlacePrecision

Kind = Literal["country", "admin1", "admin2", "town", "area", "line", "facility", "region"]

PRECISION: dict[str, PlacePrecision] = {
    "country": "country", "region": "region", "admin1": "admin1", "admin2": "district", "town": "town",
    "area": "area", "line": "line", "facility": "exact",
}  # fmt: skip

# Places that are larger than any point says: of these, ``lat`` and ``lon`` are where a map writes the name.
SPREAD: frozenset[PlacePrecision] = frozenset({"area", "line", "region"})

# Files tell a sub-district from the district of its name; to a reader of stories both are districts.
KIND: dict[str, Kind] = {"admin3": "admin2"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that has a name. ``lat`` and ``lon`` (degrees) are ``None`` where there is no point at all; to measure distances
    by. What a record may say is ``point``.

    ``id`` is ``iso:SY``, ``admin1:SY.07``, ``admin2:...`` or ``geonames:170063`` (GeoNames), ``region:...`` or ``registry:...``;
    of a place of a user's table ``pcode:SY0203`` or ``place:...``. ``country`` is ISO 3166-1 alpha-2; ``geometry`` is GeoJSON and
    only areas and lines have one; ``pcode`` is the code of OCHA's tables, where a table with one was added.
    """

    id: str
    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    precision: PlacePrecision
    geometry: dict[str, Any] | None = None
    pcode: str | None = None

    @property
    def point(self) -> tuple[float, float] | tuple[None, None]:
        """Latitude and longitude where a point stands for the place; of a desert, a road or a region none does."""
        if self.precision in SPREAD or self.lat is None or self.lon is None:
            return None, None
        return self.lat, self.lon
