"""The record as one DuckDB file: opened, added to, read back. No other module knows DuckDB."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from rasid.errors import StoreError
from rasid.records import Coded, Page, Skipped, digest
from rasid.store import rows
from rasid.store.filed import Filed
from rasid.store.tables import TABLES, Row

if TYPE_CHECKING:
    import duckdb

SCHEMA_VERSION = 1

# 256 MB holds the widest listing over 20,000 stories; what does not fit is spilt beside the file. One thread,
# because the coding uses the cores and because one appends in the order given.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "256MB",
    "threads": 1,
    "wal_autocheckpoint": "32MB",
    # Do not merge small groups of rows at a checkpoint: it rewrites what is stored, up to 2.1 s at 10,000 stories
    # where a checkpoint without takes 0.4 s.
    "max_vacuum_tasks": 0,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# Rows handed to DuckDB at a time: about 3 us a row by its appender, where 8,000 rows of 13 columns took 3.2 us
# each, NDJSON through read_json 4.2, lists unnested 9.6, from_json of a parameter 12, executemany 33.
_CHUNK_ROWS = 20_000
# A checkpoint writes the last group of rows of each table anew. With the 122,880 rows that DuckDB takes, that is
# every story so far, and each checkpoint takes longer than the one before; with 4,096 they stay alike.
_ROW_GROUP = 4096
_PAGE_STORIES = 100  # stories read at a time

_KINDS = {
    "report": "SELECT id FROM reports",
    "story": "SELECT id FROM stories",
    "claim": "SELECT id FROM claims",
    "control": "SELECT id FROM control",
    "measure": "SELECT id FROM measures",
    "mention": "SELECT id FROM mentions",
    "document": "SELECT document_id AS id FROM documents",
}
_SHORTEST_PREFIX = 4


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Store:
    """An open record. Made by ``Store.open``; a context manager. Every failure is a ``StoreError`` that names the file."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._connection = connection
        self._clock = clock
        self._run_id: str | None = None
        self._needs_bytes = 0

    @classmethod
    def open(cls, path: str | Path, *, write: bool, clock: Callable[[], datetime] = utc_now) -> Store:
        """The record at ``path``; with ``write`` it is made where there is none.

        Raises ``StoreError`` for a file that is missing, held by another process, damaged, no record, or of another
        version of the schema.
        """
        path = Path(path)
        if not _present(path):
            if not write:
                raise StoreError(f"{path}: no record there; make one with `rasid run PATH... --db {path}`")
            _create(path)
        store = cls(path, _connected(path, read_only=not write), clock)
        try:
            store._check_version()
        except StoreError:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the file to others. What was added is safe before this, too."""
        with self._translated():
            self._connection.close()

    # -- adding ---------------------------------------------------------------------------------------------------

    def start_run(self, command: str, *, version: str, now: datetime | None = None) -> str:
        """The id of a new run; all that is added until the next is marked with it."""
        at = _stamp(now or self._clock())
        (before,) = self._one("SELECT count(*) FROM runs")
        run_id = digest("run", before, command, version, at.isoformat())
        with self._transaction():
            self._connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?)", [run_id, at, at, command, version])
        self._run_id = run_id
        return run_id

    def end_run(self, run_id: str, *, counts: Mapping[str, int]) -> None:
        """Note that a run went to its end, and what it counted."""
        at, counted = _stamp(self._clock()), msgspec.json.encode(dict(counts)).decode()
        with self._transaction():
            self._connection.execute("INSERT INTO run_ends VALUES (?, ?, ?, ?)", [run_id, at, at, counted])

    def has(self, document_id: str, uri: str) -> bool:
        """Whether that document from that address is stored with all its stories."""
        return bool(self.rows("SELECT 1 FROM documents WHERE id = ?", [rows.document_key(document_id, uri)]))

    def archive(self, pages: Sequence[Page | Skipped]) -> None:
        """Keep the raw bytes of inputs, each content once, in a transaction of its own: before they are coded."""
        raw = {sha256: (data, media_type) for sha256, data, media_type in map(_raw, pages) if data is not None}
        for sha256 in self._known("archive", "sha256", raw):
            del raw[sha256]
        if not raw:
            return
        self._needs_bytes = sum(len(data) for data, _ in raw.values())
        with self._transaction():
            head = self._head()
            packed = (
                (*head, sha256, zlib.compress(data), len(data), media_type)
                for sha256, (data, media_type) in raw.items()
            )
            self._append("archive", packed)

    def add(self, batch: Sequence[Filed]) -> None:
        """Store a batch in one transaction; what is stored already is passed over.

        A story that came before from another address is not stored again: the document's row says where else it was.
        Raises ``StoreError``; then nothing of the batch is stored, or, if the disk filled afterwards, all of it.
        """
        for filed in batch:
            _check(filed)
        self.archive([given for filed in batch for given in (filed.page, filed.skipped) if given is not None])
        fresh = self._fresh(batch)
        self._needs_bytes = sum(len(filed.page.text) for filed in fresh if filed.page is not None)
        with self._transaction():
            self._insert(self._rows(fresh))

    def _fresh(self, batch: Sequence[Filed]) -> list[Filed]:
        """What of a batch is not stored yet, in its order; of two inputs that are the same, the first."""
        keyed: dict[str, Filed] = {}
        for filed in batch:
            keyed.setdefault(_key(filed), filed)
        known = self._known("documents", "id", keyed) | self._known("issues", "id", keyed)
        return [filed for key, filed in keyed.items() if key not in known]

    def _rows(self, fresh: Sequence[Filed]) -> Iterator[Row]:
        stored = self._known("stories", "id", [coded.story.id for filed in fresh for coded in filed.coded])
        for filed in fresh:
            yield from rows.of_input(filed)
            for n, coded in enumerate(filed.coded):
                if coded.story.id not in stored:
                    stored.add(coded.story.id)
                    yield from rows.of_story(coded, filed.fingerprints[n] if filed.fingerprints else None)

    def _insert(self, stream: Iterable[Row]) -> None:
        head, waiting, size = self._head(), defaultdict[str, list[tuple[object, ...]]](list), 0
        for row in stream:
            waiting[TABLES[type(row)]].append((*head, *row))
            size += 1
            if size % _CHUNK_ROWS == 0:
                self._flush(waiting)
        self._flush(waiting)

    def _flush(self, waiting: dict[str, list[tuple[object, ...]]]) -> None:
        for table, lines in waiting.items():
            self._append(table, lines)
        waiting.clear()

    def _append(self, table: str, lines: Iterable[tuple[object, ...]]) -> None:
        with self._connection.appender(table) as appender:
            appender.append_rows(lines)

    def _head(self) -> tuple[str, datetime]:
        if self._run_id is None:
            raise StoreError(f"{self.path}: nothing can be added outside a run; call start_run first")
        return self._run_id, _stamp(self._clock())

    def _known(self, table: str, column: str, keys: Iterable[str]) -> set[str]:
        wanted = list(keys)
        if not wanted:
            return set()
        sql = f"SELECT {column} FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))"  # names from this file
        return {key for (key,) in self.rows(sql, [wanted])}

    # -- reading --------------------------------------------------------------------------------------------------

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query of ours gives; values are bound to ``parameters``, never written into ``sql``."""
        with self._translated():
            return self._connection.execute(sql, parameters).fetchall()

    def coded(self, *, story_id: str | None = None) -> Iterator[Coded]:
        """The stories as they were stored, equal to what was added, in that order; one, or all, a page at a time."""
        which = "true" if story_id is None else "id = $story"
        given = {} if story_id is None else {"story": story_id}
        query = f"document_id, uri, coded FROM stories WHERE {which}"  # text from this function
        for page in self._pages(query, given, size=_PAGE_STORIES):
            keys = [rows.document_key(document_id, uri) for document_id, uri, _ in page]
            texts = dict(self.rows("SELECT id, text FROM documents WHERE id IN (SELECT unnest(?))", [keys]))
            for key, (_, _, record) in zip(keys, page, strict=True):
                yield rows.decoded(record, texts[key])

    def _pages(self, query: str, given: Mapping[str, object], *, size: int) -> Iterator[list[Any]]:
        """The rows of a query that ends in its condition, ``size`` at a time, so that memory stays flat."""
        seen = -1
        sql = f"SELECT rowid, {query} AND rowid > $seen ORDER BY rowid LIMIT $size"
        while page := self.rows(sql, {**given, "seen": seen, "size": size}):
            seen = page[-1][0]
            yield [line[1:] for line in page]

    def fingerprints(self, *, last: int) -> list[tuple[str, int]]:
        """The ids and fingerprints of the ``last`` stories that are no copies, in the order of storing."""
        found = self.rows(
            "SELECT story_id, fingerprint FROM fingerprints "
            "WHERE story_id IN (SELECT id FROM stories WHERE copy_of IS NULL) ORDER BY rowid DESC LIMIT ?",
            [last],
        )
        return [(story_id, rows.unpacked(fingerprint)) for story_id, fingerprint in reversed(found)]

    def text(self, document_id: str) -> str:
        """The text that a document's spans point into. Raises ``StoreError`` for an unknown document."""
        found = self.rows("SELECT text FROM documents WHERE document_id = ? ORDER BY rowid LIMIT 1", [document_id])
        if not found:
            raise StoreError(f"{self.path}: no document {document_id}")
        return str(found[0][0])

    def raw(self, document_id: str) -> bytes:
        """The bytes of a document as they arrived. Raises ``StoreError`` where there are none or they are damaged."""
        found = self.rows("SELECT bytes, size FROM archive WHERE sha256 = ?", [document_id])
        if not found:
            raise StoreError(f"{self.path}: no bytes of a document {document_id}")
        try:
            data = zlib.decompress(found[0][0])
        except zlib.error as error:
            raise StoreError(f"{self.path}: the bytes of document {document_id} are damaged ({error})") from error
        return data

    def find(self, id_prefix: str) -> tuple[str, str]:
        """The kind and the full id of what that id, or the beginning of one (4 characters or more), names.

        Raises ``StoreError`` where it names nothing, or several things.
        """
        prefix = id_prefix.strip().lower()
        if len(prefix) < _SHORTEST_PREFIX:
            raise StoreError(f"{id_prefix!r}: too short for an id; give at least {_SHORTEST_PREFIX} characters")
        parts = [
            f"SELECT DISTINCT '{kind}' AS kind, id FROM ({sql}) WHERE starts_with(id, $prefix)"  # kinds from this file
            for kind, sql in _KINDS.items()
        ]
        order = " ORDER BY id <> $prefix, kind, id LIMIT 6"
        found = self.rows(f"SELECT kind, id FROM ({' UNION ALL '.join(parts)}){order}", {"prefix": prefix})
        exact = [pair for pair in found if pair[1] == prefix]
        if len(found) != 1 and len(exact) != 1:
            raise StoreError(self._not_one(id_prefix, found))
        kind, full = (exact or found)[0]
        return str(kind), str(full)

    def _not_one(self, id_prefix: str, found: Sequence[tuple[Any, ...]]) -> str:
        if not found:
            return f"{self.path}: nothing has an id that begins with {id_prefix!r}"
        several = ", ".join(f"{kind} {full}" for kind, full in found[:5]) + (", ..." if len(found) > 5 else "")
        return f"{self.path}: {id_prefix!r} begins several ids, give more of it: {several}"

    # -- the file -------------------------------------------------------------------------------------------------

    def _check_version(self) -> None:
        names = {name for (name,) in self.rows("SELECT table_name FROM duckdb_tables()")}
        if "schema_version" not in names:
            raise StoreError(f"{self.path}: a DuckDB file, but no record of Rasid; give another file")
        (version,) = self._one("SELECT max(version) FROM schema_version")
        if version != SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: its schema has version {version}, this Rasid reads version {SCHEMA_VERSION}; "
                "use the release that made it, or a newer one"
            )

    def _one(self, sql: str, parameters: Sequence[object] = ()) -> tuple[Any, ...]:
        return self.rows(sql, parameters)[0]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._translated():
            self._connection.begin()
            try:
                yield
            except BaseException:
                self._rollback()
                raise
            self._connection.commit()

    def _rollback(self) -> None:
        import duckdb

        try:
            self._connection.rollback()
        except duckdb.Error:
            # The failure that led here is being raised. One that ended the transaction itself, or shut the
            # database, has left nothing to roll back: DuckDB drops what was not committed at the next opening.
            return

    @contextmanager
    def _translated(self) -> Iterator[None]:
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            raise _said(self.path, error, self._needs_bytes) from error


def _stamp(now: datetime) -> datetime:
    """UTC without a zone, which is how the columns keep it; a naive time is taken as UTC."""
    return now if now.tzinfo is None else now.astimezone(UTC).replace(tzinfo=None)


def _raw(given: Page | Skipped) -> tuple[str, bytes | None, str | None]:
    if isinstance(given, Page):
        return given.document.id, given.raw, given.document.media_type
    return rows.raw_id(given) or "", given.raw, None


def _key(filed: Filed) -> str:
    """The id of the row that says that an input is stored: its document's, or that of why there is none."""
    if filed.page is not None:
        return rows.document_key(filed.page.document.id, filed.page.document.uri)
    assert filed.skipped is not None  # _check saw to it
    return rows.of_skipped(filed.skipped).id


def _check(filed: Filed) -> None:
    """Raises ``StoreError`` where the parts of ``filed`` do not belong together, which only a wrong caller makes."""
    page = filed.page
    if (page is None) == (filed.skipped is None):
        raise StoreError("an input to store is either a page or skipped")
    if page is None and (filed.coded or filed.issues):
        raise StoreError("stories or issues without their page cannot be stored")
    if filed.fingerprints and len(filed.fingerprints) != len(filed.coded):
        raise StoreError(f"{len(filed.fingerprints)} fingerprints for {len(filed.coded)} stories")
    for coded in filed.coded:
        document = coded.document
        if page is None or (document.id, document.uri, document.text) != (
            page.document.id,
            page.document.uri,
            page.document.text,
        ):
            raise StoreError(f"{document.uri}: story {coded.story.id} was not read from the page it is stored with")


def _present(path: Path) -> bool:
    """Whether there is a file with something in it; an empty one is as good as none. Raises for a folder."""
    try:
        if path.is_dir():
            raise StoreError(f"{path}: a folder; give a file in it, such as {path / 'rasid.duckdb'}")
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened ({error.strerror})") from error


def _create(path: Path) -> None:
    """Makes an empty record beside ``path`` and moves it there, so that a run killed meanwhile leaves no half file."""
    if not path.parent.is_dir():
        raise StoreError(f"{path}: cannot be made, there is no folder {path.parent}")
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    schema = resources.files("rasid.store").joinpath(f"schema/{SCHEMA_VERSION:03d}.sql").read_text(encoding="utf-8")
    store = Store(path, _connected(new, read_only=False), utc_now)
    try:
        with store._transaction():
            store._connection.execute(schema)
        store.close()
        if not _present(path):  # else another process was faster, and has the same
            new.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made ({error.strerror})") from error
    finally:
        new.unlink(missing_ok=True)


def _connected(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    import duckdb  # 0.1 s and more, which only those who use a record should wait for

    try:
        if read_only:
            return duckdb.connect(str(path), read_only=True, config=_CONFIG)
        connection = duckdb.connect(config=_CONFIG)
        quoted = str(path).replace("'", "''")  # ATTACH takes no parameter
        connection.execute(f"ATTACH '{quoted}' AS record (ROW_GROUP_SIZE {_ROW_GROUP})")
        connection.execute("USE record")
        return connection
    except duckdb.Error as error:
        raise _said(path, error, 0) from error


_HOLDER = re.compile(r"lock.*?PID (\d+)", re.IGNORECASE | re.DOTALL)
_FULL = re.compile("No space left on device|Disk quota exceeded|File too large")
_DAMAGED = re.compile("not a valid DuckDB database|read enough bytes|checksum|Corrupt|deserialize", re.IGNORECASE)
_SAME_PROCESS = re.compile("with a different configuration|Unique file handle conflict|already attached")


def _said(path: Path, error: Exception, needs_bytes: int) -> StoreError:
    """What DuckDB's error means for a user: which file, what is wrong, what to do."""
    message = str(error)
    if held := _HOLDER.search(message):
        pid = int(held.group(1))
        return StoreError(
            f"{path}: in use by process {pid} ({_command(pid)}); wait for it to end, or give another file"
        )
    if _FULL.search(message):
        free = shutil.disk_usage(path.parent).free
        return StoreError(
            f"{path}: disk full (needs about {_megabytes(needs_bytes)}, {_megabytes(free)} free); "
            "what was stored before is safe: make room and run the same command again"
        )
    if _SAME_PROCESS.search(message):
        return StoreError(f"{path}: already open in this process, for reading or for writing; close it first")
    first = message.splitlines()[0]
    if _DAMAGED.search(message):
        return StoreError(f"{path}: no DuckDB file, or a damaged one ({first}); restore it, or give another file")
    return StoreError(f"{path}: {first}")


_LONGEST_COMMAND = 160  # characters


def _command(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
    except OSError:  # no such system of files, or not ours to read
        return "command unknown"
    # shorten makes one line of it, too
    return textwrap.shorten(b" ".join(words).decode(errors="replace"), _LONGEST_COMMAND) or "command unknown"


def _megabytes(size: int) -> str:
    return f"{max(size, 0) / 1e6:.1f} MB"
