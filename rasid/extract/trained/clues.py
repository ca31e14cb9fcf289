"""What the rules see in a story, as small numbers for each word and each pair: the trained reader's second sense.

The encoder knows how words are used; the rules know names, weapons, grammar and figures. A word's clues are added to what
the encoder reads, and what the rules propose as roles is added to what the linker weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from rasid.extract.analysis import Item, View
from rasid.extract.attribution import Speech
from rasid.extract.candidates import Candidate, candidates
from rasid.ontology import Ontology
from rasid.records import MentionKind, Modality, Stance
from rasid.registry.actor import Kind

ITEMS: tuple[str, ...] = get_args(MentionKind)
SORTS = ("name", "demonym", "metonym", "generic")
ACTORS: tuple[str, ...] = get_args(Kind)
MODALITIES: tuple[str, ...] = get_args(Modality)
STANCES: tuple[str, ...] = get_args(Stance)
TAGS = 'djNMPcosVAZbngmtBHXxarifyqwkT_,:."($'
PARTS = ("headline", "byline", "body", "caption")
# Bits of what the rules propose between a trigger and an item.
ACTOR, TARGET, MEANS, PLACE, TIME, CLAIMANT, HARMED = (1 << n for n in range(7))


@dataclass(frozen=True, slots=True)
class Clues:
    """``words[i]`` are the clues of the story's i-th word, one number a column (see ``sizes``); ``pairs`` holds bits by word and word."""

    words: tuple[tuple[int, ...], ...]
    pairs: dict[tuple[int, int], int]


def sizes(ontology: Ontology) -> tuple[int, ...]:
    """How many values each column of ``Clues.words`` has."""
    classes = len(ontology.classes) + 1
    return (
        5,  # shape
        len(ITEMS) * 2 + 1,  # item, at its first word or further in
        len(SORTS) + 1,
        len(ACTORS) + 1,
        classes,  # class that the lexicon knows
        classes,  # class of a report of the rules
        len(MODALITIES) + 1,
        len(TAGS) + 1,
        len(PARTS) + 1,  # the fifth: first sentence of the body
        len(STANCES) * 2 + 1,  # cue of a speech, or inside one
    )


def clues(
    views: Sequence[View],
    told: Iterable[Candidate],
    speeches: dict[int, list[Speech]],
    ontology: Ontology,
) -> Clues:
    """The clues of all words of the views, in order; ``told`` are the candidates of the rules."""
    number = {name: i + 1 for i, name in enumerate(ontology.classes)}
    first = offsets(views)
    reported: dict[int, tuple[int, int]] = {}
    pairs: dict[tuple[int, int], int] = {}
    for candidate in told:
        for one in (candidate, *candidate.merged):
            for t in range(one.a, one.b):
                value = (number[one.event], MODALITIES.index(candidate.modality) + 1)
                reported.setdefault(first[one.view.index] + t, value)
            _propose(pairs, one, first)
    rows = tuple(row for view in views for row in _rows(view, reported, first, speeches.get(view.index, []), number))
    return Clues(rows, pairs)


def offsets(views: Sequence[View]) -> dict[int, int]:
    """By a view's index, the number of words before it."""
    out, n = {}, 0
    for view in views:
        out[view.index] = n
        n += len(view.sentence.words)
    return out


def _propose(pairs: dict[tuple[int, int], int], c: Candidate, first: dict[int, int]) -> None:
    at = first[c.view.index] + c.b - 1

    def put(item: Item | None, bit: int) -> None:
        if item is not None:
            key = (at, first[item.s] + item.b - 1)
            pairs[key] = pairs.get(key, 0) | bit

    for item in c.actors:
        put(item, ACTOR)
    for item in c.targets:
        put(item, TARGET)
    for item in c.means:
        put(item, MEANS)
    put(c.place, PLACE)
    put(c.time, TIME)
    put(c.claimant, CLAIMANT)
    for harm in c.harm:
        put(harm.whom, HARMED)
        key = (at, first[harm.view.index] + harm.count.b - 1)
        pairs[key] = pairs.get(key, 0) | HARMED


def _rows(
    view: View,
    reported: dict[int, tuple[int, int]],
    first: dict[int, int],
    said: list[Speech],
    number: dict[str, int],
) -> Iterator[tuple[int, ...]]:
    n = len(view.sentence.words)
    items, sorts, kinds, known, speech = [0] * n, [0] * n, [0] * n, [0] * n, [0] * n
    for item in view.items:
        kind = ITEMS.index(item.kind) * 2 + 1
        for t in range(item.a, item.b):
            items[t] = kind + (t > item.a)
    for a, b, hit in view.hits:
        for t in range(a, b):
            sorts[t] = SORTS.index(hit.sort) + 1
            kinds[t] = ACTORS.index(hit.actors[0].kind) + 1
    for candidate in candidates(view):
        for t in range(candidate.a, candidate.b):
            known[t] = number[candidate.event]
    for one in said:
        stance = STANCES.index(one.stance) * 2 + 1
        for t in range(one.first, one.last):
            speech[t] = stance
        for t in range(*one.cue):
            speech[t] = stance + 1
    part = PARTS.index(view.sentence.part)
    if view.sentence.part == "body" and view.sentence.paragraph == 0:
        part = len(PARTS)
    at = first[view.index]
    for t, word in enumerate(view.sentence.words):
        told, modality = reported.get(at + t, (0, 0))
        tag = TAGS.find(view.sentence.tags[t]) + 1
        yield _shape(word), items[t], sorts[t], kinds[t], known[t], told, modality, tag, part, speech[t]


def _shape(word: str) -> int:
    if not word[0].isalnum():
        return 4
    if word[0].isdigit():
        return 3
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() else 0
