"""When an undated text was published, as an interval, from what it presupposes.

Lower bounds: a stated date told as past; the start of a tenure whose holder the text names in office; "at least so long
after" a dated event. Upper bounds: "less than two years after" a dated event, a stated date told as still to come, the
end of a tenure that the text speaks of as present, a week after the day that a heading or a signature bears ("Daily log, 28
August 2023"). Only where both kinds are there is there an interval.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rasid.records import Interval, Offsets
from rasid.timex import periods
from rasid.timex.anchors import anchor
from rasid.timex.expression import Expression
from rasid.timex.known import event_in, held, offices

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")
FUTURE = re.compile(
    r"\b(?:will|shall|going to|upcoming|to be held|due (?:to (?!the)|on|in|for)|expects? to|plans? to|hopes? to|intends? to"
    r"|(?:is|are|was|were|been) (?:\w+ly )?(?:expected|scheduled|planned|slated|due|set)|scheduled|slated|would)\b",
    re.IGNORECASE,
)
_PLAIN_FUTURE = re.compile(
    r"\b(?:will|(?:is|are) (?:\w+ly )?(?:expected|scheduled|planned|slated|due|set))\b", re.IGNORECASE
)
# What makes a sentence speak of the time of writing. Simple past does not: "fell two years after" relates two past events.
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|comes?|remains?|continues?|marks?|still|now|today|currently|persists?|lives?|waits?|faces?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|did)\b", re.IGNORECASE)
_NOT_SAID = re.compile(r"\b(?:by|until|till|before|for|to|vision|agenda|through)\s+(?:the\s+)?$", re.IGNORECASE)
_DATED = re.compile(r"\b(?:in|since|during|from|between|of|on|back in|throughout|until)\s+(?:the\s+)?$", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:in|during|for|over|throughout)\s+(?:the\s+)?$", re.IGNORECASE
)  # "in the months after" is when, not how long since
_SIGNATURE = 60
_HEADING = 120  # characters of a paragraph that is no prose; the longest in the corpus's part for training has 97
# 16 of the 17 dated stories of the corpus's part for training whose opening bears a day were written up to three days after it.
_WEEK = timedelta(days=7)
_NOUN = re.compile(r"[a-z]{4,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bound:
    """A first or last possible day of publication, and the words that say so."""

    when: date
    span: Offsets


@dataclass(slots=True)
class Bounds:
    """What has been gathered so far."""

    lower: list[Bound]
    upper: list[Bound]

    def interval(self) -> Interval | None:
        """The intersection; None when a side is open or the bounds contradict each other."""
        if not self.lower or not self.upper:
            return None
        low = max(self.lower, key=lambda bound: bound.when)
        high = min(self.upper, key=lambda bound: bound.when)
        if low.when > high.when:
            return None
        precision = "day" if low.when == high.when else "interval"
        return Interval(low.when.isoformat(), high.when.isoformat(), precision, high.span, "inferred")  # type: ignore[arg-type]


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """Where sentences end in ``text[start:end]``, with both ends of the stretch."""
    return [start, *(match.end() for match in _SENTENCE_END.finditer(text, start, end)), end]


def infer_publication(
    text: str, parts: Sequence[Offsets], found: Sequence[Expression], *, headline: Offsets | None
) -> Interval | None:
    """The interval in which a text must have been published, basis "inferred", its span the words of the upper bound.

    ``parts`` are the stretches of ``text`` to read and ``found`` their time expressions.
    """
    bounds = Bounds([], [])
    ends = {part: sentence_ends(text, *part) for part in parts}
    pending: list[tuple[Expression, str]] = []
    resolved: list[tuple[Expression, str, date, date]] = []
    for expression in found:
        part = next((part for part in parts if part[0] <= expression.span[0] < part[1]), None)
        if part is None:
            continue
        sentence = _sentence(ends[part], expression.span)
        if _is_anniversary(expression):
            _anniversary(text, expression, sentence, found, part == headline, pending, resolved)
        else:
            _stated(bounds, text, expression, sentence)
    for expression, start, end in [*_same_event(pending, resolved), *((e, s, t) for e, _, s, t in resolved)]:
        _bound_by_event(bounds, expression, start, end)
    _heading(bounds, text, parts, found, headline)
    _offices(bounds, text, parts, ends, found)
    return bounds.interval()


def _heading(
    bounds: Bounds, text: str, parts: Sequence[Offsets], found: Sequence[Expression], headline: Offsets | None
) -> None:
    """Bounds from the day, or the last day, that the opening or the close bears: from that day to a week after it."""
    edges = [part for part in parts[:3] if part == headline or part[1] - part[0] <= _HEADING]
    edges += [part for part in parts[-1:] if part[1] - part[0] <= _SIGNATURE]
    short = [part for part in edges if not text[slice(*part)].rstrip().endswith((".", "!", "?"))]
    for expression in found:
        if expression.kind != "date" or expression.since or not any(p[0] <= expression.span[0] < p[1] for p in short):
            continue
        last = expression.to or expression
        stated = anchor(expression, None)
        if (
            stated is None
            or stated.basis != "stated"
            or last.day is None
            or expression.calendar == "hijri"
            or expression.readings
        ):
            continue
        if FUTURE.search(text, *next(p for p in short if p[0] <= expression.span[0] < p[1])) or event_in(
            text[slice(*short[0])]
        ):
            continue
        day = date.fromisoformat(stated.end)
        bounds.lower.append(Bound(day, expression.span))
        bounds.upper.append(Bound(day + _WEEK, expression.span))
        return


def _sentence(ends: Sequence[int], span: Offsets) -> Offsets:
    start = max(at for at in ends if at <= span[0])
    return start, min((at for at in ends if at >= span[1] and at > start), default=ends[-1])


def _is_anniversary(expression: Expression) -> bool:
    """ "Two years after", "less than a month since": counted from an event to what is told."""
    return (
        expression.shape == "shift"
        and expression.origin == "event"
        and expression.direction == "future"
        and bool(expression.count)
    )


def _anniversary(
    text: str, expression: Expression, sentence: Offsets, found: Sequence[Expression], headline: bool,
    pending: list[tuple[Expression, str]], resolved: list[tuple[Expression, str, date, date]],
) -> None:  # fmt: skip
    """Note "N units after X" when it counts up to the time of writing, with the dates of X if they are known."""
    event = text[expression.span[1] : sentence[1]]
    rest = text[sentence[0] : expression.span[0]] + " " + _main_clause(event)
    if not text[: expression.span[1]].lower().endswith(("after", "since")) or _WITHIN.search(
        text, max(0, expression.span[0] - 20), expression.span[0]
    ):
        return
    if not (_PRESENT.search(rest) or (headline and not _PAST.search(text, *sentence))):
        return
    dates = _event_dates(expression, event, found)
    if dates:
        resolved.append((expression, event, *dates))
    else:
        pending.append((expression, event))


def _main_clause(after: str) -> str:
    """What follows the comma that ends a leading "two years after X, ..."."""
    return after.partition(",")[2]


def _event_dates(expression: Expression, event: str, found: Sequence[Expression]) -> tuple[date, date] | None:
    """The days of the event counted from: a known one, else the date stated beside it."""
    clause = event.partition(",")[0]
    known = event_in(event)
    if known:
        return known.start, known.end
    for other in found:
        if expression.span[1] <= other.span[0] < expression.span[1] + len(clause) and not other.since:
            stated = anchor(other, None)
            if stated and stated.basis == "stated":
                return date.fromisoformat(stated.start), date.fromisoformat(stated.end)
    return None


def _same_event(
    pending: list[tuple[Expression, str]], resolved: list[tuple[Expression, str, date, date]]
) -> list[tuple[Expression, date, date]]:
    """A headline's "almost two years after defeat" retells the body's "less than two years after the defeat at X".

    It counts the same figure of the same unit, and shares a word with the telling whose event is known.
    """
    found = []
    for expression, words in pending:
        nouns = set(_NOUN.findall(words.partition(",")[0].lower()))
        same = {
            (start, end)
            for other, told, start, end in resolved
            if other.unit == expression.unit
            and _figure(other) == _figure(expression)
            and nouns & set(_NOUN.findall(told.lower()))
        }
        if len(same) == 1:
            found.append((expression, *same.pop()))
    return found


def _figure(expression: Expression) -> float | None:
    return expression.count[1] if expression.count else None


def _bound_by_event(bounds: Bounds, expression: Expression, start: date, end: date) -> None:
    """Bounds from "N units after" an event. A bare figure is rounded up by half a unit at most, and holds until the next is full."""
    least, most = expression.count or (0, None)
    if least == most and expression.unit not in ("minute", "hour", "day"):
        least, most = least - min(0.5, least / 4), least + 1
    unit = expression.unit or "day"
    try:
        bounds.lower.append(Bound(periods.moved(start, least, unit), expression.span))
        if most is not None:
            bounds.upper.append(Bound(periods.moved(end, most, unit), expression.span))
    except (OverflowError, ValueError):  # datetime: beyond the years 1 to 9999
        return


def _stated(bounds: Bounds, text: str, expression: Expression, sentence: Offsets) -> None:
    """A date with its year: told as past it bounds from below, told as to come from above."""
    stated = anchor(expression, None)
    if stated is None or stated.basis != "stated" or expression.calendar == "hijri" or expression.readings:
        return
    before = text[max(sentence[0], expression.span[0] - 24) : expression.span[0]]
    if FUTURE.search(text, *sentence):
        if _PLAIN_FUTURE.search(text, sentence[0], expression.span[0]) and not _quoted(
            text, sentence, expression.span[0]
        ):
            bounds.upper.append(Bound(date.fromisoformat(stated.end), expression.span))
        return
    bare = expression.unit not in ("day", "month") and not expression.since and expression.part is None
    if _NOT_SAID.search(before) or (bare and not _DATED.search(before)):
        return
    bounds.lower.append(Bound(date.fromisoformat(stated.start), expression.span))


def _quoted(text: str, sentence: Offsets, position: int) -> bool:
    """Whether a place lies in a quotation, whose "will" may be old."""
    before = text[sentence[0] : position]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _offices(
    bounds: Bounds, text: str, parts: Sequence[Offsets], ends: dict[Offsets, list[int]], found: Sequence[Expression]
) -> None:
    """Bounds from the holders of offices; from above only where the sentence tells of the present."""
    for part in parts:
        for office in offices(text, *part):
            for tenure, match in held(text, office, part[1]):
                bounds.lower.append(Bound(tenure.start, match.span()))
                if tenure.end and _is_current(_sentence(ends[part], match.span()), found):
                    bounds.upper.append(Bound(tenure.end, match.span()))


def _is_current(sentence: Offsets, found: Sequence[Expression]) -> bool:
    """Whether a sentence tells of the days of writing: a weekday or "yesterday" and no date with its year."""
    inside = [one for one in found if sentence[0] <= one.span[0] < sentence[1]]
    if any(one.year is not None or one.origin == "event" for one in inside):
        return False
    return any(one.weekday is not None or (one.origin == "publication" and one.unit == "day") for one in inside)
