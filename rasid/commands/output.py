"""What commands write: JSON lines and notes. Tables are in table.py."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer


@contextmanager
def pipe() -> Iterator[None]:
    """A stretch of writing to standard output that ends quietly when the reader (``head``, a pager) has gone."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered has nowhere to go
        raise typer.Exit(141) from None  # 128 + SIGPIPE, as a shell reports it


def json_lines(rows: Iterable[object]) -> None:
    """Writes each row as one line of JSON, at once, so that a reader of the pipe need not wait for the end."""
    import msgspec

    encoder = msgspec.json.Encoder()
    with pipe():
        for row in rows:
            sys.stdout.buffer.write(encoder.encode(row) + b"\n")
            sys.stdout.buffer.flush()


def text(words: str) -> None:
    """Writes words and a line end to standard output."""
    with pipe():
        sys.stdout.write(words + "\n")


def note(words: str) -> None:
    """Writes one line to standard error; control characters of a file's name cannot break it or steer the terminal."""
    sys.stderr.write("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in words) + "\n")


def cost(words: str | None) -> None:
    """Writes what the reading cost to standard error, also where the command ends early; nothing for nothing."""
    if words is not None:
        note(words)
