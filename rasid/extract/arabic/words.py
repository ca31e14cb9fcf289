"""Sentences of an Arabic story as words: folded keys, offsets into the document, and the clitics a word may carry."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rasid.records import Offsets, Story

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f"
_LETTER = f"\u0620-\u064a\u0671-\u06d3{_MARKS}"
_WORD = re.compile(rf"[{_LETTER}]+|\d+(?:[.,:٫٬]\d+)*|[A-Za-z\u00c0-\u024f][\w-]*|\S")
_END = re.compile(r"[.!؟?…]+[\"”»)\]]*(?=\s|$)|\n\s*(?=[-–•*])|\n\s*\n|\n(?=[^\n]{60})")
_LONGEST = 4000  # characters: a longer "sentence" is a list without full stops
_DROP = re.compile(f"[{_MARKS}]")
_FOLDS = str.maketrans("أإآٱىةی" + "ک" + "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايهي" + "ك" + "01234567890123456789")


def fold(word: str) -> str:
    """``word`` without vowel marks, its letters unified (أ to ا, ى to ي, ة to ه), digits in ASCII."""
    return _DROP.sub("", word).translate(_FOLDS)


class Split(NamedTuple):
    """One way to take a word apart: ``skip`` folded letters are clitics; ``lead`` is the preposition among them."""

    skip: int
    conj: bool
    lead: str
    stem: str
    definite: bool


@functools.lru_cache(maxsize=65536)
def splits(key: str) -> tuple[Split, ...]:
    """The ways to take a folded word apart, the whole word first; with the article the stem comes without it too."""
    out = [Split(0, False, "", key, False)]
    starts = [(0, False)]
    if key[:1] in ("و", "ف") and len(key) > 2:
        out.append(Split(1, True, "", key[1:], False))
        starts.append((1, True))
    for skip, conj in starts:
        rest = key[skip:]
        if rest.startswith("لل") and len(rest) > 3:
            out.append(Split(skip + 2, conj, "ل", rest[2:], True))
        elif rest[:1] in ("ب", "ل", "ك") and len(rest) > 2:
            out.append(Split(skip + 1, conj, rest[0], rest[1:], False))
    bare = [s._replace(stem=s.stem[2:], definite=True) for s in out if s.stem.startswith("ال") and len(s.stem) > 3]
    return tuple(sorted(out + bare, key=lambda s: s.skip))


@dataclass(slots=True)
class Sentence:
    """One sentence; ``part`` is headline, body or caption, ``paragraph`` counts those of the body, -1 elsewhere."""

    index: int
    part: str
    paragraph: int
    words: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]

    @property
    def span(self) -> Offsets:
        """Document offsets of the whole sentence."""
        return self.starts[0], self.ends[-1]

    def offsets(self, first: int, last: int, skip: int = 0) -> Offsets:
        """Document offsets of words ``first`` up to, without, ``last``, less ``skip`` letters of the first word."""
        return self.starts[first] + _raw(self.words[first], skip), self.ends[last - 1]

    def key(self, index: int) -> str:
        """The folded word there, "" outside."""
        return self.keys[index] if 0 <= index < len(self.keys) else ""


def _raw(word: str, letters: int) -> int:
    """How many characters of ``word`` hold its first ``letters`` letters; marks belong to the letter before them."""
    at = 0
    while letters > 0 or (at and at < len(word) and _DROP.match(word, at)):
        letters -= not _DROP.match(word, at)
        at += 1
    return at


def sentences(text: str, story: Story) -> list[Sentence]:
    """The story's sentences: headline, body, captions."""
    parts: list[tuple[str, int, Offsets]] = []
    if story.headline:
        parts.append(("headline", -1, story.headline.span))
    skip = story.dateline.span[1] if story.dateline else 0
    for number, span in enumerate(story.body):
        start, end = span.span
        parts.append(("body", number, (skip if start < skip <= end else start, end)))
    parts += [("caption", -1, caption.span) for caption in story.captions]
    out: list[Sentence] = []
    for part, number, offsets in parts:
        for start, end in _cut(text, *offsets):
            found = list(_WORD.finditer(text, start, end))
            if found:
                words = [m[0] for m in found]
                keys = [fold(w) or "-" for w in words]  # a lone mark is punctuation
                out.append(
                    Sentence(len(out), part, number, words, keys, [m.start() for m in found], [m.end() for m in found])
                )
    return out


def _cut(text: str, start: int, end: int) -> Iterator[Offsets]:
    at = start
    for stop in (*(m.end() for m in _END.finditer(text, start, end)), end):
        while stop - at > _LONGEST:
            middle = text.rfind(" ", at + 1, at + _LONGEST)
            middle = middle if middle > at else at + _LONGEST
            yield at, middle
            at = middle
        if at < stop:
            yield at, stop
        at = stop
