"""The pieces of a page with markup, from the blocks that its reader found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rasid.records import Block, Page
from rasid.stories.lines import Piece
from rasid.stories.lines import pieces as lines_of
from rasid.stories.phrases import plain

# No headline is longer; a paragraph above the headline that is no longer than SHORT is a kicker, a filter, an address.
LONGEST, SHORT = 400, 100
# Text above the headline is no story of its own when that below it is so many times as long.
LEAD = 4
# A line is taken for the page's title on so many shared words.
SHARED = 3
_NO_HEADS = frozenset({"title", "a", "nav", "li", "button", "option"})
_WORD = re.compile(r"\w+")


def pieces(page: Page) -> list[Piece]:
    """The page's paragraphs: its blocks where it has markup, else its lines; no non-blank character is left out."""
    if not page.blocks:
        return lines_of(page.text)
    return _with_headline(list(_blocks(page)), page.headline)


def _blocks(page: Page) -> Iterator[Piece]:
    text, position = page.text, 0
    known = any(block.main for block in page.blocks)
    for block in sorted(page.blocks, key=lambda block: block.span):
        # Blocks may nest: what an outer one has given is not given again.
        start, end = max(block.span[0], position), block.span[1]
        yield from _between(text, position, start)
        if start < end:
            yield from _piece(text, (start, end), block, block.main or not known)
            position = end
    yield from _between(text, position, len(text))


def _piece(text: str, span: tuple[int, int], block: Block, main: bool) -> Iterator[Piece]:
    words = text[span[0] : span[1]]
    stripped = words.strip()
    if stripped:
        start = span[0] + len(words) - len(words.lstrip())
        yield Piece(start, start + len(stripped), stripped, 1, 1, block.tag.lower(), main)


def _between(text: str, start: int, end: int) -> Iterator[Piece]:
    """Text that no block holds: furniture, for the page's reader did not know it either."""
    if start < end and not text[start:end].isspace():
        for piece in lines_of(text[start:end]):
            yield replace(piece, start=piece.start + start, end=piece.end + start, main=False)


def _with_headline(found: list[Piece], headline: str | None) -> list[Piece]:
    """The pieces with the headline made main: extractors often leave it outside of the main text.

    Where the container's headline is a head of the page, the page is one story: its other heads are sections, and short
    pieces above the headline are furniture.
    """
    main = [index for index, piece in enumerate(found) if piece.main]
    if not main:
        return found
    told = _told(found, headline)
    if told is not None and found[told].tag == "h1":
        lead = _length(found[:told]) * LEAD < _length(found[told + 1 :])
        return [_below(piece, index - told, lead) for index, piece in enumerate(found)]
    if any(found[index].tag == "h1" for index in main):
        return found
    chosen = told if told is not None else _last_head(found, main[0])
    if chosen is None:
        chosen = _titled(found, main[0])
    if chosen is not None:
        found[chosen] = replace(found[chosen], tag="h1", main=True)
    return found


def _length(found: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in found if piece.main)


def _below(piece: Piece, distance: int, lead: bool) -> Piece:
    """``lead``: what stands above the headline is little beside the text below it: notices, not a story."""
    if distance == 0:
        return replace(piece, main=True)
    if distance < 0 and (lead or len(piece.text) < SHORT):
        return replace(piece, main=False)
    return replace(piece, tag="h2") if piece.tag == "h1" else piece


def _told(found: Sequence[Piece], headline: str | None) -> int | None:
    """Where the container's headline stands in the text, in a first-level head if it does in one."""
    if not headline:
        return None
    wanted = plain(headline)
    same = [index for index, piece in enumerate(found) if len(piece.text) < LONGEST and plain(piece.text) == wanted]
    return next((index for index in same if found[index].tag == "h1"), same[0] if same else None)


def _titled(found: Sequence[Piece], first: int) -> int | None:
    """The last line before the main text that shares half of its longer words with the page's title."""
    title = next((piece.text for piece in found[:first] if piece.tag == "title"), "")
    wanted = _long_words(title)
    for index in range(first - 1, -1, -1):
        words = _long_words(found[index].text)
        if found[index].tag not in _NO_HEADS and len(found[index].text) < LONGEST and len(words) >= SHARED:
            shared = len(words & wanted)
            if shared >= SHARED and shared * 2 >= min(len(words), len(wanted)):
                return index
    return None


def _long_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) > 3}


def _last_head(found: Sequence[Piece], first: int) -> int | None:
    """The last first-level head of three words or more before the main text."""
    heads = [index for index in range(first) if found[index].tag == "h1" and len(found[index].text.split()) >= 3]
    return heads[-1] if heads else None
