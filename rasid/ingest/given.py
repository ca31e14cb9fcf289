"""What the command line says about every document of a run."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.records import Interval


@dataclass(frozen=True, slots=True)
class Given:
    """Publication date and source named by the user; ``None`` is not given."""

    published: Interval | None = None
    source: str | None = None
