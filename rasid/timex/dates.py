"""Builders of days and months: from the matched words to the Expression that they mean; spans are filled in by the finder."""

from __future__ import annotations

from dataclasses import replace

from rasid.timex.expression import Expression
from rasid.timex.matched import (
    GREGORIAN_YEARS,
    NOWHERE,
    PIVOT,
    Words,
    direction,
    is_date,
    month_of,
    of_year,
    part_of,
    year_of,
)


def iso(words: Words) -> Expression | None:
    """ "2024-03-03"; None when there is no such day."""
    year, month, day = map(int, words.get("ISO").replace("/", "-").split("-"))
    return Expression(NOWHERE, "date", "point", "day", year, month, day) if is_date(year, month, day) else None


def slashed(words: Words) -> Expression | None:
    """ "3/4/2024", with both readings when day and month could change places."""
    first, second, year = (int(part) for part in words.get("SLASHED").replace(".", "/").replace("-", "/").split("/"))
    year = year if year > 99 else 1900 + year if year >= PIVOT else 2000 + year
    readings = sorted({(year, m, d) for d, m in ((first, second), (second, first)) if is_date(year, m, d)})
    if not readings or year not in GREGORIAN_YEARS:
        return None
    if len(readings) == 1:
        return Expression(NOWHERE, "date", "point", "day", *readings[0])
    return Expression(NOWHERE, "date", "point", "day", readings=tuple(readings))


def date(words: Words) -> Expression | None:
    """A day of a month, with or without a year: "3 March 2024", "May 3rd", "15 Ramadan 1445"."""
    month, calendar = month_of(words)
    day, year = words.get("DAY", "ORDDAY"), year_of(words, calendar)
    if calendar == "gregorian" and not is_date(year or 2000, month or 0, day):
        return None
    if calendar == "hijri" and day > 30:
        return None
    if calendar == "gregorian" and words.get("UNIT") == "year":
        return of_year(words, Expression(NOWHERE, "date", "period", "day", month=month, day=day))
    weekday = None if year or calendar == "hijri" else words.get("WDAY", "WAB")
    return Expression(NOWHERE, "date", "point", "day", year, month, day, weekday=weekday, calendar=calendar)


def _day_in_words(words: Words) -> int:
    """ "First", "twelfth", "twenty-fifth": the number."""
    return int(words.get("TENS") or 0) + int(words.get("ORDINAL", "ORDER"))


def worded(words: Words) -> Expression | None:
    """A day of a month in words: "the sixth of June"."""
    month, calendar = month_of(words)
    return date(Words((("DAY", _day_in_words(words)), ("MONTH" if calendar == "gregorian" else "HIJRI", month), *(
        pair for pair in words.pairs if pair[0] == "YEAR"))))  # fmt: skip


def of_month(words: Words) -> Expression | None:
    """A day of the running, the last or the next month: "the sixth of this month"."""
    day = words.get("ORDDAY") or _day_in_words(words)
    units = words.all("UNIT")
    if units[-1] != "month" or units[:-1] not in ([], ["day"]) or not 1 <= day <= 31:
        return None
    event = words.has("that", "same")
    return Expression(NOWHERE, "relative" if event else "date", "period", "day", day=day,
                      direction="present" if event else direction(words) or "present", origin="event" if event else "publication")  # fmt: skip


def bare_day(words: Words) -> Expression | None:
    """A day of a month that is not named: "on the 13th"."""
    return Expression(NOWHERE, "date", "point", "day", day=words.get("ORDDAY"))


def days(words: Words) -> Expression | None:
    """Two days of one month: "from 3 to 7 May", "June 2-4, 2023"."""
    first, last = words.all("DAY", "ORDDAY")[:2]
    month, calendar = month_of(words)
    year = year_of(words, calendar)
    if first >= last or (calendar == "gregorian" and not is_date(year or 2000, month or 0, last)):
        return None
    end = Expression(NOWHERE, "date", "point", "day", year, month, last, calendar=calendar)
    return replace(end, day=first, to=end)


def month(words: Words) -> Expression | None:
    """A month: "March 2024", "late October", "last May"."""
    number, calendar = month_of(words)
    if words.has("YEAR", "APOS") and year_of(words, calendar) is None:
        return None
    if words.get("UNIT") == "year":
        return of_year(words, Expression(NOWHERE, "date", "period", "month", month=number, part=part_of(words)))
    event = words.has("that", "same", "following") or (words.has("previous") and words.has("the"))
    return Expression(NOWHERE, "relative" if event else "date", "point", "month", year_of(words, calendar), number, part=part_of(words),
                      calendar=calendar, direction=direction(words), origin="event" if event else None)  # fmt: skip


def nth_weekday(words: Words) -> Expression | None:
    """ "The last Saturday of June", "the first Monday in May 2023"."""
    month, calendar = month_of(words)
    which = words.get("ORDINAL", "ORDDAY", "FIRST", "ORDER") or -1
    if calendar == "hijri" or which > 5 or (words.has("YEAR") and not year_of(words)):
        return None
    return Expression(NOWHERE, "date", "point", "day", year_of(words), month, weekday=words.get("WDAY"), number=which)


def holiday(words: Words) -> Expression | None:
    """ "Eid al-Fitr", "Christmas Day 2022"."""
    rule, year = words.get("HOLIDAY"), year_of(words)
    if len(rule) == 1:
        return Expression(NOWHERE, "date", "point", "day", year, easter=rule[0])
    number, day, calendar = rule
    if calendar not in ("gregorian", "hijri"):
        return Expression(NOWHERE, "date", "point", "day", year, number, weekday=calendar, number=day)
    return Expression(NOWHERE, "date", "point", "day", year, number, day, calendar=calendar)
