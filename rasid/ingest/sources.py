"""What the user names (paths, directories, ``-``, web addresses) as a stream of pages."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from rasid.errors import InputError, UsageError
from rasid.ingest import files, lines
from rasid.ingest.arrival import Arrival, unread
from rasid.ingest.given import Given
from rasid.ingest.page import page
from rasid.ingest.published import interval
from rasid.records import Interval, Page, Skipped
from rasid.settings import Settings

Clock = Callable[[], datetime]

_LINES_NAMES = (".jsonl", ".ndjson")
_WEB = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Run:
    settings: Settings
    given: Given
    stdin: BinaryIO | None
    clock: Clock


def read(
    sources: Iterable[str],
    *,
    settings: Settings,
    published: str | None = None,
    source: str | None = None,
    stdin: BinaryIO | None = None,
    clock: Clock = _now,
) -> Iterator[Page | Skipped]:
    """Every document of ``sources`` in order, one at a time: a ``Page``, or a ``Skipped`` that says why there is none.

    A source is a file, a directory (all files below it, sorted), ``-`` (``stdin``) or an http(s) URL.
    ``published`` (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``) dates every document but a JSON line with a date
    of its own; ``source`` replaces the source that a document names. ``clock`` gives the time of a fetch.
    Raises ``UsageError`` if ``published`` is no date.
    """
    run = _Run(settings, Given(_given(published), source), stdin, clock)
    return (entry for name in sources for entry in _source(name, run))


def _given(published: str | None) -> Interval | None:
    found = None if published is None else interval(published)
    if published is not None and found is None:
        raise UsageError(f"--published {published!r} is no date: give YYYY-MM-DD, YYYY-MM or YYYY")
    return found


def _source(name: str, run: _Run) -> Iterator[Page | Skipped]:
    if name == "-":
        yield from _standard_input(run)
    elif _WEB.match(name):
        yield from _web(name, run)
    elif os.path.isdir(name):
        for entry in files.under(name):
            yield from (entry,) if isinstance(entry, Skipped) else _file(entry, run)
    elif (scheme := _SCHEME.match(name)) and not os.path.exists(name):
        yield unread(name, f"{scheme[1]} addresses cannot be fetched: give http or https")
    else:
        yield from _file(name, run)


def _file(path: str, run: _Run) -> Iterator[Page | Skipped]:
    uri, limit = files.shown(path), run.settings.max_bytes
    streamed = path.lower().endswith(_LINES_NAMES)
    try:
        with files.opened(path, max_bytes=None if streamed else limit) as stream:
            if streamed:
                yield from lines.pages(stream, uri, run.given, max_bytes=limit)
                return
            raw = files.contents(stream, max_bytes=limit)
    except InputError as error:
        yield unread(uri, str(error))
        return
    yield page(Arrival(uri, raw), run.given)


def _standard_input(run: _Run) -> Iterator[Page | Skipped]:
    stream, limit = run.stdin or sys.stdin.buffer, run.settings.max_bytes
    try:
        with files.readable():
            first = stream.readline(limit + 1)
        if lines.is_document(first):
            yield from lines.pages(_Resumed(first, stream), "-", run.given, max_bytes=limit)
            return
        with files.readable():
            raw = first + stream.read(limit + 1 - len(first))
    except InputError as error:
        yield unread("-", str(error))
        return
    yield unread("-", files.too_large(limit)) if len(raw) > limit else page(Arrival("-", raw), run.given)


class _Resumed:
    """A stream whose first line was read already and is given again."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first, self._stream = first, stream

    def readline(self, size: int = -1, /) -> bytes:
        first, self._first = self._first, b""
        return first or self._stream.readline(size)


def _web(url: str, run: _Run) -> Iterator[Page | Skipped]:
    from rasid.ingest import fetch  # httpx, which only an address needs

    try:
        fetched = fetch.fetch(url, settings=run.settings)
    except InputError as error:
        yield unread(url, str(error))
        return
    at = run.clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    yield page(Arrival(url, fetched.raw, fetched.media_type, fetched.charset, at), run.given)
