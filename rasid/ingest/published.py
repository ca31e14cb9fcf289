"""Publication dates that a container or a user states, as intervals of days."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from rasid.records import Interval, TimePrecision

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")


def interval(stated: str) -> Interval | None:
    """The days that ``stated`` names, or ``None`` if it is no date.

    Takes ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` and ISO 8601 or RFC 5322 date-times; of a date-time the
    day as written is kept, in the zone of its writer. The basis is ``metadata``.
    """
    stated = stated.strip()
    if partial := _PARTIAL.match(stated):
        return _period(int(partial[1]), int(partial[2]) if partial[2] else None)
    day = _iso(stated) or _rfc5322(stated)
    return None if day is None else _interval(day, day, "day")


def _period(year: int, month: int | None) -> Interval | None:
    try:
        first = date(year, month or 1, 1)
    except ValueError:
        return None
    last = date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    return _interval(first, last, "month" if month else "year")


def _interval(start: date, end: date, precision: TimePrecision) -> Interval:
    return Interval(start.isoformat(), end.isoformat(), precision, None, "metadata")


def _iso(stated: str) -> date | None:
    if stated.isdigit() and len(stated) != 8:  # fromisoformat would read 2024123 as a day of the year 2024
        return None
    try:
        return datetime.fromisoformat(stated).date()
    except ValueError:
        return None


def _rfc5322(stated: str) -> date | None:
    from email.utils import parsedate_to_datetime  # 8 ms that only an old-fashioned date should cost

    try:
        return parsedate_to_datetime(stated).date()
    except (ValueError, TypeError, IndexError):
        return None
