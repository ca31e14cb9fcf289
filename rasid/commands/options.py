"""Options that several commands share, so that each is spelt and explained once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", help="Files, folders or http(s) URLs; - reads standard input.", show_default=False
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication (YYYY-MM-DD) of inputs that do not say it themselves."),
]
Source = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the inputs that do not say it.")]
Reader = Annotated[
    str | None, typer.Option(metavar="NAME", help="Which reader codes the stories: rules, trained, llm.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private, loopback and link-local addresses too.")
]
Config = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Settings to read (TOML) in place of the user's own file.")
]
Db = Annotated[
    Path | None,
    typer.Option("--db", metavar="FILE", help="The record's file. Default: RASID_DB, else rasid.duckdb here."),
]
As = Annotated[Format, typer.Option("--format", help="How to print the rows; json is one object a line.")]
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="Print at most N rows.")]
