"""Trains the reader: ``python -m train.fit [--epochs N] [--seed N] [--bare] ...``."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel
from transformers import BertConfig, BertModel

from rasid.extract.trained.shape import MANY, ONE
from rasid.extract.trained.windows import PIECES
from train.learn import Encoded, Encoder, batches, load, shape
from train.model import Model
from train.score import score

OUT = Path(__file__).resolve().parent / "out"


def base(folder: Path) -> BertModel:
    """The base encoder from its folder."""
    config = BertConfig.from_pretrained(str(folder))
    config._attn_implementation = "sdpa"
    config.attention_probs_dropout_prob = 0.0  # with it, attention on a CPU takes a path that is twice as slow
    model = BertModel(config, add_pooling_layer=False)
    from safetensors.torch import load_file

    found = {k.removeprefix("bert."): v.float() for k, v in load_file(str(folder / "model.safetensors")).items()}
    missing, _ = model.load_state_dict(found, strict=False)
    if missing:
        raise SystemExit(f"{folder}: lacks {missing}")
    return model


def word_vectors(model: Model, batch: Sequence[Encoded], device: torch.device) -> list[Tensor]:
    """``[words, width]`` for each sample: the mean of a word's pieces."""
    rows = [(k, w) for k, one in enumerate(batch) for w in range(len(one.pieces))]
    longest = max(len(batch[k].pieces[w]) for k, w in rows)
    columns = batch[0].clues.shape[1]
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.long)
    clues = torch.zeros(len(rows), longest, columns, dtype=torch.long)
    owner = torch.full((len(rows), longest), -1, dtype=torch.long)
    base = [0]
    for one in batch:
        base.append(base[-1] + len(one.clues))
    for r, (k, w) in enumerate(rows):
        n = len(batch[k].pieces[w])
        ids[r, :n] = batch[k].pieces[w]
        mask[r, :n] = 1
        words = batch[k].clue_words[w]
        clues[r, :n] = torch.where((words >= 0).unsqueeze(1), batch[k].clues[words.clamp(min=0)], 0)
        owned = batch[k].piece_words[w]
        owner[r, :n] = torch.where(owned >= 0, owned + base[k], -1)
    ids, mask, clues, owner = (x.to(device, non_blocking=True) for x in (ids, mask, clues, owner))
    hidden = model.encode(ids, clues, mask)
    flat, to = hidden[owner >= 0], owner[owner >= 0]
    sums = torch.zeros(base[-1], hidden.shape[-1], device=device, dtype=torch.float32).index_add(0, to, flat.float())
    count = torch.zeros(base[-1], device=device).index_add(0, to, torch.ones_like(to, dtype=torch.float32))
    vectors = sums / count.clamp(min=1).unsqueeze(1)
    return [vectors[a:b] for a, b in zip(base, base[1:], strict=False)]


def losses(model: Model, batch: Sequence[Encoded], device: torch.device) -> dict[str, Tensor]:
    """The losses of a batch, whose samples are all of one set, by kind."""
    zero = torch.zeros((), device=device)
    out = {"tag": zero, "judge": zero, "link": zero}
    words = torch.cat(word_vectors(model, batch, device))
    tagged = model.tagged(words)
    for head in batch[0].tags:
        gold = torch.cat([one.tags[head] for one in batch]).to(device)
        logits = tagged[:, model.shape.tags.index(head)]
        out["tag"] = out["tag"] + nn.functional.cross_entropy(logits, gold, reduction="sum", label_smoothing=0.02)
    first_word, first_node, w, n = [], [], 0, 0
    for one in batch:
        first_word.append(w)
        first_node.append(n)
        w += len(one.clues)
        n += len(one.nodes)
    nodes = torch.cat([one.nodes + w for one, w in zip(batch, first_word, strict=True)]).to(device)
    spans = model.spans(words, nodes)
    for head, name in sorted({key for one in batch for key in one.judged}):
        found = [
            (one.judged[head, name], n) for one, n in zip(batch, first_node, strict=True) if (head, name) in one.judged
        ]
        at = torch.cat([a + n for (a, _), n in found]).to(device)
        value = torch.cat([v for (_, v), _ in found]).to(device)
        loss = nn.functional.cross_entropy(
            model.judged(head, name, spans[at]), value, reduction="sum", label_smoothing=0.05
        )
        out["judge"] = out["judge"] + loss
    pairs = torch.cat([one.pairs + n for one, n in zip(batch, first_node, strict=True)]).to(device)
    if len(pairs):
        relations = [
            torch.cat([getattr(one, k) for one in batch]).to(device) for k in ("apart", "steps", "bits", "kinds")
        ]
        logits = model.linked(spans, pairs[:, 0], pairs[:, 1], *relations)
        gold = torch.cat([one.gold for one in batch]).to(device)
        loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), gold.clamp(min=0), reduction="none")
        weight = torch.cat([one.weight for one in batch]).to(device)
        one = [k for k, link in enumerate(model.shape.links) if link in ONE]
        loss[:, one] = 0
        out["link"] = (loss * (gold >= 0) * weight.unsqueeze(1)).sum()
        rival = [k for k, link in enumerate(model.shape.links) if link in (*ONE, *MANY)]
        out["link"] = out["link"] + chosen(logits[:, rival].float(), gold[:, rival], pairs[:, 0])
    return out


def chosen(logits: Tensor, gold: Tensor, owners: Tensor) -> Tensor:
    """The loss of choosing, for each owner and link, a right candidate or none (whose logit is 0); a sum.

    ``[pairs, links]`` logits and gold: 1 right, 0 wrong, -1 another mention of the right one where the owner has a right one,
    else not to be learnt from; ``[pairs]`` owners.
    """
    e = torch.exp(logits.clamp(-30, 30))
    empty = logits.new_zeros(int(owners.max()) + 1, logits.shape[1])
    has = empty.index_add(0, owners, (gold > 0).float()) > 0
    right = (gold > 0) | ((gold < 0) & has[owners])
    sums = 1 + empty.index_add(0, owners, e * (right | (gold == 0)))
    found = torch.where(has, empty.index_add(0, owners, e * right), 1.0)
    return (torch.log(sums) - torch.log(found)).sum()


def fit(options: argparse.Namespace) -> list[dict[str, float]]:
    """Train and keep the weights of the best epoch on the dev part; the scores there of each epoch that was scored."""
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    clue_sizes = json.loads((OUT / "clues.json").read_text())
    samples = {name: load(OUT / f"{name}.jsonl.gz") for name in options.sets.split(",")}
    ours = samples.pop("corpus") + samples.pop("real", [])
    parts = split(ours)
    everything = [*ours, *(s for rows in samples.values() for s in rows)]
    made = shape(everything, clue_sizes)
    encoder = Encoder(options.base / "tokenizer.json", made, pieces=options.pieces, bare=options.bare)
    model = Model(base(options.base), made, dropout=options.dropout, masked=options.masked, mask_piece=encoder.mask).to(
        device
    )
    data = {k: [encoder(s) for s in v] for k, v in parts.items()}
    theirs = {k: [encoder(s) for s in v if s["split"] == "train"] for k, v in samples.items()}
    print({k: len(v) for k, v in (*data.items(), *theirs.items())}, flush=True)
    ratio = dict(pair.split("=") for pair in options.share.split(",")) if options.share else {}

    def epoch_batches() -> list[list[Encoded]]:
        out = list(batches(data["train"], options.words, rng))
        for name, rows in theirs.items():
            n = round(len(rows) * float(ratio.get(name, 0.2)))
            out += batches(rng.sample(rows, min(n, len(rows))), options.words, rng)
        rng.shuffle(out)
        return out

    per_epoch = len(epoch_batches())
    total = per_epoch * options.epochs
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)  # few words are seen often enough to move well
    slow = [p for n, p in model.named_parameters() if n.startswith("bert.") and p.requires_grad]
    fast = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": options.rate}, {"params": fast, "lr": options.head_rate}], weight_decay=0.01, fused=True
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [options.rate, options.head_rate],
        total_steps=total + 1,
        pct_start=0.1,
        anneal_strategy="cos" if options.cosine else "linear",
    )
    average = AveragedModel(model, avg_fn=_average(options.average)) if options.average else None
    started = time.monotonic()
    scores: list[dict[str, float]] = []
    for epoch in range(min(options.epochs, options.until or options.epochs)):
        model.train()
        seen: Counter[str] = Counter()
        for batch in epoch_batches()[:per_epoch]:
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                found = losses(model, batch, device)
            n_words = sum(len(one.clues) for one in batch)
            loss = (found["tag"] + options.judge * found["judge"] + options.link * found["link"]) / n_words * 10
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if average is not None:
                average.update_parameters(model)
            for k, v in found.items():
                seen[k] += float(v.detach()) / n_words
        if (epoch + 1) % options.every == 0 or epoch + 1 == options.epochs:
            made_now: Model = model if average is None else average.module
            result = score(made_now, data["dev"], encoder, lambda b, m=made_now: word_vectors(m, b, device))
            line = " ".join(f"{k} {v:.3f}" for k, v in result.items())
            print(
                f"{epoch + 1} {time.monotonic() - started:.0f}s "
                + " ".join(f"{k} {v / per_epoch:.3f}" for k, v in seen.items())
                + " | "
                + line,
                flush=True,
            )
            best = max((one["sum"] for one in scores), default=-1.0)
            scores.append(result)
            if result["sum"] >= best and options.save:
                torch.save(
                    {"model": {k: v.half() for k, v in made_now.state_dict().items()}, "shape": made}, options.save
                )
    return scores


def _average(kept: float) -> Callable[[Tensor, Tensor, Tensor], Tensor]:
    """The moving mean of a weight; at first it forgets faster, so that the start does not linger."""

    def mean(old: Tensor, new: Tensor, seen: Tensor) -> Tensor:
        share = min(kept, (1 + float(seen)) / (10 + float(seen)))
        return old * share + new * (1 - share)

    return mean


def split(ours: Sequence[dict]) -> dict[str, list[dict]]:
    """The corpus by part."""
    parts: dict[str, list[dict]] = {"train": [], "dev": [], "test": []}
    for one in ours:
        parts[one["split"]].append(one)
    return parts


def options_of(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of a training run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default="corpus,real,wikievents,event_location")
    parser.add_argument("--base", type=Path, default=OUT / "base")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--until", type=int, default=0, help="stop after this epoch of the schedule")
    parser.add_argument("--every", type=int, default=1, help="epochs between scores")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--words", type=int, default=1000, help="of a batch")
    parser.add_argument("--pieces", type=int, default=PIECES)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--masked", type=float, default=0.08, help="share of pieces that are masked in training")
    parser.add_argument("--judge", type=float, default=1.0)
    parser.add_argument("--link", type=float, default=1.0)
    parser.add_argument(
        "--share", default="wikievents=0.4,event_location=0.4", help="set=part of it read an epoch, ..."
    )
    parser.add_argument("--bare", action="store_true", help="without the rules' clues")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument(
        "--average", type=float, default=0.99, help="keep the weights' moving mean, this part of the old at a step"
    )
    parser.add_argument("--cosine", action="store_true")
    parser.add_argument("--save", type=Path)
    return parser.parse_args(words)


def main() -> None:
    """Read the options and train."""
    fit(options_of())


if __name__ == "__main__":
    main()
