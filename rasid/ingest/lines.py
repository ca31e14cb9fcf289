"""JSON lines: one document a line, read as a stream, so that the file may be longer than memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Protocol

from rasid.errors import InputError
from rasid.ingest import marks
from rasid.ingest.arrival import Arrival, unread
from rasid.ingest.encoding import decode
from rasid.ingest.files import readable
from rasid.ingest.given import Given
from rasid.ingest.language import language
from rasid.ingest.published import interval
from rasid.records import Document, Interval, Issue, Page, Skipped

MEDIA_TYPE = "application/jsonl"
_CHUNK = 1 << 20  # bytes skipped at a time in a line that is too long
_TEXTS = ("published", "source", "url")


class Lines(Protocol):
    """A binary stream that gives lines."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, or at most ``size`` bytes of it."""


def pages(stream: Lines, uri: str, given: Given, *, max_bytes: int) -> Iterator[Page | Skipped]:
    """A page for each line, or a ``Skipped`` with the line's number; blank lines are passed over."""
    for number, line in _numbered(stream, max_bytes):
        where = f"{uri}#{number}"
        if line is None:
            yield unread(where, f"line {number} is longer than max_bytes ({max_bytes}): raise the setting or split it")
        elif line.strip():
            yield _page(Arrival(where, line), number, given)


def is_document(line: bytes) -> bool:
    """Whether ``line`` is a JSON object with a text, as the first line of JSON lines is."""
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(_object(decode(line).text).get("text"), str)
    except InputError:
        return False


def _numbered(stream: Lines, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    while line := _next(stream, max_bytes + 2):
        number += 1
        ended = line.endswith(b"\n")
        line = line.removesuffix(b"\n").removesuffix(b"\r")
        if len(line) <= max_bytes:
            yield number, line
            continue
        while not ended and (rest := _next(stream, _CHUNK)):
            ended = rest.endswith(b"\n")
        yield number, None


def _next(stream: Lines, size: int) -> bytes:
    with readable():
        return stream.readline(size)


def _page(arrival: Arrival, number: int, given: Given) -> Page | Skipped:
    decoded = decode(arrival.raw)
    try:
        fields = _object(decoded.text)
        _check(fields)
    except InputError as error:
        return arrival.skipped(f"line {number}: {error}")
    text, torn = _whole(str(fields["text"]))
    if not text.strip():
        return arrival.skipped(f'line {number}: empty: "text" has nothing but white space')
    published, undated = _published(fields.get("published"), given)
    document = Document(
        id=arrival.id,
        source=given.source or _text(fields, "source"),
        uri=_text(fields, "url") or _text(fields, "id") or arrival.uri,
        media_type=MEDIA_TYPE,
        language=language(text),
        fetched_at=None,
        text=text,
    )
    # A decoding issue's span points into the line, not into the text.
    encoding = tuple(Issue(issue.stage, issue.reason) for issue in decoded.issues)
    return Page(document, arrival.raw, published, issues=(*encoding, *torn, *undated, *marks.issues(text)))


def _object(line: str) -> dict[str, object]:
    try:
        value = json.loads(line, strict=False)  # a raw tab or line end inside a string does no harm
    except RecursionError as error:
        raise InputError("JSON nested too deep") from error
    except ValueError as error:
        raise InputError(f"not valid JSON ({error})") from error
    if not isinstance(value, dict):
        raise InputError('not a JSON object: give {"text": ...}')
    return value


def _check(fields: dict[str, object]) -> None:
    if not isinstance(fields.get("text"), str):
        raise InputError('no "text"' if "text" not in fields else '"text" is not a string')
    for name in _TEXTS:
        if not isinstance(fields.get(name), str | None):
            raise InputError(f'"{name}" is not a string')
    if not isinstance(fields.get("id"), str | int | None):
        raise InputError('"id" is neither a string nor a whole number')


def _text(fields: dict[str, object], name: str) -> str | None:
    value = fields.get(name)
    return None if value is None or value == "" else _whole(str(value))[0]


def _whole(text: str) -> tuple[str, tuple[Issue, ...]]:
    """``text`` with half characters (lone surrogates, which no UTF-8 can hold) replaced, and an issue if there were any."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        first = error.start
        mended = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        count = mended.count("\ufffd") - text.count("\ufffd")
        return mended, (Issue("ingest", f"{count} half characters (lone surrogates) replaced", (first, first + 1)),)
    return text, ()


def _published(stated: object, given: Given) -> tuple[Interval | None, Iterable[Issue]]:
    if stated is None or stated == "":
        return given.published, ()
    found = interval(str(stated))
    return found, () if found else (Issue("ingest", f'"published" is no date: {str(stated)[:80]!r}'),)
