"""The record's file that a command works on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasid.store import Store


def opened(db: Path | None) -> Store:
    """The record for reading: the one named, else that of the settings. Raises ``UsageError`` where there is none."""
    from rasid import settings
    from rasid.errors import UsageError
    from rasid.store import Store

    path = db or Path(settings.load().db)
    if not path.exists():
        hint = "" if db else "; name one with --db FILE or RASID_DB"
        raise UsageError(f"{path}: no record there{hint}; `rasid run PATH... --db {path}` makes it")
    return Store.open(path, write=False)
