"""One place on its way into a gazetteer's file, and the keys under which it will be found there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rasid.gazetteer.keys import normalise, plain, without_article

KINDS = ("country", "region", "admin1", "admin2", "admin3", "town", "area", "line", "facility")
DIVISIONS = ("admin1", "admin2", "admin3")

# Countries whose Latin names are mostly transliterations from Arabic-like scripts, written in many ways:
# their names lose the article in the key and get a skeleton.
TRANSLITERATED = frozenset(
    "SY IQ YE LB PS IL JO LY EG SD DZ TN MA MR SA AE OM QA KW BH SO DJ ER TD SS ML NE IR AF PK TR ET UA RU BY".split()
)

# Words that say what kind of unit a division is; its name is also found without them.
GENERIC = frozenset(
    """province provincia governorate muhafazat oblast krai okrug republic state estado region regional district department
    departamento departement wilaya prefecture county raion parish autonomous city municipality voivodeship of de federal
    territory zone""".split()
)
# More of them, met in the tables of users: sub-districts, and the units of Arabic as keys spell them. "Rural" and "rif"
# are not among them: Rural Damascus is another division than Damascus.
UNITS = GENERIC | frozenset(
    """subdistrict sub muhafaza mohafazat mohafaza qada qadha caza nahiya nahia nahiyah nahiyat mantiqa mintaqa mintaqat
    liwa mudiriyat mudiriyah governorat distrikt arrondissement cercle commune
    محافظه قضا ناحيه منطقه مديريه ولايه لواء لوا مقاطعه""".split()
)

_COMPASS = {
    "nord": "north", "sud": "south", "est": "east", "ouest": "west",
    "northern": "north", "southern": "south", "eastern": "east", "western": "west",
}  # fmt: skip


@dataclass(slots=True)
class Row:
    """One place: its columns and every name it goes by.

    ``lat`` and ``lon`` in degrees (WGS 84). ``kind`` is one of ``KINDS``, or ``None`` where the row only brings names to a place of
    another file. ``admin1`` and ``admin2`` are names, or ids of the divisions (``admin1:SY.07``, ``pcode:SY08``).
    ``alternates`` are names as written with their language (ISO 639, or ""); ``names`` are found but not shown.
    ``refs`` are further ids of the place.
    """

    id: str
    name: str
    kind: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int = 0
    names: set[str] = field(default_factory=set)
    admin2: str | None = None
    pcode: str | None = None
    refs: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()


def rank(row: Row) -> int:
    """Where a row stands among its namesakes: by kind, then by the magnitude of its population; smaller is first."""
    return order(row.kind) * 64 + 63 - row.population.bit_length()


def order(kind: str | None) -> int:
    """Where a kind stands: countries first."""
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def keys(row: Row, units: frozenset[str] = GENERIC) -> Iterator[str]:
    """The keys of all names of a row; of a division also those without ``units``. A key may come twice."""
    transliterated = row.country in TRANSLITERATED
    for name in {*row.names, row.name, *(name for name, _ in row.alternates)}:
        key = normalise(name) if transliterated else plain(name)
        if key:
            yield key
        if row.kind is None and key:  # the country is known only to the file that has the place
            yield without_article(key)
        if row.kind in DIVISIONS:
            yield from without_units(key, units)


def without_units(key: str, units: frozenset[str] = GENERIC) -> Iterator[str]:
    """The key of a division without words such as "oblast", its compass word as English text writes it."""
    words = [_COMPASS.get(word, word) for word in key.split() if word not in units]
    if words and words != key.split():
        yield normalise(" ".join(words))
