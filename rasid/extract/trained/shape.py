"""What the trained reader's weights put out: their heads, the attributes they judge, the links they weigh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
import numpy.typing as npt

from rasid.extract.trained.between import COLUMNS, between
from rasid.records import MentionKind

NEAR = 8  # sentences: links reach no further
PROPOSED = 7  # bits that the rules propose for a pair, see clues.py
BITS = PROPOSED + COLUMNS
OURS: tuple[str, ...] = (*(f"mention.{kind}" for kind in get_args(MentionKind)), "trigger", "cue", "control", "measure")
# Heads of sets that are only learnt from.
THEIRS = ("wikievents.trigger",)
HEADS = (*OURS, *THEIRS)
# Links of which a span has one or none: their odds are shared among all candidates and none.
ONE = ("at", "on", "says", "issuer", "to")
# Links of which a span may have several, and whose first one competes with none likewise.
MANY = ("actor", "target")
_ALIKE = (("mention.actor", "mention.person_role"), ("mention.place", "mention.facility"))
_FAR = 4000  # words; further is the same to the buckets

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


def _may_link(a: str, b: str) -> int:
    """Whether a span of head ``a`` may have a link to one of head ``b``: 0 no, 1 yes, 2 only to an earlier one."""
    if a in ("trigger", "control", "measure"):
        return 1 if b.startswith("mention.") or b == "cue" else 2 if a == b == "trigger" else 0
    if a == "mention.quantity":
        return int(b == "mention.actor")
    if a.startswith("mention."):
        return 2 if a == b or any(a in group and b in group for group in _ALIKE) else 0
    return 0


def _kind(a: int, b: int) -> int:
    left = {"trigger": 0, "control": 1, "measure": 2}.get(HEADS[a], 3)
    return left * 13 + (b if b < len(OURS) else 12)


def _step(distance: int) -> int:
    """The bucket of a distance in words, signed: each word up to four, then by powers of two."""
    size = abs(distance)
    bucket = size if size < 5 else min(11, 3 + size.bit_length() - 1)
    return 12 + bucket if distance >= 0 else 12 - bucket


_LINKS = np.array([[_may_link(a, b) for b in HEADS] for a in HEADS])
_KINDS = np.array([[_kind(a, b) for b in range(len(HEADS))] for a in range(len(HEADS))])
_STEPS = np.array([_step(d) for d in range(-_FAR, _FAR + 1)])
DISTANCES = 2 * NEAR + 1
STEPS = 24
KINDS = 64


def pairs(sentences: Ints, spans: Ints, heads: Ints) -> Ints:
    """Which spans may be linked, ``[pairs, 2]``; ``sentences`` gives each word's, ``spans`` are ``[n, 2]`` in words."""
    sentence = sentences[spans[:, 0]]
    allowed = _LINKS[heads[:, None], heads[None, :]]
    earlier = spans[None, :, 0] < spans[:, None, 0]
    near = np.abs(sentence[:, None] - sentence[None, :]) <= NEAR
    fits = near & ((allowed == 1) | ((allowed == 2) & earlier))
    np.fill_diagonal(fits, False)
    return np.argwhere(fits)


def relations(
    words: Sequence[str], sentences: Ints, spans: Ints, heads: Ints, found: Ints, proposed: dict[tuple[int, int], int]
) -> tuple[Ints, Ints, Floats, Ints]:
    """For each pair: sentences apart, words apart (both as buckets), what the rules propose and what stands between, the kind of pair."""
    a, b = spans[found[:, 0]], spans[found[:, 1]]
    apart = np.clip(sentences[b[:, 0]] - sentences[a[:, 0]], -NEAR, NEAR) + NEAR
    after, before = b[:, 0] - a[:, 1] + 1, -(a[:, 0] - b[:, 1] + 1)
    steps = np.where(b[:, 0] >= a[:, 1], after, np.where(a[:, 0] >= b[:, 1], before, 0))
    bits = np.zeros((len(found), BITS), np.float32)
    bits[:, PROPOSED:] = between(words, spans, heads, found, (HEADS.index("trigger"),))
    if proposed and len(found):
        width = len(sentences) + 1
        known = {x * width + y: mask for (x, y), mask in proposed.items()}
        keys = (a[:, 1] - 1) * width + b[:, 1] - 1
        for k in np.flatnonzero(np.isin(keys, np.fromiter(known, np.int64))):
            bits[k, :PROPOSED] = [known[int(keys[k])] >> n & 1 for n in range(PROPOSED)]
    return apart, _STEPS[np.clip(steps, -_FAR, _FAR) + _FAR], bits, _KINDS[heads[found[:, 0]], heads[found[:, 1]]]


def odds(logits: Floats, owners: Ints, links: Sequence[str]) -> Floats:
    """``[pairs, links]`` probabilities from logits; ``owners`` ``[pairs]`` are the first spans of the pairs, in order.

    Candidates of ``ONE`` share the odds of one outcome with none, whose logit is 0; the likeliest carries the odds that there is
    one at all, since those behind it are mostly the same one told again. So does the likeliest of ``MANY``, where each other one
    keeps its own.
    """
    made: Floats = np.reciprocal(1 + np.exp(-logits), dtype=np.float32)
    rivals = [k for k, link in enumerate(links) if link in (*ONE, *MANY)]
    one = [k for k, link in enumerate(links) if link in ONE]
    e = np.exp(np.minimum(logits[:, rivals], np.float32(30)))
    begins = np.flatnonzero(np.diff(owners, prepend=-1))
    number = np.cumsum(np.diff(owners, prepend=-1) != 0) - 1
    some, most = np.add.reduceat(e, begins)[number], np.maximum.reduceat(e, begins)[number]
    among = 1 + some
    made[:, one] = (e / among)[:, [rivals.index(k) for k in one]]
    made[:, rivals] = np.where(e == most, some / among, made[:, rivals])
    return made


def spans_of(tags: Ints) -> list[tuple[int, int]]:
    """Spans from one tag a word: 0 outside, 1 first word, 2 further word; a further word without a first one begins a span."""
    out: list[list[int]] = []
    for i in np.flatnonzero(tags):
        if tags[i] == 1 or not out or out[-1][1] != i:
            out.append([int(i), int(i) + 1])
        else:
            out[-1][1] = int(i) + 1
    return [(a, b) for a, b in out]
