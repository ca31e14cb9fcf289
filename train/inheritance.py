"""Fits what speaks for a story's places: ``python -m train.inheritance [--dry]``. Writes ``rasid/extract/inheritance.json``.

The places of a story, and none of them, are told apart by a multinomial logit over their evidence; where several are right,
their probabilities are added up. It is fitted on

- events that the rules find without a place in the corpus's train part and in annotated real stories: right is the place
  that the annotation tells anywhere in the story, by any telling of the event; none where it tells none, or no place known;
- events in small towns, whose town is taken out of the story's known places: right is what lies in the same division;
- events in towns, had their sentences told only the country: right is the town where the story tells it elsewhere, else none;
- the deadliest report of each annotated article of FA-KES where its place lacks something: right is what lies in its governorate.

Without ``--dry`` the weights are written. Prints, at ``SURE``, how many divisions are taken over and how many are right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from unittest.mock import patch

import numpy as np

from bench.extract import fakes, ours
from bench.extract.facts import touch
from bench.extract.public import SETS, rows
from rasid import extract, gazetteer, registry, stories
from rasid.extract import reports as extract_reports
from rasid.extract.inheritance import FILE, SURE, is_heir, likeliest, probabilities
from rasid.extract.sentences import sentences
from rasid.extract.spots import Case, Evidence, Spots
from rasid.gazetteer import Gazetteer
from rasid.ingest import read as ingested
from rasid.records import Page, Place, Report, Resolved
from rasid.resolve import Resolver
from rasid.settings import Settings
from train.corpus import real
from train.corpus.markup import Annotated

REAL = ("fakes", "re3d", "wikievents")
SMALL = 50_000  # people: a larger town is seldom one that no gazetteer knows
SHARES = {"none": 1.0, "hidden": 0.5, "widened": 0.2, "labels": 1.0}
STIFF = 2.0  # pull of the weights towards 0
STEPS = 800
_LOCAL = frozenset(("town", "district", "exact"))
NOTHING = {"no place": 99.0}  # weights that take nothing over


@dataclass(frozen=True, slots=True)
class Told:
    """A story as a reader tells it before anything is taken over."""

    story: Annotated
    resolved: Resolved
    reports: tuple[Report, ...]

    def spots(self, heirs: Sequence[Report], hides: Callable[[Place], bool] = lambda place: False) -> Spots:
        """The story's places, without those that are hidden."""
        places = {id: p for id, p in self.resolved.places.items() if not hides(p)}
        told = list(sentences(self.story.text, self.resolved.story))
        return Spots(self.story.text, told, self.resolved.mentions, places, heirs)


@dataclass(frozen=True, slots=True)
class Choice:
    """A case with the numbers of the options that are right, none for "no place", and how much it counts."""

    kind: str
    case: Case
    right: frozenset[int]


def told(known: Iterable[Annotated], reader: str) -> Iterator[Told]:
    """The stories as a reader tells them, nothing taken over."""
    settings = Settings(reader=reader)
    reading = extract.reader(reader, settings)
    resolver = Resolver(registry.load(), gazetteer.open())
    with patch.object(extract_reports, "load_inheritance", return_value=NOTHING):
        for story in known:
            for page in _pages(story, settings):
                for found in stories.split(page):
                    mentions = reading.mentions(page.document, found)
                    resolved = resolver.resolve(page.document, found, mentions)
                    yield Told(story, resolved, reading.reports(page.document, resolved).reports)


def _pages(story: Annotated, settings: Settings) -> Iterator[Page]:
    for item in ingested(["-"], settings=settings, published=story.published, stdin=BytesIO(story.text.encode())):
        if isinstance(item, Page):
            yield item


# -- choices ------------------------------------------------------------------


def unplaced(one: Told) -> Iterator[Choice]:
    """The choices for events without a place, by the annotation of the event that the trigger touches."""
    story = one.story
    chains = story.chains()
    groups = {e.id: (best, *again) for best, again in story.told() for e in (best, *again)}
    heirs = [r for r in one.reports if is_heir(r)]
    spots = one.spots(heirs)
    for report in heirs:
        case = spots.case(report) if report.place is None else None
        group = next((g for id, g in groups.items() if touch(story.marks[id].span, report.trigger.span)), None)
        if case is None or group is None or group[0].modality != "asserted":
            continue
        at = {chains[e.at] for e in group if e.at is not None}
        spans = [story.marks[mark].span for mark, chain in chains.items() if chain in at]
        right = (i for i, o in enumerate(case.options) if any(touch(s.span, span) for s in o.spots for span in spans))
        yield Choice("none", case, frozenset(right))


def hidden(one: Told, places: Gazetteer) -> Iterator[Choice]:
    """The choices for events in small towns, had the gazetteer not known these."""
    heirs = [r for r in one.reports if is_heir(r)]
    done: set[str] = set()
    for report in heirs:
        place = report.place
        if place is None or place.id is None or place.id in done or not _is_small(place, places):
            continue
        done.add(place.id)
        unknown = [replace(r, place=_unknown(r.place)) if r.place and r.place.id == place.id else r for r in heirs]
        spots = one.spots(unknown, lambda p, id=place.id: p.id == id)  # type: ignore[misc]
        case = spots.case(next(r for r in unknown if r.id == report.id))
        if case is not None:
            area = place.country, place.admin1
            yield Choice("hidden", case, frozenset(i for i, o in enumerate(case.options) if o.area == area))


def widened(one: Told) -> Iterator[Choice]:
    """The choices for events in towns, had their sentences told only the country."""
    heirs = [r for r in one.reports if is_heir(r)]
    for report in heirs:
        place = report.place
        if place is None or place.id is None or place.precision not in _LOCAL or place.country is None:
            continue
        country = replace(_unknown(place), id=f"iso:{place.country}", country=place.country, precision="country")
        wide = replace(report, place=country)
        quotes = (report.quote, *report.retold)
        spots = one.spots(
            [wide if r is report else r for r in heirs],
            lambda p, quotes=quotes: p.span is not None and any(touch(p.span, q) for q in quotes),  # type: ignore[misc]
        )
        case = spots.case(wide)
        if case is not None:
            right = (i for i, o in enumerate(case.options) if o.place.id == place.id)
            yield Choice("widened", case, frozenset(right))


def _is_small(place: Place, places: Gazetteer) -> bool:
    if place.admin1 is None or place.relation is not None or place.precision not in _LOCAL:
        return False
    entry = next((e for e in places.find(place.name) if e.id == place.id), None)
    return entry is None or entry.population <= SMALL


def _unknown(place: Place) -> Place:
    return replace(place, id=None, country=None, admin1=None, admin2=None, lat=None, lon=None, precision="area")


def labelled(one: Told, governorates: frozenset[str]) -> Iterator[Choice]:
    """The choice for the deadliest report of an article of FA-KES, if its place lacks something."""
    heirs = [r for r in one.reports if is_heir(r)]
    worst = fakes.deadliest(heirs, one.story.text)
    case = one.spots(heirs).case(worst) if worst is not None and worst.place is not None else None
    if case is not None:
        names = [fakes.GOVERNORATES.get(o.area[1], o.area[1].lower()) for o in case.options]
        yield Choice("labels", case, frozenset(i for i, name in enumerate(names) if name in governorates))


def choices() -> Iterator[Choice]:
    """All that is fitted on."""
    places = gazetteer.open()
    labels: dict[str, frozenset[str]] = {}
    for row in rows(SETS["fakes"]):
        labels[row["text"]] = labels.get(row["text"], frozenset()) | {row["labels"]["governorate"]}
    annotated = [story for name in REAL for story in real.stories(name)]
    for one in told([*ours.stories("train"), *annotated], "rules"):
        yield from unplaced(one)
        yield from hidden(one, places)
        yield from widened(one)
    for reader in ("rules", "trained"):
        for one in told(real.stories("fakes"), reader):
            yield from labelled(one, labels[one.story.text])


# -- fitting ------------------------------------------------------------------


def fit(known: Sequence[Choice]) -> dict[str, float]:
    """The weights that make what is right likeliest."""
    names = sorted({name for c in known for e in _rows(c) for name, _ in e})
    column = {name: i for i, name in enumerate(names)}
    lengths = np.array([len(c.case.options) + 1 for c in known])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    x = np.zeros((int(lengths.sum()), len(names)))
    for row, evidence in enumerate(e for c in known for e in _rows(c)):
        for name, amount in evidence:
            x[row, column[name]] += amount
    right = np.concatenate(
        [[i in (c.right or {len(c.case.options)}) for i in range(len(c.case.options) + 1)] for c in known]
    )
    share = np.repeat([SHARES[c.kind] for c in known], lengths)
    w, mean, square = np.zeros((3, len(names)))
    for step in range(1, STEPS + 1):  # Adam
        score = x @ w
        raised = np.exp(score - np.repeat(np.maximum.reduceat(score, starts), lengths))
        p = raised / np.repeat(np.add.reduceat(raised, starts), lengths)
        q = np.where(right, raised, 0)
        q /= np.repeat(np.add.reduceat(q, starts) + 1e-300, lengths)
        slope = x.T @ (share * (p - q)) + STIFF * w
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        rate = 0.05 * (1 - step / (STEPS + 100))
        w = w - rate * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, w, strict=True)}


def _rows(choice: Choice) -> Iterator[Evidence]:
    yield from (o.evidence for o in choice.case.options)
    yield choice.case.none


def rates(known: Sequence[Choice], weights: dict[str, float]) -> Iterator[str]:
    """By kind of choice: how many there are, how many divisions are taken over, and how many of them are right."""
    for kind in SHARES:
        mine = [c for c in known if c.kind == kind]
        taken = [(c, *likeliest(c.case, probabilities(c.case, weights))) for c in mine]
        sure = [
            {c.case.options[i].area for i in c.right} >= {area} for c, area, mass in taken if mass >= SURE[c.case.lack]
        ]
        null = sum(not c.right for c in mine)
        yield f"{kind:<8}{len(mine):5} choices, {null:4} of no place; {len(sure):4} taken, {sum(sure):4} right"


def main(words: Sequence[str]) -> int:
    """Fits the weights, says how they do, and writes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args(list(words))
    known = list(choices())
    weights = fit(known)
    print("train", *rates(known, weights), sep="\n  ")
    places = gazetteer.open()
    for reader in ("rules", "trained"):
        dev = [
            c
            for one in told(ours.stories("dev"), reader)
            for c in (*unplaced(one), *hidden(one, places), *widened(one))
        ]
        print(f"dev, {reader}", *rates(dev, weights), sep="\n  ")
    if not options.dry:
        FILE.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
