"""What is learnt from a sample: pieces, tags, judgements and links as tensors."""

from __future__ import annotations

import functools
import gzip
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from rasid.extract.trained.shape import BITS, HEADS, ONE, OURS, THEIRS, pairs, relations
from rasid.extract.trained.windows import PIECES, windows
from train.model import Shape

Array = np.ndarray[Any, Any]
TAGGED = {
    "corpus": OURS,
    "wikievents": ("wikievents.trigger",),
    "event_location": (),
}
LEARNT = {"event_location": ("at",)}  # links that a set of others annotates as we do
ATTRIBUTES = {
    "trigger": ("class", "modality", "stance"),
    "control": ("state", "modality"),
    "measure": ("status", "domain"),
    "wikievents.trigger": ("type",),
}


def load(path: Path) -> list[dict[str, Any]]:
    """The samples of a prepared file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def shape(samples: Sequence[dict[str, Any]], clues: Sequence[int]) -> Shape:
    """The outputs that these samples ask for."""
    judged: dict[str, dict[str, set[str]]] = {h: {a: set() for a in names} for h, names in ATTRIBUTES.items()}
    links: set[str] = set()
    taught: set[str] = set()
    for one in samples:
        taught.update(TAGGED[one["set"]])
        for head, _, _, label in one["spans"]:
            for name, value in zip(ATTRIBUTES.get(head, ()), label.split("|") if label else (), strict=False):
                judged[head][name].add(value)
        links.update(role for role, _, _ in one["links"])
    return Shape(
        tuple(clues),
        BITS,
        (*OURS, *(head for head in THEIRS if head in taught)),
        {h: {a: sorted(v) for a, v in names.items()} for h, names in judged.items() if any(names.values())},
        tuple(sorted(links)),
    )


@dataclass
class Encoded:
    """A sample as tensors. ``nodes`` are its spans ``[n, 2]`` with the number of their head."""

    sample: dict[str, Any]
    pieces: list[Tensor]  # one a window
    piece_words: list[Tensor]  # the word of each piece, -1 for marks and context
    clue_words: list[Tensor]  # the word whose clues a piece has, -1 for marks
    clues: Tensor
    nodes: Tensor
    heads: Tensor
    tags: dict[str, Tensor]
    judged: dict[tuple[str, str], tuple[Tensor, Tensor]]
    pairs: Tensor  # [p, 2] of nodes
    gold: Tensor  # [p, labels], -1 where it is not to be learnt
    weight: Tensor  # [p], of each pair's loss
    apart: Tensor
    steps: Tensor
    bits: Tensor
    kinds: Tensor


PART = 0.1  # of pairs of mentions that are not the same: they are four of five pairs and teach the least
_HEAD_NAMES = np.array(HEADS)


class Encoder:
    """Makes samples tensors, for one shape and one tokenizer."""

    def __init__(self, tokenizer: Path, shape: Shape, *, pieces: int = PIECES, bare: bool = False) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self.mask = self._tokenizer.token_to_id("[MASK]")
        self._start, self._end, self._unknown = map(self._tokenizer.token_to_id, ("[CLS]", "[SEP]", "[UNK]"))
        self.shape = shape
        self._pieces = pieces
        self._bare = bare  # without the rules' clues
        self._values = {
            h: {a: {v: i for i, v in enumerate(vs)} for a, vs in names.items()} for h, names in shape.judged.items()
        }
        self._links = {role: i for i, role in enumerate(shape.links)}
        self.piece_ids = functools.cache(self._piece_ids)

    def _piece_ids(self, word: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)[:64] or (self._unknown,)

    def text(self, one: dict[str, Any]) -> tuple[list[Tensor], list[Tensor], list[Tensor]]:
        """Piece ids, owning words and words, by window."""
        ids = [self.piece_ids(w) for w in one["words"]]
        out: tuple[list[Tensor], list[Tensor], list[Tensor]] = ([], [], [])
        for window in windows([len(i) for i in ids], one["sentences"], pieces=self._pieces):
            pieces, owners, words = [self._start], [-1], [-1]
            for w in range(window.start, window.end):
                pieces += ids[w]
                owners += [w if w >= window.own else -1] * len(ids[w])
                words += [w] * len(ids[w])
            for column, row in zip(out, (pieces + [self._end], owners + [-1], words + [-1]), strict=True):
                column.append(torch.tensor(row[:512]))
        return out

    def clue_rows(self, one: dict[str, Any]) -> Tensor:
        """``[words, columns]``."""
        rows = torch.tensor(one["clues"]).reshape(len(one["words"]), len(self.shape.clues))
        if self._bare:
            keep = torch.zeros_like(rows)
            keep[:, 0], keep[:, 8] = rows[:, 0], rows[:, 8]
            rows = keep
        return rows

    def __call__(self, one: dict[str, Any]) -> Encoded:
        n = len(one["words"])
        pieces, owners, words = self.text(one)
        spans = [
            (HEADS.index(f"mention.{label}" if h == "mention" else h), a, b, label) for h, a, b, label in one["spans"]
        ]
        loose = self._loose(one)
        nodes = torch.tensor([(a, b) for _, a, b, _ in spans] + [(a, b) for _, a, b in loose] or [(0, 1)])
        heads = torch.tensor([h for h, *_ in spans] + [h for h, *_ in loose] or [0])
        tags = {head: self._tags(n, [s for s in spans if HEADS[s[0]] == head]) for head in TAGGED[one["set"]]}
        judged: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
        for i, (h, _, _, label) in enumerate(spans):
            for name, value in zip(ATTRIBUTES.get(HEADS[h], ()), label.split("|"), strict=False):
                known = self._values.get(HEADS[h], {}).get(name, {})
                if value in known:
                    at = judged.setdefault((HEADS[h], name), ([], []))
                    at[0].append(i)
                    at[1].append(known[value])
        found = pairs(np.asarray(one["sentences"]), nodes.numpy(), heads.numpy())
        gold = self._gold(one, found, heads.numpy(), len(nodes))
        kept, weight = self._kept(found, heads.numpy(), gold.numpy(), one["id"])
        found, gold = found[kept], gold[torch.from_numpy(kept)]
        return Encoded(
            one, pieces, owners, words, self.clue_rows(one), nodes, heads, tags,
            {k: (torch.tensor(a), torch.tensor(b)) for k, (a, b) in judged.items()},
            torch.from_numpy(found), gold, torch.from_numpy(weight), *self.relations(one, nodes.numpy(), heads.numpy(), found),
        )  # fmt: skip

    def _loose(self, one: dict[str, Any]) -> list[tuple[int, int, int]]:
        """Phrases of the rules that are no mention, as ``(head, first word, word after the last)``: no link may lead to them.

        At run time they are among the spans too, where the model marks nothing on them.
        """
        if one["set"] not in ("corpus", *LEARNT):
            return []
        mentions = [(label, a, b) for h, a, b, label in one["spans"] if h == "mention"]
        ends = {b for _, _, b in mentions}
        return [
            (HEADS.index(f"mention.{kind}"), a, b)
            for kind, a, b in one["loose"]
            if b not in ends and not any(kind == k and a < y and x < b for k, x, y in mentions)
        ]

    def relations(
        self, one: dict[str, Any], nodes: Array, heads: Array, found: Array
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Sentences apart, words apart, bits of the rules and the two heads, for each pair ``found`` of ``nodes``."""
        proposed = {} if self._bare else {(i, j): bits for i, j, bits in one["pairs"]}
        made = relations(one["words"], np.asarray(one["sentences"]), nodes, heads, found, proposed)
        return tuple(torch.from_numpy(np.ascontiguousarray(x)) for x in made)  # type: ignore[return-value]

    def _kept(self, found: Array, heads: Array, gold: Array, key: str) -> tuple[Array, Array]:
        """Which pairs are learnt from, and their weights: of two mentions that are not the same, a part stands for all."""
        plenty = (gold <= 0).all(axis=1) & np.char.startswith(_HEAD_NAMES[heads[found[:, 0]]], "mention.")
        drawn = np.random.default_rng(zlib.crc32(key.encode())).random(len(found)) < PART
        kept = np.flatnonzero(~plenty | drawn)
        return kept, np.where(plenty, 1 / PART, 1.0).astype(np.float32)[kept]

    def _tags(self, n: int, spans: Sequence[tuple[int, int, int, str]]) -> Tensor:
        out = torch.zeros(n, dtype=torch.long)
        for _, a, b, _ in sorted(spans, key=lambda s: s[1] - s[2]):  # long first: an inner one is kept whole
            out[a] = 1
            out[a + 1 : b] = 2
            if b < n and out[b] == 2:
                out[b] = 1
        return out

    def _gold(self, one: dict[str, Any], found: Array, heads: Array, n: int) -> Tensor:
        out = np.zeros((len(found), len(self._links)), np.float32)
        if not len(found):
            return torch.from_numpy(out)
        if one["set"] != "corpus":
            out[:, [i for role, i in self._links.items() if role not in LEARNT.get(one["set"], ())]] = -1
        at = np.full((n, n), -1)
        at[found[:, 0], found[:, 1]] = np.arange(len(found))
        chain = np.array(chains(n, [(i, j) for role, i, j in one["links"] if role == "coref"]))
        event = np.array(chains(n, [(i, j) for role, i, j in one["links"] if role == "same"]))
        roles = [(self._links[role], i, j) for role, i, j in one["links"] if role not in ("coref", "same")]
        for role, i, j in roles:  # another mention of the right one is neither right nor wrong
            others = at[i, np.flatnonzero(chain == chain[j])]
            out[others[others >= 0], role] = -1
        for role, i, j in roles:
            if at[i, j] >= 0:
                out[at[i, j], role] = 1
        of_mentions = np.char.startswith(_HEAD_NAMES[heads[found[:, 0]]], "mention.")
        out[
            np.ix_(of_mentions, [k for role, k in self._links.items() if role in ONE])
        ] = -1  # mentions have none of them
        if one["set"] == "corpus":
            i, j = found[:, 0], found[:, 1]
            out[:, self._links["coref"]] = chain[i] == chain[j]
            out[:, self._links["same"]] = event[i] == event[j]
        return torch.from_numpy(out)


def chains(n: int, links: Sequence[tuple[int, int]]) -> list[int]:
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, j in links:
        parent[root(i)] = root(j)
    return [root(i) for i in range(n)]


def batches(encoded: Sequence[Encoded], words: int, rng: random.Random) -> Iterator[list[Encoded]]:
    """Batches of about so many words, shuffled, of like length."""
    order = sorted(range(len(encoded)), key=lambda i: max(map(len, encoded[i].pieces)) + rng.random() * 30)
    groups: list[list[Encoded]] = [[]]
    size = 0
    for i in order:
        if size and size + len(encoded[i].sample["words"]) > words:
            groups.append([])
            size = 0
        groups[-1].append(encoded[i])
        size += len(encoded[i].sample["words"])
    rng.shuffle(groups)
    yield from groups
