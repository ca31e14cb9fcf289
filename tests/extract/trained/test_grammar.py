"""Actors that the rules read where the model names none."""

from __future__ import annotations

import copy

import pytest

from rasid.extract.analysis import Item
from rasid.extract.candidates import Candidate
from rasid.extract.trained.grammar import Grammar
from tests.extract.trained.rules_reading import rules


def told(text: str, words: str) -> tuple[Candidate, Grammar]:
    """What the rules read at ``words``, without its actors and with nothing joined to it, and all that they read."""
    kept = rules(text)
    read = [one for best, others in kept for c in (best, *others) for one in (c, *c.merged)]
    found = next(c for c in read if " ".join(c.view.sentence.words[c.a : c.b]) == words)
    bare = copy.copy(found)
    bare.actors, bare.merged = [], []
    return bare, Grammar(kept)


def mention(c: Candidate, words: str) -> Item:
    return next(i for i in c.view.items if i.low == words.lower())


def test_a_verb_without_an_actor_gets_its_subject() -> None:
    c, grammar = told("The army shelled Kutum and arrested five traders in Mellit.", "arrested")
    grammar.name(c)
    assert [item.low for item in c.actors] == ["army"]


def test_an_actor_that_the_model_names_stands() -> None:
    c, grammar = told("The army bombed a market that rebels had left.", "bombed")
    c.actors = [mention(c, "rebels")]
    grammar.name(c)
    assert [item.low for item in c.actors] == ["rebels"]


def test_a_target_is_no_actor() -> None:
    c, grammar = told("The army shelled Kutum and arrested five traders in Mellit.", "arrested")
    c.targets = [mention(c, "army")]
    grammar.name(c)
    assert c.actors == []


def test_a_noun_gets_no_actor() -> None:
    c, grammar = told("The army launched an airstrike on Mellit.", "airstrike")
    grammar.name(c)
    assert c.actors == []


@pytest.mark.parametrize("words", ["accusing", "holding"])
def test_who_wrote_a_document_does_what_it_does(words: str) -> None:
    text = "Jordan replied to a Syrian complaint sent to the United Nations, accusing rebels of attacks and holding Amman responsible."
    c, grammar = told(text, words)
    c.actors = [mention(c, "United Nations")]
    grammar.name(c)
    assert [item.low for item in c.actors] == ["syrian"]
