"""Scores who is meant on our own ambiguity set, ``bench/cases/who``: ``python -m bench.who [--errors [KIND]] [--part NAME ...]``.

A case is a short story of our own with a date, one marked mention and the right answer: an id of the registry;
``provisional`` for a group that has a name and no entry; ``none`` for what must stay open. The story is read as a
user's would be (places, times and further actors are found in it), with the marked words as one of its mentions.

``right`` is the share of right answers. ``wrong`` counts links to another entry than the right one, over all cases;
``open`` counts cases with an answer that were left open. Beside each stands the middle 95 % over cases drawn again.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from bench import floors
from rasid import extract, gazetteer, registry
from rasid.extract import Reader
from rasid.records import Document, Interval, Mention, Span, Story
from rasid.resolve import Resolver
from rasid.resolve.provisional import provisional
from rasid.settings import Settings

CASES = Path(__file__).parent / "cases" / "who"
FLOORS = Path(__file__).parent / "who_floors.json"
PARTS = ("dev", "test")
NONE, PROVISIONAL = "none", "provisional"
MEASURES = ("right", "wrong", "open")
REACH = {"right": 0.92, "wrong": 0.03}
RESAMPLED = 1000


@dataclass(frozen=True, slots=True)
class Case:
    """A story with one marked mention. ``kind`` is the name of its file; ``line`` says where it stands there."""

    kind: str
    text: str
    span: tuple[int, int]
    published: str | None
    answer: str

    @property
    def words(self) -> str:
        """The marked words."""
        return self.text[slice(*self.span)]

    @property
    def part(self) -> Literal["dev", "test"]:
        """The half that the case belongs to; it depends on its words alone. Nothing is ever fitted to the test half."""
        return "test" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "dev"


@dataclass(frozen=True, slots=True)
class Answered:
    """A case with what the resolver said: an id, ``provisional`` or ``none``."""

    case: Case
    said: str

    @property
    def counts(self) -> Counter[str]:
        """What the answer adds to the measures."""
        want, linked = self.case.answer, self.said not in (NONE, PROVISIONAL)
        return Counter(
            right=int(self.said == want),
            wrong=int(linked and self.said != want),
            open=int(self.said == NONE != want),
            cases=1,
        )


def cases(folder: Path = CASES) -> Iterator[Case]:
    """The cases of the folder's files. Raises ``ValueError`` for one that is not marked once, or whose answer is unknown."""
    known = registry.load().actors
    for file in sorted(folder.glob("*.yaml")):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")):
            before, _, rest = row["text"].partition("[[")
            words, closed, after = rest.partition("]]")
            if not closed or "[[" in rest:
                raise ValueError(f"{file.name}: must mark one mention: {row['text']!r}")
            if row.keys() - {"is", "day", "text"}:
                raise ValueError(f"{file.name}: unknown key in {row}")
            if row["is"] not in known and row["is"] not in (NONE, PROVISIONAL):
                raise ValueError(f"{file.name}: no actor {row['is']!r}: {row['text']!r}")
            day = str(row["day"]) if "day" in row else None
            span = len(before), len(before) + len(words)
            yield Case(file.stem, before + words + after, span, day, row["is"])


@cache
def _parts() -> tuple[Reader, Resolver]:
    return extract.reader("rules", Settings(gazetteer_dir="none")), Resolver(registry.load(), gazetteer.open())


def answer(case: Case) -> Answered:
    """What the resolver says of a case, the rest of its story read as any other."""
    reader, resolver = _parts()
    whole = (0, len(case.text))
    published = Interval(case.published, case.published, "day", None, "metadata") if case.published else None
    document = Document("case", None, "case", "text/plain", "en", None, case.text)
    story = Story("case", whole, None, (), (), None, None, (Span(whole, case.text),), (), published, None, False)
    others = [m for m in reader.mentions(document, story) if m.span[1] <= case.span[0] or case.span[1] <= m.span[0]]
    marked = Mention("marked", "actor", case.span, case.words, 1.0, None)
    mentions = sorted([*others, marked], key=lambda mention: mention.span)
    resolved = resolver.resolve(document, story, mentions)
    ref = next(mention.ref for mention in resolved.mentions if mention.id == "marked")
    if ref is not None:
        return Answered(case, ref.id)
    return Answered(case, PROVISIONAL if provisional(case.words, registry.load()) else NONE)


def figures(answered: Sequence[Answered], chosen: Sequence[int] | None = None) -> dict[str, float]:
    """Each measure's share of the cases, or of those chosen (with repeats)."""
    total = Counter[str]()
    for i in range(len(answered)) if chosen is None else chosen:
        total.update(answered[i].counts)
    return {measure: total[measure] / total["cases"] for measure in MEASURES}


def interval(answered: Sequence[Answered], *, seed: int = 20261122) -> dict[str, tuple[float, float]]:
    """The middle 95 % of each measure over cases drawn again."""
    rng = random.Random(seed)
    n = len(answered)
    drawn = [figures(answered, [rng.randrange(n) for _ in range(n)]) for _ in range(RESAMPLED)]
    cut = RESAMPLED // 40
    return {m: (v[cut], v[-cut - 1]) for m in MEASURES for v in [sorted(d[m] for d in drawn)]}


def table(name: str, answered: Sequence[Answered]) -> Iterator[str]:
    """The figures of a part as a whole, with intervals, and by kind of case."""
    bounds, values = interval(answered), figures(answered)
    yield (
        f"{name}, {len(answered)} cases"
        + " " * 4
        + "   ".join(f"{m} {values[m]:.3f} ({bounds[m][0]:.3f}-{bounds[m][1]:.3f})" for m in MEASURES)
    )
    for kind in sorted({one.case.kind for one in answered}):
        of = [one for one in answered if one.case.kind == kind]
        told = figures(of)
        yield f"  {kind:<12}{len(of):4d}   " + "   ".join(f"{m} {told[m]:.3f}" for m in MEASURES)


def rates(answered: Mapping[str, Sequence[Answered]]) -> dict[str, float]:
    """What floors are pinned for: the share of right answers, and of cases without a wrong link, by part."""
    out = {}
    for name, of in answered.items():
        told = figures(of)
        out[f"{name} right"], out[f"{name} no wrong link"] = told["right"], 1 - told["wrong"]
    return out


def data() -> str:
    """The fingerprint of the cases."""
    return floors.fingerprint([CASES])


def main(words: Sequence[str]) -> int:
    """Prints the figures; gives back 1 when one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", nargs="+", default=list(PARTS), choices=PARTS)
    parser.add_argument(
        "--errors", nargs="?", const="", metavar="KIND", help="show wrong answers, of the dev half only"
    )
    floors.add_options(parser)
    options = parser.parse_args(list(words))
    answered = {part: [answer(case) for case in cases() if case.part == part] for part in options.part}
    if options.errors is not None:
        _show([one for one in answered.get("dev", ()) if one.case.kind.startswith(options.errors)])
    for part, of in answered.items():
        print(*table(part, of), sep="\n")
    print(f"to reach: right {REACH['right']}, wrong below {REACH['wrong']}")
    return floors.hold(rates(answered), data(), options, file=FLOORS, command="python -m bench.who", partly=True)


def _show(answered: Sequence[Answered]) -> None:
    for one in answered:
        if one.said != one.case.answer:
            print(f"{one.case.kind}: {one.case.words!r} is {one.case.answer}, said {one.said}: {one.case.text}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
