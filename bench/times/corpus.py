"""Times of the corpus against what is read: spans, intervals given the day of writing, and the day of writing itself.

Each story is read from its raw text, as a user would hand it in. A mark of the corpus without a value (``?``: the text
cannot date it) is right where nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.extract import ours
from bench.extract.facts import touch
from rasid.pipeline import Coder
from rasid.records import Coded
from train.corpus.markup import Annotated, Mark

Days = tuple[str, str]  # the first and the last, ISO


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time: its offsets in the text and its days, None where they are not known."""

    span: tuple[int, int]
    days: Days | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The times of one story: annotated, found, and the pairs of both that overlap."""

    story: Annotated
    gold: tuple[Time, ...]
    found: tuple[Time, ...]
    pairs: tuple[tuple[Time, Time], ...]


def annotated(story: Annotated) -> list[Time]:
    """The times that the corpus marks, in order."""
    marks = [mark for mark in story.marks.values() if mark.kind == "time"]
    return sorted((Time(mark.span, _value(story, mark)) for mark in marks), key=lambda time: time.span)


def _value(story: Annotated, mark: Mark) -> Days | None:
    while mark.same:
        mark = story.marks[mark.same]
    if mark.value is None or mark.value == "?":
        return None
    start, _, end = mark.value.partition("..")
    return start, end or start


def read(coded: Sequence[Coded]) -> list[Time]:
    """The mentions of time in what the reader told of a text, in order."""
    found = [
        Time(mention.span, (ref.start, ref.end) if (ref := mention.ref) and ref.start and ref.end else None)
        for one in coded
        for mention in one.mentions
        if mention.kind == "time"
    ]
    return sorted(found, key=lambda time: time.span)


def compared(story: Annotated, coder: Coder) -> Compared:
    """A story's times side by side; equal spans are paired first, then overlaps in order."""
    gold, found = annotated(story), read(ours.code(story, coder))
    pairs: list[tuple[Time, Time]] = []
    for same in (True, False):
        for want in gold:
            if any(want is other for other, _ in pairs):
                continue
            free = [got for got in found if all(got is not other for _, other in pairs)]
            fits = (got for got in free if (got.span == want.span if same else touch(got.span, want.span)))
            if got := next(fits, None):
                pairs.append((want, got))
    return Compared(story, tuple(gold), tuple(found), tuple(pairs))


def rates(stories: Sequence[Compared]) -> dict[str, float]:
    """F1 of spans (strict, relaxed) and of intervals (exact, touching: they share a day or both are unknown)."""
    both = sum(len(one.gold) + len(one.found) for one in stories)
    pairs = [pair for one in stories for pair in one.pairs]
    right = {
        "strict": sum(want.span == got.span for want, got in pairs),
        "relaxed": len(pairs),
        "interval": sum(want.days == got.days for want, got in pairs),
        "touching": sum(_touch(want.days, got.days) for want, got in pairs),
    }
    return {name: 2 * count / both if both else 0.0 for name, count in right.items()}


def _touch(want: Days | None, got: Days | None) -> bool:
    if want is None or got is None:
        return want is got
    return want[0] <= got[1] and got[0] <= want[1]
