"""What the rules read in a text, as candidates."""

from __future__ import annotations

from rasid import ontology
from rasid.extract.candidates import Candidate
from rasid.extract.coreference import Coreference
from rasid.extract.mentions import analyse
from rasid.extract.telling import Telling
from rasid.records import Document, Span, Story
from train.sample import _names

Told = list[tuple[Candidate, list[Candidate]]]


def rules(text: str) -> Told:
    """Each event of a text with its other tellings."""
    document = Document("d", None, "d", "text/plain", "en", None, text)
    body = (Span((0, len(text)), text),)
    story = Story("d", (0, len(text)), None, (), (), None, None, body, (), None, None, False)
    analysis = analyse(document, story, _names())
    telling = Telling(analysis, Coreference(analysis), ontology.load())
    telling.read()
    return telling.kept
