"""Wire copies: the same text again, with another headline, another caption, a cut end, a few edits.

A story is known by a sketch of its body: one-permutation min-hashes of its three-word shingles (Li, Owen and Zhang,
"One Permutation Hashing", 2012), its length, and the figures it opens with. Two stories are copies when nearly all shingles
of the shorter are in the longer and they open with the same figures: daily tallies written to one pattern are not.
"""

from __future__ import annotations

import mmap
import re
import struct
import zlib
from collections import Counter, deque
from collections.abc import Sequence
from operator import eq

from rasid.records import Story

BINS = 128
# Bins that the index holds; 64 of 128 find a copy cut to a third.
INDEXED = 64
# Share of the shorter text's shingles that the longer must hold. From the pairs in tests/stories/test_copies.py: copies
# with edits and cuts are estimated at 0.94 to 1.02; two daily tallies of one pattern at 0.78, a story of which half is
# new at 0.57, two stories of one event at 0.02 to 0.12. The middle of the gap is taken.
LEAST_SHARED = 0.85
# Below this overlap of the two sketches the estimate of the share is too rough (its error is near 0.04 at 128 bins).
LEAST_OVERLAP = 0.2
# Fewer words than this are compared word for word only: short notices are alike by nature.
SHORTEST = 16
# So much of a text is sketched: a copy shows in its first 6,000 words.
LONGEST = 40_000
NEAR, FAR = 40, 90

_WORD = re.compile(r"\w+")
_FORMAT = struct.Struct(f">HQQ{BINS}H")
_MASK = 0xFFFFFFFF
_NUMBERS = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
    if number != 1
}


def fingerprint(story: Story, text: str) -> int:
    """The sketch of a story's body as a non-negative integer of at most ``8 * 274`` bits; 0 for a story without words.

    ``text`` is the document's text, which the spans of the story point into. The same words give the same sketch on
    every machine.
    """
    words = _words(story, text)
    if not words:
        return 0
    if len(words) < SHORTEST:
        return _exact(words)
    hashes = _shingles(words)
    bins = [0] * BINS
    for value in hashes:
        slot, rank = value & (BINS - 1), value >> 16 or 1
        if not bins[slot] or rank < bins[slot]:
            bins[slot] = rank
    figures = _figures(words, NEAR), _figures(words, FAR)
    return int.from_bytes(_FORMAT.pack(min(len(hashes), 0xFFFF), *figures, *bins), "big")


def _words(story: Story, text: str) -> list[str]:
    """The words of the body without its dateline, of which each agency's copy may have its own."""
    parts: list[str] = []
    room = LONGEST
    for paragraph in story.body:
        start, end = paragraph.span
        if story.dateline is not None and start <= story.dateline.span[0] < end:
            start = story.dateline.span[1]
        parts.append(text[start : min(end, start + room)])
        room -= end - start
        if room <= 0:
            break
    return _WORD.findall(" ".join(parts).lower())


def _exact(words: Sequence[str]) -> int:
    """A sketch of a short text that only the same words have: bins filled from one hash, length 0."""
    seed = zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))
    bins = [(_mixed(seed + number * 0x9E3779B1) >> 16) or 1 for number in range(BINS)]
    return int.from_bytes(_FORMAT.pack(0, 0, 0, *bins), "big")


def _mixed(value: int) -> int:
    value = ((value & _MASK) ^ ((value & _MASK) >> 16)) * 0x45D9F3B & _MASK
    return (value ^ (value >> 16)) * 0x45D9F3B & _MASK


def _shingles(words: Sequence[str]) -> set[int]:
    crc = zlib.crc32
    codes = [crc(word.encode("utf-8", "surrogatepass")) for word in words]
    mixed = set()
    for one, two, three in zip(codes, codes[1:], codes[2:], strict=False):
        value = (one * 0x9E3779B1 + two * 0x85EBCA6B + three * 0xC2B2AE35) & _MASK
        value = ((value ^ (value >> 15)) * 0x2C1B3C6D) & _MASK
        mixed.add(value ^ (value >> 13))
    return mixed


def _figures(words: Sequence[str], first: int) -> int:
    """A 64-bit Bloom filter (one bit each) of the numbers among the first words, spelt or in digits."""
    found = 0
    for word in words[:first]:
        number = _NUMBERS.get(word)
        if number is not None or word.isdigit():
            found |= 1 << (zlib.crc32((str(number) if number is not None else word).encode()) & 63)
    return found


def is_copy(one: int, two: int) -> bool:
    """Whether two sketches are of one text: same opening figures, and the shorter one's shingles nearly all shared."""
    if not one or not two:
        return False
    length_1, near_1, far_1, *bins_1 = _FORMAT.unpack(one.to_bytes(_FORMAT.size, "big"))
    length_2, near_2, far_2, *bins_2 = _FORMAT.unpack(two.to_bytes(_FORMAT.size, "big"))
    if not length_1 or not length_2:
        return one == two
    if near_1 & ~far_2 or near_2 & ~far_1:
        return False
    empty = list(zip(bins_1, bins_2, strict=True)).count((0, 0))
    same = sum(map(eq, bins_1, bins_2)) - empty
    overlap = same / (BINS - empty)
    shared = overlap * (length_1 + length_2) / ((1 + overlap) * min(length_1, length_2))
    return bool(overlap >= LEAST_OVERLAP and shared >= LEAST_SHARED)


class Copies:
    """The stories seen so far, by their sketches; the oldest are forgotten past ``limit`` (about 0.5 kB of memory each).

    Deterministic in the order of input. Copies themselves are not kept: each is a copy of the first.
    """

    def __init__(self, *, limit: int = 20_000) -> None:
        self.limit = limit
        self._stories: dict[int, tuple[str, int]] = {}
        self._order: deque[int] = deque()
        # For each value of each indexed bin the newest slot that has it, 0 for none: at most 16 MiB, of which the
        # system gives those pages that are written to. A dictionary took 6 kB a story.
        self._index = memoryview(mmap.mmap(-1, 4 * INDEXED << 16)).cast("I")
        self._next = 1
        self.last = 0  # the fingerprint of the story that was seen last

    def __len__(self) -> int:
        return len(self._stories)

    def seen(self, story: Story, text: str) -> str | None:
        """The id of the earlier story that this one copies; ``None`` when it is new, and then it is kept."""
        self.last = sketch = fingerprint(story, text)
        if not sketch:
            return None
        original = self.find(sketch)
        if original is None:
            self.known(story.id, sketch)
            return None
        return original if original != story.id else None

    def find(self, sketch: int) -> str | None:
        """The id of the known story of which the sketch is a copy, or ``None``."""
        votes = Counter(slot for key in _keys(sketch) if (slot := self._index[key]))
        # Three shared bins of 64 are the least that a copy of a tenth leaves; the eldest of the best is the original.
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:8]
        matching = [slot for slot, _ in ranked if is_copy(self._stories[slot][1], sketch)]
        return self._stories[min(matching)][0] if matching else None

    def known(self, story_id: str, fingerprint: int) -> None:
        """Keep a story that was seen in an earlier run, by its id and fingerprint."""
        if not fingerprint:
            return
        slot = self._next
        self._next += 1
        self._stories[slot] = (story_id, fingerprint)
        self._order.append(slot)
        for key in _keys(fingerprint):
            self._index[key] = slot
        if len(self._order) > self.limit:
            self._forget(self._order.popleft())

    def _forget(self, slot: int) -> None:
        _, sketch = self._stories.pop(slot)
        for key in _keys(sketch):
            if self._index[key] == slot:
                self._index[key] = 0


def _keys(sketch: int) -> list[int]:
    bins = _FORMAT.unpack(sketch.to_bytes(_FORMAT.size, "big"))[3:]
    return [number << 16 | value for number, value in enumerate(bins[:INDEXED]) if value]
