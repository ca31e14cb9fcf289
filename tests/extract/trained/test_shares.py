"""Counts that are part of another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.extract import numbers
from rasid.extract.candidates import Harm
from rasid.extract.harm import whom
from rasid.extract.trained.shares import in_wholes
from tests.extract.trained.rules_reading import rules


def groups(sentence: str, *counted: tuple[str, str]) -> list[str]:
    """Who each number (with the noun that it counts) is told of, once parts are in their wholes."""
    view = rules(sentence)[0][0].view
    low = view.sentence.low
    harm = [
        Harm(
            "killed",
            numbers.Count(n := numbers.value(word) or 0, n, n, at := low.index(word), at + 1),
            view,
            None,
            noun,
        )
        for word, noun in counted
    ]
    return [whom(h, None) for h in in_wholes(harm)]


@pytest.mark.parametrize(
    ("sentence", "counted", "told"),
    [
        ("A strike killed 49 rebels, including seven commanders.", [("49", "rebels"), ("seven", "commanders")], ["rebels", "rebels"]),
        ("A strike killed 49 rebels, including at least seven commanders.", [("49", "rebels"), ("seven", "commanders")], ["rebels", "rebels"]),
        ("Rockets killed five soldiers, four of them brothers.", [("five", "soldiers"), ("four", "fighters")], ["soldiers", "soldiers"]),
        ("Shelling killed nine soldiers and four rebels.", [("nine", "soldiers"), ("four", "rebels")], ["soldiers", "rebels"]),
        ("A strike killed 18 people, including three children.", [("18", "people"), ("three", "children")], ["unknown", "civilians"]),
        ("Shelling killed two soldiers, including nine rebels.", [("two", "soldiers"), ("nine", "rebels")], ["soldiers", "rebels"]),
    ],
)  # fmt: skip
def test_a_part_is_told_of_the_group_of_its_whole(
    sentence: str, counted: list[tuple[str, str]], told: list[str]
) -> None:
    assert groups(sentence, *counted) == told


@given(st.integers(1, 9999), st.integers(2, 900), st.sampled_from(["over", "at least", "more than", "about"]))
def test_a_figure_of_the_page_is_not_the_sentences_own(page: int, said: int, hedge: str) -> None:
    words = f"{page} {hedge} {said} people".split()
    assert numbers.of_people(words, 0, len(words)) == numbers.of_people(["x", *words[1:]], 1, len(words))
