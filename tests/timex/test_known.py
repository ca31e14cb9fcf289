"""The data file of dated events and tenures."""

from datetime import date

import pytest

from rasid.timex.known import event_in, known_events, tenures


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("the crushing defeat of the group at Baghouz", date(2019, 3, 23)),
        ("Russia launched its full-scale invasion of Ukraine", date(2022, 2, 24)),
        ("the military seized power in Myanmar", date(2021, 2, 1)),
        ("fighting broke out in Sudan between two generals", date(2023, 4, 15)),
        ("Islamic State seized Mosul", date(2014, 6, 10)),
        ("Mosul was liberated", date(2017, 7, 9)),
        ("the explosion in the port of Beirut", date(2020, 8, 4)),
        ("the fall of Bashar al-Assad", date(2024, 12, 8)),
        ("the Taliban swept back and seized power", date(2021, 8, 15)),
        ("the signing of the peace accord with the FARC", date(2016, 11, 24)),
        ("the Hamas attack of October 7", date(2023, 10, 7)),
    ],
)
def test_a_known_event_is_recognised_by_its_words(words: str, start: date) -> None:
    event = event_in(words)
    assert event is not None and event.start == start


@pytest.mark.parametrize(
    "words", ["the fall of the village", "the attack on the town", "the talks in Beirut", "Mosul university", ""]
)
def test_other_events_are_not_mistaken_for_known_ones(words: str) -> None:
    assert event_in(words) is None


def test_the_file_holds_sixty_events_with_names_of_their_own() -> None:
    assert len(known_events()) >= 60
    assert len({event.name for event in known_events()}) == len(known_events())
    assert all(event.start <= event.end for event in known_events())


def test_tenures_end_after_they_start() -> None:
    assert len(tenures()) >= 20
    assert all(tenure.end is None or tenure.start < tenure.end for tenure in tenures())
