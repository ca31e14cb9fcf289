"""Builders of what is told from the day of writing or another event: "last week", "yesterday", "every day", "now"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasid.timex.expression import Expression, Unit
from rasid.timex.matched import NOWHERE, Words, direction, part_of


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
                      unit, part=part_of(words), side=side, count=(1, 1), figure=1, direction=direction(steps) or "present",
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
        part=part_of(words),
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
    return Expression(NOWHERE, "date", "point", "day", weekday=number, part=part_of(words), direction=direction(words),
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


def vague(words: Words) -> Expression | None:
    """ "Now", "recently", "the past", "the near future": no more than before, at or after the writing."""
    if words.has("these") and words.get("UNITS") != "day":
        return None
    direction: Any = words.get("NOW", "FUTURE") or ("past" if words.has("past", "recent") else "present")
    return Expression(NOWHERE, "vague", direction=direction)
