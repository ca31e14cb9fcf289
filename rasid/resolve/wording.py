"""A phrase for an actor taken apart: its words, where its core ends, and whether a name only qualifies what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rasid.registry import Hit

_CUT = re.compile(
    r"\s+(?:of|within|from|in|inside|among|by|near|at|under|with|for|who|which|that|loyal|backed|led|affiliated|linked|"
    r"aligned|allied|belonging|including|and|or|on|operating|supported|as)\b|\s*(?:,(?!\d)|[(;:])"
)
_OFFICES = ("ministry", "minister", "ministers", "chief", "secretary", "council")
_WORD = re.compile(r"[^\s\"“”]+")
JOINED = re.compile(r"\s*(?:,|(?:and|or)\b)", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without marks and a possessive before the first."""
    return list(_split(text))


@lru_cache(maxsize=8192)
def _split(text: str) -> tuple[str, ...]:
    text = text.replace("’", "'")
    text = text[2:] if text.startswith("'s") else text.removeprefix("'")
    return tuple(word for word in (token.strip("'.,:;()").lower() for token in _WORD.findall(text)) if word)


def core_words(phrase: str) -> list[str]:
    """The words of a phrase without articles and figures before them."""
    words = words_of(phrase)
    while words and (words[0] in ("the", "a", "an", "its", "their", "this", "these") or words[0].isdigit()):
        words = words[1:]
    return words


def cut_of(phrase: str, hits: Sequence[Hit]) -> int:
    """Where the core of a phrase ends: at the first joint that is no part of a name and not its beginning."""
    for match in _CUT.finditer(phrase):
        inside = any(hit.start < match.end() and match.start() < hit.end for hit in hits)
        if match.start() and not inside and not phrase[: match.start()].lower().endswith(_OFFICES):
            return match.start()
    return len(phrase)


def qualifies(text: str, hit: Hit) -> bool:
    """Whether a name only qualifies what follows: "US-backed", "pro-Iranian", "al-Qaeda-linked"."""
    after = text[hit.end : hit.end + 2]
    before = text[max(0, hit.start - 1) : hit.start]
    return before in ("-", "‑", "–") or (len(after) == 2 and after[0] in "-‑–" and after[1].isalpha())
