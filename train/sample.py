"""Samples: stories as words with what is to be learnt, whatever set they come from.

A sample names spans of words under the heads that its set annotates (a head is one output of the model), and links
between spans. Words, sentences and clues are made by the same code that reads stories at run time.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rasid import gazetteer, ontology, registry
from rasid.extract.coreference import Coreference
from rasid.extract.mentions import analyse
from rasid.extract.names import Names
from rasid.extract.telling import Telling
from rasid.extract.trained.clues import clues
from rasid.extract.trained.nodes import Words
from rasid.records import Document, Interval, Offsets, Span, Story


@dataclass(slots=True)
class Sample:
    """One text. ``spans`` are ``(head, first word, word after the last, label)``; ``links`` ``(head, i, j)`` between spans."""

    id: str
    set: str
    split: str
    words: list[str]
    sentences: list[int]  # of each word
    starts: list[int]
    ends: list[int]
    clues: list[tuple[int, ...]]
    pairs: list[tuple[int, int, int]]
    spans: list[tuple[str, int, int, str]] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    loose: list[tuple[str, int, int]] = field(default_factory=list)  # phrases that the rules mark, right or wrong
    extra: dict[str, Any] = field(default_factory=dict)

    def at(self, start: int, end: int) -> tuple[int, int] | None:
        """The words that characters ``start`` to ``end`` cover, or ``None``."""
        a, b = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (a, b) if a < b else None


@functools.cache
def _names() -> Names:
    return Names(registry.load(), gazetteer.open())


def sample(
    id: str,
    text: str,
    *,
    set: str,
    split: str = "train",
    parts: Sequence[tuple[str, Offsets]] = (),
    published: str | None = None,
) -> Sample:
    """A sample of a text, with words and clues; ``parts`` are ``(kind, span)``, by default all of it is body."""
    document = Document(id, None, id, "text/plain", "en", None, text)
    story = _story(id, text, parts or _paragraphs(text), published)
    analysis = analyse(document, story, _names())
    telling = Telling(analysis, Coreference(analysis), ontology.load())
    telling.read()
    views = analysis.views
    found = clues(
        views, [c for first, again in telling.kept for c in (first, *again)], telling.speeches, ontology.load()
    )
    numbered = Words(views)
    return Sample(
        id,
        set,
        split,
        [w for v in views for w in v.sentence.words],
        [i for i, v in enumerate(views) for _ in v.sentence.words],
        [s for v in views for s in v.sentence.starts],
        [e for v in views for e in v.sentence.ends],
        list(found.words),
        [(i, j, bits) for (i, j), bits in found.pairs.items()],
        loose=[(i.kind, numbered.number(v, i.a), numbered.number(v, i.b)) for v in views for i in v.items],
    )


def _paragraphs(text: str) -> list[tuple[str, Offsets]]:
    out, at = [], 0
    for piece in text.split("\n\n"):
        if piece.strip():
            start = at + len(piece) - len(piece.lstrip())
            out.append(("body", (start, start + len(piece.strip()))))
        at += len(piece) + 2
    return out


def _story(id: str, text: str, parts: Sequence[tuple[str, Offsets]], published: str | None) -> Story:
    def of(kind: str) -> tuple[Span, ...]:
        return tuple(Span(span, text[slice(*span)]) for k, span in parts if k == kind)

    when = None if published is None else Interval(published, published, "day", None, "metadata")
    return Story(id, (0, len(text)), next(iter(of("headline")), None), of("caption"), of("credit"), next(iter(of("dateline")), None),
                 next(iter(of("byline")), None), of("body"), (), when, None, False)  # fmt: skip
