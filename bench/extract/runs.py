"""Sequences of words side by side: how likely each tag is, and which sequence of tags is likeliest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def legal(tags: int) -> Bools:
    """``[tags, tags]``: which tag may follow which. 0 is outside, odd ones are first words, the even one after it further words."""
    out = np.ones((tags, tags), np.bool_)
    further = np.arange(2, tags, 2)
    out[:, further] = False
    out[further, further] = out[further - 1, further] = True
    return out


class Runs:
    """Words in a row, parted before each that is ``first``; the n-th words of all runs are worked on together."""

    def __init__(self, first: Bools) -> None:
        starts = np.flatnonzero(np.concatenate(([True], first[1:])))
        lengths = np.diff(np.append(starts, len(first)))
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[order], lengths[order]
        self._at = [starts[: int((lengths > t).sum())] + t for t in range(int(lengths[0]))]

    def odds(self, scores: Floats, steps: Doubles) -> tuple[Floats, Doubles, float]:
        """The probability of each tag ``[words, tags]``, the expected number of each step ``[tags, tags]``, the log of the partition.

        ``scores`` are the words' own ``[words, tags]``, ``steps`` those of one tag after another. Forward and backward, each
        word's sum scaled to one (Rabiner 1989).
        """
        words, tags = scores.shape
        allowed = legal(tags)
        top = scores.max(axis=1, keepdims=True)
        own = np.exp((scores - top).astype(np.float64))
        step = np.where(allowed, np.exp(steps), 0.0)
        own[self._at[0]] *= allowed[0]
        ahead, back, scale = np.empty((words, tags)), np.ones((words, tags)), np.empty((words, 1))
        for t, at in enumerate(self._at):
            made = own[at] * (ahead[at - 1] @ step) if t else own[at]
            scale[at] = made.sum(axis=1, keepdims=True)
            ahead[at] = made / scale[at]
        pairs = np.zeros((tags, tags))
        for at in self._at[:0:-1]:
            right = own[at] * back[at] / scale[at]
            back[at - 1] = right @ step.T
            pairs += ahead[at - 1].T @ right
        return (ahead * back).astype(np.float32), pairs * step, float(np.log(scale).sum() + top.sum())

    def likeliest(self, scores: Floats, steps: Doubles) -> Ints:
        """The best legal tag of each word, all words of its run considered together (Viterbi)."""
        allowed = legal(scores.shape[1])
        step = np.where(allowed, steps, -np.inf)
        best = scores.astype(np.float64)
        best[self._at[0]] += np.where(allowed[0], 0.0, -np.inf)
        came = np.zeros(scores.shape, np.int64)
        for at in self._at[1:]:
            paths = best[at - 1][:, :, None] + step
            came[at] = paths.argmax(axis=1)
            best[at] += paths.max(axis=1)
        out: Ints = best.argmax(axis=1)
        for at in self._at[:0:-1]:
            out[at - 1] = came[at, out[at]]
        return out
