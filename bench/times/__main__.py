"""Scores the reading of times on the project's own texts: ``python -m bench.times [--part PART ...]``.

Three tables: the times that the corpus marks, given the day of writing (spans and intervals); the day of writing inferred
where it is held back; and our own sentences. The part ``train`` may be looked at, ``test`` is only scored. Where the texts
of Airwars lie beside the checkout, the days of their events follow (``bench.times.airwars``); they have no floors.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import floors
from bench.extract import ours
from bench.times import airwars, corpus, dating, phrases
from bench.where.gold import SHARED
from rasid.pipeline import Coder
from rasid.settings import Settings
from train.corpus.markup import STORIES

FLOORS = Path(__file__).parent / "floors.json"
UNPINNED = "median days"  # a width: less is better, and it follows from the others


def score(parts: Sequence[str]) -> dict[str, float]:
    """Every figure by one name: part, table and measure."""
    coder = Coder.of(Settings(reader="rules", gazetteer_dir="none"))
    found: dict[str, float] = {}
    for part in parts:
        stories = [story for story in ours.stories(part) if story.published]
        read = corpus.rates([corpus.compared(story, coder) for story in stories])
        days = dating.rates([dating.inferred(story, coder) for story in stories])
        found |= {f"{part} {name}": rate for name, rate in {**read, **days}.items()}
    own = phrases.rates([(phrase, phrases.found(phrase, coder)) for phrase in phrases.phrases()])
    return found | {f"phrases {name}": rate for name, rate in own.items()}


def data() -> str:
    """The fingerprint of what is scored."""
    return floors.fingerprint([STORIES, phrases.FILE.parent])


def main(words: Sequence[str]) -> int:
    """Prints the figures; gives back 1 when one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", nargs="+", default=["dev", "test"], choices=["train", "dev", "test"])
    floors.add_options(parser)
    options = parser.parse_args(list(words))
    now = score(options.part)
    for name, rate in now.items():
        print(f"{name:<24}{rate:8.3f}")
    print("\n".join(airwars.lines(SHARED, "rules", draws=300) if airwars.is_in(SHARED) else (airwars.skipped(SHARED),)))
    pinned = {name: rate for name, rate in now.items() if not name.endswith(UNPINNED)}
    return floors.hold(pinned, data(), options, file=FLOORS, command="python -m bench.times", partly=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
