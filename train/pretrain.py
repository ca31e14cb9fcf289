"""Goes on training the base encoder on raw reporting, by guessing masked words: ``python -m train.pretrain [--epochs N]``.

Reads ``train/out/base`` and texts that may train shipped weights (the corpus without its dev and test parts, and sets of
others), writes ``train/out/read``, a base for ``train.fit --base``. The guess is made through the encoder's own word
vectors, which stay as they are; only the layers move. Masking after Devlin et al. 2019 (80 % mask, 10 % another piece,
10 % as it is), of whole windows, drawn anew in every epoch.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from train.base import OUT as BASE
from train.fit import base
from train.learn import load

OUT = BASE.parent / "read"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
PLAIN = (  # beside the sets with samples
    "muc34/dev.jsonl.gz",
    "fakes_syria/articles.jsonl.gz",
    "gum/documents.jsonl.gz",
    "syrian_archive/violations.jsonl.gz",
)
WINDOW = 192  # pieces
BATCH = 12  # windows
MASKED = 0.2
HELD = 40  # every so manyth window is only measured on


class Guess(nn.Module):
    """From a hidden state to the odds of each piece, through the encoder's word vectors."""

    def __init__(self, width: int, pieces: int) -> None:
        super().__init__()
        self.turn = nn.Linear(width, width)
        self.even = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, hidden: Tensor, words: Tensor) -> Tensor:
        """``[n, width]`` and ``[pieces, width]`` to ``[n, pieces]``."""
        turned: Tensor = self.even(nn.functional.gelu(self.turn(hidden)))
        return turned @ words.T + self.bias


def texts() -> Iterator[str]:
    """The texts of all prepared sets, and of plain ones; none of a part that measures."""
    for file in sorted(BASE.parent.glob("*.jsonl.gz")):
        if not file.name.startswith("wikievents_dev"):
            yield from (" ".join(s["words"]) for s in load(file) if s["split"] == "train")
    yield from plain()


def plain() -> Iterator[str]:
    """Texts of the sets that no head is trained on."""
    for name in PLAIN:
        file = SHARED / name
        if file.exists():
            yield from (row["text"] for row in load(file))
        else:
            print(f"{name}: skipped, not there")


def windows(tokenizer: Tokenizer, rng: random.Random) -> list[list[int]]:
    """All texts, each once, as windows of pieces; short texts share one."""
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    seen = sorted(set(texts()))
    rng.shuffle(seen)
    out: list[list[int]] = []
    row: list[int] = []
    for one in tokenizer.encode_batch(seen, add_special_tokens=False):
        row += [*one.ids, sep]
        while len(row) >= WINDOW - 1:
            out.append([cls, *row[: WINDOW - 1]])
            row = row[WINDOW - 1 :]
    return out


def masked(ids: Tensor, mask: int, pieces: int, special: int) -> tuple[Tensor, Tensor]:
    """The pieces with some hidden, and which of them are to be guessed."""
    chosen = (torch.rand(ids.shape) < MASKED) & (ids >= special)
    draw = torch.rand(ids.shape)
    hidden = torch.where(chosen & (draw < 0.8), mask, ids)
    other = torch.randint(special, pieces, ids.shape)
    return torch.where(chosen & (draw >= 0.9), other, hidden), chosen


def main() -> None:
    """Train and write after every epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--until", type=int, default=0, help="stop after this epoch of the schedule")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_truncation()
    made = windows(tokenizer, rng)
    held, train = made[::HELD], [w for i, w in enumerate(made) if i % HELD]
    mask, pieces = tokenizer.token_to_id("[MASK]"), tokenizer.get_vocab_size()
    special = 1 + max(tokenizer.token_to_id(t) for t in ("[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]"))
    print(f"{len(train)} windows of {WINDOW} to train on, {len(held)} to measure on", flush=True)
    model = base(BASE)
    words = model.embeddings.word_embeddings.weight.requires_grad_(False)
    guess = Guess(words.shape[1], pieces)
    weights = [*(p for p in model.parameters() if p.requires_grad), *guess.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=options.rate, weight_decay=0.01)
    steps = options.epochs * (len(train) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, options.rate, total_steps=steps + 1, pct_start=0.06, anneal_strategy="linear"
    )

    def loss(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
        ids = torch.tensor(rows)
        shown, chosen = masked(ids, mask, pieces, special)
        odds = guess(model(shown).last_hidden_state[chosen], words)
        return nn.functional.cross_entropy(odds, ids[chosen]), (odds.argmax(1) == ids[chosen]).float().mean()

    def measure() -> str:
        model.eval()
        with torch.no_grad():
            found = [loss(held[i : i + BATCH]) for i in range(0, len(held), BATCH)]
        model.train()
        return f"loss {sum(float(a) for a, _ in found) / len(found):.3f} right {sum(float(b) for _, b in found) / len(found):.3f}"

    started = time.monotonic()
    model.train()
    for epoch in range(min(options.epochs, options.until or options.epochs)):
        rng.shuffle(train)
        for k in range(len(train) // BATCH):
            found, _ = loss(train[k * BATCH : (k + 1) * BATCH])
            optimizer.zero_grad(set_to_none=True)
            found.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            schedule.step()
            if k % 100 == 0:
                print(f"{epoch} {k} {time.monotonic() - started:.0f}s {float(found.detach()):.3f}", flush=True)
        print(f"epoch {epoch + 1} {time.monotonic() - started:.0f}s {measure()}", flush=True)
        OUT.mkdir(parents=True, exist_ok=True)
        for name in ("tokenizer.json", "config.json"):
            shutil.copy(BASE / name, OUT / name)
        save_file({k: v.half().contiguous() for k, v in model.state_dict().items()}, str(OUT / "model.safetensors"))
    made_of = {"epochs": options.epochs, "until": options.until, "seed": options.seed, "rate": options.rate}
    (OUT / "made.json").write_text(json.dumps(made_of) + "\n")


if __name__ == "__main__":
    main()
