"""What was found in the text read last, so that a second reader of the same story need not look again."""

from __future__ import annotations

import re
import threading

from rasid.timex import finder
from rasid.timex.expression import Expression

_BLANK = re.compile(r"\s*")


class _Recent(threading.local):
    """One text and the stretches of it that were read: their ends and expressions, by their starts."""

    def __init__(self) -> None:
        self.text = ""
        self.read: dict[int, tuple[int, list[Expression]]] = {}


_recent = _Recent()


def find(text: str, start: int = 0, end: int | None = None) -> list[Expression]:
    """The time expressions of ``text[start:end]`` in order; spans are offsets into ``text`` and never overlap."""
    end = len(text) if end is None else end
    found = finder.find(text, start, end)
    if text is not _recent.text:
        _recent.text, _recent.read = text, {}
    _recent.read[start] = end, found
    return found


def recall(text: str, start: int, end: int) -> list[Expression]:
    """What ``find`` gave for the sentences that make up ``text[start:end]``; where some were not read, ``find`` of the whole."""
    if text is not _recent.text:
        return find(text, start, end)
    found: list[Expression] = []
    at = _past_blanks(text, start, end)
    while at < end:
        stop, inside = _recent.read.get(at, (end + 1, []))
        if stop > end:
            return find(text, start, end)
        found += inside
        at = _past_blanks(text, max(stop, at + 1), end)
    return found


def _past_blanks(text: str, at: int, end: int) -> int:
    blank = _BLANK.match(text, at, end)
    return blank.end() if blank else at
