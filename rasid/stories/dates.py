"""When a story was published, as far as its page says so: date lines and datelines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from rasid.records import Basis, Interval, TimePrecision
from rasid.stories.phrases import load, words

Label = Literal["published", "updated"]
_YEAR_CLUE = re.compile(r"(?:©|copyright|\(c\))\s*(?:\(c\)\s*)?((?:19|20)\d\d)(?![\d–-])", re.IGNORECASE)
_PATH_YEAR = re.compile(r"/((?:19|20)\d\d)/(?:0?[1-9]|1[0-2])(?:/|$)")
_CLOCK = re.compile(
    r"^[\s,،|·•@–—-]*(?:at\s+|الساعة\s+)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?|ص|م)?\s*(?:\(?(?:GMT|UTC|EST|EDT|ET|BST|CET|CEST|EET|AST|MSK|Z)?"
    r"(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)(?!\w)|^T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
# Eastern Arabic and Persian digits, one for one, so that offsets stay.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_DIGIT = re.compile(r"\d")
_FILL = " \t,،.|·•:;/()[]–—-"
# Figures with a mark between two of them, or with the word behind them.
_FIGURES = re.compile(r"\d+(?:([-/.]\d)|(?:st|nd|rd|th)?[\s.-]*(?:(?:of|de)\s+)?([^\W\d_]+)?)", re.IGNORECASE)
# Names of months with the marks and "de" behind them are no longer.
LONGEST_MONTH = 20
_AT_CLOCK = re.compile(r"^\s+at\s+\d{1,2}[:.h]?\d{2}(?!\d)")
_OPENING = tuple("\"'“‘«([")
_BY = re.compile(r"(?:by|in|from|في|من)\s+\S.{0,60}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as written: year ``None`` when left out, day ``None`` for a month; the label before it; where it stands."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    weekday: int | None
    label: Label | None

    def fits(self) -> bool:
        """Whether the weekday, if one is written, is that of the day; ``False`` when a part of the day is missing."""
        if self.year is None or self.day is None:
            return False
        return self.weekday is None or date(self.year, self.month, self.day).weekday() == self.weekday


@cache
def _names(section: str) -> dict[str, int]:
    return {name: number for number, names in load("dates.yaml")[section].items() for name in names}


@cache
def _labels() -> dict[str, Label]:
    rules = load("dates.yaml")
    return {**dict.fromkeys(rules["published"], "published"), **dict.fromkeys(rules["updated"], "updated")}


@cache
def _written() -> re.Pattern[str]:
    """A date with what may stand before it; group names say which form it has."""
    month = words(_names("months")) + r"(?!\w)\.?"
    year = r"(?P<{}>(?:19|20)\d\d)(?!\d)"
    forms = (
        rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of|\s+de)?[\s.-]+(?P<m1>{month})(?:[,،]?[\s.-]+(?:de\s+)?(?:{year.format('y1')}|'?(?P<s1>\d\d)(?![\d:.]))|(?![\w-]))",
        rf"(?P<m2>{month})[\s.]+(?P<d2>\d{{1,2}})(?:(?:st|nd|rd|th)?(?!\d)(?:,?\s+{year.format('y2')})?|(?P<y6>(?:19|20)\d\d)(?!\d))",
        rf"{year.format('y3')}[-/.](?P<n3>\d{{1,2}})[-/.](?P<d3>\d{{1,2}})(?!\d)",
        rf"(?P<d4>\d{{1,2}})[-/.](?P<n4>\d{{1,2}})[-/.]{year.format('y4')}",
        rf"(?P<m5>{month}),?\s+{year.format('y5')}",
    )
    lead = rf"(?P<label>{words(_labels())})?\s*:?\s*(?:on\s+|at\s+|في\s+)?(?:(?P<week>{words(_names('weekdays'))})\.?(?!\w)\s*[,،]?\s*(?:the\s+)?)?"
    return re.compile(r"(?<![\w/.-])" + lead + "(?:" + "|".join(forms) + ")", re.IGNORECASE)


@cache
def _month_heads() -> frozenset[str]:
    """How the words of the names of months begin."""
    return frozenset(word[:3] for name in _names("months") for word in name.split())


def _may_date(text: str) -> bool:
    """Whether figures stand beside a mark or a word that begins like a month: a tenth of the price of looking for dates."""
    heads = _month_heads()
    for found in _FIGURES.finditer(text):
        if found[1] or (found[2] or "")[:3].lower() in heads:
            return True
        before = (
            text[max(0, found.start() - LONGEST_MONTH) : found.start()]
            .rstrip(" \t\u00a0.,،-")
            .removesuffix(" de")
            .rsplit(None, 1)
        )
        if before and before[-1][:3].lower() in heads:
            return True
    return False


def stamp(text: str, *, at_start: bool = False) -> Stamp | None:
    """The first date in the words (or the one they begin with), or ``None``; impossible days are no dates."""
    if not text.isascii():
        text = text.translate(_DIGITS)
    if not _may_date(text):
        return None
    found = _written().match(text) if at_start else _written().search(text)
    if found is None:
        return None
    parts = _parts(found)
    if parts is None:
        return None
    year, month, day = parts
    week = found["week"]
    label = _labels()[found["label"].lower()] if found["label"] else None
    start = found.start() + len(found[0]) - len(found[0].lstrip(" \t:\u00a0"))
    return Stamp(start, found.end(), year, month, day, _names("weekdays")[week.lower()] if week else None, label)


def _parts(found: re.Match[str]) -> tuple[int | None, int, int | None] | None:
    form = next(number for number in "12345" if found[f"{'n' if number in '34' else 'm'}{number}"])
    # Scrapers that lose the comma write "Mar 142021".
    written = found[f"y{form}"] or (found["y6"] if form == "2" else None)
    year = int(written) if written else None
    if form == "1" and found["s1"]:
        # Two digits occur in wire slugs; agencies' archives start in the seventies.
        year = int(found["s1"]) + (1900 if int(found["s1"]) >= 70 else 2000)
    day = int(found[f"d{form}"]) if form != "5" else None
    if form in "34":
        month = int(found[f"n{form}"])
        if form == "4":
            # With full stops the day is written first wherever dates are written so.
            dotted = "." in found[0][-8:] and month <= 12
            day, month = (day, month) if dotted else _day_first(day or 0, month)
    else:
        month = _names("months")[found[f"m{form}"].lower().rstrip(".")]
    return (year, month, day) if _exists(year, month, day) else None


def _day_first(one: int, two: int) -> tuple[int, int]:
    """03/04/2024 is two days: no date (month 0). 13/04 and 04/13 are one."""
    if one == two or one > 12:
        return one, two
    return (two, one) if two > 12 else (one, 0)


def _exists(year: int | None, month: int, day: int | None) -> bool:
    try:
        date(year or 2024, month, day or 1)
    except ValueError:
        return False
    return True


def date_line(text: str) -> Stamp | None:
    """The date of a line that holds nothing else: a label, weekday, clock or "by" may stand around it."""
    if len(text) > 120 or not _DIGIT.search(text):
        return None
    found = stamp(text)
    if found is None:
        return None
    before, after = text[: found.start].strip(_FILL), _after_clock(text[found.end :])
    clock_first = _CLOCK.fullmatch(before) if before else None
    if before and not clock_first and not _is_label(before):
        return None
    if after and not (_BY.fullmatch(after) or stamp(after, at_start=True) or (found.label and len(after.split()) <= 6)):
        return None
    return found


def closing_date(text: str) -> Stamp | None:
    """The full date, with a clock or not, that a line of 120 characters ends with, or ``None``."""
    if len(text) > 120 or not _DIGIT.search(text):
        return None
    found = stamp(text)
    if found is None or found.year is None or found.day is None:
        return None
    return found if not _after_clock(text[found.end :]) else None


def _is_label(text: str) -> bool:
    return text.lower().strip(_FILL) in _labels()


def _after_clock(text: str) -> str:
    clock = _CLOCK.match(text)
    return (text[clock.end() :] if clock else text).strip(_FILL)


def leading_date(text: str) -> Stamp | None:
    """The full date that a scraped paragraph begins with, before its first sentence ("8 July 2015 Rebel forces ...")."""
    found = stamp(text[:80], at_start=True)
    if found is None or found.year is None or found.day is None:
        return None
    if found.label:
        return found
    following = _AT_CLOCK.sub(" ", text[found.end : found.end + 40])
    # "14.02.2020Some words": a figure may be set solid, a name of a month not.
    parted = following[:1].isspace() or text[found.end - 5 : found.end - 4] == "."
    following = following.lstrip()
    return (
        found if parted and (following[:1].isupper() or following[:1].isdigit() or following[:1] in _OPENING) else None
    )


def interval(found: Stamp, offset: int, *, year: int | None = None) -> Interval | None:
    """The stamp as an interval with offsets moved by ``offset``; ``year`` fills in one left out (then ``inferred``)."""
    used = found.year or year
    if used is None or not _exists(used, found.month, found.day):
        return None
    span = (offset + found.start, offset + found.end)
    basis: Basis = "stated" if found.year else "inferred"
    if found.day is None:
        after = date(used + found.month // 12, found.month % 12 + 1, 1)
        return _made(date(used, found.month, 1), after - timedelta(days=1), "month", span, basis)
    day = date(used, found.month, found.day)
    if found.weekday is not None and found.year is None and day.weekday() != found.weekday:
        return None
    return _made(day, day, "day", span, basis)


def _made(start: date, end: date, precision: TimePrecision, span: tuple[int, int], basis: Basis) -> Interval:
    return Interval(start.isoformat(), end.isoformat(), precision, span, basis)


def year_clue(uri: str, lines: Iterable[str]) -> int | None:
    """The year that a page's address (``/2024/03/``) or its copyright line names, when they name only one."""
    named = {int(year) for year in _PATH_YEAR.findall(uri)}
    named |= {int(year) for line in lines for year in _YEAR_CLUE.findall(line)}
    return named.pop() if len(named) == 1 else None
