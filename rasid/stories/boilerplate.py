"""What a line of a page is when it is no part of a story: a control, furniture, a head of related titles, an end mark."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from rasid.stories.phrases import load, pattern, plain

Furniture = Literal["control", "furniture", "related", "related_line", "cut", "more", "end"]
# Furniture is short: nothing longer than this is looked up (the longest pattern allows some 300 characters).
LONGEST = 320
# Beyond this length only a few kinds of furniture occur, and these hold one of the words under `long`.
LONG = 140
_ORDER: tuple[Furniture, ...] = ("end", "cut", "more", "related", "control", "furniture", "related_line")


@cache
def _phrases() -> dict[str, Furniture]:
    known: dict[str, Furniture] = {}
    for kind in reversed(_ORDER):
        known.update(dict.fromkeys(map(plain, load("boilerplate.yaml")[kind].get("phrases", ())), kind))
    return known


@cache
def _patterns() -> tuple[tuple[Furniture, re.Pattern[str]], ...]:
    rules = load("boilerplate.yaml")
    return tuple((kind, pattern(rules[kind]["patterns"])) for kind in _ORDER if rules[kind].get("patterns"))


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(load("boilerplate.yaml")["long"])


def may_be_furniture(text: str) -> bool:
    """Whether a line is short enough for furniture, or holds a word of the few kinds that run long."""
    if len(text) <= LONG:
        return True
    if len(text) > LONGEST:
        return False
    line = text.lower()
    # A loop of its own: this runs for every paragraph, and is three times as fast as any() or a pattern.
    for word in _long_words():
        if word in line:
            return True
    return False


def furniture(text: str) -> Furniture | None:
    """What kind of page furniture the line is, or ``None`` when it may belong to a story."""
    if not may_be_furniture(text):
        return None
    line = plain(text)
    known = _phrases().get(line)
    if known:
        return known
    for kind, rule in _patterns():
        if rule.fullmatch(line):
            return kind
    return None
