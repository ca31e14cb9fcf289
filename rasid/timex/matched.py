"""The matched words of an expression, and what they share: its year, month, part and direction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from rasid.timex.expression import Calendar, Expression, Part

NOWHERE = (0, 0)


GREGORIAN_YEARS = range(1800, 2101)


_HIJRI_YEARS = range(1300, 1501)


# 50 and over is the 20th century: press archives begin there, and nothing dates its news by "'49".
PIVOT = 50


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


def month_of(words: Words) -> tuple[int | None, Calendar]:
    hijri = words.get("HIJRI")
    return (hijri, "hijri") if hijri else (words.get("MONTH", "WEAK", "LOW"), "gregorian")


def year_of(words: Words, calendar: Calendar = "gregorian") -> int | None:
    short = words.get("APOS", "TWO")
    if short is not None:
        return cast(int, 1900 + short if short >= PIVOT else 2000 + short)
    year: int | None = words.get("YEAR")
    return year if year and _plausible(year, calendar) else None


def _plausible(year: int, calendar: Calendar) -> bool:
    return year in GREGORIAN_YEARS or (calendar == "hijri" and year in _HIJRI_YEARS)


def part_of(words: Words) -> Part | None:
    return cast("Part | None", words.get("PART", "EDGE"))


def is_date(year: int, month: int, day: int) -> bool:
    lengths = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= lengths[month - 1] and (month != 2 or day < 29 or leap)


def direction(words: Words) -> Any:
    if words.has("last", "past", "previous", "recent", "ago", "earlier", "before"):
        return "past"
    if words.has("next", "coming", "following", "later"):
        return "future"
    return "present" if words.has("this", "that", "same", "current") else None


def of_year(words: Words, expression: Expression) -> Expression:
    """ "January this year", "15 June last year", "March of that year"."""
    event = words.has("that", "same", "following", "previous")
    return replace(expression, direction=direction(words) or "present", origin="event" if event else "publication",
                   kind="relative" if event else "date")  # fmt: skip
