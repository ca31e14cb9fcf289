"""The spans that a model marks in a story, on the items that the rules found there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rasid.extract.analysis import Item, View
from rasid.extract.trained.shape import HEADS, OURS, Floats, spans_of
from rasid.extract.trained.weights import Weights
from rasid.records import MentionKind, Offsets

_MENTIONS = tuple(head for head in OURS if head.startswith("mention."))
# Kinds that the rules alone must find, because only they can give them a value.
_VALUED = ("mention.time",)
OPEN = frozenset(
    (
        "of in on at to from by with for the a an and or near outside inside around between into onto over under against"
        " across along through toward towards within beyond than"
    ).split()
)  # no phrase ends there: the mark was cut short
_SENSES = {"actor": "organisation", "person_role": "office", "place": "place", "facility": "facility"}


@dataclass(slots=True, eq=False)
class Node:
    """Words ``a`` to ``b`` of the story under a head; ``item`` where they are a mention, ``view`` the sentence they stand in."""

    head: int
    a: int
    b: int
    score: float
    view: View
    item: Item | None = None

    @property
    def name(self) -> str:
        """The head's name."""
        return HEADS[self.head]


class Words:
    """The story's words counted through, and the sentence of each."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = views
        self.first = np.cumsum([0, *(len(v.sentence.words) for v in views)]).tolist()

    def place(self, word: int) -> tuple[View, int]:
        """The sentence of a word, and its number there."""
        k = bisect_right(self.first, word) - 1
        return self.views[k], word - self.first[k]

    def touched(self, span: Offsets) -> tuple[int, int] | None:
        """The words of one sentence that touch characters ``span``, first and one after the last; ``None`` where none does."""
        for view in self.views:
            a, b = view.sentence.tokens(*span)
            if a < b:
                return self.number(view, a), self.number(view, b)
        return None

    def number(self, view: View, token: int) -> int:
        """The number of a sentence's token in the story."""
        return int(self.first[view.index]) + token


def nodes(weights: Weights, tagged: Floats, words: Words) -> list[Node]:
    """All marked spans; those of mentions stand on items, which are made where the rules have none."""
    out: list[Node] = []
    for head in OURS:
        logits = tagged[:, weights.tags.index(head)]
        for a, b in spans_of(logits.argmax(axis=1)):
            view, at = words.place(a)
            b = min(b, a + len(view.sentence.words) - at)
            out.append(Node(HEADS.index(head), a, b, _probability(logits[a], 1), view))
    for node in out:
        if node.name in _MENTIONS:
            node.item = _item(node, words)
    kept = [node for node in out if node.name not in _MENTIONS or node.item is not None]
    return kept + list(_of_rules(kept, words))


def given_too(found: Sequence[Node], given: Sequence[Offsets], words: Words) -> list[Node]:
    """The spans found, and a trigger at each of the words ``given`` that no trigger touches."""
    out = list(found)
    for span in given:
        at = words.touched(span)
        if at is not None and not any(n.name == "trigger" and n.a < at[1] and at[0] < n.b for n in out):
            out.append(Node(HEADS.index("trigger"), *at, 1.0, words.place(at[0])[0]))
    return out


def _probability(logits: Floats, value: int) -> float:
    e = np.exp(logits - logits.max())
    return float(e[value] / e.sum())


def _item(node: Node, words: Words) -> Item | None:
    """The item that the marked words are: the one that ends where they end, else one that overlaps, or a name that they explain, else a new one."""
    view, a = words.place(node.a)
    b = a + node.b - node.a
    kind: MentionKind = node.name.removeprefix("mention.")  # type: ignore[assignment]
    alike = [i for i in view.items if i.kind == kind and i.a < b and a < i.b]
    found = next((i for i in alike if i.b == b), None) or max(
        alike, key=lambda i: min(i.b, b) - max(i.a, a), default=None
    )
    if found is None and kind == "place":  # "the Yemeni capital Sanaa" is Sanaa
        found = next((i for i in view.items if i.kind == kind and i.a == b and i.sense == "name"), None)
    if found is not None:
        return found
    if node.name in _VALUED or (kind != "quantity" and view.sentence.low[b - 1] in OPEN):
        return None
    hit = next((h for x, y, h in view.hits if x < b and y >= b and a < y), None) if kind == "actor" else None
    item = Item(kind, view.index, a, b, view.sentence.span(a, b), round(node.score, 2), _SENSES.get(kind, kind), hit)
    return view.add(item)


def _of_rules(kept: Sequence[Node], words: Words) -> Iterator[Node]:
    """Items of the rules that no marked span stands on: names may still have a role."""
    taken = {id(node.item) for node in kept}
    for view in words.views:
        ends = {n.b for n in kept if n.view is view}
        for item in view.items:
            head = f"mention.{item.kind}"
            b = words.number(view, item.b)
            if id(item) not in taken and b not in ends:
                yield Node(HEADS.index(head), words.number(view, item.a), b, item.score, view, item)
