"""Counts of people: bounds that the words support, no narrower."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.extract.numbers import count, value


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("two soldiers", (2, 2, 2)),
        ("at least 12 people", (12, None, None)),
        ("more than 100 villagers", (101, None, None)),
        ("over 120 rockets", (121, None, None)),
        ("fewer than 20 men", (0, None, 19)),
        ("up to 480 families", (0, None, 480)),
        ("5 to 8 civilians", (5, None, 8)),
        ("between 25 and 30 girls", (25, None, 30)),
        ("12-15 fighters", (12, None, 15)),
        ("dozens of people", (24, None, None)),
        ("hundreds of families", (200, None, None)),
        ("tens of thousands of people", (20_000, None, None)),
        ("hundreds of thousands of people", (200_000, None, None)),
        ("several soldiers", (3, None, None)),
        ("twenty-three recruits", (23, 23, 23)),
        ("one hundred and fifty pupils", (150, 150, 150)),
        ("1,200 men", (1200, 1200, 1200)),
        ("3 million people", (3_000_000, 3_000_000, 3_000_000)),
        ("about 100 people", (100, 100, 100)),
        ("some 6,400 women", (6400, 6400, 6400)),
        ("a dozen men", (12, 12, None)),
    ],
)
def test_a_stated_number_gives_its_bounds(words: str, bounds: tuple[int, int | None, int | None]) -> None:
    low = words.replace("12-15", "12 - 15").split()
    found = count(low, 0, len(low))
    assert found is not None
    assert (found.low, found.best, found.high) == bounds


def test_words_without_number_give_no_count() -> None:
    assert count(["the", "soldiers"], 0, 2) is None


@given(st.integers(min_value=0, max_value=10**9))
def test_every_written_integer_is_read_as_itself(number: int) -> None:
    assert value(str(number)) == value(f"{number:,}") == number


@given(
    st.lists(
        st.sampled_from("at least more than up to between 5 12 and dozens two hundred or of about - 30".split()),
        max_size=8,
    )
)
def test_bounds_are_in_order_whatever_the_words(words: list[str]) -> None:
    found = count(words, 0, len(words))
    if found is not None:
        assert 0 <= found.a < found.b <= len(words)
        assert found.high is None or found.low <= found.high
        assert found.best is None or (found.low <= found.best and (found.high is None or found.best <= found.high))
