"""Builders of the expressions that count units: lengths of time, and what lies so many units away."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from rasid.timex.expression import Expression, Unit
from rasid.timex.matched import NOWHERE, Words, direction

# What the bare plural means ("for weeks"): more than one, fewer than the next larger unit.
VAGUE_COUNTS: dict[str, tuple[float, float | None]] = {
    "second": (2, 60), "minute": (2, 60), "hour": (2, 24), "day": (2, 14), "night": (2, 14), "week": (2, 9), "weekend": (2, 9), "fortnight": (2, 6),
    "month": (2, 12), "quarter": (2, 4), "year": (2, 10), "decade": (2, 10), "century": (2, 10),
}  # fmt: skip
_COUPLE = (2, 3)  # of the vague numbers the one that has a figure
# Of these one alone is seldom a length of time: "a day", "a night", "a half", "a quarter".
_NO_LENGTH = ("second", "minute", "day", "night", "weekend", "season", "quarter", "half")
_COUNTED = ("NUMBER", "TEEN", "TENS", "SCALE", "DAY", "TWO", "COUNT", "VAGUE", "SOME", "half")
_FIGURES = ("NUMBER", "TEEN", "TENS", "SCALE", "DAY", "TWO", "COUNT")


def _numbers(words: Words) -> tuple[float, float] | None:
    """(least, most) of the words of a quantity, before "almost" and the like."""
    if words.has("VAGUE") or (words.has("SOME") and not words.has(*_FIGURES)):  # "some 20 days" has a figure
        low, high = words.get("VAGUE", "SOME")
        return low, high
    found: list[float] = []
    tens = fraction = False
    for name, value in words.pairs:
        if name == "NUMBER" and tens and value < 10:
            found[-1] += value
        elif name == "SCALE":
            found[-1:] = [found[-1] * value if found else float(value)]
        elif fraction:
            found[-2:] = [found[-2] + found[-1] / value] if len(found) > 1 else [found[-1] / value]
        elif name in ("NUMBER", "TEEN", "TENS", "DAY", "TWO", "COUNT"):
            found.append(float(value))
        tens = name == "TENS" or (tens and name == "DASH")
        fraction = name == "STROKE" and bool(found)
    half = 0.5 if words.has("half") else 0.0
    if not found and words.has("a"):
        found.append(0.0 if half and not words.has("and") else 1.0)
    if not found:
        return None
    return (found[0] + half, found[-1] + half) if found[0] <= found[-1] else None


def _count(words: Words) -> tuple[float, float | None] | None:
    """(least, most) with "almost", "less than", "at least" taken into account; None when it is no quantity."""
    numbers = _numbers(words)
    if numbers is None or numbers[1] == 0:
        return None
    low, high = numbers
    tail = words.pairs[-1][0] if words.has("or") else ""  # "or less", "or more", "or so"
    if words.has("up", "within") or (words.has("less") and tail != "more"):
        return 0, high
    if words.has("least", "over") or (words.has("more") and words.has("than")) or tail == "more":
        return low, None
    if tail == "so" or (words.has("SOME") and words.has(*_FIGURES)):
        return low * 0.75, high * 1.25
    if words.has("APPROX"):
        least, most = words.get("APPROX")
        return low * least, high * most
    return low, high


def _quantity(words: Words) -> tuple[Unit, tuple[float, float | None], float | None] | None:
    """Unit, count and figure."""
    unit: Unit = "quarter" if words.has("quarter") else words.all("UNIT", "UNITS", "NIGHT")[-1]
    if not words.has(*_COUNTED, "a"):
        return (unit, VAGUE_COUNTS[unit], None) if words.has("UNITS") else (unit, (1, 1), 1)
    count, written = _count(words), _numbers(words)
    figure = (
        written[0]
        if written and (not words.has("VAGUE", "SOME") or written == _COUPLE or words.has(*_FIGURES))
        else None
    )
    return (unit, count, figure) if count else None


def shift(words: Words) -> Expression | None:
    """ "two days ago", "almost two years after", "three weeks earlier"."""
    quantity = _quantity(words)
    if not quantity:
        return None
    unit, count, figure = quantity
    past = words.has("ago", "earlier", "before", "previous")
    now = words.has("ago", "NOW")
    return Expression(NOWHERE, "date" if now else "relative", "shift", unit, count=count, figure=figure,
                      direction="past" if past else "future", origin="publication" if now else "event")  # fmt: skip


def exactly(words: Words) -> Expression | None:
    """ "A week ago today", "two weeks ago on Friday", "Friday a week ago": to the day."""
    found = shift(words)
    if not found or words.get("TODAY") not in (None, 0) or found.unit in ("second", "minute", "hour"):
        return None
    return replace(found, exact=True, weekday=words.get("WDAY"))


def from_now(words: Words) -> Expression | None:
    """ "In three months' time", "a year from today"."""
    quantity = _quantity(words)
    if not quantity or words.get("TODAY") not in (None, 0):
        return None
    unit, count, figure = quantity
    return Expression(NOWHERE, "date", "shift", unit, count=count, figure=figure, direction="future", origin="publication",
                      exact=words.has("TODAY"))  # fmt: skip


def lasting(words: Words) -> Expression | None:
    """ "Year-long", "weeks-long", "all day"."""
    if words.has("UNITS"):
        return Expression(NOWHERE, "duration", "span", words.get("UNITS"), count=VAGUE_COUNTS[words.get("UNITS")])
    unit = words.get("LASTING", "UNIT", "NIGHT")
    return Expression(NOWHERE, "duration", "span", unit, count=(1, 1), figure=1)


def quarter_of(words: Words) -> Expression | None:
    """ "A quarter of an hour", "a quarter-century"."""
    unit = words.get("UNIT")
    if unit not in ("hour", "century"):
        return None
    return Expression(NOWHERE, "duration", "span", unit, count=(0.25, 0.25), figure=0.25)


def compared(words: Words) -> Expression | None:
    """ "Year-earlier", "the year-ago quarter": the period that was spoken of, a year before."""
    return Expression(
        NOWHERE, "relative", "shift", words.get("UNIT"), count=(1, 1), figure=1, direction="past", origin="event"
    )


def year_ago(words: Words) -> Expression | None:
    """ "The same period last year": what "a year ago" says."""
    if words.get("UNIT") != "year":
        return None
    return Expression(NOWHERE, "date", "shift", "year", count=(1, 1), figure=1, direction="past", origin="publication")


def same_period(words: Words) -> Expression | None:
    """ "The latest period": the one that was spoken of."""
    return Expression(NOWHERE, "relative", "shift", "day", count=(0, 0), direction="present", origin="event")


def or_so(words: Words) -> Expression | None:
    """ "A week or two", "a year or so"; with "ago", "earlier" or "later" a day so far away."""
    unit: Unit = words.get("UNIT")
    count = (1, words.get("NUMBER") or 2)
    if not words.has("ago", "earlier", "later"):
        return Expression(NOWHERE, "duration", "span", unit, count=count, figure=1)
    now = words.has("ago")
    return Expression(NOWHERE, "date" if now else "relative", "shift", unit, count=count, figure=1,
                      direction="future" if words.has("later") else "past", origin="publication" if now else "event")  # fmt: skip


def span(words: Words) -> Expression | None:
    """ "the past 24 hours", "recent weeks", "the next two months"."""
    quantity = _quantity(words)
    if not quantity:
        return None
    unit, count, figure = quantity
    origin: Any = "event" if words.has("previous", "following") else "publication"
    return Expression(
        NOWHERE, "date", "span", unit, count=count, figure=figure, direction=direction(words), origin=origin
    )


def for_vague(words: Words) -> Expression | None:
    """ "for weeks": from some weeks back up to now."""
    unit = words.get("UNITS")
    return Expression(
        NOWHERE, "duration", "span", unit, count=VAGUE_COUNTS[unit], direction="past", origin="publication"
    )


def whole(words: Words) -> Expression | None:
    """ "Over the weekend": the last one; "for the quarter": the one spoken of; "the fiscal year", "for the year": a length."""
    unit: Unit | None = words.get("UNIT")
    if unit == "weekend" and not words.has("for", "ended"):
        return Expression(NOWHERE, "date", "period", "weekend", count=(1, 1), direction="past", origin="publication")
    if words.has("quarter") and words.has("for", "ended"):
        return same_period(words)
    if words.has("KIND") and unit in ("day", "night", "decade"):
        return Expression(NOWHERE, "duration", "span", unit, count=(1, 1), figure=1)
    if unit not in ("week", "month", "year") or not words.has("for", "during", "ended", "fiscal", "KIND"):
        return None
    return Expression(NOWHERE, "duration", "span", unit, count=(1, 1), figure=1)


def duration(words: Words) -> Expression | None:
    """ "two years", "a three-day truce", "a week": how long, not when."""
    bounded = words.has("KIND", "APPROX", "within", "over", "less", "more", "least", "up")
    if not words.has(*_COUNTED) and (
        words.has("UNITS") or (words.get("UNIT", "quarter") in _NO_LENGTH and not bounded)
    ):
        return None
    quantity = _quantity(words)
    if not quantity or not math.isfinite(quantity[1][0]):
        return None
    return Expression(NOWHERE, "duration", "span", quantity[0], count=quantity[1], figure=quantity[2])


def lengths(words: Words) -> Expression | None:
    """ "Weeks or months", "within weeks"."""
    first, *rest = words.all("UNITS")
    least = 0 if words.has("within") else VAGUE_COUNTS[first][0]
    most = VAGUE_COUNTS[first][1] if not rest else None
    return Expression(NOWHERE, "duration", "span", first, count=(least, most))
