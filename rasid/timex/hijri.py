"""The tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30).

Months really begin with a sighting of the moon, so that a day can be off by one or two: callers widen what they get.
Source of the arithmetic: Reingold and Dershowitz, Calendrical Calculations.
"""

from __future__ import annotations

from datetime import date

_EPOCH = 227015  # the ordinal of 1 Muharram 1 AH (16 July 622, Julian)


def to_date(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular calendar."""
    return date.fromordinal(day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _EPOCH - 1)


def year_of(day: date) -> int:
    """The Islamic year in which a Gregorian day falls."""
    return (30 * (day.toordinal() - _EPOCH) + 10646) // 10631
