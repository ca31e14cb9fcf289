"""Builders of years, decades and centuries."""

from __future__ import annotations

from rasid.timex.expression import Expression
from rasid.timex.matched import GREGORIAN_YEARS, NOWHERE, Words, month_of, part_of, year_of


def year_pair(words: Words) -> tuple[int, int] | None:
    first, last = words.all("YEAR", "TWO", "DAY")[-2:]
    last = last if last > 99 else first // 100 * 100 + last
    return (first, last) if first in GREGORIAN_YEARS and first < last <= first + 100 else None


def years(words: Words) -> Expression | None:
    """ "2014-2017", "2014-17"."""
    pair = year_pair(words)
    if not pair:
        return None
    return Expression(
        NOWHERE, "date", "point", "year", pair[0], to=Expression(NOWHERE, "date", "point", "year", pair[1])
    )


def year(words: Words) -> Expression | None:
    """ "2019", "early 2017", "the end of 2018", "fiscal 2018"."""
    value = year_of(words)
    return Expression(NOWHERE, "date", "point", "year", value, part=part_of(words)) if value else None


def spoken(words: Words) -> Expression | None:
    """ "Nineteen eighty-four", "January nineteen eighty-five", "the year two thousand"."""
    month, calendar = month_of(words)
    if words.has("UNIT"):
        found = 1000 * words.get("NUMBER") if words.get("UNIT") == "year" and words.get("SCALE") == 1000 else 0
    else:
        found = 1900 + words.get("TENS") + words.get("NUMBER") if words.has("NUMBER") else 1900 + words.get("TENS")
    if calendar == "hijri" or found not in GREGORIAN_YEARS or (words.get("NUMBER") or 0) > 9:
        return None
    return Expression(NOWHERE, "date", "point", "month" if month else "year", found, month)


def decade(words: Words) -> Expression | None:
    """ "the 1990s", "early '80s"."""
    value = words.get("DECADE", "NINETIES")
    return (
        Expression(NOWHERE, "date", "point", "decade", value, part=part_of(words)) if value in GREGORIAN_YEARS else None
    )


def century(words: Words) -> Expression | None:
    """ "the 19th century", as its first year."""
    number = words.get("ORDDAY", "CENTURYNO", "ORDER")
    number = number if number is not None else (words.get("TENS") or 0) + words.get("ORDINAL")
    if words.get("UNIT") != "century" or number > 21:
        return None
    return Expression(NOWHERE, "date", "point", "century", 100 * number - 99, part=part_of(words))
