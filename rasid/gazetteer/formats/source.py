"""A file of places as numbered lines of text, out of a zip or gzip where it is in one."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from rasid.errors import DataError

# What comes along in GeoNames' archives and holds no places.
_BESIDE = ("readme.txt", "iso-languagecodes.txt")
_TABLES = (".txt", ".csv", ".tsv")
MAX_LINE = 4 * 1024 * 1024  # bytes; GeoNames' longest line has some 15 thousand
_PROBLEMS = 10  # skipped rows whose reason is kept


@dataclass(slots=True)
class Source:
    """A user's file. ``skip_bad``: a row that breaks the rules is counted and left out instead of ending the reading."""

    path: Path
    encoding: str = "utf-8"
    skip_bad: bool = False
    bad: int = 0
    outside: int = 0  # rows of kinds that are no places of ours: shops, schools, trees
    problems: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The lines with their ends. Raises ``DataError`` with the number of the line that can't be read."""
        with self._opened() as file:
            number = 0
            while raw := self._read(file, number + 1):
                number += 1
                if len(raw) > MAX_LINE:
                    raise DataError(
                        f"{self.path}:{number}: a line of more than {MAX_LINE:,} bytes: not a table of places"
                    )
                yield self._decoded(raw, number)

    def refuse(self, number: int, reason: str) -> None:
        """Notes that the row at a line is left out. Raises ``DataError`` unless bad rows are to be skipped."""
        words = f"{self.path}:{number}: {reason}"
        if not self.skip_bad:
            raise DataError(f"{words} (--skip-bad leaves such rows out)")
        self.bad += 1
        if len(self.problems) < _PROBLEMS:
            self.problems.append(words)

    def _decoded(self, raw: bytes, number: int) -> str:
        if number == 1 and self.encoding == "utf-8":
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            return raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            wrong = raw[error.start : error.start + 1].hex()
            raise DataError(
                f"{self.path}:{number}: not {self.encoding} (byte 0x{wrong} at {error.start + 1}): name the file's encoding"
                " with --encoding, such as windows-1256"
            ) from error
        except LookupError as error:
            raise DataError(f"{self.encoding}: no such encoding") from error

    def _read(self, file: IO[bytes], number: int) -> bytes:
        try:
            return file.readline(MAX_LINE + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise DataError(f"{self.path}: damaged or cut off at line {number} ({error}): fetch it again") from error
        except OSError as error:
            raise DataError(f"{self.path}: cannot be read ({error.strerror or error})") from error

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        try:
            with self.path.open("rb") as raw:
                head = raw.read(4)
                raw.seek(0)
                if head[:2] == b"\x1f\x8b":
                    with gzip.open(raw) as file:
                        yield file  # type: ignore[misc]
                elif head == b"PK\x03\x04":
                    with _archive(self.path, raw) as archive, archive.open(_member(self.path, archive)) as file:
                        yield file
                else:
                    yield raw
        except OSError as error:
            raise DataError(f"{self.path}: cannot be read ({error.strerror or error})") from error


def _archive(path: Path, raw: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise DataError(f"{path}: the archive is damaged or cut off ({error}): fetch it again") from error


def _member(path: Path, archive: zipfile.ZipFile) -> str:
    tables = [n for n in archive.namelist() if n.lower().endswith(_TABLES) and n.lower() not in _BESIDE]
    if len(tables) != 1:
        found = ", ".join(archive.namelist()[:3]) or "nothing"
        raise DataError(
            f"{path}: {len(tables)} tables (.txt, .csv, .tsv) in the archive, which must hold one (it has {found}): unpack it, or save a"
            " spreadsheet as CSV"
        )
    return tables[0]
