"""Arabic expressions of time: calendar dates by ``rasid.timex``, weekdays and words such as "yesterday" here."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from rasid import timex
from rasid.extract.arabic.words import Sentence
from rasid.timex import Expression

_WEEKDAYS = {"الاثنين": 0, "الثلاثاء": 1, "الاربعاء": 2, "الخميس": 3, "الجمعه": 4, "السبت": 5, "الاحد": 6}
_PAST = ("الماضي", "الماضيه", "الفائت", "الفائته", "المنصرم", "المنصرمه", "الفارط")
_NEXT = ("المقبل", "المقبله", "القادم", "القادمه")
_DAY = r"(?:يوم|اليوم|امس|مساء|صباح|فجر|ليل|ليله|ظهر|عصر|نهار|مطلع)"
_UNITS = {"يوم": "day", "يوما": "day", "ايام": "day", "يومين": "day", "اسبوع": "week", "اسابيع": "week", "اسبوعين": "week", "اسبوعا": "week", "شهر": "month",
          "شهرين": "month", "اشهر": "month", "شهرا": "month", "عام": "year", "عاما": "year", "عامين": "year", "اعوام": "year", "سنه": "year", "سنوات": "year", "سنتين": "year"}  # fmt: skip
_SMALL = {
    "ثلاثه": 3,
    "ثلاث": 3,
    "اربعه": 4,
    "اربع": 4,
    "خمسه": 5,
    "خمس": 5,
    "سته": 6,
    "ست": 6,
    "سبعه": 7,
    "سبع": 7,
    "ثمانيه": 8,
    "ثماني": 8,
    "تسعه": 9,
    "تسع": 9,
    "عشره": 10,
    "عشر": 10,
}
_PERIODS = {"الاسبوع": "week", "الشهر": "month", "العام": "year", "السنه": "year", "شهر": "month"}


@functools.cache
def _pattern() -> re.Pattern[str]:
    days = "|".join(dict.fromkeys(_WEEKDAYS))
    past, coming = "|".join(_PAST), "|".join(_NEXT)
    units = "|".join(sorted(_UNITS, key=len, reverse=True))
    small = "|".join(sorted(_SMALL, key=len, reverse=True))
    return re.compile(
        rf"(?<![^\W_])[وبفل]?(?:"
        rf"(?P<weekday>(?:{_DAY}\s+)*(?P<day>{days})(?:\s+(?:(?P<wpast>{past})|(?P<wnext>{coming})))?)"
        rf"|(?P<before>(?:اول|قبل)\s+(?:من\s+)?امس)"
        rf"|(?P<yesterday>(?:{_DAY}\s+)?(?:امس|البارحه))"
        rf"|(?P<today>(?:{_DAY}\s+)?اليوم(?=\s|$|\W))"
        rf"|(?P<tomorrow>(?:{_DAY}\s+)?غدا)"
        rf"|(?P<ago>قبل\s+(?:(?P<n>\d+|{small})\s+)?(?P<unit>{units}))"
        rf"|(?P<period>(?P<of>الاسبوع|الشهر|العام|السنه)\s+(?:(?P<ppast>{past})|(?P<pnext>{coming})))"
        rf")(?![^\W_])"
    )


def expressions(text: str, sentence: Sentence) -> list[Expression]:
    """The time expressions of a sentence in order; spans point into the document."""
    start, end = sentence.span
    found = list(timex.find(text, start, end)) + list(_relative(sentence))
    found.sort(key=lambda one: (one.span[0], -one.span[1]))
    out: list[Expression] = []
    for one in found:
        if out and _beside(text, out[-1], one):
            out[-1] = _merged(out[-1], one)
        elif not out or one.span[0] >= out[-1].span[1]:
            out.append(one)
    return out


def _beside(text: str, first: Expression, second: Expression) -> bool:
    gap = text[first.span[1] : second.span[0]]
    return second.span[0] >= first.span[1] and len(gap) < 5 and not gap.strip(" ,،(/")


def _merged(first: Expression, second: Expression) -> Expression:
    """ "Tuesday (18 March)": the more exact of the two with the words of both."""
    best = second if second.month is not None or first.kind == "time" else first
    return replace(best, span=(first.span[0], second.span[1]))


def _relative(sentence: Sentence) -> Iterator[Expression]:
    flat = " ".join(sentence.keys)
    for match in _pattern().finditer(flat):
        kind = next(
            name for name in ("weekday", "before", "yesterday", "today", "tomorrow", "ago", "period") if match[name]
        )
        first = flat.count(" ", 0, match.start(kind))  # keys hold no spaces: this many words stand before
        last = flat.count(" ", 0, match.end(kind))
        skip = match.start(kind) - flat.rfind(" ", 0, match.start(kind)) - 1
        yield _built(kind, match, sentence.offsets(first, last + 1, skip))


def _built(kind: str, match: re.Match[str], span: tuple[int, int]) -> Expression:
    day = Expression(span, "date", "shift", unit="day", count=(0, 0), direction="present", origin="publication")
    if kind == "weekday":
        way: Literal["past", "future"] | None = "past" if match["wpast"] else "future" if match["wnext"] else None
        return Expression(
            span, "date", unit="day", weekday=_WEEKDAYS[match["day"]], direction=way, origin="publication"
        )
    if kind == "today":
        return day
    if kind in ("yesterday", "before"):
        back = 1 if kind == "yesterday" else 2
        return replace(day, count=(back, back), direction="past")
    if kind == "tomorrow":
        return replace(day, count=(1, 1), direction="future")
    if kind == "ago":
        return replace(day, count=_amount(match), unit=_UNITS[match["unit"]], direction="past")  # type: ignore[arg-type]
    return replace(
        day,
        shape="period",
        unit=_PERIODS[match["of"]],  # type: ignore[arg-type]
        count=(1, 1),
        direction="past" if match["ppast"] else "future",
    )


def _amount(match: re.Match[str]) -> tuple[float, float | None]:
    unit = match["unit"]
    if match["n"]:
        n = float(match["n"]) if match["n"].isdigit() else float(_SMALL[match["n"]])
        return n, n
    if unit.endswith("ين"):
        return 2.0, 2.0
    return (1.0, 1.0) if unit in ("يوم", "اسبوع", "شهر", "عام", "سنه") else (3.0, None)
