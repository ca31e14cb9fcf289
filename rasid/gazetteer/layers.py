"""The user's own layers over the gazetteer that comes with Rasid: a folder with a file for each, and one that says which count.

``layers.sqlite`` lists the layers, the places that several of them have, and the names of divisions. It is written beside and moved into place, and that
move is the only moment of change: a process that is killed before, or a disk that is full, leaves what was. Readers that are at
work keep the files that they have open.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from rasid.errors import DataError
from rasid.gazetteer.file import Database, File
from rasid.gazetteer.formats import FORMATS
from rasid.settings import Settings

LIST = "layers.sqlite"
REMEDY = "remove the layer and add it again: rasid gazetteer remove, rasid gazetteer add"
NO_LAYERS = "none"

_SCHEMA = """
CREATE TABLE layer (name TEXT PRIMARY KEY, file TEXT, format TEXT, source TEXT, sha256 TEXT, bytes INTEGER,
                    entries INTEGER, names INTEGER, outside INTEGER, bad INTEGER) WITHOUT ROWID;
CREATE TABLE same (id TEXT PRIMARY KEY, head TEXT) WITHOUT ROWID;
CREATE INDEX member ON same (head, id);
CREATE TABLE division (id TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
"""


_FEW = 2000  # pairs that are held in memory: reading them takes a millisecond
_TOGETHER = "SELECT b.id, b.head FROM same a JOIN same b USING (head) WHERE a.id = ? ORDER BY b.id"


@dataclass(frozen=True, slots=True)
class Layer:
    """One added file. ``sha256`` and ``bytes`` are of ``source`` as it was read; ``file`` is the index in the folder.

    ``entries`` rows were kept; ``outside`` (kinds of places that Rasid does not use) and ``bad`` ones were not.
    """

    name: str
    file: str
    format: str
    source: str
    sha256: str
    bytes: int
    entries: int
    names: int
    outside: int
    bad: int


def folder(settings: Settings) -> Path | None:
    """Where the user's layers are: the setting's folder, else ``gazetteer`` in the platform's folder for data; ``None`` for "none"."""
    if settings.gazetteer_dir == NO_LAYERS:
        return None
    if settings.gazetteer_dir:
        return Path(settings.gazetteer_dir)
    import platformdirs  # only asked for when no folder is named

    return Path(platformdirs.user_data_dir("rasid")) / "gazetteer"


class Layers:
    """The layers of a folder as a reader sees them."""

    def __init__(self, path: Path) -> None:
        """``path`` is the folder's ``layers.sqlite``. Raises ``DataError`` where a layer's file is gone or from another version."""
        self._list = Database(path, REMEDY)
        self.layers = tuple(Layer(*row) for row in self._list.rows("SELECT * FROM layer ORDER BY name"))
        believed = sorted(self.layers, key=lambda layer: (FORMATS.index(layer.format), layer.name))
        few = self._list.rows(f"SELECT id, head FROM same ORDER BY id LIMIT {_FEW + 1}")
        self._few = _grouped(few) if len(few) <= _FEW else None
        self.files = tuple(File(path.parent / layer.file, REMEDY) for layer in believed)

    def together(self, id: str) -> tuple[str, ...]:
        """All ids of the place that ``id`` is one of, the one that stands for it first; of most places there is only ``id``."""
        if self._few is not None:
            return self._few.get(id, (id,))
        return _grouped(self._list.rows(_TOGETHER, (id,))).get(id, (id,))

    def division(self, id: str) -> str | None:
        """The name of the division that answers to ``id``."""
        rows = self._list.rows("SELECT name FROM division WHERE id = ?", (id,))
        return rows[0][0] if rows else None


def _grouped(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The ids of a place, by each of them, from pairs of an id and the one that stands for it."""
    groups: dict[str, list[str]] = {}
    for id, head in rows:
        groups.setdefault(head, [head]).extend([id] if id != head else [])
    return {id: tuple(group) for group in groups.values() for id in group}


def listed(place: Path) -> tuple[Layer, ...]:
    """The layers of a folder, by name; none where nothing was added yet."""
    return Layers(place / LIST).layers if (place / LIST).exists() else ()


@contextmanager
def changing(place: Path) -> Iterator[None]:
    """A stretch in which no other process changes the folder. Raises ``DataError`` when one does, or the folder can't be written."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        # SQLite's lock is the system's: it goes when its process goes, however that ends.
        with closing(sqlite3.connect(place / "lock.sqlite", timeout=0, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except OSError as error:
        raise DataError(f"{place}: the gazetteer is as it was: {error.strerror or error}") from error
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise DataError(f"{place}: another rasid gazetteer command is at work there; wait for its end") from error
        raise DataError(f"{place}: the gazetteer is as it was: {error}") from error


def commit(place: Path, layers: Sequence[Layer], same: Iterable[tuple[str, str]], divisions: Mapping[str, str]) -> None:
    """Makes ``layers`` the layers of the folder, with ``same`` (id, head) and the names of ``divisions``, at once.

    What no layer uses any more is then cleared away.
    """
    part = place / (LIST + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as connection, connection:
        connection.executescript("PRAGMA journal_mode = OFF;" + _SCHEMA)
        connection.executemany(f"INSERT INTO layer VALUES ({', '.join('?' * 10)})", map(astuple, layers))
        connection.executemany("INSERT INTO same VALUES (?, ?)", sorted(same))
        connection.executemany("INSERT INTO division VALUES (?, ?)", sorted(divisions.items()))
    for path in (*(place / layer.file for layer in layers), part):
        _settle(path)
    os.replace(part, place / LIST)
    _settle(place)
    clear(place)


def clear(place: Path) -> None:
    """Deletes what killed runs and removed layers left in the folder; a file that a reader still holds on Windows stays."""
    kept = {layer.file for layer in listed(place)}
    for path in (*place.glob("layer-*"), *place.glob(LIST + ".part*")):
        if path.name not in kept:
            try:
                path.unlink()
            except PermissionError:
                continue


def _settle(path: Path) -> None:
    """Has what was written to a file or folder on the disk before the next step."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
