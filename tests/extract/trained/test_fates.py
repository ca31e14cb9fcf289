"""Counts of people that the model and the rules read: whose reading of their fate stands."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from rasid import ontology
from rasid.extract.candidates import Candidate
from rasid.extract.coreference import Coreference
from rasid.extract.mentions import analyse
from rasid.extract.telling import Telling
from rasid.extract.trained.fates import by_grammar
from rasid.records import CasualtyKind, Document, Span, Story
from train.sample import _names

Told = list[tuple[Candidate, list[Candidate]]]


def rules(text: str) -> Told:
    """What the rules read."""
    document = Document("d", None, "d", "text/plain", "en", None, text)
    body = (Span((0, len(text)), text),)
    story = Story("d", (0, len(text)), None, (), (), None, None, body, (), None, None, False)
    analysis = analyse(document, story, _names())
    telling = Telling(analysis, Coreference(analysis), ontology.load())
    telling.read()
    return telling.kept


def by_model(told: Told, kind: CasualtyKind) -> Told:
    """The same events and counts, all with one fate."""
    out = []
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
