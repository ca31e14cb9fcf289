"""Whom "the group" and its like mean, over whole stories."""

from __future__ import annotations

import pytest

from rasid import gazetteer, registry
from rasid.extract import reader
from rasid.records import Document, Mention, Span, Story
from rasid.resolve import Resolver


def meant(text: str, words: str) -> str | None:
    whole = (0, len(text))
    document = Document("d", None, "d", "text/plain", "en", None, text)
    story = Story("s", whole, None, (), (), None, None, (Span(whole, text),), (), None, None, False)
    start = text.rindex(words)
    span = (start, start + len(words))
    others = [m for m in reader("rules").mentions(document, story) if m.span[1] <= start or span[1] <= m.span[0]]
    mentions = sorted([*others, Mention("x", "actor", span, words, 1.0, None)], key=lambda m: m.span)
    resolved = Resolver(registry.load(), gazetteer.open()).resolve(document, story, mentions)
    ref = next(m.ref for m in resolved.mentions if m.id == "x")
    return ref.id if ref else None


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Boko Haram raided the town. The group left at noon.", "The group", "boko-haram"),
        ("Boko Haram raided the town, and the group left at noon.", "group", "boko-haram"),
        ("Boko Haram fought Ansaru near the town. The group left at noon.", "The group", None),
        ("Boko Haram raided the town. The group of pupils left at noon.", "The group", None),
        ("Boko Haram raided the town. A group left at noon.", "group", None),
        ("Boko Haram raided the town. It rained. Roads were cut. Rice was short. The group left.", "The group", None),
        ("The police closed the road. The group left at noon.", "The group", None),
    ],
)
def test_the_group_is_the_one_that_the_story_has_just_named(text: str, words: str, id: str | None) -> None:
    assert meant(text, words) == id
