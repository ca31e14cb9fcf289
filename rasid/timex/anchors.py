"""Where a time expression lies on the calendar, given when the text was published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from rasid.records import Basis, Interval
from rasid.timex import hijri, periods
from rasid.timex.expression import Expression, Unit
from rasid.timex.periods import Period

Tense = Literal["past", "future"] | None
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def anchor(
    expression: Expression, published: Interval | None, *, tense: Tense = None, reference: Interval | None = None
) -> Interval | None:
    """The days that an expression can mean, or None when they are not known.

    ``reference`` is the time of the event that "two days after", "the same day" or "since then" count from, or the day
    of a bare "at dawn". A day, weekday or month without a year is the last one up to the publication, with ``tense``
    "future" the next one. Every day of ``published`` is tried: when they differ, the interval holds all of them, with
    precision "interval" and basis "inferred". "Since 2017" ends with the publication; without one it is 2017 alone.
    A date beyond the years 1 to 9999 gives None.
    """
    try:
        return _anchored(expression, published, tense, reference)
    except (OverflowError, ValueError):  # datetime: a date out of its range ("200 centuries ago")
        return None


def _anchored(
    expression: Expression, published: Interval | None, tense: Tense, reference: Interval | None
) -> Interval | None:
    if expression.kind in ("set", "vague") or (expression.kind == "duration" and expression.origin is None):
        return None
    origin = reference if _counts_from_event(expression) else published
    absolute = _absolute(expression)
    found: Period | None
    basis: Basis
    if absolute is not None:
        found, basis = absolute, "stated"
    elif origin is not None and expression.origin == "event" and (same := _whole_shift(expression, origin)):
        found, basis = same, "inferred" if origin.basis == "inferred" else "relative"
    elif origin is None:
        return None
    else:
        found, basis = _from_all(lambda when: _period(expression, when, tense), origin)
        if found is None:
            return None
    if expression.since:
        found = _open(found, published)
        basis = "inferred" if published and published.basis == "inferred" else basis
    return Interval(found.start.isoformat(), found.end.isoformat(), found.precision, expression.span, basis)


def _counts_from_event(expression: Expression) -> bool:
    return expression.origin == "event" or expression.kind == "time"


def _whole_shift(expression: Expression, origin: Interval) -> Period | None:
    """A year counted from a quarter is a quarter, from a year a year: "in the third quarter ... a year earlier"."""
    least = expression.count[0] if expression.count else 0
    unit: Unit = expression.unit or "day"
    wide = origin.precision
    if not counts_whole(expression) or wide not in ("quarter", "year") or (wide == "year" and unit == "quarter"):
        return None
    sign = -1 if expression.direction == "past" else 1
    return periods.containing(periods.moved(date.fromisoformat(origin.start), sign * least, unit), wide)


def counts_whole(expression: Expression) -> bool:
    """Whether an expression moves a quarter of a year to another one: "a year earlier", "for the quarter"."""
    least, most = expression.count or (0, None)
    moved = expression.unit in ("quarter", "year", "decade") and least == most and not least % 1
    return expression.shape == "shift" and (
        moved or (most == 0 and expression.origin == "event" and not expression.since)
    )


def _from_all(period: Callable[[date], Period | None], origin: Interval) -> tuple[Period | None, Basis]:
    """What holds the results for every day of the origin, which only ever move forward with it."""
    basis: Basis = "inferred" if origin.basis == "inferred" else "relative"
    first = period(date.fromisoformat(origin.start))
    last = first if origin.start == origin.end else period(date.fromisoformat(origin.end))
    if first is None or last is None:
        return None, basis
    if first == last:
        return first, basis
    return Period(min(first.start, last.start), max(first.end, last.end), "interval"), "inferred"


def _open(found: Period, published: Interval | None) -> Period:
    if published is None or date.fromisoformat(published.end) < found.start:
        return found
    return Period(found.start, date.fromisoformat(published.end), "interval")


def _absolute(expression: Expression) -> Period | None:
    """The period of an expression that names its year, else None."""
    if expression.readings:
        days = sorted(date(*reading) for reading in expression.readings)
        return Period(days[0], days[-1], "interval")
    if expression.shape != "point" or expression.year is None:
        return None
    first = _named(expression, expression.year)
    if expression.to is None or first is None:
        return first
    if expression.unit == "season":
        return periods.winter(expression.year) if expression.number == 4 else None
    last = _absolute(replace(expression.to, year=expression.to.year or expression.year))
    return Period(first.start, last.end, "interval") if last and last.end >= first.start else None


def _named(expression: Expression, year: int) -> Period | None:
    """A point of the calendar in a given year, its part taken."""
    whole = _whole(expression, year)
    return periods.part_of(whole, expression.unit, expression.part) if whole and expression.part else whole


def _whole(expression: Expression, year: int) -> Period | None:
    if expression.easter is not None:
        return periods.day(periods.easter(year) + expression.easter * _DAY)
    if expression.month is not None and expression.weekday is not None and expression.number is not None:
        found = periods.nth_weekday(year, expression.month, expression.weekday, expression.number)
        return periods.day(found) if found else None
    if expression.month is not None:
        if expression.calendar == "hijri":
            return _islamic(expression, year)
        if expression.day is None:
            return periods.month(year, expression.month)
        try:
            return periods.day(date(year, expression.month, expression.day))
        except ValueError:  # 29 February of a common year
            return None
    if expression.unit in ("quarter", "half"):
        return periods.fraction(year, expression.unit, expression.number or 1)
    if expression.unit == "season":
        if expression.year is None and expression.number == 4:
            return periods.winter(year)
        return periods.season(year, expression.number or 1)
    if expression.unit == "century":
        return periods.years(year, year + 99)
    return periods.years(year, year + 9 if expression.unit == "decade" else year)


def _islamic(expression: Expression, year: int) -> Period | None:
    """A day or month of the Islamic calendar in an Islamic year, or in a Gregorian one when the year is given so."""
    month, day = expression.month or 1, expression.day

    def of(islamic: int) -> Period:
        return periods.hijri_day(islamic, month, day) if day else periods.hijri_month(islamic, month)

    if year < 1700:  # the Islamic years of the last centuries are 11xx to 14xx
        return of(year)
    first = hijri.year_of(date(year, 1, 1))
    inside = [found for found in map(of, (first, first + 1)) if (found.start + 2 * _DAY).year == year]
    if not inside:
        return None
    return inside[0] if len(inside) == 1 else Period(inside[0].start, inside[-1].end, "interval")


def _period(expression: Expression, when: date, tense: Tense) -> Period | None:
    """The period meant as seen from one day."""
    if expression.kind == "time":
        return periods.day(when)
    if expression.shape == "point":
        return _point(expression, when, tense)
    if expression.shape == "shift":
        return _shift(expression, when)
    return _span(expression, when) if expression.shape == "span" else _step(expression, when)


def _point(expression: Expression, when: date, tense: Tense) -> Period | None:
    """A weekday, day or month without a year: a range ends on or after its first end."""
    if expression.to is None:
        return _single(expression, when, tense)
    last = _single(expression.to, when, tense) or _absolute(expression.to)
    first = _single(expression, last.end, "past") if last else None
    return Period(first.start, last.end, "interval") if first and last and first.start <= last.end else None


def _single(expression: Expression, when: date, tense: Tense) -> Period | None:
    if expression.shape != "point":
        return _period(expression, when, tense)
    if expression.weekday is not None and expression.month is None:
        return periods.day(_weekday(expression, when, tense))
    future = expression.direction == "future" or (expression.direction is None and tense == "future")
    if expression.day is not None and expression.month is None:
        return _day_of_month(expression.day, when, future=future)
    if expression.month is None and expression.number is None and expression.easter is None:
        return None
    return _nearest(expression, when, future)


def _day_of_month(number: int, when: date, *, future: bool) -> Period | None:
    """The last such day of a month up to a day, or with ``future`` the next: "the 13th"."""
    first = when.replace(day=1)
    months = [periods.moved(first, step, "month") for step in range(-2, 4)]
    days = [month.replace(day=number) for month in months if number <= periods.month(month.year, month.month).end.day]
    fitting = [day for day in days if (day >= when if future else day <= when)]
    return periods.day(fitting[0 if future else -1]) if fitting else None


def _weekday(expression: Expression, when: date, tense: Tense) -> date:
    back = (when.weekday() - (expression.weekday or 0)) % 7
    more = ((expression.count[0] - 1) if expression.count else 0) * _WEEK  # "the Friday before last", "Friday week"
    if expression.direction == "past":
        return when - timedelta(days=back or 7) - more
    if expression.direction == "future":
        return when + timedelta(days=7 - back) + more
    if expression.direction == "present":
        return when - timedelta(days=when.weekday() - (expression.weekday or 0))
    return when + timedelta(days=-back % 7) if tense == "future" else when - timedelta(days=back)


def _nearest(expression: Expression, when: date, future: bool) -> Period | None:
    """The last such day or month that has begun, or with ``future`` the next that is not over.

    "Last March" said in March is that of the year before; "this March" is that of the year.
    """
    islamic = expression.calendar == "hijri"
    year = hijri.year_of(when) if islamic else when.year
    if expression.direction == "present":
        return _named(expression, year)
    reach = 8 if expression.day == 29 else 2  # a 29 February can be eight years away
    around = [found for y in range(year - reach, year + reach + 1) if (found := _named(expression, y))]
    if expression.weekday is not None and expression.number is None:  # "Monday 26 October" tells the year
        named = [found for found in around if found.start.weekday() == expression.weekday]
        return min(named, key=lambda found: abs(found.start - when)) if named else None
    tolerance = periods.HIJRI_TOLERANCE if islamic else timedelta(0)
    if future:
        return next((found for found in around if found.end - tolerance >= when), None)
    before = [found for found in around if found.start + tolerance <= when]
    if expression.direction == "past" and before and before[-1].end >= when:
        before.pop()
    return before[-1] if before else None


def _shift(expression: Expression, when: date) -> Period | None:
    """A day some units away. A round number of units is known to the unit, a range to an interval."""
    unit, count = expression.unit or "day", expression.count or (0, 0)
    least, most = count
    if most is None:
        most = _not_much_more(least)
    sign = -1 if expression.direction == "past" else 1
    ends = sorted((periods.moved(when, sign * least, unit), periods.moved(when, sign * most, unit)))
    if expression.exact:
        return periods.day(_on_weekday(ends[0], expression.weekday))
    if unit in ("hour", "minute", "second"):
        return _hours(ends, sign)
    if least != most:
        return Period(ends[0], ends[1], "interval")
    return _about(ends[0], expression)


def _not_much_more(least: float) -> float:
    """The most that "more than two years ago" means: the next figure, or a quarter more, as "almost" is up to a quarter less."""
    return max(least + 1, 1.25 * least)


def _on_weekday(when: date, weekday: int | None) -> date:
    """The weekday nearest to a day."""
    if weekday is None:
        return when
    ahead = (weekday - when.weekday()) % 7
    return when + timedelta(days=ahead if ahead < 4 else ahead - 7)


def _hours(ends: list[date], sign: int) -> Period:
    """Hours away from an unknown hour of a day: the day reached and the one beside it."""
    first, last = (ends[0] - _DAY, ends[1]) if sign < 0 else (ends[0], ends[1] + _DAY)
    return Period(first, last, "interval")


def _about(when: date, expression: Expression) -> Period:
    """The day, week, month or year that "two ... ago" means: three days around for weeks, the calendar's for the others.

    Counted from an event, months and years are as likely to run over the calendar's ends: half a unit either side.
    """
    unit = expression.unit or "day"
    if unit in ("week", "weekend", "fortnight"):
        return Period(when - 3 * _DAY, when + 3 * _DAY, "week")
    amount = expression.count[0] if expression.count else 0
    if amount % 1:  # "half a year ago" is no date of its own: a quarter of the unit either side
        return Period(periods.moved(when, -0.25, unit), periods.moved(when, 0.25, unit), "interval")
    if expression.origin == "event" and unit in ("month", "quarter", "year", "decade"):
        low, high = periods.moved(when, -0.5, unit), periods.moved(when, 0.5, unit)
        return Period(low, high, {"month": "month", "quarter": "quarter", "year": "year"}.get(unit, "interval"))  # type: ignore[arg-type]
    return periods.containing(when, unit)


def _span(expression: Expression, when: date) -> Period | None:
    """The stretch of so many units up to, or from, a day."""
    unit, count = expression.unit or "day", expression.count or (1, 1)
    most = count[1]
    if most is None:
        return None
    if expression.direction == "future":
        return Period(when, periods.moved(when, most, unit), "interval")
    start = periods.moved(when, -most, unit)
    return Period(start - _DAY if unit in ("hour", "minute", "second") and most % 24 else start, when, "interval")


def _step(expression: Expression, when: date) -> Period | None:
    """The unit's period itself: "last week", "this month", "the following day", "June last year"."""
    unit = expression.unit or "day"
    steps = {"past": -1, "future": 1}.get(expression.direction or "present", 0)
    if unit == "night":
        return _night(when, steps)
    if expression.month is not None:
        return _of_year(expression, when.year + steps)
    if expression.day is not None:
        return periods.day(periods.moved(when, steps, "month").replace(day=expression.day))
    if unit in ("quarter", "half") and expression.number is not None:
        return periods.fraction(when.year + steps, unit, expression.number)
    if unit == "season":
        return _season(expression, when)
    if expression.weekday is not None:
        week = periods.containing(when + steps * _WEEK, "week")
        return periods.day(week.start + timedelta(days=expression.weekday))
    if unit == "weekend" and steps == 0:
        return periods.containing(when, "weekend")
    if steps and expression.count and expression.count[0] > 1:  # "the week before last"
        when = periods.moved(when, steps * (expression.count[0] - 1), unit)
    whole = periods.containing(_stepped(when, steps, expression), unit)
    return _sided(expression, periods.part_of(whole, unit, expression.part) if expression.part else whole, when)


def _of_year(expression: Expression, year: int) -> Period | None:
    """A month, day or run of months of a year: "January this year", "the first six months of last year"."""
    first = _named(expression, year)
    last = _named(expression.to, year) if expression.to else first
    return Period(first.start, last.end, "interval") if expression.to and first and last else first


def _stepped(when: date, steps: int, expression: Expression) -> date:
    unit = expression.unit or "day"
    if unit == "weekend" and steps < 0:
        weekday = when.weekday()
        return when - timedelta(days=weekday - 5 + 7) if weekday >= 5 else when
    return periods.moved(when, steps, unit)


def _night(when: date, steps: int) -> Period:
    """Nights run over midnight: "last night" and "overnight" touch two days."""
    first = when if steps >= 0 else when - _DAY
    return Period(first, first + _DAY, "interval")


def _season(expression: Expression, when: date) -> Period:
    """The season before, after or of the year of a day; "this winter" said from January to March began the year before."""
    number = expression.number or 1
    around = [
        periods.winter(y) if number == 4 else periods.season(y, number) for y in range(when.year - 3, when.year + 4)
    ]
    if expression.direction == "past":
        return [found for found in around if found.end < when][-1]
    if expression.direction == "future":
        return next(found for found in around if found.start > when)
    running = [found for found in around if found.start <= when <= found.end]
    return running[0] if running else around[3]


def _sided(expression: Expression, whole: Period, when: date) -> Period:
    """ "Earlier this month" ends with the day it is said, "later this month" begins there."""
    if expression.side == "earlier" and whole.start <= when <= whole.end:
        return Period(whole.start, when, "interval")
    if expression.side == "later" and whole.start <= when <= whole.end:
        return Period(when, whole.end, "interval")
    return whole
