"""What a stretch of text says about time, before anybody knows when the text was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rasid.records import Offsets

# "vague" is before, at or after the time of writing, without a place on the calendar: "recently", "now", "the future".
Kind = Literal["date", "time", "duration", "set", "relative", "vague"]
Unit = Literal[
    "second", "minute", "hour", "day", "night", "week", "weekend", "fortnight", "month", "season", "quarter", "half", "year",
    "decade", "century",
]  # fmt: skip
Part = Literal["early", "mid", "late", "start", "end"]
Direction = Literal["past", "present", "future"]
Origin = Literal["publication", "event"]
Shape = Literal["point", "shift", "period", "span"]
Calendar = Literal["gregorian", "hijri"]
DateParts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression with all that is needed to anchor it; ``text[span[0]:span[1]]`` are its words.

    ``shape`` says how the fields are meant: a *point* of the calendar (``year``/``month``/``day``/``weekday``/``number``,
    what is missing comes from the publication date); a *shift* by ``count`` units from an origin ("two days ago"); the
    *period* of that unit ("last week"); a *span* of ``count`` units up to or from the origin ("the past ten days").
    ``count`` is (least, most) in units, ``most`` None when only a lower bound is said ("more than two years").
    """

    span: Offsets
    kind: Kind
    shape: Shape = "point"
    unit: Unit | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    number: int | None = None  # which quarter, half, season or weekday of a month; -1 is the last
    easter: int | None = None  # days from Easter Sunday
    clock: int | None = None  # minutes after midnight
    daypart: str | None = None
    calendar: Calendar = "gregorian"
    part: Part | None = None
    side: Literal["earlier", "later"] | None = None  # "earlier this month"
    count: tuple[float, float | None] | None = None
    figure: float | None = None  # of the count, as it is written: 2 in "almost two years"; the lower one of two
    direction: Direction | None = None
    origin: Origin | None = None
    exact: bool = False  # of a shift: to the day, "a year ago today"
    since: bool = False  # open towards the publication: without one, the interval is that of the start alone
    to: Expression | None = None  # the other end of a range
    readings: tuple[DateParts, ...] = ()  # of a date that can be read day first or month first
