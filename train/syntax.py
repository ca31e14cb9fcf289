"""Goes on training a base encoder by guessing each word's head and its relation: ``python -m train.syntax [--base FOLDER]``.

Learns from the trees of EWT (Universal Dependencies, CC BY-SA 4.0), whose texts lie beside the project; writes ``train/out/parsed``, a base
for ``train.fit --base``. Who is whose subject, object or agent is what links of events to actors and targets hang on. The scorer of heads
is biaffine (Dozat and Manning 2017) and is thrown away.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from train.base import OUT as BASE
from train.fit import base
from train.learn import load

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "ewt" / "documents.jsonl.gz"
OUT = BASE.parent / "parsed"
PIECES = 2300  # a batch, with what fills rows up
WIDTH = 128
LONGEST = 100  # words of a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """Piece ids with the word of each (from 1; 0 is the root), and each word's head and relation."""

    pieces: list[int]
    owners: list[int]
    heads: list[int]
    relations: list[int]


class Tree(nn.Module):
    """Scores of heads and relations."""

    def __init__(self, width: int, relations: int) -> None:
        super().__init__()
        self.low, self.high = nn.Linear(width, WIDTH), nn.Linear(width, WIDTH)
        self.arc = nn.Linear(WIDTH, WIDTH)
        self.bias = nn.Linear(WIDTH, 1)
        self.relation = nn.Linear(2 * WIDTH, relations)

    def forward(self, words: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """``[sentences, words, width]`` and their heads to logits of heads ``[sentences, words, words]`` and of relations."""
        low, high = nn.functional.gelu(self.low(words)), nn.functional.gelu(self.high(words))
        arcs = self.arc(low) @ high.transpose(1, 2) + self.bias(high).transpose(1, 2)
        chosen = high.gather(1, heads.unsqueeze(2).expand(-1, -1, WIDTH))
        return arcs, self.relation(torch.cat([low, chosen], dim=2))


def sentences(tokenizer: Tokenizer) -> tuple[list[Sentence], list[Sentence], int]:
    """The sentences to train on and those of the published dev and test part, and how many relations there are."""
    start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    number: dict[str, int] = {}
    parts: tuple[list[Sentence], list[Sentence]] = ([], [])
    for row in load(FILE):
        words = [row["text"][a:b] for a, b in row["tokens"]]
        heads, relations = [int(h) for h in row["head"].split()], row["deprel"].split()
        for one in row["sentences"]:
            a, b = one["tokens"]
            if not 2 < b - a <= LONGEST:
                continue
            encoded = tokenizer.encode(words[a:b], is_pretokenized=True, add_special_tokens=False)
            owners = [0, *(w + 1 for w in encoded.word_ids), 0]
            known = [number.setdefault(r, len(number)) for r in relations[a:b]]
            parts[row["meta"]["split"] != "train"].append(
                Sentence([start, *encoded.ids, end], owners, [0, *heads[a:b]], [0, *known])
            )
    return (*parts, len(number))


def batches(found: list[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """Sentences of like length together."""
    out: list[list[Sentence]] = [[]]
    for one in sorted(found, key=lambda s: len(s.pieces) + 3 * rng.random()):
        if (len(out[-1]) + 1) * len(one.pieces) > PIECES:
            out.append([])
        out[-1].append(one)
    rng.shuffle(out)
    return out


def padded(rows: list[list[int]], fill: int) -> Tensor:
    """``[rows, longest]``."""
    return nn.utils.rnn.pad_sequence([torch.tensor(r) for r in rows], batch_first=True, padding_value=fill)


def main() -> None:
    """Train, say how many heads of unseen sentences are right after each epoch, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, default=BASE)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--rate", type=float, default=1e-4)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    train, held, relations = sentences(tokenizer)
    print(f"{len(train)} sentences to train on, {len(held)} to measure on, {relations} relations", flush=True)
    model = base(options.base)
    model.embeddings.word_embeddings.weight.requires_grad_(False)
    tree = Tree(model.config.hidden_size, relations)
    slow = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": slow}, {"params": tree.parameters(), "lr": 1e-3}], lr=options.rate)
    steps = options.epochs * len(batches(train, rng)) + 20
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [options.rate, 1e-3], total_steps=steps + 1, pct_start=0.1, anneal_strategy="linear"
    )

    def read(batch: list[Sentence]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        ids, owners = padded([s.pieces for s in batch], 0), padded([s.owners for s in batch], 0)
        heads, labels = padded([s.heads for s in batch], 0), padded([s.relations for s in batch], 0)
        real = padded([[0] + [1] * (len(s.heads) - 1) for s in batch], 0).bool()
        hidden = model(ids, attention_mask=(ids > 0).long()).last_hidden_state
        words = hidden.new_zeros(*heads.shape, hidden.shape[2])
        count = hidden.new_zeros(*heads.shape)
        pieces = ((owners > 0) | (torch.arange(ids.shape[1]) == 0)).float()  # the start mark is the root
        words = words.scatter_add(1, owners.unsqueeze(2).expand_as(hidden), hidden * pieces.unsqueeze(2))
        count = count.scatter_add(1, owners, pieces).clamp(min=1)
        arcs, names = tree(words / count.unsqueeze(2), heads)
        open_ = torch.cat([real.new_ones(len(batch), 1), real[:, 1:]], dim=1)
        arcs = arcs.masked_fill(~open_.unsqueeze(1), -1e4)
        return arcs[real], heads[real], names[real], labels[real]

    started = time.monotonic()
    for epoch in range(options.epochs):
        model.train()
        for k, batch in enumerate(batches(train, rng)):
            arcs, heads, names, labels = read(batch)
            loss = nn.functional.cross_entropy(arcs, heads) + 0.5 * nn.functional.cross_entropy(names, labels)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if k % 50 == 0:
                print(f"{epoch} {k} {time.monotonic() - started:.0f}s {float(loss.detach()):.3f}", flush=True)
        model.eval()
        with torch.no_grad():
            right: list[Any] = [
                ((a.argmax(1) == h), (a.argmax(1) == h) & (n.argmax(1) == r))
                for a, h, n, r in map(read, batches(held, rng))
            ]
        shares = [float(torch.cat([one[k] for one in right]).float().mean()) for k in (0, 1)]
        print(
            f"epoch {epoch + 1} {time.monotonic() - started:.0f}s heads {shares[0]:.3f} with relation {shares[1]:.3f}",
            flush=True,
        )
    OUT.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "config.json"):
        shutil.copy(options.base / name, OUT / name)
    save_file({k: v.half().contiguous() for k, v in model.state_dict().items()}, str(OUT / "model.safetensors"))
    made = {"base": options.base.name, "epochs": options.epochs, "seed": options.seed, "rate": options.rate}
    (OUT / "made.json").write_text(json.dumps(made) + "\n")


if __name__ == "__main__":
    main()
