"""Scores readers on the corpus, side by side: ``python -m bench.extract.ours [--reader NAME ...] [--part PART ...]``.

Each story is read from its raw text, as a user would hand it in. ``found`` counts reports that are told at all; ``report``
is the F1 over their facts (type, modality, each actor, each target); in ``strict`` all of these must be right at once.
Beside each figure stands the middle 95 % of its value over stories drawn again.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import floors, reading
from bench.extract.facts import FIELDS, REPORT, Tally, compare, f1
from rasid.pipeline import Coder
from rasid.records import Coded
from rasid.settings import Settings
from train.corpus.markup import STORIES, Annotated, read
from train.corpus.split import part

READERS = ("rules", "trained")
FLOORS = Path(__file__).parent / "floors.json"
REACH = {"report": 0.75, "modality macro": 0.85, "control": 0.80, "measure": 0.80}
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
    return reading.code(story.text, coder, story.published)


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
    coder = Coder.of(Settings(reader=reader, gazetteer_dir="none"))
    tally = Tally()
    for story in stories(name):
        tally.add(*compare(story, code(story, coder)))
    return tally


def table(found: dict[tuple[str, str], Tally], parts: Sequence[str], readers: Sequence[str]) -> Iterator[str]:
    """Figures of the readers side by side, a block for each part of the corpus."""
    for name in parts:
        tallies = {reader: found[reader, name] for reader in readers}
        bounds = {reader: interval(tally) for reader, tally in tallies.items()}
        values = {reader: figures(tally) for reader, tally in tallies.items()}
        n = len(next(iter(tallies.values())).stories)
        yield f"{name + f', {n} stories':<24}" + "".join(f"{reader:>24}" for reader in readers) + "    reach"
        for key in values[readers[0]]:
            cells = (f"{values[r][key]:8.3f} ({bounds[r][key][0]:.3f}-{bounds[r][key][1]:.3f})" for r in readers)
            yield f"  {key:<22}" + "".join(f"{cell:>24}" for cell in cells) + f"{REACH.get(key, ''):>9}"


def rates(found: dict[tuple[str, str], Tally]) -> dict[str, float]:
    """Every figure of every reader and part, by one name."""
    return {
        f"{reader} {name} {key}": value
        for (reader, name), tally in found.items()
        for key, value in figures(tally).items()
    }


def data() -> str:
    """The fingerprint of what is scored."""
    return floors.fingerprint([STORIES])


def main(words: Sequence[str]) -> int:
    """Prints the figures; gives back 1 when one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", nargs="+", default=list(READERS))
    parser.add_argument("--part", nargs="+", default=["dev", "test"], choices=["train", "dev", "test"])
    floors.add_options(parser)
    options = parser.parse_args(list(words))
    found = {(reader, name): score(reader, name) for reader in options.reader for name in options.part}
    print("\n".join(table(found, options.part, options.reader)))
    return floors.hold(rates(found), data(), options, file=FLOORS, command="python -m bench.extract.ours", partly=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
