"""Finding the time expressions of a text."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from rasid.records import Offsets
from rasid.timex.expression import Expression
from rasid.timex.grammar import scanner, values
from rasid.timex.lexicon import lexicon
from rasid.timex.tokens import Tokens, tokens

_RANGE = re.compile(r"\s*(?:-|–|—|to|and|until|till|through)\s*(?:the\s+)?", re.IGNORECASE)
_DASHED = re.compile(r"\s*[-–—]\s*")
_OPENING = re.compile(r"\b(?:(from)|(between))\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+)?$", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+(?:and\s+)?onwards?\b", re.IGNORECASE)
_JOIN = re.compile(
    r"\s*,?\s*(?:on|of|at|in|around|about|late|early)?\s*(?:the\s+)?(?:(?:early|late)\s+)?", re.IGNORECASE
)
_FIELDS = tuple(field.name for field in fields(Expression))[1:]
_TWO_ENDED = ("date", "relative")


def find(text: str, start: int = 0, end: int | None = None) -> list[Expression]:
    """The time expressions of ``text[start:end]`` in order; spans are offsets into ``text`` and never overlap."""
    end = len(text) if end is None else end
    found = _scan(text, tokens(text, start, end))
    joined = _ranges(text, _timed(text, found), start)
    free = [start, *(one.span[1] for one in joined)]
    return [_since(text, one, before) for one, before in zip(joined, free, strict=False)]


def _scan(text: str, found: Tokens) -> list[Expression]:
    """What the grammar recognises, less what the surroundings show to be no time."""
    regex, _, names = scanner()
    codes = "".join(found.codes)
    result = []
    position = 0
    while match := regex.search(codes, position):
        low, high = match.span()
        position = high
        meaning = _meaning(int((match.lastgroup or "r0")[1:]), match[0], tuple(found.values[low:high]))
        if meaning is None:
            position = low + 1
            continue
        last = high - 1 if found.values[high - 1] != "." else high - 2
        one = Expression((found.starts[low], found.ends[last]), *meaning)
        if _fits(one, found, low, high, names) and not _is_name(one, text, found, low, high):
            result.extend(_days(one, found, low, high, names))
    return [one for one in result if one.span[1] > one.span[0] and text]


def _days(one: Expression, found: Tokens, low: int, high: int, names: dict[str, str]) -> list[Expression]:
    """Of "29 and 31 July" both days; of "between 29 and 31 July" the range, as of "29 and 30 July", which leaves nothing out."""
    tags = [names.get(code, "") for code in found.codes[low:high]]
    joint = next((low + n for n, tag in enumerate(tags) if tag in ("and", "or")), None)
    if (
        one.to is None
        or one.unit != "day"
        or joint is None
        or (one.to.day or 0) - (one.day or 0) == 1
        or _neighbour(found, low - 1) in ("between", "from")
    ):
        return [one]
    first = replace(one, span=(one.span[0], found.ends[joint - 1]), to=None)
    return [first, replace(one.to, span=(found.starts[joint + 1], one.span[1]))]


@lru_cache(maxsize=8192)
def _meaning(rule: int, codes: str, items: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """The fields after ``span`` of the expression that a rule builds of these tokens: the same words come day after day."""
    _, builders, names = scanner()
    expression = builders[rule](values(names, codes, items))
    return tuple(getattr(expression, name) for name in _FIELDS) if expression else None


def _fits(expression: Expression, found: Tokens, low: int, high: int, names: dict[str, str]) -> bool:
    """Whether the neighbours of tokens ``low`` to ``high`` allow that it is a time."""
    before = _neighbour(found, low - 1)
    after = _neighbour(found, high)
    contexts = lexicon().contexts
    tags = [names[code] for code in found.codes[low:high]]
    if expression.shape == "point" and tags[-1] == "YEAR" and tags[0] == "YEAR" and len(tags) == 1:
        return _is_year(found, low, high, names, before, after)
    if tags in (["WEAK"], ["HIJRI"], ["WEAK", "DOT"]):
        if before == "of":
            return _neighbour(found, low - 2) == "month"
        return before in contexts["month_before"] and after not in contexts["named_after_month"]
    if tags == ["WDAY"]:
        return before not in contexts["not_before_weekday"] and after not in contexts["not_after_weekday"]
    if expression.unit == "quarter" and after == "of" and expression.shape != "period":
        return False  # "a quarter of the houses", "the third quarter of the town"
    if tags[-1] == "ORDDAY" and expression.month is None and expression.shape == "point":
        return after in contexts["after_bare_day"]
    if expression.kind == "duration":
        return after != "old"
    if tags[-1] == "DAYPART" and len(tags) == 1:
        return before not in contexts["not_before_daypart"]
    if tags[-1] == "NINETIES":
        return before not in contexts["not_before_nineties"]
    return tags != ["DECADE"] or found.ends[low] - found.starts[low] > 3 or before == "the"  # "in his 30s"


def _is_name(expression: Expression, text: str, found: Tokens, low: int, high: int) -> bool:
    """Whether a length of time is written as a name: "the Six-Day War"."""
    if expression.kind != "duration" or expression.origin:
        return False
    words = text[found.starts[low] : found.ends[high - 1]]
    return _neighbour(found, high) == "war" and not words.isupper() and text[found.starts[high - 1]].isupper()


def _neighbour(found: Tokens, index: int) -> str:
    """The word (or the number) at a token, lower case, "" outside."""
    if not 0 <= index < len(found.values):
        return ""
    return str(found.values[index])


def _is_year(found: Tokens, low: int, high: int, names: dict[str, str], before: str, after: str) -> bool:
    contexts = lexicon().contexts
    if before == "." and _neighbour(found, low - 2) in contexts["not_before_year"]:  # "No. 1973"
        return False
    if (
        before in contexts["year_before"]
        and names.get(found.codes[high] if high < len(found.codes) else "") != "PEOPLE"
    ):
        return True
    if before in contexts["not_before_year"] or names.get(found.codes[low - 1] if low else "") in (
        "APPROX",
        "COUNT",
        "NUMBER",
    ):
        return False
    following = names.get(found.codes[high]) if high < len(found.codes) else None
    plural = (
        after.isalpha()
        and after.islower()
        and after.endswith("s")
        and after not in ("was", "is", "has", "as", "this", "its")
    )
    return following not in ("PEOPLE", "HURT", "UNITS", "UNIT", "STROKE") and not plural


def _timed(text: str, found: list[Expression]) -> list[Expression]:
    """Times of day joined to the day beside them: "at dawn on Wednesday", "Sunday at 14:30"."""
    result: list[Expression] = []
    for one in found:
        previous = result[-1] if result else None
        if previous and previous.kind == one.kind == "time" and _is_bracketed(text, previous, one):
            result[-1] = replace(previous, span=(previous.span[0], one.span[1] + 1))
            continue
        if previous and _JOIN.fullmatch(text, previous.span[1], one.span[0]):
            joined = _joined(previous, one)
            if joined:
                result[-1] = joined
                continue
        result.append(one)
    return result


def _is_bracketed(text: str, first: Expression, second: Expression) -> bool:
    """Whether a time of day is told again for another zone: "9:20 p.m. (1820 GMT)"."""
    return text[first.span[1] : second.span[0]] in (" (", "(") and text.startswith(")", second.span[1])


def _joined(first: Expression, second: Expression) -> Expression | None:
    if _is_night(first) and second.kind == "date" and second.unit == "day" and second.shape == "point":
        return replace(second, span=_hull(first, second), daypart="night")  # "overnight 6-7 March"
    day, time = (second, first) if _is_time(first) else (first, second)
    if (
        not _is_time(time)
        or _is_time(day)
        or day.kind not in _TWO_ENDED
        or day.unit not in ("day", "night")
        or day.clock is not None
    ):
        return None
    clock = time.clock if time.clock is not None else day.clock
    return replace(day, span=_hull(first, second), clock=clock, daypart=time.daypart or day.daypart)


def _is_night(expression: Expression) -> bool:
    return expression.unit == "night" and expression.shape == "period" and expression.direction == "past"


def _is_time(expression: Expression) -> bool:
    return expression.kind == "time"


def _hull(first: Expression, second: Expression) -> Offsets:
    return first.span[0], second.span[1]


def _ranges(text: str, found: list[Expression], start: int) -> list[Expression]:
    """Two ends made one: "between 2014 and 2017", "from Monday to Wednesday", "30 May - 2 June"."""
    result: list[Expression] = []
    for one in found:
        previous = result[-1] if result else None
        joined = _range(text, previous, one, start) if previous else None
        if joined:
            result[-1] = joined
        else:
            result.append(one)
    return result


def _range(text: str, first: Expression, last: Expression, start: int) -> Expression | None:
    gap = text[first.span[1] : last.span[0]]
    if len(gap) > 12 or first.to or last.to or not _RANGE.fullmatch(gap):
        return None
    opening = _OPENING.search(text, max(start, first.span[0] - 14), first.span[0])
    wanted = (
        bool(opening)
        and (("and" in gap.lower()) == bool(opening[2] if opening else False))
        or bool(_DASHED.fullmatch(gap))
    )
    if not wanted or not _ends(first, last):
        return None
    if first.year is None and last.year is not None and first.month and last.month:
        first = replace(first, year=last.year if _before(first, last) else last.year - 1)
    return replace(first, span=_hull(first, last), to=last)


def _ends(first: Expression, last: Expression) -> bool:
    """Whether these can be the two ends of one range."""
    if first.kind == "time" or last.kind == "time":
        return False
    if first.kind not in _TWO_ENDED or last.kind not in _TWO_ENDED or first.shape == "span" or last.shape == "span":
        return False
    return first.calendar == last.calendar and not (first.year and last.year and first.year > last.year)


def _before(first: Expression, last: Expression) -> bool:
    def key(one: Expression) -> tuple[Any, Any]:
        return one.month, one.day or 0

    return key(first) <= key(last)


def _since(text: str, expression: Expression, start: int) -> Expression:
    """The expression with "since" taken in when it stands before a date or a shift."""
    if expression.kind not in _TWO_ENDED or expression.to or expression.since:
        return expression
    low, (first, last) = max(start, expression.span[0] - 16), expression.span
    if since := _SINCE.search(text, low, first):
        return replace(expression, span=(since.start(), last), since=True)
    onwards = _ONWARDS.match(text, last) if text.startswith((" on", " and on"), last) else None
    opening = _OPENING.search(text, low, first) if onwards else None
    if onwards and opening and opening[1]:
        return replace(expression, span=(opening.start(), onwards.end()), since=True)
    return expression
