"""Which entries of different files are one place: (id, id that stands for it)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rasid.gazetteer.earth import distance_km
from rasid.gazetteer.entry import Entry
from rasid.gazetteer.file import File, Stored
from rasid.gazetteer.keys import plain, skeleton, without_article
from rasid.gazetteer.row import DIVISIONS

# Tables of humanitarians and GeoNames put the point of one village up to some kilometres apart (its centre, its school,
# rounded minutes); two villages of one name in a source are each other's namesakes, however near.
NEAR_KM = 5.0
_NAMESPACES = ("registry", "iso", "region", "admin1", "admin2", "geonames", "pcode", "place")
_GEONAMES = frozenset(("iso", "region", "admin1", "admin2", "geonames"))
_POINTED = frozenset(("town", "facility"))
_BY_NAME = """
SELECT m.key, e.id, e.name, e.kind, e.country, e.admin1, e.admin2, e.lat, e.lon, e.population, e.pcode
FROM name m JOIN entry e USING (n) WHERE e.kind IS NOT NULL ORDER BY m.key, e.id
"""
# GeoNames' divisions of a level have ids of their own, one after the other in the index of ids.
_DIVIDED = """
SELECT e.id, e.name, e.kind, e.country, e.admin1, e.admin2, e.lat, e.lon, e.population, e.pcode
FROM ref r JOIN entry e USING (n) WHERE r.id >= ? || ':' AND r.id < ? || ';'
"""


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    """Two entries that share a name; ``distance`` in km, less is surer."""

    distance: float
    one: str
    other: str


def same(
    files: Sequence[File], tables: Sequence[File], specials: Iterable[tuple[Entry, tuple[str, ...]]]
) -> list[tuple[str, str]]:
    """The ids that another one stands for, each with that one, sorted; the order of files makes no difference.

    ``files`` are all, the one that comes with Rasid first; ``tables`` those of them whose places have ids of their own. Towns and
    facilities are one place where they share a name and lie within 5 km; divisions where they share a country, a level, the
    division above and a name, or all consonants of one. No two entries of one source become one: nearest go together.
    """
    found = _Found(files, list(specials))
    for table in tables:
        found.read(table)
    groups = _Groups()
    for level in DIVISIONS:
        groups.join(sorted(found.divisions(level, groups)))
    groups.join(sorted(found.points))
    return groups.pairs()


def divisions(files: Sequence[File], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The name of each division by every id that it has: what the first file calls the one that stands for it."""
    names: dict[str, str] = {}
    for file in files:
        for space in ("admin1", "admin2", "pcode"):
            for row in map(Stored._make, file.rows(_DIVIDED, (space, space))):
                if row.kind in DIVISIONS:
                    names.setdefault(row.id, row.name)
    return names | {id: names[head] for id, head in pairs if id in names and head in names}


class _Groups:
    """Entries that are one place, as far as is known."""

    def __init__(self) -> None:
        self._members: dict[str, tuple[str, ...]] = {}

    def head(self, id: str) -> str:
        """The id that stands for an entry: the registry's before GeoNames', that before a P-code, that before a row of a table."""
        return min(self._members.get(id, (id,)), key=_precedence)

    def join(self, pairs: Iterable[_Pair]) -> None:
        """Makes the entries of each pair one, unless two of one source would become one."""
        for pair in pairs:
            one, other = (self._members.get(id, (id,)) for id in (pair.one, pair.other))
            if one != other and not {_source(id) for id in one} & {_source(id) for id in other}:
                together = (*one, *other)
                self._members.update(dict.fromkeys(together, together))

    def pairs(self) -> list[tuple[str, str]]:
        """Every entry that is in a group, with the one that stands for it."""
        return sorted((id, self.head(id)) for id in self._members)


def _precedence(id: str) -> tuple[int, str]:
    return _NAMESPACES.index(id.partition(":")[0]), id


def _source(id: str) -> str:
    """What tells its places apart by its own ids: GeoNames, the registry, P-codes, one user's table."""
    space, _, rest = id.partition(":")
    if space in _GEONAMES:
        return "geonames"
    return f"{space}:{rest.rpartition(':')[0]}" if space == "place" else space


class _Found:
    """What may be one place: pairs of spots, and the divisions of tables, from one reading of each table."""

    def __init__(self, files: Sequence[File], specials: Sequence[tuple[Entry, tuple[str, ...]]]) -> None:
        self._files = files
        self._special: dict[str, list[Stored]] = defaultdict(list)
        self._divisions: dict[str, list[tuple[str, Stored]]] = defaultdict(list)
        self.points: set[_Pair] = set()
        for entry, names in specials:
            for key in {without_article(plain(name)) for name in names}:
                self._special[key].append(_stored(entry))
        for key, rows in self._special.items():
            self._pair_points(rows, _called(files[1:], key))

    def read(self, table: File) -> None:
        """Takes in the places of a table, name by name."""
        for key, group in groupby(table.each(_BY_NAME), itemgetter(0)):
            rows = [Stored._make(row[1:]) for row in group]
            spots = [row for row in rows if row.kind in _POINTED]
            if spots:
                self._pair_points(spots, [*_called(self._files, key), *self._special.get(key, ())])
            for row in rows:
                if row.kind in DIVISIONS:
                    self._divisions[row.kind].append((key, row))

    def _pair_points(self, rows: Iterable[Stored], others: Sequence[Stored]) -> None:
        self.points.update(pair for row in rows for other in others if (pair := _near(row, other)))

    def divisions(self, level: str, groups: _Groups) -> set[_Pair]:
        """Divisions of a level with one country and one division above them, by a common name, else by its consonants."""
        alike: dict[tuple[str | None, str], list[Stored]] = defaultdict(list)
        for file in self._files:
            for row in map(Stored._make, file.rows(_DIVIDED, (level, level))):
                alike[row.country, skeleton(row.name)].append(row)
        pairs: set[_Pair] = set()
        for key, row in self._divisions[level]:
            bones = skeleton(key)
            for distance, others in (
                (0.0, _called(self._files, key)),
                (1.0, alike[row.country, bones] if bones else []),
            ):
                pairs.update(_pair(distance, row, other) for other in others if self._together(row, other, groups))
        return pairs

    def _together(self, one: Stored, other: Stored, groups: _Groups) -> bool:
        """Whether two divisions are of one level and country, and of one larger division where they are smaller ones."""
        if one.kind != other.kind or one.country != other.country or _source(one.id) == _source(other.id):
            return False
        return one.kind == "admin1" or self._first(one, groups) == self._first(other, groups)

    def _first(self, row: Stored, groups: _Groups) -> str | None:
        """The first-level division that a row names: the id that stands for it, else the name."""
        told = row.admin1
        if told is None or told.startswith(("admin1:", "pcode:")):
            return told and groups.head(told)
        named = (other for file in self._files for other in file.called(plain(told), without_article(plain(told))))
        return next((groups.head(n.id) for n in named if n.kind == "admin1" and n.country == row.country), told)


def _called(files: Sequence[File], key: str) -> list[Stored]:
    """All that is called so in any of the files; each place once."""
    found = {row.id: row for file in reversed(files) for row in file.all_called(key) if row.kind}
    return list(found.values())


def _near(one: Stored, other: Stored) -> _Pair | None:
    """The pair, where both are spots of one kind within 5 km."""
    if one.kind != other.kind or one.kind not in _POINTED or _source(one.id) == _source(other.id):
        return None
    if one.country and other.country and one.country != other.country:
        return None
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    km = distance_km((one.lat, one.lon), (other.lat, other.lon))
    return _pair(km, one, other) if km <= NEAR_KM else None


def _pair(distance: float, one: Stored, other: Stored) -> _Pair:
    return _Pair(round(distance, 3), *sorted((one.id, other.id)))


def _stored(entry: Entry) -> Stored:
    return Stored(entry.id, entry.name, entry.kind, entry.country, None, None, entry.lat, entry.lon, 0, None)
