"""The publication date of a story, from the dates that its page gives, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasid.records import Interval, Page
from rasid.stories.dates import Stamp, interval, stamp, year_clue


@dataclass(frozen=True, slots=True)
class Found:
    """A date on the page: as written, where its line begins, whether outside of the main text, whether in a dateline."""

    stamp: Stamp
    offset: int
    outside: bool
    dateline: bool = False

    @classmethod
    def in_dateline(cls, text: str, offset: int) -> Found | None:
        """The date in the words of a dateline, or ``None``."""
        dated = stamp(text)
        return cls(dated, offset, False, True) if dated else None


def published(page: Page, dates: Sequence[Found], dropped: Sequence[str]) -> Interval | None:
    """The container's date; else a date line's (published before bare before updated); else a dateline's; else ``None``."""
    if page.published is not None:
        return page.published
    ranked = sorted(dates, key=_rank)
    if not ranked:
        return None
    bare_outside = {
        (one.stamp.year, one.stamp.month, one.stamp.day) for one in ranked if one.outside and not one.stamp.label
    }
    year = None if all(one.stamp.year for one in ranked) else year_clue(page.document.uri, dropped)
    for one in ranked:
        if one.outside and one.stamp.label is None and len(bare_outside) > 1:
            continue
        found = interval(one.stamp, one.offset, year=year)
        if found is not None:
            return found
    return None


def _rank(one: Found) -> tuple[bool, int, bool, int]:
    label = {"published": 0, None: 1, "updated": 3}[one.stamp.label]
    return one.stamp.year is None, 2 if one.dateline else label, one.outside, one.offset
