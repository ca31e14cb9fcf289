"""Lengths of time that are counted from the writing: "in five years", "within ten days", "for two months now"."""

from __future__ import annotations

import re
from dataclasses import replace

from rasid.records import Offsets
from rasid.resolve.tense import tense_of
from rasid.timex import Expression

_BEFORE = re.compile(
    r"\b(in|within|for|over|during)\s+(?:the\s+)?(?:just\s+|only\s+|about\s+|at least\s+)?$", re.IGNORECASE
)
_INSIDE = re.compile(r"(within|for|over)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have|'ve|’ve)\b(?!\s+to\b)", re.IGNORECASE)
_RECORD = re.compile(
    r"\b(?:first|second|third|fourth|fifth|only|sole|last|worst|best|\w{3,}est|most \w+|least \w+)\b", re.IGNORECASE
)
_TOLD = re.compile(r"\b(?:was|were|had|did)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:to [a-z]+|shall|must|will|would|should|expected|due|could|may|might|has to|have to)\b", re.IGNORECASE
)


def counted(expression: Expression, text: str, sentence: Offsets) -> Expression:
    """The length as the day or the stretch that it means seen from the writing; unchanged where it is only how long.

    "In five years" is a day to come after a verb of the future; "within ten days" the days until then where something is
    to be done; "for two months", "the worst in ten years" the time up to now where the verb is a perfect or the sentence
    a record that stands.
    """
    if expression.kind != "duration" or expression.origin is not None or expression.count is None:
        return expression
    word = _preposition(expression, text, sentence)
    start, end = sentence
    if word == "within" and _ORDER.search(text, start, expression.span[0]) and not _TOLD.search(text, start, end):
        least, most = expression.count
        return replace(
            expression, direction="future", origin="publication", count=(0, most if most is not None else least)
        )
    if word == "in" and _RECORD.search(text, start, expression.span[0]):
        return replace(expression, direction="past", origin="publication")
    if word == "in" and tense_of(expression, text, sentence) == "future":
        return replace(expression, kind="date", shape="shift", direction="future", origin="publication")
    if word in ("in", "for", "over") and _PERFECT.search(text, *sentence) and not _TOLD.search(text, *sentence):
        return replace(expression, direction="past", origin="publication")
    return expression


def _preposition(expression: Expression, text: str, sentence: Offsets) -> str:
    """The one before or at the head of a length, "" for none."""
    found = _INSIDE.match(text, *expression.span) or _BEFORE.search(text, sentence[0], expression.span[0])
    return found[1].lower() if found else ""
