"""A story in parts that a model can take in one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rasid.extract.analysis import View
from rasid.records import Offsets

# Some 3,000 tokens of English: with the rules, the lists and the answer it fits a window of 8,192, the least in use.
LONGEST = 12_000


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring sentences of a story, and their words as they are sent."""

    views: Sequence[View]
    text: str

    @property
    def span(self) -> Offsets:
        """Where they stand; what was dropped between them stands there too."""
        return min(v.sentence.start for v in self.views), max(v.sentence.end for v in self.views)


def parts(views: Sequence[View], text: str, *, longest: int = LONGEST) -> list[Part]:
    """The headline and the body in groups of paragraphs of at most ``longest`` characters.

    A paragraph is cut between sentences only where it is longer than that. Captions are not sent: they show a moment that the
    story tells elsewhere.
    """
    out: list[Part] = []
    held: list[list[View]] = []
    size = 0
    for piece in _pieces(views, longest):
        length = piece[-1].sentence.end - piece[0].sentence.start
        if held and size + length > longest:
            out.append(_part(held, text))
            held, size = [], 0
        held.append(piece)
        size += length
    return [*out, _part(held, text)] if held else out


def _pieces(views: Sequence[View], longest: int) -> Iterator[list[View]]:
    told = (v for v in views if v.sentence.part in ("headline", "body"))
    for _, group in groupby(told, key=lambda v: (v.sentence.part, v.sentence.paragraph)):
        piece: list[View] = []
        for view in group:
            if piece and view.sentence.end - piece[0].sentence.start > longest:
                yield piece
                piece = []
            piece.append(view)
        yield piece


def _part(pieces: Sequence[list[View]], text: str) -> Part:
    words = "\n\n".join(text[piece[0].sentence.start : piece[-1].sentence.end] for piece in pieces)
    return Part([view for piece in pieces for view in piece], words)
