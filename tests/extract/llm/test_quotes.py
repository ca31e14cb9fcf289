"""Where a quote stands: exact before loose, whole words before parts, only in what was sent."""

from __future__ import annotations

import pytest

from rasid.extract.analysis import View
from rasid.extract.llm.parts import Part, parts
from rasid.extract.llm.quotes import Quotes
from rasid.extract.sentences import sentences
from rasid.records import Span, Story


def views(text: str, *paragraphs: str) -> list[View]:
    body = tuple(Span((text.index(p), text.index(p) + len(p)), p) for p in paragraphs or (text,))
    story = Story("s", (0, len(text)), None, (), (), None, None, body, (), None, None, False)
    return [View(i, s) for i, s in enumerate(sentences(text, story))]


def quotes(text: str, *paragraphs: str) -> Quotes:
    return Quotes(Part(views(text, *paragraphs), text), text)


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("The army fled.", "The army", [(0, 8)]),
        ("The army fled.", " The army ", [(0, 8)]),
        ("The\n  army fled.", "The army", [(0, 10)]),
        ("The army\u00a0fled.", "army fled", [(4, 13)]),
        ("The  army and the army fled.", "the army", [(14, 22)]),
        ("Iranian jets left Iran today.", "Iran", [(18, 22)]),
        ("Iranian jets left.", "Iran", [(0, 4)]),
        ("Houthi-held Hodeidah fell.", "Houthi", [(0, 6)]),
        ("A (b) fell.", "(b)", [(2, 5)]),
        ("The army fled.", "The Army", []),
        ("The army fled.", "", []),
        ("The army fled.", "  ", []),
    ],
)
def test_a_quote_is_found_as_it_stands(text: str, quote: str, found: list[tuple[int, int]]) -> None:
    assert quotes(text).all(quote) == found


def test_words_that_were_dropped_from_the_story_are_not_in_the_text() -> None:
    text = "The army fled.\n\nSubscribe to rebels weekly.\n\nThe rebels won."
    found = quotes(text, "The army fled.", "The rebels won.")
    assert (found.all("rebels"), found.all("Subscribe")) == ([(49, 55)], [])


def test_parts_hold_whole_paragraphs_and_cut_only_one_that_is_too_long() -> None:
    short, long = "One is short.", "Two is long. It goes on. It ends."
    text = f"{short}\n\n{short[:-1]} too.\n\n{long}"
    told = views(text, short, f"{short[:-1]} too.", long)
    assert [part.text for part in parts(told, text, longest=31)] == [
        "One is short.\n\nOne is short too.",
        "Two is long. It goes on.",
        "It ends.",
    ]
