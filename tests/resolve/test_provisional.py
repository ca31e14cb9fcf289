"""Which words name a group that the registry does not know."""

from __future__ import annotations

import pytest

from rasid import registry
from rasid.resolve.provisional import provisional


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("fighters of the Marlan Liberation Front", "Marlan Liberation Front"),
        ("Fighters of the Marlan Liberation Front", "Marlan Liberation Front"),
        ("Liwa Suyuf al-Wadi", "Liwa Suyuf al-Wadi"),
        ("Lashkar-e-Kohistan", "Lashkar-e-Kohistan"),
        ("the Red Ochre gang", "Red Ochre"),
        ("the Army of the Two Hills", "Army of the Two Hills"),
        ("the army", None),
        ("Security Forces", None),
        ("the Ruritanian people", None),
        ("Malian Armed Forces", None),
        ("Hezbollah fighters", None),
        ("Liberation Army Street", None),
        ("Operation Desert Shield", None),
        ("the Green Valley Bakery", None),
        ("rebels", None),
    ],
)
def test_a_group_is_provisional_only_by_a_name_of_its_own(words: str, name: str | None) -> None:
    found = provisional(words, registry.load())
    assert (found.name if found else None) == name


def test_one_name_has_one_id_however_it_is_told() -> None:
    told = [provisional(words, registry.load()) for words in ("The Marlan Front", "men of the Marlan Front")]
    assert [one.id for one in told if one] == ["unknown-marlan-front"] * 2
