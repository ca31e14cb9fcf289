"""A light tagger on what somebody else knows of each word: a conditional random field over BIO tags.

It shows how much of an annotation is already in a reader's vectors, without training the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.extract.runs import Bools, Doubles, Floats, Ints, Runs

Entity = tuple[int, int, str]  # first word, word after the last, type

PENALTY = 100.0  # L2
LEAST = np.float32(
    0.25
)  # spread that a column is given at least, so that a rare clue does not weigh more than it is worth
STEPS = 30  # after which the mean log loss falls by less than 0.001 a step


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights ``[columns + 1, 1 + 2 * types]`` (the last row is the start) for columns moved by ``mean`` and divided by ``spread``."""

    types: tuple[str, ...]
    mean: Floats
    spread: Floats
    weights: Floats
    steps: Doubles

    def entities(self, columns: Floats, first: Bools) -> list[Entity]:
        """The entities in words with ``columns`` ``[words, columns]``; ``first`` marks the words that begin a sentence."""
        scores = _design(columns, self.mean, self.spread) @ self.weights
        return entities(Runs(first).likeliest(scores, self.steps), self.types)

    def odds(self, columns: Floats, first: Bools) -> Floats:
        """The probability of each tag ``[words, 1 + 2 * types]``."""
        scores = _design(columns, self.mean, self.spread) @ self.weights
        return Runs(first).odds(scores, self.steps)[0]


def fit(
    columns: Floats,
    tags: Ints,
    types: Sequence[str],
    *,
    first: Bools,
    shown: Bools,
    penalty: float = PENALTY,
    steps: int = STEPS,
) -> Tagger:
    """A tagger fitted to ``tags`` ``[words]`` (see ``tags_of``); a word that is not ``shown`` is left out and parts its sentence.

    A conditional random field: Newton's method with a fixed curvature (twice the bound of Böhning 1992 for words that stand alone,
    because neighbours move together) and Nesterov's momentum, so that no rate is to choose and one matrix to invert, whatever
    the number of tags.
    """
    first = (first | np.concatenate(([False], ~shown[:-1])))[shown]
    columns, tags = columns[shown], tags[shown]
    mean, spread = columns.mean(axis=0), np.maximum(columns.std(axis=0), LEAST)
    x = _design(columns, mean, spread)
    runs = Runs(first)
    wanted = np.zeros((len(x), 1 + 2 * len(types)), np.float32)
    wanted[np.arange(len(x)), tags] = 1
    inside = np.flatnonzero(~first)
    pairs = np.zeros((wanted.shape[1], wanted.shape[1]))
    np.add.at(pairs, (tags[inside - 1], tags[inside]), 1)
    often = pairs.sum(axis=1, keepdims=True) + len(x) / len(
        pairs
    )  # a rare tag may be expected often before it is known
    shrink = np.full((x.shape[1], 1), penalty, np.float32)
    shrink[-1] = 1e-3  # the start is free, but for keeping the matrix regular
    curve = np.linalg.inv(x.T @ x + np.diag(shrink[:, 0])).astype(np.float32)
    weights = ahead = np.zeros((x.shape[1], wanted.shape[1]), np.float32)
    steps_, ahead_steps = (np.zeros_like(pairs) for _ in range(2))
    for step in range(steps):
        odds, expected, _ = runs.odds(x @ ahead, ahead_steps)
        slope = x.T @ (wanted - odds) - shrink * ahead
        before, weights = weights, ahead + curve @ slope
        before_steps, steps_ = steps_, ahead_steps + (pairs - expected - ahead_steps) / often
        momentum = np.float32(step / (step + 3))
        ahead = weights + momentum * (weights - before)
        ahead_steps = steps_ + float(momentum) * (steps_ - before_steps)
    return Tagger(tuple(types), mean, spread, weights, steps_)


def tags_of(words: int, found: Iterable[Entity], types: Sequence[str]) -> Ints:
    """One tag a word: 0 outside, ``1 + 2 * type`` its first word, one more a further word; of nested entities the longest."""
    out = np.zeros(words, np.int64)
    for a, b, type in sorted(found, key=lambda e: (e[0] - e[1], e)):
        if not out[a:b].any():
            out[a:b] = 2 + 2 * types.index(type)
            out[a] -= 1
    return out


def entities(tags: Ints, types: Sequence[str]) -> list[Entity]:
    """The entities of legal tags."""
    out: list[Entity] = []
    for i in np.flatnonzero(tags):
        tag = int(tags[i])
        if tag % 2:
            out.append((int(i), int(i) + 1, types[tag // 2]))
        else:
            out[-1] = (out[-1][0], int(i) + 1, out[-1][2])
    return out


def _design(columns: Floats, mean: Floats, spread: Floats) -> Floats:
    made: Floats = np.concatenate(((columns - mean) / spread, np.ones((len(columns), 1), np.float32)), axis=1)
    return made
