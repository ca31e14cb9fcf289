"""Stated numbers in Arabic, in words or digits, as bounds that the words support."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from rasid.extract.arabic.words import splits
from rasid.extract.numbers import Count

_UNITS = {
    "واحد": 1, "واحده": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2,
    "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7,
    "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9, "عشر": 10, "عشره": 10,
}  # fmt: skip
_TENS = {
    stem + tail: n
    for stem, n in (
        ("عشر", 20),
        ("ثلاث", 30),
        ("اربع", 40),
        ("خمس", 50),
        ("ست", 60),
        ("سبع", 70),
        ("ثمان", 80),
        ("تسع", 90),
    )
    for tail in ("ون", "ين")
}
_HUNDREDS = {
    "مئه": 100,
    "مائه": 100,
    "ميه": 100,
    "مئتان": 200,
    "مئتين": 200,
    "مائتان": 200,
    "مائتين": 200,
    "مئتا": 200,
    "مئتي": 200,
    "مائتي": 200,
} | {
    stem + tail: n * 100
    for n, stem in enumerate(("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"), 3)
    for tail in ("مئه", "مائه", "ميه")
}
_SCALES = {"الف": 1000, "الفا": 1000, "الاف": 1000, "مليون": 1_000_000, "مليونا": 1_000_000, "ملايين": 1_000_000}
_PAIRS = {"الفان": 2000, "الفين": 2000, "الفا": 2000}
# The least that a vague plural claims: "tens" is at least two tens.
_VAGUE = {"عشرات": 20, "مئات": 200, "مئات الالاف": 200_000, "الاف": 2000, "عده": 3, "بضعه": 3, "بضع": 3}
_ABOUT = frozenset(("نحو", "حوالي", "قرابه", "زهاء", "يقارب", "يناهز", "حوالى", "مايقارب"))
_SEPARATORS = str.maketrans("", "", ",٬")


def count(keys: Sequence[str], t: int) -> Count | None:
    """The count that starts at word ``t``, with the qualifiers around it; ``None`` when none starts there."""
    key = _vague_key(keys[t])
    if key is not None:
        return _vague(keys, t, key)
    if keys[t] in ("عدد", "بعدد", "عددا", "وعدد") and keys[t + 1 : t + 2] == ["من"]:
        return Count(2, None, None, t, t + 2)
    found = number(keys, t)
    return _bounded(keys, t, *found) if found is not None else None


@functools.lru_cache(maxsize=65536)
def _vague_key(key: str) -> str | None:
    return next((s.stem for s in splits(key) if s.stem in _VAGUE and not s.definite), None)


def _vague(keys: Sequence[str], t: int, key: str) -> Count | None:
    if keys[t + 1 : t + 2] == ["الالاف"]:
        return Count(_VAGUE[key] * 1000, None, None, t, t + 2)
    return Count(_VAGUE[key], None, None, t, t + 1)


def number(keys: Sequence[str], t: int) -> tuple[int, int] | None:
    """The plain number stated from word ``t`` on, and the word after it: "خمسة وعشرون", "120", "ثلاثة آلاف"."""
    first = _value(keys[t], head=True)
    if first is None and _is_eleven(keys, t):
        return 11, t + 2
    if first is None:
        return None
    total, end = first, t + 1
    digits = keys[t][-1:].isdigit()
    while end < len(keys):
        key = keys[end]
        if key in ("عشر", "عشره") and total < 10 and not digits:
            total += 10
        elif key in _SCALES and not (key == "الفا" and not digits and total < 11):
            total *= _SCALES[key]
        elif key in ("مئه", "مائه") and 2 < total < 10 and not digits:
            total *= 100
        elif key.startswith("و") and _continues(total, _value(key[1:]), digits, key[1:]):
            total += _value(key[1:]) or 0
        else:
            break
        end += 1
    return total, end


def _is_eleven(keys: Sequence[str], t: int) -> bool:
    return keys[t + 1 : t + 2] in (["عشر"], ["عشره"]) and any(
        s.stem in ("احد", "احدي", "حادي") for s in splits(keys[t])
    )


def _continues(total: int, more: int | None, digits: bool, key: str) -> bool:
    if more is None or digits or key[:1].isdigit():
        return False
    return (
        (total < 10 and key in _TENS)
        or (total >= 100 and total % 100 == 0 and more < total)
        or (total % 1000 == 0 and total > 999)
    )


@functools.lru_cache(maxsize=65536)
def _value(key: str, *, head: bool = False) -> int | None:
    for split in splits(key) if head else splits(key)[:1]:
        if split.definite:
            continue
        stem = split.stem
        if stem[:1].isdigit():
            plain = stem.translate(_SEPARATORS)
            return int(plain) if plain.isdigit() and len(plain) < 9 else None
        for table in (_UNITS, _TENS, _HUNDREDS, _PAIRS if stem != "الفا" else {}, {"الف": 1000, "مليون": 1_000_000}):
            if stem in table:
                return table[stem]
    return None


def _bounded(keys: Sequence[str], t: int, value: int, end: int) -> Count:
    before = [keys[i] for i in range(max(0, t - 3), t)]
    last, second = (before[-1:] or [""])[0], (before[-2:-1] or [""])[0]
    upper = _upper(keys, t, value, end)
    if upper is not None:
        return upper
    if last == "من" and second.endswith("اكثر"):
        return Count(value + 1, None, None, t - 2, end)
    if last == "من" and second.endswith("اقل"):
        return Count(0, None, value - 1, t - 2, end)
    if last == "عن" and second == "يقل":
        return Count(value, None, None, t - 2, end)
    if last in ("عن", "على", "علي") and second in ("يزيد", "تزيد"):
        return Count(value + 1, None, None, t - 2, end)
    if last in ("يفوق", "تجاوز", "يتجاوز", "فاق"):
        return Count(value + 1, None, None, t - 1, end)
    if any(keys[i : i + 2] in (["علي", "الاقل"], ["علي", "الأقل"]) for i in range(end, min(end + 4, len(keys)))):
        return Count(value, None, None, t, end)
    if any(s.stem in _ABOUT for s in splits(last)) or (last == "عن" and second == "ينوف"):
        return Count(round(value * 0.9), value, round(value * 1.1), t - 1, end)  # 10 %: about how news rounds
    return Count(value, value, value, t, end)


def _upper(keys: Sequence[str], t: int, value: int, end: int) -> Count | None:
    joint = keys[end] if end < len(keys) else ""
    between = keys[max(0, t - 1)] == "بين"
    after = (
        end + 1
        if joint in ("الي", "-", "–", "او") or (between and joint == "و")
        else end
        if between and joint.startswith("و")
        else None
    )
    if after is None or after >= len(keys):
        return None
    top = number(keys, after)
    return Count(value, None, top[0], t, top[1]) if top is not None and top[0] > value else None
