"""Dated events and tenures of office that a text can presuppose (events.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick

from rasid.errors import DataError
from rasid.timex.lexicon import load, lower

_TITLE_LENGTH = 100  # characters; the longest title with a country and a name has about 80
_FORMER = ("former ", "ex-", "then-", "then ", "late ", "ousted ", "deposed ", "vice ", "vice-", "deputy ", "past ")


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event with its first and last day; it is meant where each of ``groups`` has one of its words ("*": any ending)."""

    name: str
    start: date
    end: date
    groups: tuple[tuple[str, ...], ...]
    first: tuple[str, ...]  # of the first group, in lower case without "*"

    def is_in(self, words: str, low: str) -> bool:
        """Whether a sentence, ``low`` in lower case, speaks of it."""
        # Most events fall at this cheap test, and their patterns are never compiled.
        if not any(word in low for word in self.first):
            return False
        return all(_alternatives(group).search(words) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office from when; ``end`` is None where it is not known to have ended."""

    offices: tuple[str, ...]
    holders: tuple[str, ...]
    start: date
    end: date | None

    def match(self, text: str, at: int, end: int) -> re.Match[str] | None:
        """The office and its holder's name at a place in a text, at most a country between ("President of Iraq")."""
        return _title(self.offices, self.holders).match(text, at, end)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load("events.yaml")
    return data


@cache
def known_events() -> tuple[KnownEvent, ...]:
    """The dated events. Raises DataError when one has no words or ends before it starts."""
    return tuple(_event(row) for row in _data()["events"])


@cache
def tenures() -> tuple[Tenure, ...]:
    """The tenures of office."""
    return tuple(_tenure(row) for row in _data()["tenures"])


def event_in(words: str) -> KnownEvent | None:
    """The known event that a sentence speaks of; the one with most of its words there, None when two fit alike."""
    low = words.lower()
    fitting = [event for event in known_events() if event.is_in(words, low)]
    most = max((len(event.groups) for event in fitting), default=0)
    best = [event for event in fitting if len(event.groups) == most]
    return best[0] if len({(event.start, event.end) for event in best}) == 1 else None


def held(text: str, at: int, end: int) -> Iterator[tuple[Tenure, re.Match[str]]]:
    """The tenures of the holder whom the text names after the office at ``at``, with the words of both."""
    low = text[at : min(end, at + _TITLE_LENGTH)].lower()
    for tenure in tenures():
        if any(name in low for name in tenure.holders) and (match := tenure.match(text, at, end)):
            yield tenure, match


@cache
def _office_words() -> AhoCorasick:
    return AhoCorasick(sorted({word for row in _data()["tenures"] for word in row["office"]}))


def offices(text: str, start: int, end: int) -> list[int]:
    """Where ``text[start:end]`` names an office of the tenures that is not somebody's former one."""
    found = []
    for _, low, _ in _office_words().find_matches_as_indexes(lower(text[start:end])):
        at = start + low
        if not text[max(start, at - 10) : at].lower().endswith(_FORMER) and not (low and text[at - 1].isalnum()):
            found.append(at)
    return found


@cache
def _alternatives(words: tuple[str, ...]) -> re.Pattern[str]:
    forms = (re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def _event(row: dict[str, Any]) -> KnownEvent:
    start = date.fromisoformat(row["date"])
    end = date.fromisoformat(row.get("until", row["date"]))
    if not row["words"] or end < start:
        raise DataError(f"events.yaml: {row['name']}: needs words, and an end on or after its date")
    first = tuple(word.rstrip("*").lower() for word in row["words"][0])
    return KnownEvent(row["name"], start, end, tuple(map(tuple, row["words"])), first)


@cache
def _title(offices: tuple[str, ...], holders: tuple[str, ...]) -> re.Pattern[str]:
    office = "|".join(map(re.escape, offices))
    names = "|".join(map(re.escape, sorted(holders, key=len, reverse=True)))
    return re.compile(rf"(?:{office})(?: of [A-Z]\w+)?,? (?:{names})(?!\w)", re.IGNORECASE)


def _tenure(row: dict[str, Any]) -> Tenure:
    end = date.fromisoformat(row["until"]) if "until" in row else None
    return Tenure(tuple(row["office"]), tuple(row["holder"]), date.fromisoformat(row["from"]), end)
