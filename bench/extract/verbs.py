"""Event-location as its annotators asked it: here is the verb, which places belong to it, or none? ``python -m bench.extract.verbs``.

``event_location.py`` reads the sentences as a user hands them in and knows only the verbs that a reader chose for triggers.
Here the verb is given (``asked.py``), the relevance gate does not stand before it, and a reader tells

- "given verb": the places that it links to the verb from the odds on from which it draws that link elsewhere;
- "given verb, likeliest": the likeliest of these alone, which is what a report has room for.

Two ceilings say where the rest is lost: "all that is found" takes, of the places that a reader finds in the sentence, each that
belongs to the verb (of the rules, which weigh none but the one they choose, it says little); "place next to the verb" takes the
nearest of them. The sentences are those of ``event_location``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from bench.extract import event_location, public
from bench.extract.asked import Ask, Weighed, asked
from bench.extract.event_location import Sentence, named
from bench.extract.facts import Tally, f1
from bench.extract.fakes import Counts
from rasid.extract.trained.events import least
from rasid.records import Offsets

FILES = event_location.FILES
LEFT_OUT = event_location.LEFT_OUT
TARGETS = {"given verb": 0.86}
MEASURES = ("given verb", "given verb, likeliest", "all that is found", "place next to the verb")


def compare(sentence: Sentence, weighed: Sequence[Weighed]) -> Counts:
    """Right, told and wanted tokens of one sentence; ``weighed`` has the places of each of its verbs with their odds."""
    right, told, want = Counter[str](), Counter[str](), Counter[str]()
    for (verb, places), found in zip(sentence.verbs, weighed, strict=True):
        for key, mine in _told(sentence, verb, places, found).items():
            right[key] += len(mine & places)
            told[key] += len(mine)
            want[key] += len(places)
    return right, told, want


def _told(sentence: Sentence, verb: Offsets, places: frozenset[int], found: Weighed) -> dict[str, set[int]]:
    tokens = [(named(sentence, span), sure) for span, sure in found]
    drawn = [some for some, sure in tokens if sure >= least("at")]
    near = min((some for some, _ in tokens if some), key=lambda some: _apart(sentence, some, verb), default=set[int]())
    told = drawn, drawn[:1], [some for some, _ in tokens if some & places], [near]
    return {key: set[int]().union(*some) for key, some in zip(MEASURES, told, strict=True)}


def _apart(sentence: Sentence, tokens: Iterable[int], verb: Offsets) -> int:
    return min(abs(sentence.tokens[i][0] - verb[0]) for i in tokens)


def figures(right: Counter[str], told: Counter[str], want: Counter[str]) -> dict[str, tuple[float, int]]:
    """F1 of the tokens by measure, and precision and recall of what a reader tells, with how many are wanted."""
    out = {key: (f1(right[key], told[key], want[key]), want[key]) for key in MEASURES}
    first = MEASURES[0]
    return {
        **out,
        f"{first}, precision": (right[first] / (told[first] or 1), told[first]),
        f"{first}, recall": (right[first] / (want[first] or 1), want[first]),
    }


def score(sentences: Iterable[Sentence], ask: Ask) -> Tally:
    """The tally of a reader that is asked for the places of the given verbs."""
    tally = Tally()
    for sentence in sentences:
        tally.add(*compare(sentence, ask(sentence.text, [verb for verb, _ in sentence.verbs])))
    return tally


def main(words: Sequence[str]) -> int:
    """Prints the figures of each reader on the held third, or on every n-th of its sentences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", nargs="+", default=["rules", "trained"], choices=["rules", "trained"])
    parser.add_argument("--every", type=int, default=1, help="only every n-th sentence")
    options = parser.parse_args(list(words))
    try:
        sentences = list(event_location.cases(public.rows(public.SETS["event_location"])))[:: options.every]
    except FileNotFoundError as error:
        print(f"event_location: skipped, {error.filename} is not there")
        return 0
    for reader in options.reader:
        print(f"reader {reader}: {len(sentences)} sentences")
        for f in public.table(sys.modules[__name__], score(sentences, asked(reader))):
            target = f"{f.target:8.2f}" if f.target is not None else ""
            print(f"  {f.measure:<50}{f.value:7.3f}{f.low:9.3f} to {f.high:5.3f}{f.n:6}{target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
