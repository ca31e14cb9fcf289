"""Forms of Arabic words, folded: enough for lexicons that list verbs as past/imperfect and nouns as singular and plurals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rasid.extract.arabic.words import fold

Tense = Literal["past", "present", "future"]
_OBJECTS = ("", "ه", "ها", "هم", "هما")


class Form(NamedTuple):
    """Of a verb: its tense, whether feminine, plural, with an object pronoun."""

    tense: Tense
    feminine: bool
    plural: bool
    object: bool


def verb(text: str) -> Iterator[tuple[str, Form]]:
    """The third-person forms of "past/imperfect" ("قصف/يقصف"); the imperfect may be missing."""
    past, _, present = (fold(part.strip()) for part in text.partition("/"))
    yield from _past(past)
    if present:
        yield from _present(present)


def _past(past: str) -> Iterator[tuple[str, Form]]:
    weak = past[-1] in "يا" and len(past) > 2 and past not in _STRONG
    stem = past[:-1] if weak else past
    for tail, feminine, plural in (
        ("", False, False),
        ("ت", True, False),
        ("وا", False, True),
        ("ا", False, True),
        ("تا", True, True),
    ):
        whole = past if weak and not tail else (past + tail if weak and tail == "ا" else stem + tail)
        for pronoun in _OBJECTS:
            host = stem + "ا" if weak and pronoun and not tail else whole
            host = stem + "و" if pronoun and tail == "وا" else host
            yield host + pronoun, Form("past", feminine, plural, bool(pronoun))


_STRONG = frozenset(("نجا",))


def _present(present: str) -> Iterator[tuple[str, Form]]:
    body = present[1:]
    weak = body[-1] in "يا"
    root = body[:-1] if weak else body
    for letter in "يت":
        for tail, plural in (("", False), ("ون", True), ("وا", True), ("ان", True)):
            host = letter + (body if not tail else root + tail if tail != "ان" else body + tail)
            for pronoun in _OBJECTS if tail != "ان" else ("",):
                stem = host[:-1] if pronoun and tail == "وا" else host
                yield stem + pronoun, Form("present", letter == "ت", plural, bool(pronoun))
                yield "س" + stem + pronoun, Form("future", letter == "ت", plural, bool(pronoun))
        if weak:
            yield letter + root, Form("present", letter == "ت", False, False)  # after لم


def noun(text: str) -> Iterator[tuple[str, int]]:
    """Folded forms of "singular plural ..." with their number: 1, 2, or 3 for more; sound plurals in ين may be two as well."""
    singular, *plurals = (fold(word.replace("_", " ")) for word in text.split())
    several = {p for p in plurals}
    yield singular, 1
    if " " not in singular:
        yield singular + "ا", 1
        stem = singular[:-1] + "ت" if singular.endswith("ه") else singular
        for tail in ("ان", "ين"):
            if stem + tail not in several:
                yield stem + tail, 2
    for plural in plurals:
        yield plural, 3
        if plural.endswith(("ون", "ين")):
            yield plural[:-1], 3  # construct: "مسلحو تنظيم"
