"""The pieces of a page: its paragraphs as they are laid out, with hard-wrapped lines joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Wrapped prose is seldom narrower than 45 columns (a newspaper column in a text file) or wider than 110 (a terminal's).
NARROWEST, WIDEST = 45, 110
# A wrapped line may end this many columns early: writers of telegrams do not fill lines as greedily as programs do.
SLACK = 8
_FIRST_WORD = re.compile(r"\S+")
_LIST_ITEM = re.compile(
    r"(?:[•‣▪●◦■□➢✓*·–—-]\s*\S|\(?\d{1,3}[.)/](?:\d{1,3})?\s|\(?[a-zA-Z][.)]\s|\d{1,2}\s+\w+\s*:|🧵|#\w)"
)
_ENDS_SENTENCE = re.compile(r"[.!?؟…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the page: offsets, words, blank lines before it, lines it runs over; tag and ``main`` when HTML."""

    start: int
    end: int
    text: str
    gap: int
    lines: int = 1
    tag: str = ""
    main: bool = True


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    gap: int
    indent: int


def pieces(text: str) -> list[Piece]:
    """The paragraphs of plain text in order; every non-blank character lies in exactly one. Linear in the text."""
    found: list[Piece] = []
    for run in _runs(text):
        found.extend(_unwrap(text, run))
    return found


def is_list_item(text: str) -> bool:
    """Whether a paragraph begins with a bullet, a number or a thread's counter."""
    return _LIST_ITEM.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether the words end with a mark that ends a sentence, closing quotes and brackets aside."""
    return _ENDS_SENTENCE.search(text[-8:]) is not None


def _lines(text: str) -> Iterator[_Line]:
    # Old Macintosh files have only carriage returns.
    mark = "\r" if "\n" not in text and "\r" in text else "\n"
    position = gap = 0
    for raw in text.split(mark):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            yield _Line(position + indent, stripped, gap, indent)
            gap = 0
        else:
            gap += 1
        position += len(raw) + 1


def _runs(text: str) -> Iterator[list[_Line]]:
    run: list[_Line] = []
    for line in _lines(text):
        if run and line.gap:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _unwrap(text: str, run: list[_Line]) -> Iterator[Piece]:
    width = max(len(line.text) for line in run)
    if len(run) == 1 or not NARROWEST <= width <= WIDEST or not _is_wrapped(run, width):
        for line in run:
            yield Piece(line.start, line.start + len(line.text), line.text, line.gap)
        return
    first = 0
    for index in range(1, len(run) + 1):
        if index == len(run) or not _continues(run[index - 1], run[index], width, run[0]):
            yield _joined(text, run[first:index])
            first = index


def _joined(text: str, lines: list[_Line]) -> Piece:
    start, end = lines[0].start, lines[-1].start + len(lines[-1].text)
    return Piece(start, end, text[start:end], lines[0].gap, len(lines))


def _is_wrapped(run: list[_Line], width: int) -> bool:
    """Whether lines were broken by a program: at least one break in mid-sentence, and not mostly at will."""
    pairs = list(zip(run, run[1:], strict=False))
    full = sum(_is_full(one.text, two.text, width) for one, two in pairs)
    broken = any(_breaks_sentence(one.text, two.text) and _is_full(one.text, two.text, width) for one, two in pairs)
    return broken and full * 2 >= len(pairs)


def _is_full(line: str, following: str, width: int) -> bool:
    word = _FIRST_WORD.match(following)
    return len(line) + 1 + (len(word[0]) if word else 0) > width - SLACK


def _breaks_sentence(line: str, following: str) -> bool:
    """The next line goes on in small letters, or both shout (telegrams), or the script has no case and no full stop."""
    if line == following or ends_sentence(line) or is_list_item(following):
        return False
    if following[0].islower():
        return True
    letters = [c for c in line[:40] if c.isalpha()]
    if line.isupper():
        return following.isupper()
    return bool(letters) and not any(c.isupper() or c.islower() for c in letters)


def _continues(line: _Line, following: _Line, width: int, first: _Line) -> bool:
    if following.indent > line.indent and line is not first or line.text == following.text:
        return False
    if is_list_item(following.text) or (line.text.isupper() and not following.text.isupper()):
        return False
    if (
        line is first
        and not line.text.isupper()
        and is_title_case(line.text)
        and following.text[0].isupper()
        and not ends_sentence(line.text)
    ):
        return False
    return _is_full(line.text, following.text, width)


def is_title_case(text: str) -> bool:
    """Whether nearly all words of four letters and more begin with a capital, as in an English headline."""
    long_words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long_words)
    return len(long_words) >= 3 and capitals >= 0.8 * len(long_words)
