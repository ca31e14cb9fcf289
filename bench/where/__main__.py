"""Scores the place resolver: ``python -m bench.where [--set NAME ...] [--shared FOLDER] [--reader NAME] [--take N] [--errors]``.

Without ``--set``: the places of the corpus's dev and test parts and the cases written by hand, which have floors. Sets:

- ``lgl``, ``geovirus``, ``geocorpora``: a column for the resolver with the annotators' mentions, one for the largest place
  of each name, and with ``--reader`` one for the text read as ``rasid code`` reads it. Each set is halved by a hash of its
  texts' ids; errors are shown of the first half only, so that the second stays a test. They measure; nothing is fitted on them.
- ``airwars``: how far the place of the deadliest report, else of the surest attack, is from the incident's point; read by the
  default reader where none is named.

The sets lie beside the checkout and never enter it; one that is not there, or not whole, is skipped by name. Behind each figure stands the middle 95 % of its value over texts drawn again. What the figures mean: ``measure.figures``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import floors
from bench.where import answer, event, gold, measure, ours
from rasid import gazetteer
from rasid.gazetteer import Gazetteer
from rasid.pipeline import Coder
from rasid.resolve.where import Where
from rasid.settings import Settings
from train.corpus.markup import STORIES

FLOORS = Path(__file__).parent / "floors.json"
PARTS = ("dev", "test")


def data() -> str:
    """The fingerprint of what has floors."""
    return floors.fingerprint([STORIES, ours.CASES])


def rates(where: Where, places: Gazetteer) -> dict[str, float]:
    """The figures that have floors."""
    return ours.rates(ours.tallies(where, places, *PARTS))


def public(name: str, where: Where, places: Gazetteer, options: argparse.Namespace) -> Iterator[str]:
    """The lines of one public set: its halves."""
    coder = Coder.of(Settings(reader=options.reader, gazetteer_dir="none")) if options.reader else None
    for half, first in (("first half", True), ("second half", False)):
        texts = [t for t in gold.texts(name, options.shared) if t.first == first][: options.take]
        found = {
            "given": [answer.given(t, where, places) for t in texts],
            "largest": [answer.populous(t, places) for t in texts],
        }
        read = [answer.read(t, coder, places) for t in texts] if coder else []
        if read:
            found[f"read ({options.reader})"] = [answers for answers, _, _ in read]
        yield from measure.table(f"{name}, {half}", found, draws=options.draws)
        yield f"  scores of the answers given are {measure.gap([a for each in found['given'] for a in each]):.3f} from their truth"
        if read:
            hits, spurious = sum(n for _, n, _ in read), sum(n for _, _, n in read)
            marked = sum(len(t.gold) for t in texts)
            yield f"  read: {hits} of {marked} names found as places, {spurious} other places with a reference"
        if options.errors and first:
            yield from errors(texts, where, places)


def lines(name: str, where: Where, places: Gazetteer, options: argparse.Namespace) -> Iterator[str]:
    """The lines of one set; one that says what is not there where the set is not at hand."""
    of = (
        event.lines(options.shared, options.reader or Settings().reader, draws=options.draws)
        if name == "airwars"
        else public(name, where, places, options)
    )
    try:
        yield from of
    except FileNotFoundError as error:
        if not Path(error.filename).is_relative_to(options.shared):
            raise  # something of our own is missing, not the set
        yield f"{name}: skipped, {Path(error.filename).relative_to(options.shared)} is not in {options.shared}"


def errors(texts: Sequence[gold.Text], where: Where, places: Gazetteer) -> Iterator[str]:
    """A line for each name that is put elsewhere though the gazetteer has the place."""
    for text in texts:
        for toponym, one in zip(text.gold, answer.given(text, where, places), strict=True):
            if one.known and (one.reachable or one.has_place) and not one.near and not one.same:
                yield f"    {text.id} {text.words[slice(*toponym.span)]!r} {one.km if one.km is None else round(one.km)} km off, score {one.score}"


def main(words: Sequence[str]) -> int:
    """Prints the figures; gives back 1 when one of the project's own is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs="+", choices=[*gold.SETS, "airwars"], help="public sets, in place of our own")
    parser.add_argument("--shared", type=Path, default=gold.SHARED, help="the folder with data/geoparsing")
    parser.add_argument("--reader", help="also end to end, with this reader: rules or trained; airwars is always read")
    parser.add_argument("--take", type=int, help="only so many texts of each half")
    parser.add_argument("--draws", type=int, default=300, help="draws for the intervals (300)")
    parser.add_argument("--errors", action="store_true", help="show what is wrong")
    floors.add_options(parser)
    options = parser.parse_args(list(words))
    places = gazetteer.open()
    where = Where(places)
    if not options.set:
        return own(where, places, options)
    for name in options.set:
        print(*lines(name, where, places, options), sep="\n", flush=True)
    return 0


def own(where: Where, places: Gazetteer, options: argparse.Namespace) -> int:
    """Prints the project's own figures, or pins them."""
    tallies = ours.tallies(where, places, *PARTS)
    now = ours.rates(tallies)
    for key, value in now.items():
        name, _, what = key.partition(" ")
        print(f"{key:<32}{value:6.3f}   {tallies[name][what]:4d} of {tallies[name][f'all {what}']}")
    if options.errors:
        print(*(line for case in ours.cases() for line in ours.of_case(case, where)[1]), sep="\n")
    return floors.hold(now, data(), options, file=FLOORS, command="python -m bench.where")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
