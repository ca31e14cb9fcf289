"""The gazetteer: the file that comes with Rasid, the registry's special places, and the user's own layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from rasid.gazetteer.entry import KIND, PRECISION, Entry, Kind
from rasid.gazetteer.file import LIMIT, File, Stored
from rasid.gazetteer.keys import normalise, plain, skeleton, without_article
from rasid.gazetteer.layers import LIST, Layers
from rasid.gazetteer.row import UNITS, order, without_units

DATABASE = Path(__file__).parent / "places.sqlite"
REMEDY = "build it with: python -m rasid.gazetteer.build"

Found = dict[str, dict[int, list[Stored]]]  # rows by id and by the position of their file

_KEPT = 65536  # places that are remembered
_DIVISION = ("admin1:", "admin2:", "pcode:")


class Gazetteer:
    """Places by name: the file's, and special places (areas, rivers, roads, villages) that the file lacks."""

    def __init__(
        self,
        path: Path,
        specials: Iterable[tuple[Entry, tuple[str, ...]]] = (),
        *,
        layers: Layers | None = None,
    ) -> None:
        """Opens ``path``; ``specials`` pairs an entry with all its names. Raises ``DataError`` when it is no gazetteer."""
        self._base = File(path, REMEDY)
        self._layers = layers
        self._files = (self._base, *(layers.files if layers else ()))
        self._specials: dict[str, list[Entry]] = {}
        self._by_id: dict[str, Entry] = {}
        self._bones: dict[str, set[str]] = {}
        for entry, names in specials:
            self._by_id[entry.id] = entry
            for key in {without_article(plain(name)) for name in names}:
                self._specials.setdefault(key, []).append(entry)
                self._bones.setdefault(skeleton(key), set()).add(key)
        self._exact = lru_cache(maxsize=65536)(self._look_up if layers is None else self._look_through)
        self._alike = lru_cache(maxsize=16384)(self._resembling)
        self._division = lru_cache(maxsize=65536)(self._named_division)
        self._joined: dict[str, Entry | None] = {}

    def find(self, name: str) -> tuple[Entry, ...]:
        """Places called ``name``, the special ones first, then by kind and population; at most 48 of a file.

        A name found nowhere is tried once more as a transliteration (``similar``).
        """
        return self._exact(name) or tuple(entry for entry, _ in self._alike(name))

    def exact(self, name: str) -> tuple[Entry, ...]:
        """Places whose key is that of ``name``: case, diacritics, apostrophes and a leading Arabic article do not count."""
        return self._exact(name)

    def similar(self, name: str) -> tuple[tuple[Entry, float], ...]:
        """Places whose transliterated names resemble ``name``, with a likeness of 0.6 to 1, best first; for 5 letters up."""
        return self._alike(name)

    def names(self, entry: Entry) -> tuple[tuple[str, str], ...]:
        """The names that layers give a place, as they write them, each with its language (ISO 639, or "")."""
        ids = self._layers.together(entry.id) if self._layers else (entry.id,)
        return tuple(dict.fromkeys(pair for id in ids for file in self._files for pair in file.names(id)))

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        """Of the one file and the special places."""
        key = plain(name)
        short = without_article(key)
        rows = self._base.called(key, short) if key else []
        return (*self._specials.get(short, ()), *map(_entry, rows))

    def _look_through(self, name: str) -> tuple[Entry, ...]:
        """Of all files: what several have is one entry."""
        key = plain(name)
        if not key:
            return ()
        short = without_article(key)
        found: Found = {}
        for at, file in enumerate(self._files):
            for row in file.called(key, short):
                found.setdefault(row.id, {}).setdefault(at, []).append(row)
        special = [self._join(entry.id, {}) for entry in self._specials.get(short, ())]
        entries = filter(None, [self._join(id, found) for id in found])
        ranked = sorted(entries, key=lambda e: (order(e.kind), -e.population, e.id))
        return tuple({entry.id: entry for entry in (*special, *ranked) if entry}.values())

    def _join(self, id: str, found: Found) -> Entry | None:
        """The place that ``id`` is of, with what all files say of it; ``None`` where none has it. ``found`` need not be asked for."""
        ids = self._together(id)
        if ids[0] not in self._joined:
            if len(self._joined) > _KEPT:
                self._joined.clear()
            self._joined[ids[0]] = self._read(ids, found)
        return self._joined[ids[0]]

    def _read(self, ids: tuple[str, ...], found: Found) -> Entry | None:
        rows = [
            self._placed(row, file)
            for id in ids
            for at, file in enumerate(self._files)
            for row in self._said(file, id, found.get(id, {}).get(at))
            if row.kind
        ]
        if ids[0] in self._by_id:
            return _filled(self._by_id[ids[0]], rows)
        if not rows:
            return None
        if rows[0].id not in ids:
            return self._join(rows[0].id, {})  # asked by a second id, such as GeoNames' number of a division
        return _filled(_entry(rows[0]), rows[1:])

    def _said(self, file: File, id: str, found: list[Stored] | None) -> list[Stored]:
        return found if found and file.distinct else file.known_as(id)

    def _together(self, id: str) -> tuple[str, ...]:
        return self._layers.together(id) if self._layers else (id,)

    def _placed(self, row: Stored, file: File) -> Stored:
        """A row with its divisions by name; those of the file that comes with Rasid are."""
        if file is self._base or row.kind in ("country", "region"):
            return row
        if row.kind == "admin1":
            return row._replace(admin1=row.name)
        admin2 = self._division(row.admin2, row.country) if row.admin2 and _is_id(row.admin2) else row.admin2
        own = row.kind == "admin2"
        return row._replace(
            admin1=self._division(row.admin1, row.country) if row.admin1 else None, admin2=None if own else admin2
        )

    def _named_division(self, told: str, country: str | None) -> str | None:
        """The name of the division that an id or a name means; a name that none has is kept, an id that none has is not."""
        assert self._layers is not None
        if _is_id(told):
            return self._layers.division(told)
        key = normalise(told)
        for word in (key, *without_units(key, UNITS)):
            for file in self._files:
                for row in file.called(word, word):
                    if row.kind == "admin1" and row.country == country:
                        return self._layers.division(row.id) or row.name
        return told

    def _resembling(self, name: str) -> tuple[tuple[Entry, float], ...]:
        key = without_article(plain(name))
        bones = skeleton(key)
        if len(key) < 5 or not bones:
            return ()
        others = {other for file in self._files for other in file.like(bones)} | self._bones.get(bones, set())
        likeness = {other: _likeness(key, other) for other in others}
        found: dict[str, tuple[Entry, float]] = {}
        for other in sorted(likeness, key=lambda k: (-likeness[k], k))[:8]:
            if likeness[other] >= MIN_LIKENESS:
                for entry in self._exact(other):
                    found.setdefault(entry.id, (entry, likeness[other]))
        return tuple(found.values())[:LIMIT]


# Of names with the same consonants; below it the vowels tell another name.
MIN_LIKENESS = 0.6


def _likeness(a: str, b: str) -> float:
    """1 for equal names, less the edits that turn one into the other over the longer's length."""
    a, b = a.replace(" ", ""), b.replace(" ", "")
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        left, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (x != y))
    return 1 - row[-1] / max(len(a), len(b))


def _is_id(told: str) -> bool:
    return told.startswith(_DIVISION)


def _entry(row: Stored) -> Entry:
    kind: Kind = KIND.get(str(row.kind), row.kind)  # type: ignore[arg-type, assignment]
    return Entry(
        row.id, row.name, kind, row.country, row.admin1, row.admin2, row.lat, row.lon, row.population,
        PRECISION[kind], None, row.pcode,
    )  # fmt: skip


def _filled(entry: Entry, rows: Iterable[Stored]) -> Entry:
    """``entry`` with what it lacks taken from ``rows``, the first that has it; a point is taken whole."""
    for row in rows:
        if entry.lat is None and entry.geometry is None and row.lat is not None and entry.kind != "line":
            entry = replace(entry, lat=row.lat, lon=row.lon)
        entry = replace(
            entry, country=entry.country or row.country, admin1=entry.admin1 or row.admin1, admin2=entry.admin2 or row.admin2,
            population=entry.population or row.population, pcode=entry.pcode or row.pcode,
        )  # fmt: skip
    return entry


def open(path: Path | None = None, *, folder: Path | None = None) -> Gazetteer:
    """The gazetteer at ``path`` (the package's own by default) with the registry's special places; cached.

    ``folder`` is where the user's layers are (``rasid.gazetteer.layers.folder``); without one there are none. A folder that has
    changed since is opened anew. Raises ``DataError`` when a file has not been built or is broken.
    """
    state = None
    if folder is not None and (folder / LIST).exists():
        told = (folder / LIST).stat()
        state = (told.st_ino, told.st_mtime_ns, told.st_size)
    return _opened(path or DATABASE, folder if state else None, state)


@cache
def _opened(path: Path, folder: Path | None, state: tuple[int, int, int] | None) -> Gazetteer:
    layers = Layers(folder / LIST) if folder else None
    return Gazetteer(path, specials(), layers=layers if layers and layers.files else None)


KIND_OF_SPECIAL: dict[str, Kind] = {
    "river": "line", "road": "line", "border": "line", "front": "line", "area": "area", "sea": "area",
    "village": "town", "facility": "facility", "region": "region",
}  # fmt: skip


def specials() -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """The registry's places as entries, each with all its names."""
    from rasid import registry

    for place in registry.load().places:
        entry = Entry(
            f"registry:{place.id}", place.name, KIND_OF_SPECIAL[place.kind], place.country, place.admin1, None,
            place.lat, place.lon, 0, place.precision, place.geometry,
        )  # fmt: skip
        yield entry, (place.name, *place.aliases)
