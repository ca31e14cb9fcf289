"""A light tagger: what it learns from columns, and what it must not learn."""

from __future__ import annotations

import numpy as np

from bench.extract.runs import Bools, Floats, Ints
from bench.extract.tagger import Tagger, entities, fit, tags_of

TYPES = ("Location", "Person")
# Kinds of word: other, town, title, name.
WORDS = np.array([0, 1, 0, 2, 3, 0, 3, 0, 1, 1, 0, 0] * 20)
FIRST = np.arange(len(WORDS)) % 6 == 0
GOLD = [
    e
    for k in range(0, len(WORDS), 12)
    for e in (
        (k + 1, k + 2, "Location"),
        (k + 3, k + 5, "Person"),
        (k + 6, k + 7, "Person"),
        (k + 8, k + 10, "Location"),
    )
]


def columns(words: Ints) -> Floats:
    return np.eye(4, dtype=np.float32)[words]


def fitted(tags: Ints, shown: Bools | None = None) -> Tagger:
    every = np.ones(len(WORDS), np.bool_)
    return fit(columns(WORDS), tags, TYPES, first=FIRST, shown=every if shown is None else shown, penalty=0.1)


def test_tags_say_entities_and_back() -> None:
    found = [(0, 2, "Person"), (2, 3, "Person"), (4, 5, "Location")]
    tags = tags_of(6, found, TYPES)
    assert tags.tolist() == [3, 4, 3, 0, 1, 0]
    assert entities(tags, TYPES) == found


def test_of_nested_entities_the_longest_is_tagged() -> None:
    assert entities(tags_of(4, [(1, 2, "Location"), (0, 3, "Person")], TYPES), TYPES) == [(0, 3, "Person")]


def test_it_finds_in_new_words_what_it_learnt() -> None:
    tagger = fitted(tags_of(len(WORDS), GOLD, TYPES))
    new = np.array([3, 0, 0, 1, 0, 2, 3])
    found = tagger.entities(columns(new), np.arange(len(new)) == 0)
    assert found == [(0, 1, "Person"), (3, 4, "Location"), (5, 7, "Person")]


def test_words_that_are_not_shown_teach_nothing() -> None:
    tags = tags_of(len(WORDS), GOLD, TYPES)
    towns = WORDS == 1
    spoilt = np.where(towns, 3, tags)  # every town told to be a person
    spoilt_half, half = tags.copy(), towns & (np.arange(len(WORDS)) >= len(WORDS) // 2)
    spoilt_half[half] = 3
    new = columns(np.array([0, 1, 0]))
    first = np.array([True, False, False])
    assert fitted(spoilt).entities(new, first) == [(1, 2, "Person")]
    assert fitted(spoilt_half, ~half).entities(new, first) == [(1, 2, "Location")]
