"""Writes a gazetteer's file: rows in one pass, sorted by SQLite, so that ten million need no more memory than ten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from rasid.gazetteer.keys import skeleton
from rasid.gazetteer.row import GENERIC, TRANSLITERATED, Row, keys, rank

# What an entry's admin1 and admin2 hold is a name, or the id of a division; ``ref`` has every id that an entry answers to.
# ``name`` is in the order of rank, so that the first rows of a key are the largest places of that name.
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (n INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, country TEXT, admin1 TEXT, admin2 TEXT,
                    lat REAL, lon REAL, population INTEGER, pcode TEXT);
CREATE TABLE name (key TEXT, rank INTEGER, n INTEGER, PRIMARY KEY (key, rank, n)) WITHOUT ROWID;
CREATE TABLE skeleton (skeleton TEXT, key TEXT, PRIMARY KEY (skeleton, key)) WITHOUT ROWID;
CREATE TABLE ref (id TEXT, n INTEGER, PRIMARY KEY (id, n)) WITHOUT ROWID;
CREATE TABLE alternate (n INTEGER, name TEXT, language TEXT, PRIMARY KEY (n, name, language)) WITHOUT ROWID;
"""
_STAGED = """
CREATE TABLE stage.name (key TEXT, rank INTEGER, n INTEGER);
CREATE TABLE stage.skeleton (skeleton TEXT, key TEXT);
CREATE TABLE stage.ref (id TEXT, n INTEGER);
"""
_SORTED = """
INSERT INTO main.name SELECT DISTINCT key, rank, n FROM stage.name ORDER BY key, rank, n;
INSERT INTO main.skeleton SELECT DISTINCT skeleton, key FROM stage.skeleton ORDER BY skeleton, key;
INSERT INTO main.ref SELECT DISTINCT id, n FROM stage.ref ORDER BY id, n;
"""
_TWICE = "SELECT EXISTS (SELECT 1 FROM main.ref GROUP BY id HAVING count(*) > 1)"
BATCH = 20_000  # rows handed to SQLite at once: fewer calls, some megabytes


class Writer:
    """A file in the making, for ``with``; what is not finished is deleted. Errors of SQLite (a full disk) pass through."""

    def __init__(self, path: Path, *, units: frozenset[str] = GENERIC) -> None:
        """Begins ``path`` anew; ``units`` are the words without which a division is found too."""
        self._path, self._stage = path, path.with_name(path.name + ".stage")
        self._units = units
        self._finished = False
        self._tables: dict[str, list[tuple[object, ...]]] = {t: [] for t in _INSERTS}
        self.entries = 0

    def __enter__(self) -> Writer:
        self._discard()
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        # What is written here is nobody's until it is whole and moved into place, so no journal guards it.
        self._connection.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
            + SCHEMA
        )
        self._connection.execute("ATTACH ? AS stage", (str(self._stage),))
        self._connection.executescript("PRAGMA stage.journal_mode = OFF; PRAGMA stage.synchronous = OFF;" + _STAGED)
        self._connection.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()
        self._stage.unlink(missing_ok=True)
        if not self._finished:
            self._discard()

    def _discard(self) -> None:
        for path in (self._path, self._stage):
            path.unlink(missing_ok=True)

    def add(self, row: Row) -> None:
        """Adds a place with all its names."""
        n, tables = self.entries, self._tables
        tables["entry"].append(
            (n, row.id, row.name, row.kind, row.country, row.admin1, row.admin2, row.lat, row.lon, row.population, row.pcode)
        )  # fmt: skip
        place = rank(row)
        found = set(keys(row, self._units))
        tables["name"].extend((key, place, n) for key in found)
        if row.country in TRANSLITERATED:
            tables["skeleton"].extend((bones, key) for key in found if (bones := skeleton(key)))
        tables["ref"].extend((id, n) for id in {row.id, *row.refs})
        tables["alternate"].extend((n, name, language) for name, language in sorted(set(row.alternates)))
        self.entries += 1
        if self.entries % BATCH == 0:
            self._flush()

    def finish(self, meta: Mapping[str, str]) -> int:
        """Sorts and adds ``meta``: the file is whole. How many keys it has."""
        self._flush()
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")
        for statement in _SORTED.strip().splitlines():
            self._connection.execute(statement)
        (twice,) = self._connection.execute(_TWICE).fetchone()
        self._connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", sorted({**meta, "distinct": str(int(not twice))}.items())
        )
        self._connection.execute("COMMIT")
        (count,) = self._connection.execute("SELECT count(*) FROM main.name").fetchone()
        self._finished = True
        return int(count)

    def _flush(self) -> None:
        for table, rows in self._tables.items():
            self._insert(table, rows)
            rows.clear()

    def _insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._connection.executemany(_INSERTS[table], rows)


_INSERTS = {
    "entry": "INSERT INTO main.entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "name": "INSERT INTO stage.name VALUES (?, ?, ?)",
    "skeleton": "INSERT INTO stage.skeleton VALUES (?, ?)",
    "ref": "INSERT INTO stage.ref VALUES (?, ?)",
    "alternate": "INSERT INTO main.alternate VALUES (?, ?, ?)",
}
