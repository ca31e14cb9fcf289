"""What a reader knows of each word of a text before it decides anything: the columns that a light tagger is fitted to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.extract.runs import Bools, Floats
from bench.extract.tagger import Entity
from rasid import ontology
from rasid.extract.trained import clues
from rasid.extract.trained.shape import OURS
from rasid.extract.trained.weights import Weights
from rasid.records import Offsets
from train.sample import Sample, sample

READERS = ("rules", "trained")
OFTEN, TEXTS = 8, 4
_CLASSES = (4, 5)  # columns of clues with a value for each class of event: here only whether there is one


@dataclass(frozen=True, slots=True)
class Known:
    """A text's words in small letters: where each stands, which begin a sentence, and ``columns`` ``[words, n]``."""

    words: tuple[str, ...]
    spans: tuple[Offsets, ...]
    first: Bools
    columns: Floats

    def touched(self, span: Offsets) -> tuple[int, int] | None:
        """The words that touch characters ``span``, first and one after the last."""
        found = [i for i, (a, b) in enumerate(self.spans) if a < span[1] and span[0] < b]
        return (found[0], found[-1] + 1) if found else None

    def span(self, entity: Entity) -> Offsets:
        """The characters of an entity."""
        return self.spans[entity[0]][0], self.spans[entity[1] - 1][1]


def known(id: str, text: str, weights: Weights | None) -> Known:
    """What the trained reader knows of a text; without ``weights`` what the rules know.

    The rules' clues of a word and of its two neighbours; the encoder's vector of the word, and the log odds of our own heads'
    tags for the word and its neighbours.
    """
    told = sample(id, text, set="bench")
    around = [one_hot(told.clues)]
    columns = []
    if weights is not None:
        vectors = weights.vectors(told.words, told.sentences, clues.Clues(tuple(told.clues), {}))
        ours = [weights.tags.index(head) for head in OURS]
        around.append(weights.tagged(vectors)[:, ours].reshape(len(vectors), -1))
        columns.append(vectors)
    beside = np.concatenate(around, axis=1)
    nothing = np.zeros((1, beside.shape[1]), np.float32)
    columns += [beside, np.concatenate((nothing, beside[:-1])), np.concatenate((beside[1:], nothing))]
    words, spans = tuple(word.lower() for word in told.words), tuple(zip(told.starts, told.ends, strict=True))
    return Known(words, spans, _first(told), np.concatenate(columns, axis=1))


def common(texts: Sequence[Known]) -> tuple[str, ...]:
    """The words that are told ``OFTEN`` times or more, and in ``TEXTS`` texts or more."""
    often = Counter(word for text in texts for word in text.words)
    wide = Counter(word for text in texts for word in set(text.words))
    return tuple(sorted(word for word, n in often.items() if n >= OFTEN and wide[word] >= TEXTS))


def first_words(words: Sequence[str]) -> Bools:
    """Whether each word is told for the first time."""
    before: set[str] = set()
    out = []
    for word in words:
        out.append(word not in before)
        before.add(word)
    return np.array(out, np.bool_)


def with_words(text: Known, vocabulary: Sequence[str]) -> Floats:
    """The text's columns, and one more for each word of ``vocabulary``."""
    number = {word: i for i, word in enumerate(vocabulary)}
    # The last column, which is cut off, is that of all other words.
    at = [number.get(word, len(vocabulary)) for word in text.words]
    told = np.eye(len(vocabulary) + 1, dtype=np.float32)[at][:, :-1]
    return np.concatenate((text.columns, told), axis=1)


def _first(told: Sample) -> Bools:
    made: Bools = np.diff(np.array(told.sentences), prepend=-1) != 0
    return made


def one_hot(rows: Sequence[tuple[int, ...]]) -> Floats:
    """The rules' clues ``[words, columns]`` with a column for each value; of classes of events only whether there is one."""
    values = np.array(rows)
    out = []
    for column, size in enumerate(clues.sizes(ontology.load())):
        value = np.minimum(values[:, column], 1) if column in _CLASSES else values[:, column]
        out.append(np.eye(2 if column in _CLASSES else size, dtype=np.float32)[value])
    return np.concatenate(out, axis=1)
