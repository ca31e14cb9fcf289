"""Whether a story stops short: what its last paragraph ends with, and what the page says after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rasid.stories.boilerplate import furniture
from rasid.stories.lines import ends_sentence, is_list_item, is_title_case
from rasid.stories.phrases import load, pattern

_ELLIPSIS = re.compile(r"(?:\.{3,}|…|\[(?:\.{3}|…|\+\d+ chars)\]|\(\.{3}\))[\"'”’»)\]]*$")
_CUT_WORDS = re.compile(
    r"(?:read more|continue reading|[(\[]\s*continued?\b[^.()\[\]]{0,40}[)\]]|continued on (?:page|p\.)\s*\w+|to be continued|اقرأ المزيد|\(?يتبع\)?)\W*$",
    re.IGNORECASE,
)
_NAME_START = re.compile(r"[\W_]*(?:al-|el-|as-|ash-|an-|ar-)?[A-Z\u00c0-\u00de\d]|[\W_]+$")
_WORD = re.compile(r"[\w'’]+")
# What sites of posts set solid behind the words: "All reactions:7LikeComment", "46Views", "34w2".
_POST_END = re.compile(r"(?:like\s?comment(?:\s?share)?|\d\s?views?\s?\d*|\d[wdhmy]\d{0,3}|end ?item)$", re.IGNORECASE)
# The last cell of a row: "| 4 | 12".
_CELLS = re.compile(r"\|[^|]{0,20}\|[^|]{0,20}$")
_LINK_END = re.compile(r"(?:https?://\S+|www\.\S+|[#@]\w+)$")
_INNER_END = re.compile(r"\w[.!?؟]\s+\S")
_SENTENCE_END = re.compile(r"[.!?؟][\"'”’»)\]]*\s")
_BIOGRAPHY = re.compile(r"•?\s*(?:Dr |Prof\w*\.? )?[A-Z][\w'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:,| is | was )")
# A note behind the last sentence ("Agencies contributed to this report") is not longer than this.
NOTE_WORDS = 12
# Signatures and place names below a statement are this short.
SIGNATURE_WORDS = 6
# So many words at the end show whether names or prose stand there.
TAIL_WORDS = 14
# A flash is one line: "Blast heard near the airport in Aden".
FLASH_WORDS = 20


@cache
def _open_words() -> frozenset[str]:
    return frozenset(load("truncation.yaml")["open_words"])


@cache
def _notes() -> re.Pattern[str]:
    return pattern(load("truncation.yaml")["notes"])


def is_truncated(body: Sequence[str], *, told: bool = False, link: bool = False) -> bool:
    """Whether the paragraphs of a story stop short.

    ``told``: the page says that the text goes on elsewhere. ``link``: a bare "read more" follows, which counts only
    when the last sentence has no end.
    """
    if told:
        return True
    if not body:
        return False
    last = body[-1]
    if _ELLIPSIS.search(last[-40:]) or _CUT_WORDS.search(last[-80:]):
        return True
    if not _lacks_end(last):
        return False
    return link or _last_word(last) in _open_words() or last[-1] in ",،;؛:-–—" or _stops_against_habit(body)


def _lacks_end(last: str) -> bool:
    if ends_sentence(last) and last[-1] not in ":;":
        return False
    if (
        is_list_item(last)
        or _CELLS.search(last[-80:])
        or _POST_END.search(last[-40:])
        or _is_note(last)
        or _LINK_END.search(last[-120:])
    ):
        return False
    return last[-1].isalnum() or last[-1] in ",،;؛:-–—"


def _is_note(last: str) -> bool:
    """Whether what follows the last full sentence tells of the page or its makers."""
    rest = _SENTENCE_END.split(last[-300:])[-1]
    words = rest.split()
    if not words or (rest == last[-300:] and len(last) <= 300):
        return False
    if _BIOGRAPHY.match(rest) or furniture(rest) or _are_names(words[-TAIL_WORDS:]):
        return True
    return len(words) <= NOTE_WORDS and _notes().search(rest.lower()) is not None


def _are_names(words: Sequence[str]) -> bool:
    """Whether words are mostly names and numbers, as in signatures, menus and counts; prose is mostly small letters."""
    named = sum(_NAME_START.match(word) is not None for word in words)
    return named * 2 > len(words) if len(words) <= SIGNATURE_WORDS else named * 3 >= len(words) * 2


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-40:])
    return found[-1].lower() if found else ""


def _stops_against_habit(body: Sequence[str]) -> bool:
    """The last paragraph has no end mark though the text writes them; signatures, tables and flashes need none."""
    last, others = body[-1], body[:-1]
    words = last[:400].split()
    if len(words) <= SIGNATURE_WORDS or (is_title_case(last[:400]) and len(words) <= FLASH_WORDS):
        return False
    if others:
        return sum(map(ends_sentence, others)) * 2 >= len(others)
    return len(words) > FLASH_WORDS or _INNER_END.search(last[:2000]) is not None
