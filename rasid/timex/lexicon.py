"""The words of words.yaml by tag. A tag is one character, so that a text becomes a string that a regex can read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick

# Tags that the tokeniser gives to numbers and marks; all others are the keys of words.yaml.
FORMS = (
    "ISO",
    "SLASHED",
    "CLOCK",
    "DECADE",
    "DAY",
    "ORDDAY",
    "YEAR",
    "TWO",
    "COUNT",
    "APOS",
    "CENTURYNO",
    "BREAK",
    "LOW",
)
OTHER = "."  # a word that means nothing here
# Every expression holds a word of one of these tags, or a number in the form of a date, year or time of day.
HEADS = (
    "MONTH", "WEAK", "HIJRI", "HOLIDAY", "UNIT", "UNITS", "quarter", "half", "WDAY", "WDAYS", "SEASON", "FALL", "TODAY", "TONIGHT", "DAYPART",
    "DAYPARTS", "NIGHT", "LASTING", "oclock", "OFTEN", "QUARTER", "then", "NINETIES", "TEEN", "latest",
)  # fmt: skip
# These are expressions by themselves or with a word beside them.
ALONE = ("NOW", "FUTURE", "past")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``entries`` gives (tag character, value) of a lower-case word or phrase; ``tags`` the character of a tag's name.

    ``lowered`` gives the tag that replaces one in a word without a capital.
    """

    tags: dict[str, str]
    entries: dict[str, tuple[str, Any]]
    phrase_starts: frozenset[str]
    contexts: dict[str, frozenset[str]]
    lowered: dict[str, str]


def load(name: str) -> Any:
    """The content of a YAML file of this package."""
    from importlib import resources  # here and the next: a third of the time that importing this package takes

    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resources.files(__package__).joinpath(name).read_text("utf-8"), Loader=loader)  # noqa: S506


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = load("words.yaml")
    names = [*FORMS, *data["literals"], *data["classes"]]
    tags = {name: chr(0x4E00 + i) for i, name in enumerate(names)}
    entries: dict[str, tuple[str, Any]] = {}
    for name, words in data["literals"].items():
        entries.update({word: (tags[name], name) for word in words})
    for name, values in data["classes"].items():
        entries.update(
            {
                word.replace("-", " "): (tags[name], tuple(value) if isinstance(value, list) else value)
                for word, value in values.items()
            }
        )
    starts = frozenset(word.split(" ")[0] for word in entries if " " in word)
    contexts = {name: frozenset(words) for name, words in data.items() if name not in ("literals", "classes")}
    lowered = {
        **{tags[name]: tags["LOW"] for name in ("MONTH", "WEAK")},
        **{tags[name]: OTHER for name in ("WDAY", "WAB", "WDAYS", "ZONE")},
    }
    return Lexicon(tags, entries, starts, contexts, lowered)


def lower(text: str) -> str:
    """The text in lower case, character for character (some capitals become two)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := c.lower()) == 1 else c for c in text)


@cache
def heads() -> tuple[AhoCorasick, list[bool]]:
    """Finds the words without which there is no expression; whether each is one of ALONE."""
    heading, alone = _heading_words(HEADS), _heading_words(ALONE)
    words = sorted(heading | alone)
    return AhoCorasick(words), [word not in heading for word in words]


def _heading_words(names: tuple[str, ...]) -> set[str]:
    """The words of these tags; of a phrase the one that heads by itself ("good *friday*"), else its first."""
    lex = lexicon()
    tags = {lex.tags[name] for name in names}
    whole = {word for word, (tag, _) in lex.entries.items() if tag in tags}
    return {next((part for part in word.split(" ") if part in whole), word.split(" ")[0]) for word in whole}


def pattern(source: str, tags: dict[str, str]) -> str:
    """A regex over tag characters from a readable one: names of tags and ``( ) | ? + *``; spaces mean nothing."""
    return re.sub(
        r"\((?!\?)|[A-Za-z]+|\s+", lambda m: "(?:" if m[0] == "(" else tags[m[0]] if m[0].strip() else "", source
    )
