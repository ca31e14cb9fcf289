import pytest
from story_pages import page

from rasid.stories import split
from rasid.stories.credits import credit, is_byline, is_caption, named_credit
from rasid.stories.datelines import dateline
from rasid.stories.layout import is_title
from rasid.stories.lines import Piece


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trucks wait at the crossing (AFP)", "(AFP)"),
        ("Trucks wait at the crossing [Reuters]", "[Reuters]"),
        ("The minister at the gate (Prime Minister's Office)", "(Prime Minister's Office)"),
        ("Trucks wait at the crossing. Photo: Sam Doe/AP", "Photo: Sam Doe/AP"),
        ("Credit: EPA-EFE/Sam Doe", "Credit: EPA-EFE/Sam Doe"),
    ],
)
def test_a_credit_is_found_at_the_end(text: str, words: str) -> None:
    found = credit(text)
    assert found is not None and text[found[0] : found[1]] == words


@pytest.mark.parametrize(
    "text",
    [
        "The town is held by the Syrian Democratic Forces (SDF)",
        "Convoys reach the coast via the mountain road",
        "He called the figures of the agency (wrong).",
    ],
)
def test_other_brackets_and_ways_are_no_credits(text: str) -> None:
    assert credit(text) is None


def test_a_sentence_with_its_agency_behind_the_full_stop_is_no_caption_by_itself() -> None:
    text = "Two people died in the raid, the army said. (AFP)"
    assert not is_caption(text, credit(text))
    assert is_caption("FILE - Soldiers walk through the old town of Qadra.", None)


@pytest.mark.parametrize(
    "text", ["By Amal Haddad", "By Amal Haddad and Sam Doe", "Sam Doe, Africa correspondent", "بقلم سامي الحداد"]
)
def test_bylines_are_known(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize(
    "text", ["By Monday the town had fallen.", "Rebels in Aleppo", "By train to the front", "Five Dead in Aleppo"]
)
def test_what_only_begins_like_a_byline_is_none(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BEIRUT, March 3 (Reuters) - Shells fell.", "BEIRUT, March 3 (Reuters) -"),
        ("BEIRUT (AP) — Shells fell.", "BEIRUT (AP) —"),
        ("Port Sudan (AFP) – Shells fell.", "Port Sudan (AFP) –"),
        ("RAQQA, Syria (North Press) – Shells fell.", "RAQQA, Syria (North Press) –"),
        ("ADEN, Yemen — 5 June 2021 — Shells fell.", "ADEN, Yemen — 5 June 2021 —"),
        ("KYIV — Shells fell.", "KYIV —"),
        ("(Reuters) - Shells fell.", "(Reuters) -"),
        ("دمشق (رويترز) - سقطت قذائف.", "دمشق (رويترز) -"),
    ],
)
def test_a_dateline_is_the_stretch_up_to_its_dash(text: str, words: str) -> None:
    found = dateline(text)
    assert found is not None and text[found[0] : found[1]] == words


@pytest.mark.parametrize(
    "text",
    [
        "ISIS – also known as Daesh – held the town.",
        "The army – and its allies – left.",
        "Aleppo province: Shells fell.",
        "He left (again) - for good, they said, and the town rejoiced.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Army Takes Bridge", True), ("Who holds the bridge now?", True), ("Talks resume in the U.S.", True), ("Gen. Doe visits the front", True),
        ("The army took the bridge.", False), ("the army took it", False), ("He said:", False), ("- 3 March: raid", False), ("One fell. Two fled", False), ("12 14 15", False),
    ],
)  # fmt: skip
def test_a_title_is_short_and_no_sentence(text: str, title: bool) -> None:
    assert is_title(Piece(0, len(text), text, 1)) is title


def test_a_bracket_that_abbreviates_the_words_before_it_is_no_credit() -> None:
    assert credit("The strike was reported by the Syrian Arab News Agency (SANA).") is None
    assert named_credit("A convoy of the Qadra Defence Force (QDF)") is None


def test_a_caption_below_the_headline_may_name_any_source() -> None:
    text = "Residents walk past a burnt lorry on the road to Qadra (Northwire)"
    found = named_credit(text)
    assert found is not None and text[found[0] : found[1]] == "(Northwire)"
    (story,) = split(
        page(f"Rebels Shell Market in Qadra\n\n{text}\n\nThe market burned on Sunday, the mayor of Qadra said.")
    )
    assert [part.text for part in story.captions] == [text]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("QADRA, Nov 17, 2024. Troops closed the bridge.", "QADRA, Nov 17, 2024."),
        ("QADRA | Sept. 9, 2024 - Shops stayed shut.", "QADRA | Sept. 9, 2024 -"),
        ("QADRA, 3 May 2024: Troops closed the bridge.", "QADRA, 3 May 2024:"),
    ],
)
def test_a_city_in_capitals_with_a_full_date_is_a_dateline(text: str, words: str) -> None:
    found = dateline(text)
    assert found is not None and text[slice(*found)] == words


def test_a_city_and_a_date_that_the_sentence_goes_on_with_are_none() -> None:
    assert dateline("QADRA, 3 May 2024 saw the heaviest shelling of the year.") is None
