"""Marked spans become items, but not one that was cut short at a preposition."""

from types import SimpleNamespace
from typing import cast

import numpy as np

from rasid import gazetteer, registry
from rasid.extract.mentions import analyse
from rasid.extract.names import Names
from rasid.extract.trained.nodes import Words, nodes
from rasid.extract.trained.shape import OURS
from rasid.extract.trained.weights import Weights
from rasid.records import Document, Span, Story

TEXT = "They took most of it"


def marked(first: int, last: int, text: str = TEXT) -> list[str]:
    span = (0, len(text))
    document = Document("d", None, "test", "text/plain", "en", None, text)
    story = Story("s", span, None, (), (), None, None, (Span(span, text),), (), None, None, False)
    words = Words(analyse(document, story, Names(registry.load(), gazetteer.open())).views)
    tagged = np.zeros((len(text.split()), len(OURS), 3), np.float32)
    place = OURS.index("mention.place")
    tagged[first, place, 1] = 9
    tagged[first + 1 : last, place, 2] = 9
    weights = cast(Weights, SimpleNamespace(tags=list(OURS)))
    found = (n.item for n in nodes(weights, tagged, words) if n.name == "mention.place")
    return [text[slice(*item.span)] for item in found if item is not None]


def test_a_mark_is_an_item() -> None:
    assert marked(2, 3) == ["most"]


def test_a_mark_that_ends_at_a_preposition_is_none() -> None:
    assert marked(2, 4) == []
    assert marked(3, 4) == []


def test_a_mark_that_explains_the_name_after_it_is_that_name() -> None:
    assert marked(3, 5, "They held the Yemeni capital Sanaa since May") == ["Sanaa"]
