"""Statements of who holds, contests, gains, loses, besieges or shelters where."""

from __future__ import annotations

import pytest
from reading_of import told


@pytest.mark.parametrize(
    ("text", "state", "holder", "place"),
    [
        ("Sanaa is controlled by the Houthis.", "controls", "houthis", "Sanaa"),
        ("The SDF controls Raqqa and Hasakah.", "controls", "sy-sdf", "Hasakah"),
        ("Houthi-controlled Hodeidah was quiet on Sunday.", "controls", None, "Hodeidah"),
        ("Sudanese troops retook Wad Madani from the Rapid Support Forces.", "gains", "mil-SD", "Wad Madani"),
        ("Sudanese troops retook Wad Madani from the Rapid Support Forces.", "loses", "sd-rsf", "Wad Madani"),
        ("The Rapid Support Forces have besieged El Fasher since May.", "besieges", "sd-rsf", "El Fasher"),
        ("ISIS fighters regrouped in the Syrian Badia.", "sanctuary", "isis", "Syrian Badia"),
        ("The army failed to control the Syrian Badia.", "contests", "mil-SY", "Syrian Badia"),
        ("Goma fell to the M23 in January.", "gains", "cd-m23", "Goma"),
        ("The city of Goma has been in the hands of M23 since January.", "controls", "cd-m23", "Goma"),
        ("M23 is in control of Goma and Bukavu.", "controls", "cd-m23", "Bukavu"),
        ("Government troops drove Al-Shabaab out of Adan Yabal.", "loses", "al-shabaab", "Adan Yabal"),
        ("The army lost Wad Madani to the Rapid Support Forces.", "gains", "sd-rsf", "Wad Madani"),
        ("The army took control of Khartoum.", "gains", "mil-SD", "Khartoum"),
        ("The Taliban failed to take Kunduz.", "contests", "afg-taliban", "Kunduz"),
        ("Boko Haram fighters keep camps in the Sambisa forest.", "sanctuary", None, "Sambisa forest"),
        ("Hezbollah moves freely in the Bekaa valley.", "sanctuary", None, "Bekaa valley"),
        ("The part of Aleppo held by the rebels was bombed.", "controls", None, "part of Aleppo"),
        ("The army is left with Homs, with Hama and with the port of Latakia.", "controls", "mil-SY", "Hama"),
    ],
)
def test_a_statement_gives_state_holder_and_place(text: str, state: str, holder: str | None, place: str) -> None:
    found = [(c.state, c.holder.ref, c.place.name) for c in told(text).control]
    assert (state, place) in [(s, p) for s, _, p in found], found
    if holder is not None:
        assert (state, holder, place) in found


def test_the_capitals_of_a_list_are_the_towns_that_it_names() -> None:
    control = told("M23 fighters still control the provincial capitals of Goma and Bukavu.").control
    assert [(c.state, c.holder.ref, c.place.name) for c in control] == [
        ("controls", "cd-m23", "Goma"),
        ("controls", "cd-m23", "Bukavu"),
    ]


def test_what_a_town_is_the_capital_of_is_not_taken_with_it() -> None:
    control = told("M23 captured Goma, the capital of North Kivu, and Bukavu in January.").control
    assert [c.place.name for c in control] == ["Goma", "Bukavu"]


def test_a_part_of_a_province_is_not_the_province() -> None:
    control = told("The Arakan Army controls 14 of the 17 townships of Rakhine State.").control
    assert [(c.place.id, c.place.lat, c.place.precision, c.place.relation) for c in control] == [
        (None, None, "area", "part of")
    ]


def test_holding_talks_or_someone_responsible_is_no_control() -> None:
    assert told("Baghdad held Israel responsible for the attack.").control == ()


def test_a_road_between_two_towns_is_an_area_of_those_words() -> None:
    control = told("The rebels hold the road from Homs to Hama.").control
    assert [(c.place.name, c.place.lat, c.place.precision) for c in control] == [
        ("road from Homs to Hama", None, "area")
    ]


def test_a_denied_gain_keeps_its_state_and_its_denier() -> None:
    control = told("The Kyiv authorities denied that Russian troops had captured Pokrovsk.").control
    assert [(c.state, c.modality, c.claimant.ref if c.claimant else None) for c in control] == [
        ("gains", "denied", "gov-UA")
    ]


def test_what_was_formerly_held_is_background_without_a_date() -> None:
    control = told("The Syrian army formerly held Raqqa.").control
    assert [(c.state, c.modality, c.as_of) for c in control] == [("controls", "background", None)]


def test_its_troops_are_those_of_the_side_that_speaks() -> None:
    control = told("Russia said its forces had captured Pokrovsk on Thursday.").control
    assert [(c.state, c.holder.ref) for c in control] == [("gains", "gov-RU")]


def test_a_town_that_followed_went_the_way_of_the_one_before() -> None:
    control = told("The Arakan Army seized Ann on Monday. Gwa followed two days later.").control
    assert [(c.state, c.holder.ref, c.place.name) for c in control][-1] == ("gains", "mm-aa", "Gwa")


@pytest.mark.parametrize(
    "text",
    [
        "Residents hid in basements in Mariupol.",
        "Police surrounded a house in Baghdad.",
        "The gunmen took the road to Kano.",
        "The president held talks in Cairo.",
        "The town was taken in March.",
        "Many families fled to Idlib from Aleppo.",
    ],
)
def test_nobody_holds_ground_where_nobody_is_said_to(text: str) -> None:
    assert told(text).control == ()


def test_parts_of_several_provinces_are_none_of_them_whole() -> None:
    control = told("The rebels control parts of Aleppo, Hama and Latakia.").control
    assert [(c.place.id, c.place.relation) for c in control] == [(None, "part of")] * 3
