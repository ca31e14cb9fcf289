"""How a story is cut for an encoder that reads so many pieces at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PIECES = 256  # that the encoder reads at once, its two marks included
CONTEXT = 64  # pieces of what stands before, read again so that a window does not begin in the dark


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` are encoded together; those from ``own`` on take their vectors from here."""

    start: int
    own: int
    end: int


def windows(
    lengths: Sequence[int], sentences: Sequence[int], *, pieces: int = PIECES, context: int = CONTEXT
) -> list[Window]:
    """The windows of words with ``lengths`` pieces, cut between sentences where that is possible."""
    room = pieces - 2
    out: list[Window] = []
    own, n = 0, len(lengths)
    while own < n:
        start, used = own, 0
        while start and used + lengths[start - 1] <= context:
            start -= 1
            used += lengths[start]
        end = own
        while end < n and used + lengths[end] <= room:
            used += lengths[end]
            end += 1
        end = max(end, own + 1)
        if end < n:
            cut = end
            while cut > own and sentences[cut] == sentences[cut - 1]:
                cut -= 1
            end = cut if cut > own else end
        out.append(Window(start, own, end))
        own = end
    return out
