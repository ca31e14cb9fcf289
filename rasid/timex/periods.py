"""Periods of the calendar as first and last day, with the precision that the record gives them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from rasid.records import TimePrecision
from rasid.timex import hijri
from rasid.timex.expression import Part, Unit

# A sighted month can begin a day before or after the tabular one.
HIJRI_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days ``start`` to ``end``, both included."""

    start: date
    end: date
    precision: TimePrecision


def day(when: date) -> Period:
    """One day."""
    return Period(when, when, "day")


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def years(first: int, last: int) -> Period:
    """Whole years; more than one is an interval."""
    return Period(date(first, 1, 1), date(last, 12, 31), "year" if first == last else "interval")


def hijri_month(year: int, number: int) -> Period:
    """A month of the Islamic calendar, a day wider at both ends."""
    first = hijri.to_date(year, number, 1)
    following = hijri.to_date(year + number // 12, number % 12 + 1, 1)
    return Period(first - HIJRI_TOLERANCE, following - timedelta(days=1) + HIJRI_TOLERANCE, "month")


def hijri_day(year: int, number: int, which: int) -> Period:
    """A day of the Islamic calendar: three days, said to be known to the week."""
    when = hijri.to_date(year, number, which)
    return Period(when - HIJRI_TOLERANCE, when + HIJRI_TOLERANCE, "week")


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus; Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, number: int, weekday: int, which: int) -> date | None:
    """The first (1), second ... or last (-1) such weekday of a month, None where there is no fifth."""
    length = monthrange(year, number)[1]
    first = 1 + (weekday - date(year, number, 1).weekday()) % 7
    days = range(first, length + 1, 7)
    return date(year, number, days[which if which < 0 else which - 1]) if abs(which) <= len(days) else None


def season(year: int, number: int) -> Period:
    """A northern season, from its first meteorological to its last astronomical day.

    "Winter 2022" can be either of the two that touch the year: both are in the interval.
    """
    if number == 4:
        return Period(date(year - 1, 12, 1), date(year + 1, 3, 20), "interval")
    first = date(year, 3 * number, 1)
    last = {1: date(year, 6, 21), 2: date(year, 9, 22), 3: date(year, 12, 21)}[number]
    return Period(first, last, "quarter")


def winter(year: int) -> Period:
    """The one winter that begins in the December of ``year``."""
    return Period(date(year, 12, 1), date(year + 1, 3, 20), "quarter")


def fraction(year: int, unit: Unit, number: int) -> Period:
    """A quarter or half of a year; -1 is the last."""
    parts = 4 if unit == "quarter" else 2
    number = parts if number < 0 else number
    months = 12 // parts
    start = date(year, (number - 1) * months + 1, 1)
    return Period(start, month(year, number * months).end, "quarter" if unit == "quarter" else "interval")


def containing(when: date, unit: Unit) -> Period:
    """The calendar's period of that unit around a day; weeks are Monday to Sunday."""
    if unit == "week":
        monday = when - timedelta(days=when.weekday())
        return Period(monday, monday + timedelta(days=6), "week")
    if unit == "fortnight":
        return Period(when - timedelta(days=7), when + timedelta(days=6), "interval")
    if unit == "weekend":
        saturday = when - timedelta(days=(when.weekday() - 5) % 7)
        return Period(saturday, saturday + timedelta(days=1), "interval")
    if unit == "month":
        return month(when.year, when.month)
    if unit == "quarter":
        return fraction(when.year, "quarter", (when.month + 2) // 3)
    if unit == "year":
        return years(when.year, when.year)
    if unit == "decade":
        return years(when.year // 10 * 10, when.year // 10 * 10 + 9)
    if unit == "century":
        return years((when.year - 1) // 100 * 100 + 1, (when.year - 1) // 100 * 100 + 100)
    return day(when)


def moved(when: date, amount: float, unit: Unit) -> date:
    """A day moved by so many units; fractions of months and years go by the month, then by 30-day months."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is None:
        days = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "week": 7, "weekend": 7, "fortnight": 14}.get(
            unit, 1
        )
        return when + timedelta(days=amount * days)
    whole, rest = divmod(amount * months, 1)
    index = when.year * 12 + when.month - 1 + int(whole)
    year, number = divmod(index, 12)
    landed = date(year, number + 1, min(when.day, monthrange(year, number + 1)[1]))
    return landed + timedelta(days=round(rest * 30))


def part_of(whole: Period, unit: Unit | None, part: Part) -> Period:
    """The early, middle or late third of a period; thirds of a year are four months, of a month ten days.

    The start and end of a year are taken as the same thirds: people say "the end of 2018" of its autumn too.
    """
    third = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}[part]
    if unit == "year" and whole.precision == "year":
        return Period(date(whole.start.year, third * 4 + 1, 1), month(whole.start.year, third * 4 + 4).end, "interval")
    if unit in ("decade", "century"):
        count = whole.end.year - whole.start.year + 1
        low, high = third * count // 3, -(-(third + 1) * count // 3) - 1
        return years(whole.start.year + low, whole.start.year + high)
    length = (whole.end - whole.start).days + 1
    if length < 3:
        return whole
    size = 10 if length > 27 else -(-length // 3)
    start = whole.start + timedelta(days=third * size if length > 27 else third * length // 3)
    end = whole.end if third == 2 else whole.start + timedelta(days=min(length, (third + 1) * size) - 1)
    return Period(start, end, "interval")
