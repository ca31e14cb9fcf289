"""Makes an encoder of BERT-base's size with random weights, exported as ours is: ``python -m train.rival FILE``.

``bench/encoder.py`` times it beside ours. Its few word vectors are only looked up, which costs next to nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from transformers import BertConfig, BertModel

from train.export import encoder


def write(target: Path) -> None:
    """Write the encoder: 12 layers, 768 wide, 12 heads, 3,072 inside (Devlin et al. 2019), 8-bit weights."""
    torch.manual_seed(20261122)
    config = BertConfig(
        hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072, vocab_size=1000
    )
    config._attn_implementation = "sdpa"
    encoder(BertModel(config, add_pooling_layer=False).eval(), target)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
