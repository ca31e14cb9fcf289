"""The model: one small encoder, heads that tag words, judge spans and weigh pairs of spans."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from rasid.extract.trained.shape import DISTANCES, KINDS, STEPS

LINKS_WIDTH = 128
SPAN_WIDTH = 128


@dataclass(frozen=True)
class Shape:
    """What the model puts out. ``tags``: heads that mark spans; ``judged``: attributes of a head's spans; ``links``: labels of pairs."""

    clues: tuple[int, ...]
    bits: int
    tags: tuple[str, ...]
    judged: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # head -> attribute -> values
    links: tuple[str, ...] = ()


class Model(nn.Module):
    """``encoder`` gives word vectors; everything after it is small enough for numpy."""

    def __init__(
        self, bert: nn.Module, shape: Shape, *, dropout: float = 0.1, masked: float = 0.0, mask_piece: int = 0
    ) -> None:
        super().__init__()
        self.shape = shape
        self.masked = masked
        self.mask_piece = mask_piece
        self.bert = bert
        width = bert.config.hidden_size
        self.clues = nn.ModuleList([nn.Embedding(n, width) for n in shape.clues])
        for table in self.clues:
            nn.init.normal_(table.weight, std=0.01)
        self.drop = nn.Dropout(dropout)
        self.tag = nn.Linear(width, 3 * len(shape.tags))
        self.judge = nn.ModuleDict()
        for head, attributes in shape.judged.items():
            for name, values in attributes.items():
                self.judge[_key(head, name)] = nn.Sequential(
                    nn.Linear(2 * width, SPAN_WIDTH),
                    nn.GELU(approximate="tanh"),
                    nn.Dropout(dropout),
                    nn.Linear(SPAN_WIDTH, len(values)),
                )
        w = LINKS_WIDTH
        self.left = nn.Linear(2 * width, w)
        self.right = nn.Linear(2 * width, w)
        self.left_in = nn.Linear(2 * width, w)
        self.right_in = nn.Linear(2 * width, w)
        self.both = nn.Linear(w, w)
        self.sentences = nn.Embedding(DISTANCES, w)
        self.steps = nn.Embedding(STEPS, w)
        self.rules = nn.Linear(shape.bits, w, bias=False)
        self.kinds = nn.Embedding(KINDS, w)  # of the two spans' heads
        self.link = nn.Linear(w, len(shape.links))

    def encode(self, ids: Tensor, clues: Tensor, mask: Tensor) -> Tensor:
        """``[windows, pieces, width]`` from piece ids, their words' clues ``[windows, pieces, columns]`` and the mask.

        In training some pieces are masked and some words lose their clues, so that neither is all that is trusted.
        """
        if self.training and self.masked:
            ids = torch.where(torch.rand(ids.shape, device=ids.device) < self.masked, self.mask_piece, ids)
            clues = clues * (torch.rand(ids.shape, device=ids.device) >= self.masked).long().unsqueeze(-1)
        vectors = self.bert.embeddings.word_embeddings(ids)
        for column, table in enumerate(self.clues):
            vectors = vectors + table(clues[..., column])
        return self.bert(inputs_embeds=vectors, attention_mask=mask).last_hidden_state

    def tagged(self, words: Tensor) -> Tensor:
        """``[words, heads, 3]``: outside, first word, further word."""
        return self.tag(self.drop(words)).view(len(words), len(self.shape.tags), 3)

    def spans(self, words: Tensor, spans: Tensor) -> Tensor:
        """``[spans, 2 * width]``: mean of a span's words, and its last word."""
        sums = torch.cat([words.new_zeros(1, words.shape[1]), words.float().cumsum(0).to(words.dtype)])
        lengths = (spans[:, 1] - spans[:, 0]).unsqueeze(1)
        mean = (sums[spans[:, 1]] - sums[spans[:, 0]]) / lengths
        return torch.cat([mean, words[spans[:, 1] - 1]], dim=1)

    def judged(self, head: str, name: str, spans: Tensor) -> Tensor:
        """Logits of an attribute for each span."""
        return self.judge[_key(head, name)](self.drop(spans))

    def linked(
        self, spans: Tensor, i: Tensor, j: Tensor, apart: Tensor, steps: Tensor, bits: Tensor, kinds: Tensor
    ) -> Tensor:
        """``[pairs, labels]`` logits."""
        spans = self.drop(spans)
        product = self.left(spans)[i] * self.right(spans)[j]
        hidden = (
            self.left_in(spans)[i]
            + self.right_in(spans)[j]
            + self.both(product)
            + self.sentences(apart)
            + self.steps(steps)
            + self.rules(bits)
            + self.kinds(kinds)
        )
        return self.link(self.drop(nn.functional.gelu(hidden, approximate="tanh")))


def _key(head: str, name: str) -> str:
    return f"{head}:{name}".replace(".", "_")
