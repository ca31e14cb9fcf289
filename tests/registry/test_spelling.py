"""Names in other transliterations, and what must not be taken for one."""

from __future__ import annotations

import pytest

from rasid.registry.actor import Actor
from rasid.registry.spelling import Spellings, skeleton

KNOWN = Spellings(
    [
        Actor("a", "Deir ez-Zor Military Council", "armed_group"),
        Actor("b", "Boko Haram", "armed_group"),
        Actor("c", "444 Brigade", "armed_group"),
        Actor("d", "UAE Red Crescent", "ngo"),
        Actor("e", "Liwa al-Nasr Brigade", "armed_group"),
        Actor("f", "Liwa an-Naser Brigade", "armed_group"),
        Actor("g", "Marlan Government", "government"),
    ]
)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Dayr al-Zawr Military Council", "a"),
        ("Boko-Haram", "b"),
        ("445 Brigade", None),
        ("Red Crescent", None),
        ("Liwa el-Nasir Brigade", None),  # two may be meant
        ("Morlan Government", None),  # an institution's words are no name
        ("Zor", None),
    ],
)
def test_another_spelling_is_the_name_only_where_one_actor_bears_it(name: str, id: str | None) -> None:
    assert KNOWN.find(name) == id


def test_articles_vowels_and_hyphens_do_not_part_spellings() -> None:
    assert skeleton("Jabhat al-Nusra") == skeleton("Jabhat an-Nosra") != skeleton("Jabhat al-Sham")
