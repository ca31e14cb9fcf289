"""Makes the shipped weights from trained ones: ``python -m train.export FILE.pt [FOLDER]``."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from train.fit import OUT, base
from train.model import Model

FOLDER = Path(__file__).resolve().parents[1] / "rasid" / "models" / "reader"


class _Encoder(nn.Module):
    """The encoder alone: piece ids, and what their clues add."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: Tensor, extra: Tensor) -> Tensor:
        return self.bert(inputs_embeds=self.bert.embeddings.word_embeddings(ids) + extra).last_hidden_state


def main(words: list[str]) -> None:
    """Write encoder.onnx, heads.npz, shape.json and the tokenizer."""
    folder = Path(words[1]) if len(words) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    kept = torch.load(words[0], weights_only=False)
    model = Model(base(OUT / "base"), kept["shape"])
    model.load_state_dict({k: v.float() for k, v in kept["model"].items()})
    model.eval()
    encoder(model.bert, folder / "encoder.onnx")
    np.savez_compressed(folder / "heads.npz", **_heads(model))
    shape = {"tags": kept["shape"].tags, "judged": kept["shape"].judged, "links": kept["shape"].links}
    (folder / "shape.json").write_text(json.dumps(shape, indent=1) + "\n")
    (folder / "tokenizer.json").write_bytes((OUT / "base" / "tokenizer.json").read_bytes())
    for file in sorted(folder.iterdir()):
        print(f"{file.name} {file.stat().st_size / 1e6:.2f} MB")


def encoder(bert: nn.Module, target: Path) -> None:
    """Write ``bert`` as ONNX with 8-bit weights: piece ids ``[1, n]`` and what is added to each to its vectors."""
    bert.set_attn_implementation("eager")  # the fused one leaves checks for NaN in the graph: a sixth of its time
    ids, extra = torch.randint(0, bert.config.vocab_size, (1, 40)), torch.zeros(1, 40, bert.config.hidden_size)
    length = torch.export.Dim("pieces", min=3, max=512)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            _Encoder(bert), (ids, extra), str(full), dynamo=True, external_data=False,
            input_names=["ids", "extra"], output_names=["hidden"], dynamic_shapes=({1: length}, {1: length}),
        )  # fmt: skip
        quantize_dynamic(full, target, weight_type=QuantType.QInt8, per_channel=True)


def _heads(model: Model) -> dict[str, np.ndarray]:
    def linear(layer: nn.Linear) -> tuple[np.ndarray, np.ndarray]:
        return layer.weight.detach().numpy().T, layer.bias.detach().numpy()

    out = {f"clue.{i}": table.weight.detach().numpy() for i, table in enumerate(model.clues)}
    out["tag.w"], out["tag.b"] = linear(model.tag)
    for head, attributes in model.shape.judged.items():
        for name in attributes:
            layers = model.judge[f"{head}:{name}".replace(".", "_")]
            out[f"judge.{head}.{name}.w1"], out[f"judge.{head}.{name}.b1"] = linear(layers[0])
            out[f"judge.{head}.{name}.w2"], out[f"judge.{head}.{name}.b2"] = linear(layers[3])
    for name, layer in (
        ("left", model.left),
        ("right", model.right),
        ("left_in", model.left_in),
        ("right_in", model.right_in),
        ("both", model.both),
        ("out", model.link),
    ):
        out[f"link.{name}.w"], out[f"link.{name}.b"] = linear(layer)
    out["link.sentences"], out["link.steps"], out["link.kinds"] = (
        t.weight.detach().numpy() for t in (model.sentences, model.steps, model.kinds)
    )
    out["link.rules"] = model.rules.weight.detach().numpy().T
    return {k: v.astype(np.float16) for k, v in out.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
