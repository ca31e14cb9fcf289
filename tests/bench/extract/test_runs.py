"""Sequences side by side: probabilities and best sequences against counting out all of them."""

from __future__ import annotations

import itertools

import numpy as np

from bench.extract.runs import Doubles, Floats, Runs, legal

TAGS = 5  # outside, and the first and further words of two types


def paths(scores: Floats, steps: Doubles) -> dict[tuple[int, ...], float]:
    """Every legal sequence of a run with its score."""
    may = legal(TAGS)
    return {
        path: float(
            sum(scores[i, t] for i, t in enumerate(path)) + sum(steps[a, b] for a, b in itertools.pairwise(path))
        )
        for path in itertools.product(range(TAGS), repeat=len(scores))
        if may[0, path[0]] and all(may[a, b] for a, b in itertools.pairwise(path))
    }


def drawn(words: int) -> tuple[Floats, Doubles]:
    rng = np.random.default_rng(words)
    return rng.normal(size=(words, TAGS)).astype(np.float32), rng.normal(size=(TAGS, TAGS))


def test_a_further_word_follows_its_own_type_only() -> None:
    assert legal(TAGS).astype(int).tolist() == [
        [1, 1, 0, 1, 0],
        [1, 1, 1, 1, 0],
        [1, 1, 1, 1, 0],
        [1, 1, 0, 1, 1],
        [1, 1, 0, 1, 1],
    ]


def test_probabilities_are_those_of_all_sequences_counted_out() -> None:
    scores, steps = drawn(4)
    odds, expected, log_sum = Runs(np.array([True, False, False, False])).odds(scores, steps)
    weights = {path: np.exp(score) for path, score in paths(scores, steps).items()}
    total = sum(weights.values())
    wanted, wanted_steps = np.zeros((4, TAGS)), np.zeros((TAGS, TAGS))
    for path, weight in weights.items():
        for i, tag in enumerate(path):
            wanted[i, tag] += weight / total
        for pair in itertools.pairwise(path):
            wanted_steps[pair] += weight / total
    np.testing.assert_allclose(odds, wanted, atol=1e-6)
    np.testing.assert_allclose(expected, wanted_steps, atol=1e-6)
    assert abs(log_sum - np.log(total)) < 1e-6


def test_the_likeliest_sequence_is_the_best_of_all() -> None:
    scores, steps = drawn(4)
    every = paths(scores, steps)
    found = Runs(np.array([True, False, False, False])).likeliest(scores, steps)
    assert tuple(found.tolist()) == max(every, key=lambda path: every[path])


def test_runs_know_nothing_of_each_other() -> None:
    scores, steps = drawn(6)
    both = Runs(np.array([True, False, True, False, False, False]))
    one, other = Runs(np.array([True, False])), Runs(np.array([True, False, False, False]))
    np.testing.assert_array_equal(
        both.likeliest(scores, steps),
        np.concatenate((one.likeliest(scores[:2], steps), other.likeliest(scores[2:], steps))),
    )
    np.testing.assert_allclose(
        both.odds(scores, steps)[0],
        np.concatenate((one.odds(scores[:2], steps)[0], other.odds(scores[2:], steps)[0])),
        atol=1e-6,
    )
