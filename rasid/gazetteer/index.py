"""The gazetteer as a file of SQLite, read only and mapped into memory."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rasid.errors import DataError
from rasid.gazetteer.entry import PRECISION, Entry, Kind
from rasid.gazetteer.keys import plain, skeleton, without_article

DATABASE = Path(__file__).parent / "places.sqlite"

# More namesakes than this are never told apart by context; the file gives the largest first.
LIMIT = 48

_COLUMNS = "e.id, e.name, e.kind, e.country, e.admin1, e.admin2, e.lat, e.lon, e.population"
_EXACT = (
    f"SELECT DISTINCT {_COLUMNS} FROM name JOIN entry e USING (n) WHERE name.key IN (?, ?) ORDER BY n LIMIT {LIMIT}"
)
_SIMILAR = "SELECT key FROM skeleton WHERE skeleton = ? LIMIT 64"


class Gazetteer:
    """Places by name: the file's, and special places (areas, rivers, roads, villages) that the file lacks."""

    def __init__(self, path: Path, specials: Iterable[tuple[Entry, tuple[str, ...]]] = ()) -> None:
        """Opens ``path``; ``specials`` pairs an entry with all its names. Raises ``DataError`` when it is no gazetteer."""
        if not path.exists():
            raise DataError(f"{path}: no gazetteer; build it with: python -m rasid.gazetteer.build")
        self._path = path
        self._local = threading.local()
        self._specials: dict[str, list[Entry]] = {}
        self._bones: dict[str, set[str]] = {}
        for entry, names in specials:
            for key in {without_article(plain(name)) for name in names}:
                self._specials.setdefault(key, []).append(entry)
                self._bones.setdefault(skeleton(key), set()).add(key)
        self._exact = lru_cache(maxsize=65536)(self._look_up)
        self._alike = lru_cache(maxsize=16384)(self._resembling)

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; one connection may not be shared."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            connection.execute("PRAGMA mmap_size = 268435456")
            self._local.connection = connection
        return connection

    def _rows(self, sql: str, keys: tuple[str, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._connection().execute(sql, keys).fetchall()
        except sqlite3.DatabaseError as error:
            raise DataError(f"{self._path}: not a gazetteer ({error}); run: python -m rasid.gazetteer.build") from error

    def find(self, name: str) -> tuple[Entry, ...]:
        """Places called ``name``, the special ones first, then by kind and population; at most 48.

        A name found nowhere is tried once more as a transliteration (``similar``).
        """
        return self._exact(name) or tuple(entry for entry, _ in self._alike(name))

    def exact(self, name: str) -> tuple[Entry, ...]:
        """Places whose key is that of ``name``: case, diacritics, apostrophes and a leading Arabic article do not count."""
        return self._exact(name)

    def similar(self, name: str) -> tuple[tuple[Entry, float], ...]:
        """Places whose transliterated names resemble ``name``, with a likeness of 0.6 to 1, best first; for 5 letters up."""
        return self._alike(name)

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        key = plain(name)
        short = without_article(key)
        rows = self._rows(_EXACT, (key, short)) if key else []
        return (*self._specials.get(short, ()), *map(_entry, rows))

    def _resembling(self, name: str) -> tuple[tuple[Entry, float], ...]:
        key = without_article(plain(name))
        bones = skeleton(key)
        if len(key) < 5 or not bones:
            return ()
        others = {other for (other,) in self._rows(_SIMILAR, (bones,))} | self._bones.get(bones, set())
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


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(*row, precision=PRECISION[row[2]])  # type: ignore[misc]


@cache
def open(path: Path | None = None) -> Gazetteer:
    """The gazetteer at ``path`` (the package's own by default) with the registry's special places; cached.

    Raises ``DataError`` when the file has not been built.
    """
    return Gazetteer(path or DATABASE, _specials())


KIND_OF_SPECIAL: dict[str, Kind] = {
    "river": "line", "road": "line", "border": "line", "front": "line", "area": "area", "sea": "area",
    "village": "town", "facility": "facility", "region": "region",
}  # fmt: skip


def _specials() -> Iterable[tuple[Entry, tuple[str, ...]]]:
    from rasid import registry

    for place in registry.load().places:
        entry = Entry(
            f"registry:{place.id}", place.name, KIND_OF_SPECIAL[place.kind], place.country, place.admin1, None,
            place.lat, place.lon, 0, place.precision, place.geometry,
        )  # fmt: skip
        yield entry, (place.name, *place.aliases)
