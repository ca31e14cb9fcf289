"""Control and measures from scored spans."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from rasid.extract.trained.statements import _span


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("close the border or", 3),
        ("close the border , under the", 3),
        ("close the border ,", 3),
        ("cut taxes by 10 %", 5),
        ('" close the border "', 5),
        ("of", 1),
    ],
)
def test_a_measure_ends_with_a_word_that_says_something(words: str, kept: int) -> None:
    low = words.split()
    sentence = SimpleNamespace(low=low, span=lambda a, b: (a, b))
    scored: Any = SimpleNamespace(words=SimpleNamespace(number=lambda view, token: 0))
    node: Any = SimpleNamespace(a=0, b=len(low), view=SimpleNamespace(sentence=sentence))
    assert _span(scored, node) == (0, kept)
