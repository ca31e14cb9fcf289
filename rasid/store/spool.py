"""The stories of a page too large to hold: kept in a nameless temporary file until the page is stored."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self, overload

from rasid.records import Coded
from rasid.store import rows


class Spool(Sequence[Coded]):
    """Coded stories of one page, written once and read any number of times; a context manager.

    On disk, because the records of 50,000 stories of one file take gigabytes of memory and must be stored together.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._file = tempfile.TemporaryFile()  # closed by __exit__
        self._starts: list[int] = []
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, coded: Coded) -> None:
        """Adds a story after those that are there."""
        record = rows.encoded(coded).encode()
        self._starts.append(self._size)
        self._file.seek(self._size)
        self._file.write(record)
        self._size += len(record)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Coded: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Coded]: ...
    def __getitem__(self, index: int | slice) -> Coded | Sequence[Coded]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        end = self._starts[at + 1] if at + 1 < len(self) else self._size
        self._file.seek(self._starts[at])
        return rows.decoded(self._file.read(end - self._starts[at]).decode(), self._text)

    def __iter__(self) -> Iterator[Coded]:
        return (self[index] for index in range(len(self)))
