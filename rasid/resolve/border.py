"""Borders: "the Syrian-Iraqi border", "Iraq's western borders", "Iraqi borders"; a line without a point."""

from __future__ import annotations

import re

from rasid.records import Mention, Place
from rasid.resolve.context import country_of

_SIDE = r"(?:(?:north|south)(?:east|west)?|east|west)(?:ern)?"
_BORDER = re.compile(
    rf"^(?:the\s+)?(?:(?P<side>{_SIDE})\s+)?(?P<a>[A-Z]\w+(?:\s[A-Z]\w+)?)(?:\s?[-–/]\s?(?P<b>[A-Z]\w+(?:\s[A-Z]\w+)?))?"
    r"\s+(?:border(?:s|land|lands)?|frontier)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:border(?:s|land|lands)?|frontier)\b")


def border(mention: Mention, text: str) -> Place | None:
    """The border that ``mention`` names by peoples ("Syrian-Iraqi border"), or ``None`` when it names none."""
    start, end = mention.span
    tail = _TAIL.match(text, end)
    end = tail.end() if tail else end
    match = _BORDER.match(text[start:end])
    first = country_of(match["a"]) if match else None
    if not match or not first:
        return None
    second = country_of(match["b"] or "")
    words = text[start:end]
    country = first if second in (None, first) else None
    label = "border between" if second and second != first else "border of"
    return Place(mention.id, " ".join(words.split()), (start, end), None, country, None, None, None, None, None,
                 "line", label, None, 0.8)  # fmt: skip
