"""Which of a place's alternate names are names that a text would use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rasid.gazetteer.keys import ARTICLES

_WORDS = Path(__file__).parent / "data" / "common_words.txt"


@cache
def common_words() -> frozenset[str]:
    """Lower-case words that are no name by themselves, whatever gazetteers say."""
    return frozenset(_WORDS.read_text("utf-8").splitlines())


def is_name(name: str, words: frozenset[str]) -> bool:
    """Whether an alternate name is one that a text would use: no code, no romanised foreign script, none of ``words``."""
    first = name[:1]
    if "\u0600" <= first <= "\u06ff":
        return len(name) > 2
    last = max(name, default="\uffff")
    if not (last <= "\u02bc" or "\u1e00" <= last < "\u1f00" or last == "\u2019"):
        return False
    if len(name) < 3 or (len(name) < 4 and name.isupper()) or any(c.isdigit() for c in name):
        return False
    return (not first.islower() or name.split("-")[0] in ARTICLES) and name.casefold() not in words
