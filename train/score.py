"""Scores of a model on encoded samples while it trains: spans, judgements and links end to end, by the last word of a span.

This is to choose between epochs and options; what a reader makes of a raw page is scored by bench/extract.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from rasid.extract.trained.shape import HEADS, ONE, OURS, Ints, odds, pairs, spans_of
from train.learn import Encoded, Encoder, chains
from train.model import Model

ROLES = ("actor", "target", "with", "at", "on", "says", "killed", "injured", "holder", "held", "issuer", "to")
TRIGGER = HEADS.index("trigger")
CHOSEN = ("trigger", "class", "modality", "actor", "target", "at", "on", "says", "killed")  # what an epoch is chosen by


class Score:
    """Right, told and wanted by what is counted."""

    def __init__(self, model: Model, encoder: Encoder) -> None:
        self._model = model
        self._encoder = encoder
        self.right: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, one: Encoded, words: Tensor) -> None:
        """Count one sample, from its words' vectors."""
        spans, heads = self._spans(one, words)
        if not len(spans):
            return
        vectors = self._model.spans(words, torch.from_numpy(spans).to(words.device))
        self._judgements(one, spans, heads, vectors)
        self._links(one, spans, heads, vectors)

    def f1(self) -> dict[str, float]:
        """F1 by what is counted, and first the ``sum`` of what an epoch is chosen by."""
        found = {k: 2 * self.right[k] / max(1, self.told[k] + n) for k, n in sorted(self.wanted.items())}
        return {"sum": sum(found.get(k, 0.0) for k in CHOSEN), **found}

    def _spans(self, one: Encoded, words: Tensor) -> tuple[Ints, Ints]:
        tagged = self._model.tagged(words).float().cpu()
        n = len(one.sample["spans"])  # what stands after them are the rules' phrases
        gold = set(zip(one.heads[:n].tolist(), one.nodes[:n, 1].tolist(), strict=True))
        spans, heads = [], []
        for number, head in enumerate(OURS):
            found = spans_of(tagged[:, self._model.shape.tags.index(head)].argmax(1).numpy())
            spans += found
            heads += [number] * len(found)
            key = head.partition(".")[0]
            ends = {(number, b) for _, b in found}
            self.wanted[key] += sum(h == number for h, _ in gold)
            self.told[key] += len(found)
            self.right[key] += len(gold & ends)
        return np.array(spans).reshape(-1, 2), np.array(heads)

    def _judgements(self, one: Encoded, spans: Ints, heads: Ints, vectors: Tensor) -> None:
        at = np.flatnonzero(heads == TRIGGER)
        judged = {
            name: [values[k] for k in self._model.judged("trigger", name, vectors[at]).argmax(1).tolist()]
            if len(at)
            else []
            for name, values in self._model.shape.judged["trigger"].items()
        }
        place = {int(spans[i, 1]): k for k, i in enumerate(at)}
        for head, _, b, label in one.sample["spans"]:
            if head != "trigger":
                continue
            for name, value in zip(("class", "modality", "stance"), label.split("|"), strict=True):
                right = b in place and judged[name][place[b]] == value
                for key in (name, f"~{value}") if name == "modality" else (name,):
                    self.wanted[key] += 1
                    self.right[key] += right
        for name, values in judged.items():
            self.told[name] += len(values)
        self.told.update(f"~{value}" for value in judged["modality"])

    def _links(self, one: Encoded, spans: Ints, heads: Ints, vectors: Tensor) -> None:
        truth = _Truth(one)
        for (_, _, role), wanted in truth.links.items():
            self.wanted[role] += len(wanted)
        found = pairs(np.asarray(one.sample["sentences"]), spans, heads)
        if not len(found):
            return
        p = torch.from_numpy(found).to(vectors.device)
        relations = [x.to(vectors.device) for x in self._encoder.relations(one.sample, spans, heads, found)]
        logits = self._model.linked(vectors, p[:, 0], p[:, 1], *relations).float().cpu()
        sure = odds(logits.numpy(), found[:, 0], self._model.shape.links)
        for role in ROLES:
            hit: set[tuple[int, int]] = set()
            for i, j in _chosen(role, found, sure[:, self._model.shape.links.index(role)]):
                chain = truth.chain(int(heads[j]), int(spans[j, 1]))
                right = chain is not None and chain in truth.links.get((int(heads[i]), int(spans[i, 1]), role), ())
                again = right and (i, chain) in hit  # the same one by another mention
                self.told[role] += not again
                self.right[role] += right and not again
                if right and chain is not None:
                    hit.add((i, chain))


class _Truth:
    """The links of a sample by the last words of their spans, and what is the same as what."""

    def __init__(self, one: Encoded) -> None:
        rows = one.sample["spans"]
        ends = list(zip(one.heads.tolist(), one.nodes[:, 1].tolist(), strict=True))
        same = chains(len(rows), [(i, j) for role, i, j in one.sample["links"] if role == "coref"])
        self._chain = {ends[i]: same[i] for i in range(len(rows))}
        self.links: dict[tuple[int, int, str], set[int]] = {}
        for role, i, j in one.sample["links"]:
            if role in ROLES:
                self.links.setdefault((*ends[i], role), set()).add(same[j])

    def chain(self, head: int, end: int) -> int | None:
        """What a span that ends with that word stands for, whichever kind of mention it was taken for."""
        found = self._chain.get((head, end))
        return found if found is not None else next((c for (_, b), c in self._chain.items() if b == end), None)


def _chosen(role: str, found: Ints, sure: np.ndarray) -> list[tuple[int, int]]:
    rows = [(float(sure[n]), int(found[n, 0]), int(found[n, 1])) for n in np.flatnonzero(sure > 0.5)]
    if role in ONE:
        rows = list({i: (p, i, j) for p, i, j in sorted(rows)}.values())
    return [(i, j) for _, i, j in rows]


@torch.no_grad()
def score(
    model: Model, data: Sequence[Encoded], encoder: Encoder, vectors: Callable[[list[Encoded]], list[Tensor]]
) -> dict[str, float]:
    """F1 of a model by what is counted."""
    model.eval()
    out = Score(model, encoder)
    for at in range(0, len(data), 8):
        batch = list(data[at : at + 8])
        for one, words in zip(batch, vectors(batch), strict=True):
            out.add(one, words)
    model.train()
    return out.f1()
