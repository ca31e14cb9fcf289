"""Heads that a scraper has run into the first sentence: a date line alone, or headline, agency and date line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasid.stories.credits import agency
from rasid.stories.dates import Stamp, leading_date, stamp

# Headline, agency and date together are no longer than this; date lines of their own pass for none beyond it.
LONGEST_HEAD = 220
MIN_HEADLINE_WORDS, MAX_HEADLINE_WORDS = 4, 24
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDS = re.compile(r"[.!?؟]\s")
# What a date line may go on with: a clock with or without its colon, a note of the last change.
_CLOCK = re.compile(
    r"\s*(?:\(\s*(?:last )?updated[^()]{0,40}\))|\s*(?:at\s+)?\d{1,2}[:.]?\d{2}(?:[:.]?\d{2})?\s*(?:[ap]\.?m\b\.?|GMT|UTC|hrs)?(?=\s[A-Z\"'“‘(\d])",
    re.IGNORECASE,
)
_AFTER_COMMA = ",;:-–—("


@dataclass(frozen=True, slots=True)
class RunIn:
    """Where the headline ends (0: there is none), what the date line says, and where the first sentence begins."""

    headline: int
    stamp: Stamp
    body: int


def run_in(text: str) -> RunIn | None:
    """The head that a paragraph begins with, or ``None``.

    "8 July 2015 Troops took ..." has a date line; "Troops Take Belm Agency Monday 3 May 2021 The army ..." a headline
    too. A date in mid-sentence is told from a date line by its weekday or agency, and by capitals on both sides.
    """
    head = text[:LONGEST_HEAD]
    if not _YEAR.search(head):
        return None
    found = leading_date(text)
    if found is not None:
        return RunIn(0, found, _body(text, found.end))
    ended = _ENDS.search(head)
    found = stamp(head[: ended.start()] if ended else head)
    if found is None or found.year is None or found.day is None or not _is_line(text, found):
        return None
    before, source = _sourced(text[: found.start])
    words = len(before.split())
    body = _body(text, found.end)
    following = agency().match(text, body)
    if not MIN_HEADLINE_WORDS <= words <= MAX_HEADLINE_WORDS:
        return None
    if following and not source:
        return RunIn(len(before), found, following.end() + 1) if text[following.end() :][:1] == " " else None
    return RunIn(len(before), found, body) if source or found.weekday is not None else None


def _body(text: str, end: int) -> int:
    clock = _CLOCK.match(text, end)
    rest = text[clock.end() if clock else end :]
    return len(text) - len(rest.lstrip(" \t,.;:|)"))


def _is_line(text: str, found: Stamp) -> bool:
    """Whether capitals stand on both sides of the date, and no comma or preposition leads to it."""
    before, after = text[: found.start].rstrip(), text[_body(text, found.end) :]
    last = before.rsplit(None, 1)[-1] if before else ""
    if not last or last[-1] in _AFTER_COMMA or last[0].islower():
        return False
    weekday = found.weekday
    if weekday is not None and not found.fits():
        return False
    return text[found.end : found.end + 1].isspace() and (
        after[:1].isupper() or after[:1].isdigit() or after[:1] in "\"'“‘"
    )


def _sourced(text: str) -> tuple[str, bool]:
    """The words before a date line without the agency at their end, and whether there was one."""
    words = text.rstrip()
    last = words.rsplit(None, 1)[-1]
    if agency().fullmatch(last):
        return words[: -len(last)].rstrip(" \t,-–—|("), True
    return words, False
