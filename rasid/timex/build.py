"""From the tokens of a match to the Expression that they mean; spans are filled in by the finder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from rasid.timex.expression import Calendar, Direction, Expression, Part, Unit

NOWHERE = (0, 0)
_GREGORIAN_YEARS = range(1800, 2101)
_HIJRI_YEARS = range(1300, 1501)
# 50 and over is the 20th century: press archives begin there, and nothing dates its news by "'49".
_PIVOT = 50


@dataclass(frozen=True, slots=True)
class Words:
    """The matched tokens as (tag name, value) pairs."""

    pairs: tuple[tuple[str, Any], ...]

    def all(self, *names: str) -> list[Any]:
        """The values of the tokens with one of these tags, in order."""
        return [value for name, value in self.pairs if name in names]

    def get(self, *names: str) -> Any:
        """The first of them, or None."""
        return next((value for name, value in self.pairs if name in names), None)

    def has(self, *names: str) -> bool:
        """Whether there is one."""
        return any(name in names for name, _ in self.pairs)

    def split(self, name: str) -> tuple[Words, Words]:
        """The tokens before and after the first with this tag."""
        at = [tag for tag, _ in self.pairs].index(name)
        return Words(self.pairs[:at]), Words(self.pairs[at + 1 :])


def _month(words: Words) -> tuple[int | None, Calendar]:
    hijri = words.get("HIJRI")
    return (hijri, "hijri") if hijri else (words.get("MONTH", "WEAK", "LOW"), "gregorian")


def _year(words: Words, calendar: Calendar = "gregorian") -> int | None:
    short = words.get("APOS", "TWO")
    if short is not None:
        return cast(int, 1900 + short if short >= _PIVOT else 2000 + short)
    year: int | None = words.get("YEAR")
    return year if year and _plausible(year, calendar) else None


def _plausible(year: int, calendar: Calendar) -> bool:
    return year in _GREGORIAN_YEARS or (calendar == "hijri" and year in _HIJRI_YEARS)


def _part(words: Words) -> Part | None:
    return cast("Part | None", words.get("PART", "EDGE"))


def _valid(year: int, month: int, day: int) -> bool:
    lengths = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= lengths[month - 1] and (month != 2 or day < 29 or leap)


def iso(words: Words) -> Expression | None:
    """ "2024-03-03"; None when there is no such day."""
    year, month, day = map(int, words.get("ISO").replace("/", "-").split("-"))
    return Expression(NOWHERE, "date", "point", "day", year, month, day) if _valid(year, month, day) else None


def slashed(words: Words) -> Expression | None:
    """ "3/4/2024", with both readings when day and month could change places."""
    first, second, year = (int(part) for part in words.get("SLASHED").replace(".", "/").replace("-", "/").split("/"))
    year = year if year > 99 else 1900 + year if year >= _PIVOT else 2000 + year
    readings = sorted({(year, m, d) for d, m in ((first, second), (second, first)) if _valid(year, m, d)})
    if not readings or year not in _GREGORIAN_YEARS:
        return None
    if len(readings) == 1:
        return Expression(NOWHERE, "date", "point", "day", *readings[0])
    return Expression(NOWHERE, "date", "point", "day", readings=tuple(readings))


def date(words: Words) -> Expression | None:
    """A day of a month, with or without a year: "3 March 2024", "May 3rd", "15 Ramadan 1445"."""
    month, calendar = _month(words)
    day, year = words.get("DAY", "ORDDAY"), _year(words, calendar)
    if calendar == "gregorian" and not _valid(year or 2000, month or 0, day):
        return None
    if calendar == "hijri" and day > 30:
        return None
    if calendar == "gregorian" and words.get("UNIT") == "year":
        return _of_year(words, Expression(NOWHERE, "date", "period", "day", month=month, day=day))
    weekday = None if year or calendar == "hijri" else words.get("WDAY", "WAB")
    return Expression(NOWHERE, "date", "point", "day", year, month, day, weekday=weekday, calendar=calendar)


def _day_in_words(words: Words) -> int:
    """ "First", "twelfth", "twenty-fifth": the number."""
    return int(words.get("TENS") or 0) + int(words.get("ORDINAL", "ORDER"))


def worded(words: Words) -> Expression | None:
    """A day of a month in words: "the sixth of June"."""
    month, calendar = _month(words)
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
    month, calendar = _month(words)
    year = _year(words, calendar)
    if first >= last or (calendar == "gregorian" and not _valid(year or 2000, month or 0, last)):
        return None
    end = Expression(NOWHERE, "date", "point", "day", year, month, last, calendar=calendar)
    return replace(end, day=first, to=end)


def month(words: Words) -> Expression | None:
    """A month: "March 2024", "late October", "last May"."""
    number, calendar = _month(words)
    if words.has("YEAR", "APOS") and _year(words, calendar) is None:
        return None
    if words.get("UNIT") == "year":
        return _of_year(words, Expression(NOWHERE, "date", "period", "month", month=number, part=_part(words)))
    event = words.has("that", "same", "following") or (words.has("previous") and words.has("the"))
    return Expression(NOWHERE, "relative" if event else "date", "point", "month", _year(words, calendar), number, part=_part(words),
                      calendar=calendar, direction=direction(words), origin="event" if event else None)  # fmt: skip


def _of_year(words: Words, expression: Expression) -> Expression:
    """ "January this year", "15 June last year", "March of that year"."""
    event = words.has("that", "same", "following", "previous")
    return replace(expression, direction=direction(words) or "present", origin="event" if event else "publication",
                   kind="relative" if event else "date")  # fmt: skip


def direction(words: Words) -> Any:
    if words.has("last", "past", "previous", "recent", "ago", "earlier", "before"):
        return "past"
    if words.has("next", "coming", "following", "later"):
        return "future"
    return "present" if words.has("this", "that", "same", "current") else None


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
        year = _year(words)
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


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def season(words: Words) -> Expression | None:
    """ "spring 2022", "last winter", "winter 2022-23"."""
    number = words.get("SEASON", "FALL")
    if not words.has("YEAR"):
        return _season_of_some_year(words, number)
    years = _year_pair(words) if words.has("DASH", "STROKE") and len(words.all("YEAR", "TWO", "DAY")) > 1 else None
    year = _year(Words(words.pairs[:-1])) if years else _year(words)
    if not year or (years and years[1] != year + 1):
        return None
    to = Expression(NOWHERE, "date", "point", "year", years[1]) if years else None
    return Expression(NOWHERE, "date", "point", "season", year, number=number, part=_part(words), to=to)


def _season_of_some_year(words: Words, number: int) -> Expression:
    which: Any = direction(words)
    if which is None:  # "in the spring"
        return Expression(NOWHERE, "date", "point", "season", number=number, part=_part(words))
    event = words.has("that", "following") or (words.has("previous") and words.has("the"))
    return Expression(NOWHERE, "relative" if event else "date", "period", "season", number=number, part=_part(words), direction=which,
                      origin="event" if event else "publication")  # fmt: skip


def stretch(words: Words) -> Expression | None:
    """Days of a month or months of a year: "the second half of October", "the last ten days of May", "the first six months of 2024"."""
    which = words.get("ORDINAL", "ORDDAY", "FIRST") or -1
    units = words.all("UNIT", "UNITS")
    if words.has("HIJRI") or (words.has("YEAR") and not _year(words)):
        return None
    if words.has("MONTH", "WEAK", "LOW"):
        return _days_of_month(words, which, None if words.has("half") else units[0])
    return _months_of_year(words, which, units[0], units[-1])


def _days_of_month(words: Words, which: int, unit: Unit | None) -> Expression | None:
    month, year = words.get("MONTH", "WEAK", "LOW"), _year(words)
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
    year = _year(words)
    shape: Any = "point" if year else "period"
    end = Expression(NOWHERE, "date", shape, "month", year, last, direction=None if year else _direction_of_year(words),
                     origin=None if year else "publication")  # fmt: skip
    return replace(end, month=first, to=None if first == last else end)


def _direction_of_year(words: Words) -> Any:
    """Of "the last three months of next year" the "next"."""
    return direction(Words(words.pairs[-2:])) or "present"


def nth_weekday(words: Words) -> Expression | None:
    """ "The last Saturday of June", "the first Monday in May 2023"."""
    month, calendar = _month(words)
    which = words.get("ORDINAL", "ORDDAY", "FIRST", "ORDER") or -1
    if calendar == "hijri" or which > 5 or (words.has("YEAR") and not _year(words)):
        return None
    return Expression(NOWHERE, "date", "point", "day", _year(words), month, weekday=words.get("WDAY"), number=which)


def before_last(words: Words) -> Expression | None:
    """ "The week before last", "the Friday before last"."""
    one = Expression(
        NOWHERE,
        "date",
        "period",
        words.get("UNIT") or "day",
        count=(2, 2),
        figure=2,
        direction="past",
        origin="publication",
    )
    return replace(one, shape="point", weekday=words.get("WDAY")) if words.has("WDAY") else one


def week_on(words: Words) -> Expression | None:
    """ "A week on Tuesday", "Saturday week": a week after the next one."""
    if words.get("UNIT") != "week":
        return None
    return Expression(NOWHERE, "date", "point", "day", weekday=words.get("WDAY"), count=(2, 2), figure=2, direction="future",
                      origin="publication")  # fmt: skip


def _year_pair(words: Words) -> tuple[int, int] | None:
    first, last = words.all("YEAR", "TWO", "DAY")[-2:]
    last = last if last > 99 else first // 100 * 100 + last
    return (first, last) if first in _GREGORIAN_YEARS and first < last <= first + 100 else None


def years(words: Words) -> Expression | None:
    """ "2014-2017", "2014-17"."""
    pair = _year_pair(words)
    if not pair:
        return None
    return Expression(
        NOWHERE, "date", "point", "year", pair[0], to=Expression(NOWHERE, "date", "point", "year", pair[1])
    )


def year(words: Words) -> Expression | None:
    """ "2019", "early 2017", "the end of 2018", "fiscal 2018"."""
    value = _year(words)
    return Expression(NOWHERE, "date", "point", "year", value, part=_part(words)) if value else None


def spoken(words: Words) -> Expression | None:
    """ "Nineteen eighty-four", "January nineteen eighty-five", "the year two thousand"."""
    month, calendar = _month(words)
    if words.has("UNIT"):
        found = 1000 * words.get("NUMBER") if words.get("UNIT") == "year" and words.get("SCALE") == 1000 else 0
    else:
        found = 1900 + words.get("TENS") + words.get("NUMBER") if words.has("NUMBER") else 1900 + words.get("TENS")
    if calendar == "hijri" or found not in _GREGORIAN_YEARS or (words.get("NUMBER") or 0) > 9:
        return None
    return Expression(NOWHERE, "date", "point", "month" if month else "year", found, month)


def holiday(words: Words) -> Expression | None:
    """ "Eid al-Fitr", "Christmas Day 2022"."""
    rule, year = words.get("HOLIDAY"), _year(words)
    if len(rule) == 1:
        return Expression(NOWHERE, "date", "point", "day", year, easter=rule[0])
    number, day, calendar = rule
    if calendar not in ("gregorian", "hijri"):
        return Expression(NOWHERE, "date", "point", "day", year, number, weekday=calendar, number=day)
    return Expression(NOWHERE, "date", "point", "day", year, number, day, calendar=calendar)


def decade(words: Words) -> Expression | None:
    """ "the 1990s", "early '80s"."""
    value = words.get("DECADE", "NINETIES")
    return (
        Expression(NOWHERE, "date", "point", "decade", value, part=_part(words)) if value in _GREGORIAN_YEARS else None
    )


def century(words: Words) -> Expression | None:
    """ "the 19th century", as its first year."""
    number = words.get("ORDDAY", "CENTURYNO", "ORDER")
    number = number if number is not None else (words.get("TENS") or 0) + words.get("ORDINAL")
    if words.get("UNIT") != "century" or number > 21:
        return None
    return Expression(NOWHERE, "date", "point", "century", 100 * number - 99, part=_part(words))


def day_after(words: Words) -> Expression | None:
    """ "the day before yesterday"."""
    step = words.get("TODAY")
    if words.get("UNIT") != "day" or step == 0 or (step < 0) != words.has("before"):
        return None
    return Expression(
        NOWHERE, "date", "shift", "day", count=(2, 2), direction=direction(words) or "future", origin="publication"
    )


def since_then(words: Words) -> Expression | None:
    """ "since then": open from the event that was spoken of."""
    return Expression(
        NOWHERE, "relative", "shift", "day", count=(0, 0), direction="present", origin="event", since=True
    )


def period(words: Words) -> Expression | None:
    """ "last week", "earlier this month", "the following day", "this morning"."""
    unit: Any = (
        "quarter"
        if words.has("quarter")
        else "day"
        if words.has("DAYPART")
        else words.get("NIGHT") or words.get("UNIT")
    )
    if unit in ("minute", "hour") or (words.has("recent") and unit != "day"):
        return None
    event = words.has("same", "that", "following", "previous") or (
        words.has("the") and words.has("next") and unit == "day"
    )
    side: Any = (
        None
        if words.has("that", "same")
        else "earlier"
        if words.has("earlier")
        else "later"
        if words.has("later")
        else None
    )
    steps = Words(tuple(pair for pair in words.pairs if pair[0] not in ("earlier", "later")))
    return Expression(NOWHERE, "relative" if event else "date", "span" if words.has("past") and unit not in ("day", "night") else "period",
                      unit, part=_part(words), side=side, count=(1, 1), figure=1, direction=direction(steps) or "present",
                      daypart=words.get("DAYPART", "NIGHT"), origin="event" if event else "publication")  # fmt: skip


def repeated(words: Words) -> Expression | None:
    """ "every day", "weekly", "Fridays": a set, which has no place on the calendar."""
    unit: Unit = words.get("UNIT", "UNITS", "OFTEN") or ("season" if words.has("SEASON") else "day")
    if words.has("UNITS") and words.has("WDAY") and unit != "night":  # "Sunday weeks"
        return None
    return Expression(
        NOWHERE, "set", "point", unit, weekday=words.get("WDAY", "WDAYS"), daypart=words.get("DAYPART", "DAYPARTS")
    )


def edge(words: Words) -> Expression | None:
    """ "The end of the month", "year-end": of the one that is running."""
    unit = words.get("UNIT")
    if not words.has("of"):
        return _last_day(words, unit)
    if unit not in ("week", "month", "year", "decade", "century"):
        return None
    return Expression(
        NOWHERE,
        "date",
        "period",
        unit,
        part=_part(words),
        count=(1, 1),
        figure=1,
        direction="present",
        origin="publication",
    )


def _last_day(words: Words, unit: Unit) -> Expression | None:
    """ "Year-end", "year's end": the year's last day."""
    if unit != "year" or words.get("EDGE") != "end":
        return None
    return Expression(NOWHERE, "date", "period", "day", month=12, day=31, direction="present", origin="publication")


def weekday(words: Words) -> Expression | None:
    """ "Wednesday", "last Tuesday", "Friday of last week"."""
    number = words.get("WDAY")
    if words.has("UNIT"):
        if words.get("UNIT") != "week" or words.pairs[0][0] != "WDAY":
            return None
        week = Expression(NOWHERE, "date", "period", "week", direction=direction(words), origin="publication")
        return replace(week, weekday=number, unit="day")
    event = words.has("following", "previous")
    return Expression(NOWHERE, "date", "point", "day", weekday=number, part=_part(words), direction=direction(words),
                      daypart=words.get("DAYPART", "NIGHT"), origin="event" if event else "publication")  # fmt: skip


def today(words: Words) -> Expression | None:
    """ "yesterday", "tonight", "overnight", "yesterday evening"."""
    if words.has("TONIGHT"):
        which = words.get("TONIGHT")
        unit: Unit = "night" if which == "overnight" else "day"
        direction: Any = "past" if which == "overnight" else "present"
        return Expression(
            NOWHERE, "date", "period", unit, count=(1, 1), direction=direction, daypart="night", origin="publication"
        )
    step = words.get("TODAY")
    direction = "past" if step < 0 else "future" if step else "present"
    return Expression(NOWHERE, "date", "shift", "day", count=(abs(step), abs(step)), direction=direction, origin="publication",
                      daypart=words.get("DAYPART", "NIGHT"))  # fmt: skip


def latest(words: Words) -> Expression | None:
    """ "The latest quarter": the last that is over."""
    return Expression(NOWHERE, "date", "period", "quarter", count=(1, 1), direction="past", origin="publication")


def clock(words: Words) -> Expression | None:
    """ "14:30", "3 a.m.", "0300 GMT", "half past nine", "four in the morning"."""
    minutes: int | None = words.get("CLOCK")
    if minutes is None and words.has("oclock", "past", "DAYPART", "NIGHT"):
        minutes = words.get("DAY", "NUMBER") * 60 + (30 if words.has("past") else 0)
    if minutes is None:
        value = words.get("DAY", "YEAR")
        minutes = value * 60 if words.has("DAY") else value // 100 * 60 + value % 100
    if words.has("APM"):
        if not 0 < minutes // 60 <= 12:
            return None
        minutes = minutes % 720 + (720 if words.get("APM") == "pm" else 0)
    if words.has("DAYPART", "NIGHT") and not words.has("APM"):
        minutes = _on_the_dial(minutes, words.get("DAYPART", "NIGHT"))
    return Expression(NOWHERE, "time", "point", "minute", clock=minutes) if minutes <= 24 * 60 else None


def _on_the_dial(minutes: int, part: str) -> int:
    """ "Four in the afternoon" is 16:00, "eleven at night" 23:00, "one at night" 1:00."""
    after_noon = part in ("afternoon", "evening", "dusk") or (part == "night" and minutes >= 6 * 60)
    return minutes + 720 if after_noon and minutes < 720 else minutes


def daypart(words: Words) -> Expression | None:
    """ "at dawn", "in the morning", "the early hours"."""
    if words.has("UNITS"):
        if words.get("UNITS") != "hour" or words.get("PART") not in (None, "early"):
            return None
        return Expression(NOWHERE, "time", "point", "hour", daypart="morning")
    return Expression(NOWHERE, "time", "point", "hour", daypart=words.get("DAYPART", "NIGHT"))


def vague(words: Words) -> Expression | None:
    """ "Now", "recently", "the past", "the near future": no more than before, at or after the writing."""
    if words.has("these") and words.get("UNITS") != "day":
        return None
    direction: Any = words.get("NOW", "FUTURE") or ("past" if words.has("past", "recent") else "present")
    return Expression(NOWHERE, "vague", direction=direction)
