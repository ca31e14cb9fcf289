"""The relevance gate: what it lets through, and that it is as good on unseen stories as its card says."""

from __future__ import annotations

import pytest

from rasid.extract.gate import FULL, Gate, load
from train.corpus.markup import STORIES, Annotated, read
from train.corpus.split import part
from train.gate import telling

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


def test_stories_of_conflict_pass() -> None:
    passed = [load().passes(s.text) for s in dev() if s.style != "nonconflict"]
    assert sum(passed) / len(passed) >= 0.98


def test_pieces_of_them_that_tell_an_event_pass() -> None:
    passed = [load().passes(text) for s in dev() if s.style != "nonconflict" for text in telling(s)]
    assert len(passed) > 100
    assert sum(passed) / len(passed) >= 0.95


@pytest.mark.parametrize(
    "post",
    [
        "An air strike killed nine fighters in Idlib on Thursday, state television said.",
        "Police opened fire on demonstrators in Khartoum.",
        "Army takes two villages east of Mosul",
    ],
)
def test_a_post_of_one_sentence_passes(post: str) -> None:
    assert load().passes(post)


@pytest.mark.parametrize(
    "text",
    [
        "Whisk the eggs with the sugar until the mixture is pale, then fold in the flour and bake for forty minutes. Let the "
        "cake cool in its tin. For the icing, melt the butter, stir in the cocoa and spread it with a wet knife.",
        "Our room was clean, the breakfast had fresh bread and fruit, and the beach is a short walk from the hotel. The staff "
        "helped us with our bags and found a cot for the baby. We would love to come back next summer.",
        "To change the filter, unscrew the lid, rinse the mesh under warm water and let it dry before you put it back. Do not "
        "use soap. If the pump is still loud after an hour, check that the hose has no kinks.",
    ],
)
def test_what_is_far_from_conflict_is_stopped(text: str) -> None:
    assert not load().passes(text)
