"""Scores readers on public sets: ``python -m bench.extract.public [--reader NAME ...] [--set NAME ...]``.

The sets' texts lie beside the checkout (``../shared/data``) and never enter it; a set that is not there is skipped by name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bench import reading
from bench.extract import airwars, event_location, fakes, folds, known, muc, police, re3d, triggers, wikievents
from bench.extract.facts import Tally
from rasid.pipeline import Coder
from rasid.records import Coded
from rasid.settings import Settings

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
RESAMPLED = 300


class Case(Protocol):
    """A text with what is known of it."""

    id: str
    text: str
    published: str | None


class Set(Protocol):
    """What each set's file has."""

    FILES: tuple[str, ...]
    TARGETS: Mapping[str, float]
    LEFT_OUT: str

    def cases(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
        """The cases to be scored."""

    def compare(self, case: Any, coded: Sequence[Coded]) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Right, told and wanted facts of a case."""

    def figures(self, right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
        """By measure, its value and how many facts it is about."""


SETS: dict[str, Set] = {
    "fakes": fakes,
    "muc": muc,
    "wikievents": wikievents,
    "event_location": event_location,
    "police": police,
    "airwars": airwars,
    "re3d": re3d,
}


# What a light tagger gets out of what a reader knows, beside the reader's own figures: the cases and the scorer.
FITTED: dict[str, tuple[Any, Any]] = {"re3d": (folds, folds), "wikievents": (wikievents, triggers)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with the middle 95 % of its value over documents drawn again, and what it should reach."""

    measure: str
    value: float
    low: float
    high: float
    n: int
    target: float | None


def rows(of: Set) -> list[dict[str, Any]]:
    """The rows of a set's files. Raises ``FileNotFoundError`` where one is not at hand."""
    out: list[dict[str, Any]] = []
    for name in of.FILES:
        with gzip.open(SHARED / name, "rt", encoding="utf-8") as file:
            out += map(json.loads, file)
    return out


def code(case: Case, coder: Coder) -> list[Coded]:
    """The case read from its text, as a user would hand it in; ``[]`` where nothing could be read."""
    return reading.code(case.text, coder, case.published)


def score(of: Set, cases: Iterable[Any], coder: Coder) -> Tally:
    """The tally of a reader on a set."""
    tally = Tally()
    for case in cases:
        tally.add(*of.compare(case, code(case, coder)))
    return tally


def table(of: Set, tally: Tally, *, seed: int = 20261122) -> list[Figure]:
    """The figures of a set, each with its interval."""
    rng = random.Random(seed)
    n = len(tally.stories)
    if not n:
        return []
    drawn = [of.figures(*tally.sums([rng.randrange(n) for _ in range(n)])) for _ in range(RESAMPLED)]
    out = []
    for measure, (value, facts) in of.figures(*tally.sums()).items():
        values = sorted(d[measure][0] for d in drawn if measure in d)
        cut = len(values) // 40
        out.append(Figure(measure, value, values[cut], values[-cut - 1], facts, of.TARGETS.get(measure)))
    return out


def fitted(name: str, read: Sequence[Mapping[str, Any]], reader: str) -> list[Figure]:
    """The figures of a light tagger on what a reader knows; prints what is to be known of them."""
    of, tagger = FITTED[name]
    documents = list(of.cases(read))
    print(f"  {tagger.note(documents)}")
    return table(tagger, tagger.score(documents, reader))


def main(words: Sequence[str]) -> int:
    """Prints the table of each reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", nargs="+", default=["rules"])
    parser.add_argument("--set", nargs="+", default=list(SETS), choices=list(SETS))
    options = parser.parse_args(list(words))
    for reader in options.reader:
        coder = Coder.of(Settings(reader=reader, gazetteer_dir="none"))
        print(f"{'reader ' + reader:<52}{'value':>7}{'95 %':>17}{'n':>7}{'target':>8}")
        for name in options.set:
            of = SETS[name]
            try:
                read = rows(of)
            except FileNotFoundError as error:
                print(f"{name}: skipped, {error.filename} is not there")
                continue
            cases = list(of.cases(read))
            rest = f"; the rest is {of.LEFT_OUT}" if len(cases) < len(read) and of.LEFT_OUT else ""
            print(f"{name}: {len(cases)} cases of {len(read)} rows{rest}")
            figures = table(of, score(of, cases, coder))
            if name in FITTED and reader in known.READERS:
                figures += fitted(name, read, reader)
            for f in figures:
                target = f"{f.target:8.2f}" if f.target is not None else ""
                print(f"  {f.measure:<50}{f.value:7.3f}{f.low:9.3f} to {f.high:5.3f}{f.n:6}{target}")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
