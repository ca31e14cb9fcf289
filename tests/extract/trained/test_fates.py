"""Counts of people that the model and the rules read: whose reading of their fate stands."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from rasid.extract.trained.fates import Linked, by_grammar, told_apart
from rasid.records import CasualtyKind
from tests.extract.trained.rules_reading import Told, rules


def by_model(told: Told, kind: CasualtyKind) -> Told:
    """The same events and counts, all with one fate."""
    out: Told = []
    for best, _ in told:
        mine = copy.copy(best)
        mine.harm = [replace(h, kind=kind) for h in best.harm]
        out.append((mine, []))
    return out


def fates(told: Told) -> list[tuple[str, int]]:
    return sorted((h.kind, h.count.low) for best, _ in told for h in best.harm)


@pytest.mark.parametrize(
    ("text", "model", "read"),
    [
        ("A bomb exploded in Homs. Four traders were injured.", "killed", [("injured", 4)]),
        ("A bomb exploded in Homs. Four traders were killed.", "injured", [("killed", 4)]),
        ("A bomb exploded in Homs. Four traders were killed.", "displaced", [("displaced", 4)]),
        ("Gunmen abducted four traders in Homs.", "detained", [("detained", 4)]),
    ],
)
def test_the_fate_that_the_grammar_tells_stands_among_killed_injured_and_detained(
    text: str, model: CasualtyKind, read: list[tuple[str, int]]
) -> None:
    told = by_model(rules(text), model)
    by_grammar(told, rules(text))
    assert fates(told) == read


def test_a_count_that_the_rules_do_not_read_keeps_the_fate_of_the_model() -> None:
    told = by_model(rules("A bomb exploded in Homs. Four traders were injured."), "killed")
    by_grammar(told, [])
    assert fates(told) == [("killed", 4)]


@pytest.mark.parametrize(
    ("text", "links", "read"),
    [
        (
            "abducted [five] and killed [one]",
            {1: [("detained", 5, 0.9)], 2: [("killed", 5, 0.8), ("killed", 6, 0.98)]},
            {1: [("detained", 5)], 2: [("killed", 6)]},
        ),
        (
            "abducted [three] and executed them",
            {1: [("detained", 5, 0.9)], 2: [("killed", 5, 0.8)]},
            {1: [("detained", 5)], 2: [("killed", 5)]},
        ),
        (
            "arrested [a] man suspected of the killing",
            {1: [("detained", 5, 0.9)], 2: [("killed", 5, 0.4)]},
            {1: [("detained", 5)], 2: []},
        ),
        (
            "the clashes killed [20], injured [45] and displaced [3,000]",
            {
                1: [("killed", 5, 0.9), ("injured", 6, 0.8), ("injured", 7, 0.6)],
                2: [("displaced", 6, 0.6), ("displaced", 7, 0.9)],
            },
            {1: [("killed", 5), ("injured", 6)], 2: [("displaced", 7)]},
        ),
        (
            "the blast killed [two]; their death",
            {1: [("killed", 5, 0.6)], 2: [("killed", 5, 0.9)]},
            {1: [("killed", 5)], 2: [("killed", 5)]},
        ),
    ],
)
def test_a_count_has_one_fate_unless_two_are_told(
    text: str, links: dict[int, list[tuple[CasualtyKind, int, float]]], read: dict[int, list[tuple[CasualtyKind, int]]]
) -> None:
    apart = told_apart({i: [Linked(*link) for link in of] for i, of in links.items()})
    assert {i: {(o.kind, o.count) for o in of} for i, of in apart.items()} == {i: set(of) for i, of in read.items()}
