"""The words around a place's name."""

import pytest

from rasid.resolve.relation import read


def at(marked: str):  # type: ignore[no-untyped-def]
    """The relation of the name in brackets, and the text without them."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return read(text, start, end), text


@pytest.mark.parametrize(
    ("marked", "kind", "words", "direction", "km"),
    [
        ("a post 10 km east of [Ardo] was hit", "side", "10 km east of", "east", 10.0),
        (
            "a post 10 km (6 miles) north-east of the town of [Ardo] fell",
            "side",
            "10 km (6 miles) north-east of",
            "northeast",
            10.0,
        ),
        ("some 30 miles to the south of [Ardo]", "side", "30 miles to the south of", "south", 48.28),
        ("about 2.5 kilometres west of [Ardo]", "side", "2.5 kilometres west of", "west", 2.5),
        ("troops north of [Ardo] withdrew", "side", "north of", "north", None),
        ("five kilometers from [Ardo]", "distance", "five kilometers from", None, 5.0),
        ("1,500 meters from [Ardo]", "distance", "1,500 meters from", None, 1.5),
        ("a clash near [Ardo] on Monday", "near", "near", None, None),
        ("on the outskirts of the besieged city of [Ardo]", "near", "on the outskirts of", None, None),
        ("fields close to [Ardo]", "near", "close to", None, None),
        ("just outside [Ardo]", "near", "outside", None, None),
        ("in the eastern countryside of [Ardo]", "countryside", "the eastern countryside of", "east", None),
        ("in [Ardo]'s western countryside", "countryside", "western countryside", "west", None),
        ("in the [Ardo] countryside", "countryside", "countryside", None, None),
        ("in rural [Ardo]", "countryside", "rural", None, None),
        ("in the very rugged desert of [Ardo]", "desert", "the very rugged desert of", None, None),
        ("on the banks of the [Ardo]", "along", "on the banks of", None, None),
        ("along the [Ardo]", "along", "along", None, None),
        ("in southern [Ardo]", "part", "southern", "south", None),
        ("in the northwestern [Ardo] province", "part", "the northwestern", "northwest", None),
        ("in the southern parts of [Ardo]", "part", "the southern parts of", "south", None),
        ("along [Ardo]'s western borders", "border", "western borders", "west", None),
        ("at the border with [Ardo]", "border", "the border with", None, None),
    ],
)
def test_words_around_a_name_are_read(
    marked: str, kind: str, words: str, direction: str | None, km: float | None
) -> None:
    relation, text = at(marked)
    assert relation is not None
    assert (relation.kind, relation.words, relation.direction) == (kind, words, direction)
    assert relation.distance_km == (None if km is None else pytest.approx(km, abs=0.01))
    assert " ".join(text[slice(*relation.span)].split()) == words


@pytest.mark.parametrize(
    "marked",
    [
        "in [Ardo] on Monday",
        "the town of [Ardo]",
        "three men from [Ardo] were freed",
        "residents of [Ardo]",
        "It stopped north of Bena. Later [Ardo] was hit",
        "a modern [Ardo]",
        "[Ardo] said",
    ],
)
def test_plain_words_make_no_relation(marked: str) -> None:
    assert at(marked)[0] is None


def test_words_that_belong_to_the_name_before_are_left_alone() -> None:
    text = "northern Bena of Ardo"
    assert read(text, 17, 21, floor=13) is None
