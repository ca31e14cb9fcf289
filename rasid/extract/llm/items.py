"""Quoted words as items: the one that the rules found there, else a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasid.extract.analysis import Item, View
from rasid.extract.lexicon import noun_senses
from rasid.extract.llm.quotes import Quotes
from rasid.extract.mentions import KIND_OF_SENSE
from rasid.records import MentionKind, Offsets

_NEW = 0.5  # score of an item that only the model sees


@dataclass(frozen=True, slots=True)
class Sort:
    """What may fill a role: kinds of mentions, the likeliest first, which is also that of a new one of unknown sense."""

    kinds: tuple[MentionKind, ...]
    sense: str


PARTY = Sort(("actor", "person_role", "facility", "place", "weapon"), "organisation")
ACTOR = Sort(("actor", "person_role"), "organisation")
MEANS = Sort(("weapon", "facility"), "weapon")
PLACE = Sort(("place", "facility"), "name")
TIME = Sort(("time",), "date")


def find(quotes: Quotes, sort: Sort, what: str, quote: str | None, near: Offsets) -> Item | None:
    """The item of a quote, the place of it that is nearest to ``near``; ``None`` for none, or one that is not there."""
    span = quotes.find(what, quote, near) if quote and quote.strip() else None
    view = quotes.view(span[0]) if span is not None else None
    return _of(view, span, sort) if view is not None and span is not None else None


def _of(view: View, span: Offsets, sort: Sort) -> Item:
    a, b = view.sentence.tokens(*span)
    a = min(a, len(view.sentence.words) - 1)
    b = max(a + 1, b)
    alike = [i for kind in sort.kinds for i in view.items if i.kind == kind and i.a < b and a < i.b]
    return _chosen(alike, a, b, span, sort) or view.add(_new(view, a, b, span, sort))


def _chosen(alike: Sequence[Item], a: int, b: int, span: Offsets, sort: Sort) -> Item | None:
    """The same words; else of places and times the first inside the quote; else words with the same last word."""
    same = next((i for i in alike if i.span == span), None)
    if same is not None:
        return same
    inside = [i for i in alike if a <= i.a and i.b <= b]
    if sort in (PLACE, TIME) and inside:
        return min(inside, key=lambda i: i.a)  # "Jisr, west of Homs" is about Jisr
    return next((i for i in alike if i.b == b), None)


def _new(view: View, a: int, b: int, span: Offsets, sort: Sort) -> Item:
    sense = noun_senses().get(view.sentence.low[b - 1], "")
    kind = KIND_OF_SENSE.get(sense, (sort.kinds[0], 0.0))[0]
    if kind not in sort.kinds or sort in (PLACE, TIME):
        kind, sense = sort.kinds[0], sort.sense
    hit = next((h for x, y, h in view.hits if x < b and y >= b and a < y), None) if kind == "actor" else None
    return Item(kind, view.index, a, b, span, _NEW, sense or sort.sense, hit)
