"""Builders of quarters, halves, seasons, and runs of days or months inside a month or year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasid.timex.expression import Direction, Expression, Unit
from rasid.timex.matched import NOWHERE, Words, direction, part_of, year_of
from rasid.timex.years import year_pair


def numbered(words: Words) -> Expression | None:
    """A quarter or half of a year: "the first quarter of 2023", "the second half of last year"."""
    unit: Unit = "half" if words.has("half") else "quarter"
    number = words.get("ORDINAL", "ORDDAY", "QUARTER")
    if words.has("PART"):
        return None
    number = -1 if number is None else number
    if number > (2 if unit == "half" else 4):
        return None
    if not words.has("YEAR", "UNIT"):
        return Expression(NOWHERE, "date", "point", unit, number=number, direction=_period_direction(words, None))
    if words.has("YEAR"):
        year = year_of(words)
        return Expression(NOWHERE, "date", "point", unit, year, number=number) if year else None
    if words.get("UNIT") != "year":
        return None
    return Expression(
        NOWHERE, "date", "period", unit, number=number, origin="publication", direction=_period_direction(words)
    )


def _period_direction(words: Words, otherwise: Direction | None = "present") -> Any:
    """Of "the last quarter of next year" the "next"."""
    steps = [
        pair
        for pair, after in zip(words.pairs, [*words.pairs[1:], ("", None)], strict=True)
        if after[0] not in ("quarter", "half")
    ]
    return direction(Words(tuple(steps))) or otherwise


def season(words: Words) -> Expression | None:
    """ "spring 2022", "last winter", "winter 2022-23"."""
    number = words.get("SEASON", "FALL")
    if not words.has("YEAR"):
        return _season_of_some_year(words, number)
    years = year_pair(words) if words.has("DASH", "STROKE") and len(words.all("YEAR", "TWO", "DAY")) > 1 else None
    year = year_of(Words(words.pairs[:-1])) if years else year_of(words)
    if not year or (years and years[1] != year + 1):
        return None
    to = Expression(NOWHERE, "date", "point", "year", years[1]) if years else None
    return Expression(NOWHERE, "date", "point", "season", year, number=number, part=part_of(words), to=to)


def _season_of_some_year(words: Words, number: int) -> Expression:
    which: Any = direction(words)
    if which is None:  # "in the spring"
        return Expression(NOWHERE, "date", "point", "season", number=number, part=part_of(words))
    event = words.has("that", "following") or (words.has("previous") and words.has("the"))
    return Expression(NOWHERE, "relative" if event else "date", "period", "season", number=number, part=part_of(words), direction=which,
                      origin="event" if event else "publication")  # fmt: skip


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def stretch(words: Words) -> Expression | None:
    """Days of a month or months of a year: "the second half of October", "the last ten days of May", "the first six months of 2024"."""
    which = words.get("ORDINAL", "ORDDAY", "FIRST") or -1
    units = words.all("UNIT", "UNITS")
    if words.has("HIJRI") or (words.has("YEAR") and not year_of(words)):
        return None
    if words.has("MONTH", "WEAK", "LOW"):
        return _days_of_month(words, which, None if words.has("half") else units[0])
    return _months_of_year(words, which, units[0], units[-1])


def _days_of_month(words: Words, which: int, unit: Unit | None) -> Expression | None:
    month, year = words.get("MONTH", "WEAK", "LOW"), year_of(words)
    length = _LENGTHS[month - 1]
    if unit is None:
        if which not in (1, 2, -1):
            return None
        first, last = (1, 15) if which == 1 else (16, length)
    else:
        size = {"day": 1, "week": 7}.get(unit)
        count = _how_many(words, unit)
        if (
            size is None
            or count is None
            or not -1 <= which <= 4
            or (which > 1 and (size, count) != (7, 1))
            or count * size > length
        ):
            return None
        first = length - size * count + 1 if which < 0 else size * (which - 1) + 1
        last = first + size * count - 1
    end = Expression(NOWHERE, "date", "point", "day", year, month, last)
    return replace(end, day=first, to=None if first == last else end)


def _how_many(words: Words, unit: Unit) -> int | None:
    """The number of days, weeks or months: of the plural alone about a week of days, about a third of the others."""
    number = words.get("NUMBER", "DAY", "TWO", "TEEN")
    if number is not None or not words.has("UNITS"):
        return int(number or 1)
    return None if words.has("TENS", "SCALE", "COUNT", "half") else {"day": 7, "week": 2, "month": 4}.get(unit)


def _months_of_year(words: Words, which: int, unit: Unit, whole: Unit) -> Expression | None:
    count = _how_many(words, unit)
    if (
        unit != "month"
        or which not in (1, -1)
        or not count
        or count > 12
        or (whole != "year" and not words.has("YEAR"))
    ):
        return None
    first, last = (1, count) if which == 1 else (13 - count, 12)
    year = year_of(words)
    shape: Any = "point" if year else "period"
    end = Expression(NOWHERE, "date", shape, "month", year, last, direction=None if year else _direction_of_year(words),
                     origin=None if year else "publication")  # fmt: skip
    return replace(end, month=first, to=None if first == last else end)


def _direction_of_year(words: Words) -> Any:
    """Of "the last three months of next year" the "next"."""
    return direction(Words(words.pairs[-2:])) or "present"
