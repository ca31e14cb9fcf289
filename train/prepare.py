"""Writes the samples of each set to ``train/out/<set>.jsonl.gz``: ``python -m train.prepare [SET ...]``."""

from __future__ import annotations

import dataclasses
import gzip
import json
import sys
from pathlib import Path

from rasid import ontology
from rasid.extract.trained.clues import sizes
from train.sets import SETS

OUT = Path(__file__).resolve().parent / "out"


def main(names: list[str]) -> None:
    """Prepare the named sets, by default all."""
    OUT.mkdir(exist_ok=True)
    (OUT / "clues.json").write_text(json.dumps(sizes(ontology.load())))
    for name in names or SETS:
        n = 0
        with gzip.open(OUT / f"{name}.jsonl.gz", "wt", encoding="utf-8", compresslevel=6) as file:
            for one in SETS[name]():
                n += 1
                file.write(json.dumps(dataclasses.asdict(one), ensure_ascii=False) + "\n")
        print(name, n)


if __name__ == "__main__":
    main(sys.argv[1:])
