"""The relevance gate: what it lets through, and that it is as good on unseen stories as its card says."""

from __future__ import annotations

import pytest

from rasid.extract.gate import FULL, Gate, load
from train.corpus.markup import STORIES, Annotated, read
from train.corpus.split import part

SMALL = Gate({"shelled": 2.0, "goal": -1.0}, -1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("The army shelled the town.", True),
        ("SHELLED!", True),
        ("A late goal won the match.", False),
        ("The army shelled them with a goal and another goal.", True),
        ("", False),
    ],
)
def test_distinct_words_decide(text: str, passes: bool) -> None:
    assert SMALL.passes(text) is passes


def test_one_stretch_of_a_long_text_is_enough() -> None:
    assert SMALL.passes("goal " * FULL + "they shelled it")
    assert not SMALL.passes("goal " * (2 * FULL))


def dev() -> list[Annotated]:
    found = (story for file in STORIES.glob("*.txt") for story in read(file))
    return [story for story in found if part(story.id, story.theatre) == "dev"]


def test_conflict_passes_and_the_rest_mostly_does_not() -> None:
    stories = dev()
    passed = [load().passes(s.text) for s in stories if s.style != "nonconflict"]
    stopped = [not load().passes(s.text) for s in stories if s.style == "nonconflict"]
    assert sum(passed) / len(passed) >= 0.98
    assert sum(stopped) / len(stopped) >= 0.8
