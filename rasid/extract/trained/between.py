"""What stands between two spans of a story, and in front of the second: a few columns beside the encoder's vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_LEADING = (
    "of by in on at to from against with for between near over into after before during through among inside outside "
    "across and or , ; : ( - who which that"
).split()
_COLUMN = {word: n for n, word in enumerate(_LEADING)}
# Words that a phrase may begin with: what leads it stands before them.
_PASSED = frozenset(
    "a an the its their his her our your this that these those another other some several many no any all both each every "
    "at least most up more than about around nearly some over two three four five six seven eight nine ten eleven twelve "
    "dozens hundreds thousands scores fellow first last new".split()
)
_BACK = 5  # words
_PASSIVE = frozenset("was were been being be is are get got".split())
_PAUSES = frozenset(", ; : . ! ? ( ) - \u2013 \u2014 and but while".split())
_MOST = 3  # of each count, more is the same
COLUMNS = len(_LEADING) + 2 + 3 * (_MOST + 1) + 2


def between(words: Sequence[str], spans: Ints, heads: Ints, found: Ints, triggers: Sequence[int]) -> Floats:
    """``[pairs, COLUMNS]`` for the pairs ``found`` ``[pairs, 2]`` of ``spans`` ``[n, 2]`` in ``words``.

    The word that leads the second span (or none, or the sentence's begin); how many spans of the second's head, how many
    ``triggers`` (numbers of heads) and how many pauses stand between, up to three of each; whether the first is in the passive
    or followed by "by".
    """
    out = np.zeros((len(found), COLUMNS), np.float32)
    if not len(found):
        return out
    low = [w.lower() for w in words]
    i, j = found[:, 0], found[:, 1]
    rows = np.arange(len(found))
    leading = np.array([_leading(low, a) for a in spans[:, 0]])
    out[rows, leading[j]] = 1
    at = len(_LEADING) + 2
    lo = np.minimum(spans[i, 1], spans[j, 1])
    hi = np.maximum(np.maximum(spans[i, 0], spans[j, 0]), lo)
    starts = np.zeros((int(heads.max()) + 1, len(words) + 1), np.int64)
    np.add.at(starts, (heads, spans[:, 0] + 1), 1)
    starts = starts.cumsum(axis=1)
    acts = starts[[h for h in triggers if h < len(starts)]].sum(axis=0)
    pauses = np.cumsum([0, *(w in _PAUSES for w in low)])
    for count in (
        starts[heads[j], hi] - starts[heads[j], lo],
        acts[hi] - acts[lo],
        pauses[hi] - pauses[lo],
    ):
        out[rows, at + np.minimum(count, _MOST)] = 1
        at += _MOST + 1
    before = np.array([a > 0 and low[a - 1] in _PASSIVE for a in spans[:, 0]])
    after = np.array([b < len(low) and low[b] == "by" for b in spans[:, 1]])
    out[:, at], out[:, at + 1] = before[i], after[i]
    return out


def _leading(low: Sequence[str], a: int) -> int:
    """The column of the word that leads the phrase at ``a``; the last but one column is for any other word, the last for none."""
    for k in range(a - 1, max(-1, a - 1 - _BACK), -1):
        word = low[k]
        if word in (".", "!", "?"):
            return len(_LEADING) + 1
        if word in _PASSED or word[0].isdigit():
            continue
        return _COLUMN.get(word, len(_LEADING))
    return len(_LEADING) + 1
