"""Event-location with the verb given: what is told of a verb, and what the ceilings are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.extract import public, verbs
from bench.extract.asked import Weighed, asked
from bench.extract.event_location import Sentence
from rasid.records import Offsets

TEXT = "Troops from Basra attacked a camp near Abu Ghraib and left Tikrit ."
TOKENS = tuple((TEXT.index(w), TEXT.index(w) + len(w)) for w in TEXT.split())


def at(words: str) -> Offsets:
    return TEXT.index(words), TEXT.index(words) + len(words)


def tokens(words: str) -> frozenset[int]:
    return frozenset(TOKENS.index(at(word)) for word in words.split())


ATTACKED = Sentence("1", TEXT, TOKENS, ((at("attacked"), tokens("Abu Ghraib")),))


def counted(found: Weighed, key: str) -> tuple[int, int, int]:
    right, told, want = verbs.compare(ATTACKED, [found])
    return right[key], told[key], want[key]


def test_all_places_that_are_likely_enough_are_told_and_of_them_the_likeliest() -> None:
    found = [(at("near Abu Ghraib"), 0.8), (at("Basra"), 0.5), (at("Tikrit"), 0.1)]
    assert counted(found, "given verb") == (2, 3, 2)
    assert counted(found, "given verb, likeliest") == (2, 2, 2)


def test_unlikely_places_are_not_told_but_they_are_found() -> None:
    found = [(at("Abu Ghraib"), 0.2), (at("Basra"), 0.1)]
    assert counted(found, "given verb") == (0, 0, 2)
    assert counted(found, "all that is found") == (2, 2, 2)


def test_a_place_that_is_not_found_is_lost_to_the_ceiling_too() -> None:
    assert counted([(at("Basra"), 0.9)], "all that is found") == (0, 0, 2)


def test_the_place_next_to_the_verb_is_told_whatever_its_odds() -> None:
    assert counted([(at("Tikrit"), 0.9), (at("Basra"), 0.1)], "place next to the verb") == (0, 1, 2)


def test_of_a_verb_without_place_every_token_told_is_wrong() -> None:
    nowhere = Sentence("1", TEXT, TOKENS, ((at("left"), frozenset()),))
    right, told, want = verbs.compare(nowhere, [[(at("Basra"), 0.9)]])
    assert (right["given verb"], told["given verb"], want["given verb"]) == (0, 1, 0)


@pytest.mark.parametrize("reader", ["rules", "trained"])
def test_a_reader_places_a_verb_that_it_is_given(reader: str) -> None:
    text = "Gunmen attacked a police post in Mosul on Sunday. Hours later soldiers shelled positions in Tikrit."
    attacked, shelled = ((text.index(w), text.index(w) + len(w)) for w in ("attacked", "shelled"))
    first, second = asked(reader)(text, [attacked, shelled])
    assert [text[slice(*found[0][0])].split()[-1] for found in (first, second)] == ["Mosul", "Tikrit"]


def test_a_word_outside_all_sentences_has_no_place() -> None:
    assert asked("trained")("Gunmen attacked Mosul.", [(500, 505)]) == [[]]


def test_verbs_that_are_not_there_are_skipped_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(public, "SHARED", tmp_path)
    assert verbs.main([]) == 0
    assert capsys.readouterr().out.startswith("event_location: skipped, ")
