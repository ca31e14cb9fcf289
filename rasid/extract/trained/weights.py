"""The trained reader's weights: an encoder that onnxruntime runs, and heads small enough for numpy."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from rasid.extract.trained.clues import Clues
from rasid.extract.trained.shape import Floats, Ints, odds, pairs, relations
from rasid.extract.trained.windows import windows


class Weights:
    """Scores of words, spans and pairs. The encoder takes one thread: a stream is read by several processes.

    So does numpy ``with`` its ``one_thread()``: threads of its own spend longer waiting for each other on arrays of a story's size.
    """

    def __init__(self, name: str = "reader") -> None:
        folder = files("rasid") / "models" / name
        with as_file(folder / "encoder.onnx") as file:
            self._session = session(file)
        with as_file(folder / "heads.npz") as file, np.load(file) as held:
            self._w: dict[str, Floats] = {k: v.astype(np.float32) for k, v in held.items()}
        self.sureness: dict[str, float] = json.loads((folder / "score.json").read_text(encoding="utf-8"))
        shape = json.loads((folder / "shape.json").read_text(encoding="utf-8"))
        self.tags: list[str] = shape["tags"]
        self.judged: dict[str, dict[str, list[str]]] = shape["judged"]
        self.links: list[str] = shape["links"]
        with as_file(folder / "tokenizer.json") as file:
            self._tokenizer = Tokenizer.from_file(str(file))
        known = self._tokenizer.get_vocab()
        self._marks = [known[mark] for mark in ("[CLS]", "[SEP]", "[UNK]")]
        self._pieces = functools.lru_cache(maxsize=200_000)(self._pieces_of)
        self._clue = functools.lru_cache(maxsize=20_000)(self._clue_of)
        self._groups: dict[str, dict[str, Floats]] = {}
        self._threads = ThreadpoolController().select(user_api="blas")

    def one_thread(self) -> AbstractContextManager[object]:
        """While it is open, numpy multiplies in one thread; then in as many as before."""
        made: AbstractContextManager[object] = self._threads.limit(limits=1)
        return made

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)[:64] or (self._marks[2],)

    def _clue_of(self, row: tuple[int, ...]) -> Floats:
        made: Floats = np.sum([self._w[f"clue.{c}"][value] for c, value in enumerate(row)], axis=0, dtype=np.float32)
        return made

    # -- words -------------------------------------------------------------------

    def vectors(self, words: Sequence[str], sentences: Sequence[int], clues: Clues) -> Floats:
        """``[words, width]``: each the mean of its word's pieces."""
        ids = [self._pieces(word) for word in words]
        out = []
        for window in windows([len(i) for i in ids], sentences):
            pieces = np.array(
                [self._marks[0], *(p for i in ids[window.start : window.end] for p in i), self._marks[1]], np.int64
            )
            lengths = np.array([len(i) for i in ids[window.start : window.end]])
            extra = np.zeros((len(pieces), self._w["clue.0"].shape[1]), np.float32)
            rows = np.array([self._clue(clues.words[w]) for w in range(window.start, window.end)])
            extra[1:-1] = np.repeat(rows, lengths, axis=0)
            extra[0] = extra[-1] = self._clue((0,) * len(clues.words[0]))
            (hidden,) = self._session.run(None, {"ids": pieces[None], "extra": extra[None]})
            starts = np.concatenate(([0], np.cumsum(lengths)[:-1])) + 1
            means = np.add.reduceat(hidden[0], starts, axis=0)
            means[-1] -= hidden[0, -1]
            means /= lengths[:, None]
            out.append(means[window.own - window.start :])
        return np.concatenate(out)

    def tagged(self, vectors: Floats) -> Floats:
        """``[words, tags, 3]`` logits: outside, first word, further word."""
        made: Floats = vectors @ self._w["tag.w"] + self._w["tag.b"]
        return made.reshape(len(vectors), len(self.tags), 3)

    # -- spans -------------------------------------------------------------------

    def spans(self, vectors: Floats, spans: Ints) -> Floats:
        """``[spans, 2 * width]``: the mean of a span's words, and its last word."""
        sums = np.concatenate((np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0)))
        lengths = (spans[:, 1] - spans[:, 0]).astype(np.float32)[:, None]
        means = (sums[spans[:, 1]] - sums[spans[:, 0]]) / lengths
        return np.concatenate((means, vectors[spans[:, 1] - 1]), axis=1)

    def judge(self, head: str, name: str, spans: Floats) -> Floats:
        """``[spans, values]`` probabilities of an attribute, in the order of ``judged``."""
        w = self._of(f"judge.{head}.{name}")
        return _softmax(_gelu(spans @ w["w1"] + w["b1"]) @ w["w2"] + w["b2"])

    # -- pairs -------------------------------------------------------------------

    def link(
        self,
        vectors: Floats,
        spans: Ints,
        heads: Ints,
        words: Sequence[str],
        sentences: Ints,
        *,
        asked: npt.NDArray[np.bool_],
        proposed: dict[tuple[int, int], int],
    ) -> tuple[Ints, Floats]:
        """The pairs from spans ``asked`` for that may be linked, ``[pairs, 2]``, and the probability of each link, ``[pairs, links]``."""
        found = pairs(sentences, spans, heads)
        found = found[asked[found[:, 0]]]
        if not len(found):
            return found, np.zeros((0, len(self.links)), np.float32)
        apart, steps, bits, kinds = relations(words, sentences, spans, heads, found, proposed)
        w = self._of("link")
        i, j = found[:, 0], found[:, 1]
        hidden = (vectors @ w["left_in.w"] + w["left_in.b"])[i] + (vectors @ w["right_in.w"] + w["right_in.b"])[j]
        product = (vectors @ w["left.w"] + w["left.b"])[i] * (vectors @ w["right.w"] + w["right.b"])[j]
        both = product @ w["both.w"]
        both += w["both.b"]
        hidden += both
        beside = w["sentences"][apart]
        beside += w["steps"][steps]
        beside += bits @ w["rules"]
        beside += w["kinds"][kinds]
        hidden += beside
        logits: Floats = _gelu(hidden) @ w["out.w"] + w["out.b"]
        return found, odds(logits, i, self.links)

    def _of(self, prefix: str) -> dict[str, Floats]:
        if prefix not in self._groups:
            start = prefix + "."
            self._groups[prefix] = {k.removeprefix(start): v for k, v in self._w.items() if k.startswith(start)}
        return self._groups[prefix]


def session(file: Path) -> onnxruntime.InferenceSession:
    """An encoder in one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    slow = ["SkipLayerNormFusion"]  # what it makes of two steps takes nine times as long as they do
    return onnxruntime.InferenceSession(
        str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
    )


def _gelu(x: Floats) -> Floats:
    made: Floats = np.float32(0.044715) * x  # in place from here on: large new arrays cost time
    made *= x
    made *= x
    made += x
    made *= np.float32(0.7978845608)
    np.tanh(made, out=made)
    made += 1
    made *= 0.5 * x
    return made


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(axis=1, keepdims=True))
    made: Floats = e / e.sum(axis=1, keepdims=True)
    return made
