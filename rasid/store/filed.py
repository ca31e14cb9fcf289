"""What a run hands to the store: all that came of one input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasid.records import Coded, Issue, Page, Skipped


@dataclass(frozen=True, slots=True)
class Filed:
    """One input with what was made of it.

    ``page`` is the document that was read, or ``skipped`` why there is none. ``coded`` are its stories,
    ``issues`` all that no story carries, those of ``page.issues`` among them, ``fingerprints`` one number,
    not below 0, for each story, or none at all.
    """

    page: Page | None = None
    skipped: Skipped | None = None
    coded: Sequence[Coded] = ()
    issues: tuple[Issue, ...] = ()
    fingerprints: Sequence[int] = ()
