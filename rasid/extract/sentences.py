"""Sentences of a story, as words with offsets into the document and one tag a word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from rasid.extract.tags import tagger
from rasid.records import Offsets, Story

TOKEN = re.compile(
    r"(?=\S)(?:[A-Z]?[a-z]++(?=[ ,])"  # most words, first because it is tried fastest
    r"|(?:[A-Za-z]\.){2,}"  # U.S.
    r"|\d+(?:[.,:]\d+)*(?:-[^\W\d_]+)+"  # 20-year-old
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|k|m|bn|mm|km|kg)?\b|\d"
    r"|n['’]t\b|['’]s\b"
    r"|[^\W\d_]+(?:(?:['’](?!s\b)|-)[^\W_]+)*\d*"  # words, names, F-16
    r"|\S)"
)
_END = re.compile(r"[.!?…؟]+[\"'”’)\]»]*(?=\s+[\"'“‘«(\[]?[^\Wa-z_])|\n\s*(?=[-–•*▪◦]\s|\d{1,2}[.)/]\s)|\n\s*\n")
# Where no word has a capital a sentence may begin with any word.
_END_SMALL = re.compile(r"[.!?…؟]+[\"'”’)\]»]*(?=\s)|\n\s*(?=[-–•*▪◦]\s|\d{1,2}[.)/]\s)|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Gen|Maj|Lt|Col|Capt|Cmdr|Brig|Sgt|Cpl|Pvt|Adm|Gov|Sen|Rep|Pres|Rev|Hon|No|Nos|vs|etc|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|km|Inc|Ltd|Co|e\.g|i\.e|a\.m|p\.m|al|Art|art|para|[A-Z])|(?:[A-Z]\.)+[A-Z])\.$"
)
_ABBREVIATION_SMALL = re.compile(_ABBREVIATION.pattern.replace("|No|", "|"), re.I)  # "he said no. the next day ..."
_INITIAL = re.compile(r"\b[^\W\d_]")
# Share of words with a capital: in English prose with capitals about 15 %, and one word in thirty begins a sentence.
_FEW = 0.01


@dataclass(slots=True)
class Sentence:
    """One sentence. ``part`` is headline, byline, body or caption; ``paragraph`` counts body paragraphs from 0, -1 for a headline."""

    start: int
    end: int
    part: str
    paragraph: int
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    title: bool
    tags: str = ""
    names: set[int] = field(default_factory=set)

    def span(self, first: int, last: int) -> Offsets:
        """Document offsets of tokens ``first`` up to, without, ``last``."""
        return self.starts[first], self.ends[last - 1]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Token range that covers document offsets ``start`` to ``end``."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def tag(self) -> None:
        """Fill ``tags``, once the names are known."""
        self.tags = tagger().tags(self.words, self.low, names=frozenset(self.names), title=self.title)


def sentences(text: str, story: Story) -> Iterator[Sentence]:
    """The story's sentences in order: headline, byline, body, then captions, untagged."""
    small = without_capitals(text[slice(*story.span)])
    if story.headline:
        yield from _of(text, story.headline.span, "headline", -1, small)
    if story.byline:
        yield from _of(text, story.byline.span, "byline", -1, small)
    skip = story.dateline.span[1] if story.dateline else 0
    for number, paragraph in enumerate(story.body):
        start, end = paragraph.span
        yield from _of(text, (max(start, skip) if start < skip <= end else start, end), "body", number, small)
    for caption in story.captions:
        yield from _of(text, caption.span, "caption", -1, small)


def without_capitals(text: str) -> bool:
    """Whether a text in letters that have capitals has (nearly) none, as some feeds and archives hand texts on."""
    initials = _INITIAL.findall(text)
    small = sum(map(str.islower, initials))  # of Arabic none
    return 2 * small > len(initials) and sum(map(str.isupper, initials)) < _FEW * len(initials)


def _of(text: str, span: Offsets, part: str, paragraph: int, small: bool) -> Iterator[Sentence]:
    for start, end in _split(text, *span, small):
        words = TOKEN.findall(text, start, end)
        if words:
            starts, ends = _places(text, words, start)
            low = [word.lower() for word in words]
            yield Sentence(starts[0], ends[-1], part, paragraph, words, low, starts, ends, _is_title(words, part))


def _places(text: str, words: list[str], at: int) -> tuple[list[int], list[int]]:
    """Where the words start and end: between them there is nothing but white space."""
    starts, ends = [], []
    for word in words:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
        ends.append(at)
    return starts, ends


MAX_SENTENCE = 4000  # characters; a longer "sentence" is a table or a list without full stops and is cut at white space


def _split(text: str, start: int, end: int, small: bool) -> Iterator[Offsets]:
    at = start
    ends, abbreviation = (_END_SMALL, _ABBREVIATION_SMALL) if small else (_END, _ABBREVIATION)
    for match in ends.finditer(text, start, end):
        if text[match.start()] == "." and abbreviation.search(text, max(at, match.start() - 12), match.start() + 1):
            continue
        yield from _cut(text, at, match.end())
        at = match.end()
    yield from _cut(text, at, end)


def _cut(text: str, start: int, end: int) -> Iterator[Offsets]:
    while end - start > MAX_SENTENCE:
        middle = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        middle = middle if middle > start else start + MAX_SENTENCE
        yield start, middle
        start = middle
    if start < end:
        yield start, end


def _is_title(words: list[str], part: str) -> bool:
    """Whether capitals carry no information here: a headline in title case or a text all in capitals."""
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    if part == "headline" and sum(w[0].isupper() for w in long) > 0.6 * len(long):
        return True
    return len(long) > 3 and sum(map(str.isupper, long)) > 0.7 * len(long)
