"""``rasid schema`` and ``rasid --version``."""

from __future__ import annotations

import typer

from rasid import __version__
from rasid.commands import output


def version(wanted: bool) -> None:
    """Prints the version and ends, when asked to."""
    if wanted:
        output.text(f"rasid {__version__}")
        raise typer.Exit


def schema() -> None:
    """Print the JSON Schema of the objects that `rasid code` prints."""
    import json

    from rasid.pipeline import json_schema

    output.text(json.dumps(json_schema(), indent=2, ensure_ascii=False))
