"""re3d: mentions against entities, where kinds and types correspond."""

from __future__ import annotations

from typing import Any

from bench.extract import re3d
from rasid.records import Coded, Document, Mention, Offsets, Story

TEXT = "The Syrian army shelled Homs and an old bridge on Monday."


def at(words: str) -> Offsets:
    return TEXT.index(words), TEXT.index(words) + len(words)


def coded(*mentions: tuple[str, Any]) -> list[Coded]:
    story = Story("s", (0, len(TEXT)), None, (), (), None, None, (), (), None, None, False)
    told = tuple(Mention(words, kind, at(words), words, 1.0, None) for words, kind in mentions)
    return [Coded(Document("d", None, "-", "text/plain", "en", None, TEXT), story, told, (), (), (), (), ())]


GOLD = re3d.Document(
    "1", TEXT, ((at("The Syrian army"), "Organisation"), (at("Homs"), "Location"), (at("Monday"), "Temporal"))
)


def test_a_mention_of_a_fitting_kind_is_right_by_head_and_by_span() -> None:
    right, told, want = re3d.compare(GOLD, coded(("Syrian army", "actor"), ("Homs", "place"), ("Monday", "quantity")))
    assert (right["mention head"], right["mention span"], told["mention head"], want["mention head"]) == (2, 1, 3, 3)
    assert (right["Organisation"], right["Temporal"], want["Temporal"]) == (1, 0, 1)


def test_each_mention_is_taken_once() -> None:
    twice = re3d.Document("1", TEXT, ((at("Homs"), "Location"), (at("shelled Homs"), "Location")))
    right, _, _ = re3d.compare(twice, coded(("Homs", "place")))
    assert right["mention head"] == 1


def test_doubtful_entities_are_neither_wanted_nor_held_against_a_mention() -> None:
    right, told, want = re3d.compare(
        re3d.Document("1", TEXT, (), (at("Homs"),)), coded(("Homs", "place"), ("bridge", "facility"))
    )
    assert (right["mention head"], told["mention head"], want["mention head"]) == (0, 1, 0)


def test_a_row_is_read() -> None:
    spans = [
        {"start": 24, "end": 28, "label": "Location", "confidence": 1},
        {"start": 24, "end": 28, "label": "Location", "confidence": 0.9},
        {"start": 4, "end": 10, "label": "Nationality", "confidence": 0},
        {"start": 0, "end": 3, "label": "Money", "confidence": 1},
        {"start": None, "end": None, "label": "Person", "confidence": 1},
    ]
    (one,) = re3d.cases([{"id": "1", "text": TEXT, "spans": spans}])
    assert (one.entities, one.doubtful) == ((((24, 28), "Location"),), ((4, 10),))
