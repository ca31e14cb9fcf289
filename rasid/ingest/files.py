"""Files and directories as arrivals of bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rasid.errors import InputError
from rasid.ingest.arrival import unread
from rasid.records import Skipped

_Identity = tuple[int, int]


def shown(path: str | os.PathLike[str]) -> str:
    """The path as given, with forward slashes, and with U+FFFD for bytes of a name that are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")


def under(directory: str) -> Iterator[str | Skipped]:
    """Every file below ``directory``, sorted by name at each level; hidden ones are passed over.

    Links are followed; a directory that was read already, a loop above all, is one ``Skipped``.
    """
    found = False
    for entry in _walk(directory, {}):
        found = True
        yield entry
    if not found:
        yield unread(shown(directory), "directory without files to read")


def _walk(directory: str, read: dict[_Identity, str]) -> Iterator[str | Skipped]:
    # An explicit stack, since directories may be nested deeper than Python calls.
    stack: list[Iterator[str]] = [iter((directory,))]
    while stack:
        path = next(stack[-1], None)
        if path is None:
            stack.pop()
        elif not os.path.isdir(path):
            yield path if _is_plain(path) else unread(shown(path), _why_not_plain(path))
        elif again := _again(path, read):
            yield unread(shown(path), again)
        else:
            try:
                stack.append(iter(_entries(path)))
            except OSError as error:
                yield unread(shown(path), f"cannot be listed: {_why(error)}")


def _entries(directory: str) -> list[str]:
    return [os.path.join(directory, name) for name in sorted(os.listdir(directory)) if not name.startswith(".")]


def _again(directory: str, read: dict[_Identity, str]) -> str | None:
    facts = os.stat(directory)
    identity = (facts.st_dev, facts.st_ino)
    if identity in read:
        first = read[identity]
        loop = Path(os.path.abspath(directory)).is_relative_to(os.path.abspath(first))
        return f"directory loop: leads back to {shown(first)}" if loop else f"already read as {shown(first)}"
    read[identity] = directory
    return None


def _is_plain(path: str) -> bool:
    return os.path.isfile(path)


def _why_not_plain(path: str) -> str:
    return "broken link: no such file" if not os.path.exists(path) else "not a plain file (pipe, socket or device)"


@contextmanager
def readable() -> Iterator[None]:
    """Turns what the system says about a path or a stream into an ``InputError``."""
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be read: {_why(error)}") from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"cannot be read: {error}") from error


def opened(path: str, *, max_bytes: int | None) -> BinaryIO:
    """The file, open for reading. Raises ``InputError`` if it is missing, unreadable or larger than ``max_bytes``."""
    with readable():
        facts = os.stat(path)
        if max_bytes is not None and stat.S_ISREG(facts.st_mode) and facts.st_size > max_bytes:
            raise InputError(too_large(max_bytes, facts.st_size))
        return open(path, "rb")


def contents(stream: BinaryIO, *, max_bytes: int) -> bytes:
    """All bytes of ``stream``. Raises ``InputError`` if there are more than ``max_bytes``, or the reading fails."""
    with readable():
        raw = stream.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise InputError(too_large(max_bytes))
    return raw


def too_large(max_bytes: int, size: int | None = None) -> str:
    """The reason to skip an input of more than ``max_bytes``."""
    found = f"{size} bytes" if size is not None else "input"
    return f"{found} larger than max_bytes ({max_bytes}): raise the setting or split it"


def _why(error: OSError) -> str:
    remedy = {
        FileNotFoundError: "no such file or directory: check the path",
        PermissionError: "permission denied: make it readable",
    }
    return next((text for kind, text in remedy.items() if isinstance(error, kind)), error.strerror or str(error))
