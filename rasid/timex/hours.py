"""Builders of times of day."""

from __future__ import annotations

from rasid.timex.expression import Expression
from rasid.timex.matched import NOWHERE, Words


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
