"""Stated numbers of people: exact, bounded, ranged or vague, always as bounds that the words support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {w: i for i, w in enumerate(_UNITS)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "dozen": 12,
    "hundreds": 100,
    "thousands": 1000,
    "k": 1000,
    "m": 1_000_000,
}
# The least that a vague plural claims: "dozens" is at least two dozen, "hundreds" at least two hundred.
_VAGUE = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "several": 3,
    "many": 3,
    "some": 2,
    "few": 2,
    "multiple": 2,
    "numerous": 3,
    "tens": 20,
    "couple": 2,
}
_AT_LEAST = {"least", "minimum"}
_MORE = {"over", "more", "above", "exceeding", "beyond"}
_AT_MOST = {"most", "up"}
_LESS = {"under", "fewer", "less", "below", "nearly", "almost"}
_ABOUT = {"about", "around", "approximately", "roughly", "some", "estimated", "approx"}
# Words that stand before a number and say how it is meant.
HEDGES = frozenset((*_AT_LEAST, *_MORE, *_AT_MOST, *_LESS, *_ABOUT, "at", "than", "to"))


@dataclass(frozen=True, slots=True)
class Count:
    """Bounds of a count; ``a`` to ``b`` are its tokens."""

    low: int
    best: int | None
    high: int | None
    a: int
    b: int


def value(word: str) -> int | None:
    """The number a token states, or ``None``: "12", "1,200", "twelve", "twenty-three"."""
    if word[0].isdigit():
        digits = word.replace(",", "")
        if digits.isdigit():
            return int(digits)
        scaled = digits.rstrip("km")
        return (
            int(float(scaled) * _SCALES[digits[len(scaled)]])
            if len(scaled) == len(digits) - 1 and _is_float(scaled)
            else None
        )
    if word in _WORDS:
        return _WORDS[word]
    tens, _, unit = word.partition("-")
    return _WORDS[tens] + _WORDS[unit] if tens in _TENS and unit in _UNITS[1:10] else None


def _is_float(text: str) -> bool:
    return text.count(".") <= 1 and text.replace(".", "").isdigit()


def count(low: Sequence[str], a: int, b: int) -> Count | None:
    """The count stated in tokens ``a`` to ``b``, with the qualifiers just before them; ``None`` when there is none."""
    for t in range(a, b):
        found = _number(low, t, b)
        if found is not None and not _is_age(low, found[1]):
            number, end = found
            return _bounded(low, t, end, number)
    for t in range(a, b):
        if low[t] in _VAGUE:
            return _vague(low, t)
        if low[t] == "dozen":
            return Count(12, 12, None, max(a, t - 1), t + 1)
    return None


def _is_age(low: Sequence[str], end: int) -> bool:
    """ "a 28 year old man" is one man."""
    return (
        low[end : end + 1] != []
        and low[end] in ("year", "years", "month", "months")
        and low[end + 1 : end + 2] == ["old"]
    )


def _number(low: Sequence[str], t: int, b: int) -> tuple[int, int] | None:
    number = value(low[t])
    if number is None:
        return None
    end = t + 1
    while end < b:
        if low[end] in _SCALES and low[end] not in ("k", "m"):
            number *= _SCALES[low[end]]
        elif low[end] == "and" and end + 1 < b and value(low[end + 1]) is not None and number >= 100:
            number += value(low[end + 1]) or 0
            end += 1
        elif (
            number >= 100 and value(low[end]) is not None and (value(low[end]) or 0) < 100 and not low[end][0].isdigit()
        ):
            number += value(low[end]) or 0
        else:
            break
        end += 1
    return number, end


def _bounded(low: Sequence[str], t: int, end: int, number: int) -> Count:
    before = [low[i] for i in range(max(0, t - 3), t)]
    upper = _upper(low, number, end, before)
    if upper is not None:
        top, last = upper
        return Count(number, None, top, t, last)
    start, last_words = t, before[-2:]
    if last_words[-1:] == ["than"] and len(last_words) == 2:
        return (
            Count(number + 1, None, None, t - 2, end)
            if last_words[0] in _MORE
            else Count(0, None, number - 1, t - 2, end)
        )
    if before and before[-1] in _AT_LEAST and before[-2:-1] == ["at"]:
        return Count(number, None, None, t - 2, end)
    if before and before[-1] in _MORE:
        return Count(number + 1, None, None, t - 1, end)
    if before[-2:] in (["at", "most"], ["up", "to"]) or before[-2:] == ["as", "many"]:
        return Count(0, None, number, t - 2, end)
    if before and before[-1] in _LESS | _ABOUT:
        return Count(number, number, number, t - 1, end)  # how far "about" reaches is not told
    if low[end : end + 2] == ["or", "more"] or low[end : end + 1] == ["+"]:
        return Count(number, None, None, start, end + 1)
    return Count(number, number, number, start, end)


def _upper(low: Sequence[str], number: int, end: int, before: Sequence[str]) -> tuple[int, int] | None:
    joiner = low[end : end + 1]
    if not joiner or end + 1 >= len(low):
        return None
    top = value(low[end + 1])
    if top is None or top <= number:
        return None
    if joiner[0] in ("-", "–", "to", "or") or (joiner[0] == "and" and "between" in before[-1:]):
        return top, end + 2
    return None


def _vague(low: Sequence[str], t: int) -> Count:
    floor = _VAGUE[low[t]]
    if low[t] == "tens" and low[t + 1 : t + 3] == ["of", "thousands"]:
        return Count(20_000, None, None, t, t + 3)
    if low[t] == "hundreds" and low[t + 1 : t + 3] == ["of", "thousands"]:
        return Count(200_000, None, None, t, t + 3)
    if low[t] in ("several", "few", "many") and low[t + 1 : t + 2] and low[t + 1] in ("dozen", "hundred", "thousand"):
        return Count(2 * _SCALES[low[t + 1]], None, None, t, t + 2)
    return Count(floor, None, None, t, t + 1)


def of_people(low: Sequence[str], a: int, b: int) -> Count | None:
    """The count that tokens ``a`` to ``b`` state of people; "a", "another" or "his" without a number is one."""
    while a + 2 < b and low[a].isdigit() and low[a + 1] in HEDGES - {"to"}:
        a += 1  # a figure of the page before the sentence's own: "2440 Over 100 people"
    found = count(low, a, b)
    if found is None and low[a] in ("a", "an", "another", "one", "his", "her", "their"):
        return Count(1, 1, 1, a, b)
    return found
