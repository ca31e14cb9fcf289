"""The choice among candidates: what is evidence, and that no place can win."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid import gazetteer
from rasid.errors import DataError
from rasid.records import Mention, Span, Story
from rasid.resolve import weights
from rasid.resolve.candidates import candidates
from rasid.resolve.clues import clues
from rasid.resolve.context import setting
from rasid.resolve.phrase import take_apart
from rasid.resolve.scene import voice
from rasid.resolve.weights import Scale, Weights

EVEN = Weights(Scale({}), Scale({}))


def found(name: str, hint=None):
    return candidates(gazetteer.open(), name, hint, weights.load())


def signs(name: str, hint=None) -> dict[str, set[str]]:
    return {c.entry.id: {sign for sign, _ in c.evidence} for c in found(name, hint)}


def clues_of(before: str, name: str, after: str) -> set[str]:
    text = before + name + after
    mention = Mention("m", "place", (len(before), len(before) + len(name)), name, 1.0, None)
    phrase = take_apart(mention, text, lambda words: bool(gazetteer.open().exact(words)))
    return {sign for sign, _ in clues(phrase, text, [mention.span])}


@pytest.mark.parametrize(
    ("before", "name", "after", "told"),
    [
        ("The singer ", "Paris", " Hilton came.", {"titled", "before a name"}),
        ("Mr ", "Lebanon", " was out.", {"titled"}),
        ("They saw Michael ", "Jordan", " leave.", {"after a name"}),
        ("In ", "Homs", ", Syrian troops waited.", set()),
        ("Michael ", "Jordan", " left.", set()),  # the first word of a sentence has its capital anyway
        ("Police in ", "Paris", " said so.", set()),
        ("Crews of the ", "Dallas", " Police Department left.", set()),
        ("The road to ", "Homs", " Governorate is shut.", set()),
        ("Shells Hit Three Homes In ", "Sake", " As Rebels Press Towards Goma", set()),
    ],
)
def test_words_beside_a_name_tell_a_person_from_a_place(before: str, name: str, after: str, told: set[str]) -> None:
    assert clues_of(before, name, after) == told


@pytest.mark.parametrize(
    ("name", "id", "sign"),
    [
        ("Alexandria", "geonames:124665", "other name"),
        ("Khan Younis", "geonames:7302809", "other spelling"),
        ("El Salvador", "geonames:3450554", "no article"),
        ("Homs", "admin1:SY.11", "seated"),
    ],
)
def test_a_place_of_another_name_or_kind_is_told_from_one_of_the_name(name: str, id: str, sign: str) -> None:
    told = signs(name)
    if id in told:
        assert sign in told[id]
    else:
        assert sign in set().union(*told.values())


def test_a_people_means_its_country_and_no_village_of_that_name() -> None:
    assert [c.entry.id for c in found("Georgian")] == ["iso:GE"]
    assert "fits" not in signs("Georgian", "town")["iso:GE"]


def test_letters_with_points_are_no_code_of_a_country() -> None:
    assert all(c.entry.kind != "country" for c in found("S.C."))


def test_a_river_is_never_a_town() -> None:
    assert all(c.entry.kind == "line" for c in found("Florence", "line"))


def test_a_name_says_for_others_what_it_probably_means() -> None:
    (first, *rest) = found("Tripoli")
    spoken = voice([(0.75, first), *[(0.25 / len(rest), c) for c in rest]], 3)
    assert spoken.countries[first.entry.country or ""] >= 0.75 and spoken.total <= 1.0
    assert spoken.anchor == first.entry
    assert voice([(0.4, first)], 1).anchor is None


def story(text: str) -> Story:
    whole = Span((0, len(text)), text)
    return Story("s", whole.span, None, (), (), None, None, (whole,), (), None, None, False)


def test_the_name_of_a_place_is_no_word_for_the_country_in_it() -> None:
    text = "A ferry left British Columbia as Syrian envoys met."
    told = setting(gazetteer.open(), text, story(text), places=[(13, 29)])
    assert dict(told.countries) == {"SY": 1}
    assert "GB" in setting(gazetteer.open(), text, story(text)).countries


def test_actors_of_one_theatre_speak_for_it() -> None:
    text = "Fighters of the M23 came."
    assert "CD" in setting(gazetteer.open(), text, story(text), actors=["the M23"]).theatre
    assert setting(gazetteer.open(), text, story(text), actors=["the riders"]).theatre == frozenset()


def test_evidence_without_a_weight_weighs_nothing() -> None:
    assert Scale({"a": 2.0}).of((("a", 0.5), ("b", 9.0))) == 1.0
    assert {c.alone for c in candidates(gazetteer.open(), "Homs", None, EVEN)} == {0.0}


@pytest.mark.parametrize("words", ["", "[]", '{"alone": {}}'])
def test_a_file_without_weights_names_the_command_that_makes_them(tmp_path: Path, words: str) -> None:
    file = tmp_path / "weights.json"
    file.write_text(words, encoding="utf-8")
    with pytest.raises(DataError, match="train.places"):
        weights.load(file)


def test_namesakes_of_one_country_share_its_people_of_that_name() -> None:
    found = candidates(gazetteer.open(), "Springfield", None, weights.load())
    towns = [c for c in found if c.entry.kind == "town" and c.entry.country == "US"]
    assert len(towns) > 5 and sum(c.share for c in towns) == pytest.approx(1)
    assert max(towns, key=lambda c: c.share).entry.admin1 == "Missouri"


def test_a_continent_is_likelier_than_a_town_of_its_name() -> None:
    assert candidates(gazetteer.open(), "Africa", None, weights.load())[0].entry.id == "region:africa"
