"""Scores readers on the corpus: ``python -m bench.extract.ours [--reader NAME ...] [--part dev|test|train] [--errors FIELD]``."""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO

from bench.extract.facts import FIELDS, REPORT, Tally, compare, f1
from rasid import ingest
from rasid.pipeline import Coder
from rasid.records import Coded, Page
from rasid.settings import Settings
from train.corpus.markup import STORIES, Annotated, read
from train.corpus.split import part

MODALITIES = ("asserted", "denied", "planned", "hypothetical", "background")
RESAMPLED = 300


def stories(name: str) -> Iterator[Annotated]:
    """The stories of a part of the corpus."""
    for file in sorted(STORIES.glob("*.txt")):
        for story in read(file):
            if part(story.id, story.theatre) == name:
                yield story


def code(story: Annotated, coder: Coder) -> list[Coded]:
    """The story read from its raw text, as a user would hand it in."""
    out: list[Coded] = []
    for page in ingest.read(["-"], settings=Settings(), published=story.published, stdin=BytesIO(story.text.encode())):
        if isinstance(page, Page):
            out.extend(coder.code(page).stories())
    return out


def figures(tally: Tally, chosen: Sequence[int] | None = None) -> dict[str, float]:
    """F1 by field, the report's F1 over its facts, macro F1 of modality."""
    right, told, want = tally.sums(chosen)
    out = {
        key: f1(right[key], told[key], want[key])
        for key in ("report", *FIELDS, "control", "measure", "status", "strict")
    }
    out["found"] = out.pop("report")
    out["report"] = f1(*(sum(c[k] for k in REPORT) for c in (right, told, want)))
    out["modality macro"] = statistics.mean(f1(right[k], told[k], want[k]) for k in (f"~{m}" for m in MODALITIES))
    return out


def interval(tally: Tally, *, seed: int = 20261122) -> dict[str, tuple[float, float]]:
    """The middle 95 % of each figure over stories drawn again."""
    rng = random.Random(seed)
    n = len(tally.stories)
    drawn = [figures(tally, [rng.randrange(n) for _ in range(n)]) for _ in range(RESAMPLED)]
    cut = RESAMPLED // 40
    return {k: (v[cut], v[-cut - 1]) for k in drawn[0] for v in [sorted(d[k] for d in drawn)]}


def score(reader: str, name: str) -> Tally:
    """The tally of a reader on a part of the corpus."""
    coder = Coder.of(Settings(reader=reader))
    tally = Tally()
    for story in stories(name):
        tally.add(*compare(story, code(story, coder)))
    return tally


def main(words: Sequence[str]) -> int:
    """Prints the figures of each reader side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", nargs="+", default=["rules"])
    parser.add_argument("--part", default="dev")
    options = parser.parse_args(list(words))
    for reader in options.reader:
        tally = score(reader, options.part)
        low = interval(tally)
        print(f"{reader} on {len(tally.stories)} stories of {options.part}")
        for key, value in figures(tally).items():
            print(f"  {key:<15}{value:6.3f}   {low[key][0]:.3f} to {low[key][1]:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
