"""Our reading of time written as TIMEX3, the annotation of TimeML: spans without prepositions, a type and a value.

TIMEX3 wants a value where the record rather says null: an expression that counts from an unknown event, and a time of
day without a day, are counted from the publication here. Values follow ISO 8601 as TimeML extends it: "1998-01-14",
"1998-W02", "1998-Q3", "198" (a decade), "1998-01-14TNI" (a night), "P2D" (a length), "PRESENT_REF".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rasid import timex
from rasid.records import Interval, Mention, Offsets, Span, Story
from rasid.resolve.when import When
from rasid.timex import Expression, anchor

# Words that our spans hold and TIMEX3 does not: what stands before a time, and the signal that a shift counts by.
_LEAD = re.compile(
    r"(?:(?:ever\s+)?since|at(?!\s+least)|on|in|for|from|before|than|during|throughout|within|over)\s+",
    re.IGNORECASE,
)
_SIGNAL = re.compile(r"(?:\s+and)?\s+(?:after|before|since|into|following|previous|onwards?)$", re.IGNORECASE)
_COUNTED_FROM = re.compile(r"\b(?:after|before|since|into|following|previous)$", re.IGNORECASE)
_RECENT = re.compile(r"recent \w+s(?: and \w+s)?|past \w+s", re.IGNORECASE)  # so many, and nobody says how many
_CLAUSE_END = re.compile(r"\s*(?:[.,;:)]|$)")  # after "the day before": nothing that is counted from
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_DAYPARTS = {"morning": "MO", "dawn": "MO", "noon": "12:00", "afternoon": "AF", "evening": "EV", "dusk": "EV", "night": "NI",
             "tonight": "NI", "overnight": "NI", "midnight": "24:00"}  # fmt: skip
_SEASONS = ("SP", "SU", "FA", "WI")
# Unit of TIMEX3 and how many of it one of ours has; the two lengths of a clock stand after a "T".
_UNITS = {"second": ("S", 1), "minute": ("M", 1), "hour": ("H", 1), "day": ("D", 1), "night": ("D", 1), "week": ("W", 1), "weekend": ("W", 1), "fortnight": ("W", 2),
          "month": ("M", 1), "season": ("M", 3), "quarter": ("M", 3), "half": ("M", 6), "year": ("Y", 1), "decade": ("Y", 10), "century": ("Y", 100)}  # fmt: skip
_CLOCKS = ("second", "minute", "hour")


@dataclass(frozen=True, slots=True)
class Timex3:
    """One annotated time: ``type`` is DATE, TIME, DURATION or SET."""

    span: Offsets
    type: str
    value: str


def read(text: str, published: str) -> list[Timex3]:
    """What the reader finds in a text written on the day ``published`` (ISO), as TIMEX3 in order."""
    when = Interval(published, published, "day", None, "metadata")
    found = [one for part in _paragraphs(text) for one in timex.find(text, *part.span)]
    mentions = [Mention(str(n), "time", one.span, text[slice(*one.span)], 1.0, None) for n, one in enumerate(found)]
    intervals = When().resolve(mentions, text, story=_story(text, when)).intervals
    return [
        timex3 for n, one in enumerate(found) for timex3 in written(text, one, intervals.get(str(n)), published=when)
    ]  # fmt: skip


def _paragraphs(text: str) -> tuple[Span, ...]:
    return tuple(Span(match.span(), match[0]) for match in _PARAGRAPH.finditer(text))


def _story(text: str, published: Interval) -> Story:
    return Story("story", (0, len(text)), None, (), (), None, None, _paragraphs(text), (), published, None, False)


def written(text: str, expression: Expression, interval: Interval | None, *, published: Interval) -> Iterator[Timex3]:
    """One annotation of an expression, two of a range whose ends both have words of their own."""
    if expression.to is not None and expression.to.span[1]:
        first = timex.find(text, expression.span[0], expression.to.span[0])
        if first:
            yield _annotation(text, first[0], replace(interval, end=interval.start) if interval else None, published)
        yield _annotation(text, expression.to, replace(interval, start=interval.end) if interval else None, published)
    else:
        yield _annotation(text, expression, interval, published)


def _annotation(text: str, expression: Expression, interval: Interval | None, published: Interval) -> Timex3:
    span = _trimmed(text, expression)
    if _RECENT.fullmatch(text, *span):
        return Timex3(span, "DATE", "PAST_REF")
    ending = bool(_COUNTED_FROM.search(text[slice(*expression.span)]))
    counted = expression.shape == "shift" and ending and not _CLAUSE_END.match(text, expression.span[1])
    if counted and not expression.since:
        expression = replace(expression, kind="duration")
    found = interval or anchor(expression, published, reference=published)
    if (
        expression.shape == "shift"
        and expression.figure is not None
        and set(expression.count or ()) != {expression.figure}
    ):
        found = _to_the_figure(expression, interval, published)
    return Timex3(span, kind(expression), value(expression, found))


def _to_the_figure(expression: Expression, interval: Interval | None, published: Interval) -> Interval | None:
    """What "nearly twenty years ago" is to TIMEX3: twenty years ago, the "nearly" being a modifier."""
    if expression.origin == "event" and interval is not None:
        return interval
    figure = expression.figure or 0.0
    return anchor(replace(expression, count=(figure, figure)), published, reference=published)


def _trimmed(text: str, expression: Expression) -> Offsets:
    """The words without prepositions before and signals after."""
    start, end = expression.span
    while (lead := _LEAD.match(text, start, end)) and lead.end() < end:
        start = lead.end()
    signal = _SIGNAL.search(text, start, end)
    return start, signal.start() if signal and signal.start() > start else end


def kind(expression: Expression) -> str:
    """The TIMEX3 type."""
    if expression.kind == "set":
        return "SET"
    if expression.kind == "duration" or _is_length(expression) or _months(expression):
        return "DURATION"
    return "TIME" if _clock(expression) else "DATE"


def _is_length(expression: Expression) -> bool:
    """ "The past ten days" is a length to TIMEX3, anchored or not; "the past year" is a date."""
    return expression.shape == "span" and expression.to is None and (expression.figure is None or expression.figure > 1)


def value(expression: Expression, interval: Interval | None) -> str:
    """The TIMEX3 value of an expression with the interval it was resolved to; "" where there is none."""
    if expression.kind == "set":
        return _set(expression)
    if expression.kind == "duration" or _is_length(expression):
        return _length(expression)
    if expression.kind == "vague":
        return f"{(expression.direction or 'present').upper()}_REF"
    if interval is None:
        return ""
    if expression.shape == "shift" and expression.figure is None and len(set(expression.count or ())) == 2:
        return "PAST_REF" if expression.direction == "past" else "FUTURE_REF"
    if months := _months(expression):
        return f"P{months}M"
    start, end = date.fromisoformat(interval.start), date.fromisoformat(interval.end)
    if expression.shape == "shift" and not expression.since:  # the days around the one meant
        start += (end - start) / 2
    day = calendar(_unit(expression, interval), start, end, number=expression.number)
    return f"{day}T{_clock(expression)}" if _clock(expression) else day


def _months(expression: Expression) -> int:
    """How many months "the first six months of 2024" has; 0 for what has no such run."""
    last = expression.to
    run = last and not last.span[1] and expression.unit == last.unit == "month" and expression.month and last.month
    return last.month - expression.month + 1 if run and last and last.month and expression.month else 0


def _clock(expression: Expression) -> str:
    if expression.clock is not None:
        return f"{expression.clock // 60:02}:{expression.clock % 60:02}"
    if expression.unit == "night":
        return "NI"
    return _DAYPARTS.get(expression.daypart or "", "")


def _unit(expression: Expression, interval: Interval) -> str:
    """The unit that a value is written in: what the words name, for "a year earlier" and a "last year" like it that of the interval."""
    compared = expression.unit == "year" and interval.precision == "quarter"
    if compared or (expression.shape == "shift" and interval.precision in ("day", "quarter")):
        return interval.precision
    return expression.unit or "day"


def calendar(unit: str, start: date, end: date, *, number: int | None = None) -> str:
    """A period of the calendar, written by its unit; of a season its number."""
    if unit in ("week", "fortnight"):
        return _week(start)
    if unit == "weekend":
        return _week(start) + "-WE"
    if unit in ("year", "decade", "century"):
        return f"{start.year:04}"[: {"year": 4, "decade": 3, "century": 2}[unit]]
    if unit == "month":
        return f"{start:%Y-%m}"
    if unit == "quarter":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    if unit == "half":
        return f"{start.year:04}-H{1 if start.month < 7 else 2}"
    if unit == "season":
        return f"{start.year:04}-{_SEASONS[(number or 1) - 1]}"
    return (end if unit in _CLOCKS else start).isoformat()


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _set(expression: Expression) -> str:
    part = f"T{_clock(expression)}" if _clock(expression) else ""
    if expression.weekday is not None:
        return f"XXXX-WXX-{expression.weekday + 1}{part}"
    return _length(expression)


def _length(expression: Expression) -> str:
    """ "P2D", "PT5H", "P2Y6M", "PXM"."""
    name, size = _UNITS[expression.unit or "day"]
    lead = "PT" if expression.unit in _CLOCKS else "P"
    figure = _figure(expression)
    if figure is None:
        return f"{lead}X{name}"
    whole, rest = divmod(figure * size, 1)
    if rest and expression.unit in ("year", "hour"):
        smaller = f"{round(rest * (12 if expression.unit == 'year' else 60))}M"
        return lead + (f"{whole:.0f}{name}" if whole else "") + smaller
    return f"{lead}{figure * size:g}{name}"


def _figure(expression: Expression) -> float | None:
    return 1 if expression.kind == "set" and expression.figure is None else expression.figure
