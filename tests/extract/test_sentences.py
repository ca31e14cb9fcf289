"""Sentences: where they end, also in texts without capitals."""

from __future__ import annotations

import pytest

from rasid.extract.sentences import sentences, without_capitals
from rasid.records import Span, Story


def split(text: str) -> list[str]:
    body = (Span((0, len(text)), text),)
    story = Story("s", (0, len(text)), None, (), (), None, None, body, (), None, None, False)
    return [text[s.start : s.end] for s in sentences(text, story)]


def test_a_text_in_small_letters_is_read_sentence_by_sentence() -> None:
    told = ["police fired at the crowd.", "two men died.", '"we had no choice," he said.']
    assert split(" ".join(told)) == told


def test_in_a_text_with_capitals_a_full_stop_before_a_small_letter_ends_nothing() -> None:
    told = ["Police fired at approx. noon, the U.N. said.", "Two men died."]
    assert split(" ".join(told)) == told


def test_abbreviations_in_small_letters_end_no_sentence() -> None:
    told = ["the camp was visited by dr. rao and r. k. menon at 5 p.m. on sunday.", "he said no.", "they left."]
    assert split(" ".join(told)) == told


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("police fired. two died.", True),
        ("Police fired. two died.", False),
        ("قتل شخصان في غارة. وقالت وكالة reuters إن", False),
        ("2024", False),
    ],
)
def test_a_text_lacks_capitals_when_its_letters_have_them(text: str, small: bool) -> None:
    assert without_capitals(text) is small
