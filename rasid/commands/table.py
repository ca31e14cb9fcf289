"""Rows of the record on standard output: as a table of what matters most, or whole as JSON lines or CSV.

A table has the terminal's width (or ``COLUMNS``); when it is piped and no width is asked for,
every row is one line and nothing is cut, so that it can be searched.
"""

from __future__ import annotations

import csv
import dataclasses
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rasid.commands import output
from rasid.commands.options import Format

Row = Any  # one row type per query, see rasid/store/select.py


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what is written under it, in ``width`` letters, else in a ``share`` of the room that the rest leaves.

    With neither (a share of 0) it is as wide as its longest cell, and never wrapped.
    """

    heading: str
    cell: Callable[[Row], object]
    share: int = 1
    width: int | None = None


def write(rows: Iterable[Row], columns: Sequence[Column], *, form: Format, nothing: str) -> None:
    """Writes the rows; ``nothing`` is said on standard error where there is none."""
    rows = list(rows)
    if not rows:
        output.note(nothing)
    elif form is Format.json:
        output.json_lines(rows)
    elif form is Format.csv:
        _csv(rows)
    else:
        _table(rows, columns)


def _csv(rows: Sequence[Row]) -> None:
    with output.pipe():
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([field.name for field in dataclasses.fields(rows[0])])
        for row in rows:
            values = [getattr(row, field.name) for field in dataclasses.fields(row)]
            writer.writerow([_harmless(_words("; ".join(v) if isinstance(v, tuple) else v)) for v in values])


def _harmless(words: str) -> str:
    """The words so that a spreadsheet does not run them: text that came from a page may begin with a formula's sign."""
    return (
        "'" + words if words[:1] in ("=", "+", "@", "\t") or (words[:1] == "-" and not words[1:2].isdigit()) else words
    )


def _table(rows: Sequence[Row], columns: Sequence[Column]) -> None:
    cells = [[_words(column.cell(row)) for column in columns] for row in rows]
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        _rich(cells, columns)
    else:
        _plain(cells, columns)


def _rich(cells: Sequence[Sequence[str]], columns: Sequence[Column]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", expand=True
    )
    for column in columns:
        fixed = not column.share and column.width is None
        share = None if column.width else column.share or None
        table.add_column(column.heading, ratio=share, width=column.width, no_wrap=fixed, overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    with output.pipe():
        Console().print(table)


def _plain(cells: Sequence[Sequence[str]], columns: Sequence[Column]) -> None:
    lines = [[column.heading for column in columns], *cells]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    with output.pipe():
        for line in lines:
            sys.stdout.write(
                "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
            )


def _words(value: object) -> str:
    """A value on one line; ``None`` is empty. Controls and direction marks are taken out, they would reorder the terminal."""
    if value is None:
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
