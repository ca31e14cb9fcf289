"""One gazetteer file: SQLite, read only and mapped into memory, that any number of threads may ask."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rasid.errors import DataError

# More namesakes than this are never told apart by context; a file gives the largest first.
LIMIT = 48
_MAPPED = 0x7FFF0000  # bytes: the most that SQLite maps as it is commonly built; what is beyond is read

_COLUMNS = "e.id, e.name, e.kind, e.country, e.admin1, e.admin2, e.lat, e.lon, e.population, e.pcode"
# Of one key the names are in order, so that the reading ends with the last that is wanted; of two they are sorted first.
_ALL = f"SELECT {_COLUMNS} FROM name m JOIN entry e USING (n) WHERE m.key = ? ORDER BY m.rank, m.n"
_BY_KEY = f"{_ALL} LIMIT {LIMIT}"
_BY_KEYS = f"""
SELECT {_COLUMNS} FROM (SELECT DISTINCT rank, n FROM name WHERE key IN (?, ?) ORDER BY rank, n LIMIT {LIMIT})
JOIN entry e USING (n) ORDER BY rank, n
"""
_BY_ID = f"SELECT {_COLUMNS} FROM ref r JOIN entry e USING (n) WHERE r.id = ? ORDER BY n LIMIT {LIMIT}"
_SIMILAR = "SELECT key FROM skeleton WHERE skeleton = ? LIMIT 64"
_NAMES = "SELECT DISTINCT a.name, a.language FROM ref r JOIN alternate a USING (n) WHERE r.id = ? ORDER BY 2, 1"


class Stored(NamedTuple):
    """A row of ``entry``: what one file says of a place. Without ``kind`` it only brings names to a place of another file."""

    id: str
    name: str
    kind: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    pcode: str | None


class Database:
    """A SQLite file that nobody writes to any more."""

    def __init__(self, path: Path, remedy: str) -> None:
        """``remedy`` is what the message of a broken file advises. Raises ``DataError`` when there is no file."""
        if not path.exists():
            raise DataError(f"{path}: no gazetteer; {remedy}")
        self.path, self._remedy = path, remedy
        self._local = threading.local()

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises ``DataError`` for a file that is damaged or something else."""
        try:
            return self._connection().execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from error

    def each(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one by one, for those that are too many to hold."""
        try:
            yield from self._connection().execute(sql)
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from error

    def _broken(self, error: sqlite3.DatabaseError) -> DataError:
        return DataError(f"{self.path}: not a gazetteer ({error}); {self._remedy}")

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; one connection may not be shared."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
            self._local.connection = connection
        return connection


class File(Database):
    """The places of one file by key and by id."""

    def __init__(self, path: Path, remedy: str) -> None:
        super().__init__(path, remedy)
        self._distinct: bool | None = None

    @property
    def distinct(self) -> bool:
        """Whether what was found of a place by a name is all that the file says of it."""
        if self._distinct is None:
            self._distinct = self.rows("SELECT value FROM meta WHERE key = 'distinct'") == [("1",)]
        return self._distinct

    def called(self, key: str, short: str) -> list[Stored]:
        """What is under either key, the largest first, at most 48."""
        found = self.rows(_BY_KEY, (key,)) if key == short else self.rows(_BY_KEYS, (key, short))
        return [Stored._make(row) for row in found]

    def all_called(self, key: str) -> list[Stored]:
        """All that is under the key, the largest first."""
        return [Stored._make(row) for row in self.rows(_ALL, (key,))]

    def known_as(self, id: str) -> list[Stored]:
        """What the file says of the place that answers to ``id``."""
        return [Stored._make(row) for row in self.rows(_BY_ID, (id,))]

    def like(self, bones: str) -> set[str]:
        """Keys with that skeleton, at most 64."""
        return {key for (key,) in self.rows(_SIMILAR, (bones,))}

    def names(self, id: str) -> list[tuple[str, str]]:
        """Names of a place as its source writes them, each with its language (ISO 639, or "")."""
        return self.rows(_NAMES, (id,))
