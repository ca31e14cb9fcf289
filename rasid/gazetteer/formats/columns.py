"""What the columns of a table of places hold, told by their headings: OCHA's, HXL's or plain ones."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"
_SQUEEZED = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: its ``role``, the ``level`` of a division's name or code (0 the country), a name's ``language``."""

    role: str
    level: int | None = None
    language: str = ""


def columns(headings: Sequence[str], tags: Sequence[str] = ()) -> dict[int, Column]:
    """The columns that are understood, by position; a column's HXL tag (``#adm1+name+ar``) goes before its heading."""
    found: dict[int, Column] = {}
    for i, heading in enumerate(headings):
        tag = tags[i] if i < len(tags) and tags[i].startswith("#") else ""
        if column := (_column(tag) if tag else None) or _column(heading):
            found[i] = column
    return found


def is_tags(cells: Sequence[str]) -> bool:
    """Whether a row is HXL's row of hashtags."""
    told = [cell.strip() for cell in cells if cell.strip()]
    return bool(told) and all(cell.startswith("#") for cell in told)


def _column(heading: str) -> Column | None:
    squeezed = _SQUEEZED.sub("", heading.casefold())
    for role, pattern in _patterns():
        if match := pattern.fullmatch(squeezed):
            told = match.groupdict()
            name, _, fixed = role.partition(":")
            level = fixed or told.get("level")
            return Column(name, int(level) if level else None, told.get("language") or "")
    return None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    with (_DATA / "columns.tsv").open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["role"], re.compile(row["pattern"])) for row in table]


@cache
def kinds() -> dict[str, str]:
    """The words that a column ``kind`` may hold, with the kind that each means."""
    with (_DATA / "kinds.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["word"]: row["kind"] for row in csv.DictReader(lines, delimiter="\t")}
