"""The names of one story side by side: what each candidate has for it by the story's words, and by its other names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log1p

from rasid.gazetteer import Entry
from rasid.gazetteer.earth import distance_km
from rasid.resolve.candidates import Candidate, people
from rasid.resolve.clues import clues
from rasid.resolve.context import Setting
from rasid.resolve.phrase import Phrase
from rasid.resolve.weights import Evidence

KNOWN = 300_000  # people: a place so large may be told with another region behind it ("Moscow in Syria")
NEAR_KM = (30.0, 100.0, 300.0)
LEAST = 0.25  # what the other names must say for a country, so that the story counts as naming it
SLIGHT = 0.05  # a division said with less is not said
SURE = 0.5
MEDIUM = ""  # the key of the medium's voice; no name has it
SMALL = frozenset({"town", "admin2"})

_INSIDE = re.compile(
    r"^(?:,|\s+\(|,?\s+(?:in|of))\s+(?:(?:the|southern|northern|eastern|western|central|neighbou?ring)\s+){0,2}$"
)
_OWNER = re.compile(r"^['’]s?\s+(?:[a-z-]+\s+){0,3}(?:of\s+)?$")
NEXT = re.compile(r",\s+((?:[A-Z][\w'’-]*\.?){1,3}(?:\s[A-Z][\w'’-]+){0,2})")

Options = tuple[Candidate, ...]
Area = tuple[str, str]


def within(entry: Entry, container: Entry) -> bool:
    """Whether an entry lies in a country or division."""
    if entry.country != container.country or entry.kind == "country":
        return False
    return container.kind == "country" or (entry.kind != "admin1" and entry.admin1 == container.admin1)


def containers(options: Options) -> Options:
    """The countries and divisions that a name means."""
    return tuple(c for c in options if c.entry.kind in ("country", "admin1") and c.likeness == 1)


def nests(left: Phrase, right: Phrase, text: str) -> bool:
    """Whether the words say that ``left`` lies in ``right``: "X, Y", "X in Y"."""
    return _INSIDE.match(text[left.whole[1] : right.core[0]]) is not None


def owns(left: Phrase, right: Phrase, text: str) -> bool:
    """Whether the words say that ``right`` lies in ``left``: "Y's X"."""
    return _OWNER.match(text[left.core[1] : right.core[0]]) is not None


_COMMA = re.compile(
    r",\s+(?:[^\W\d_][\w'’-]*\.?[ -]?){1,4}(?P<after>,?\s+and\s+(?:the\s+)?[^\W\d_a-z]|,\s+(?:the\s+)?[A-Z])"
)


def _may_list(phrase: Phrase, text: str) -> bool:
    """Whether the comma behind a name may part the names of a list: "X, Y and Z", "X, Y, Z"; not in "X, Y, said"."""
    return _COMMA.match(text, phrase.whole[1]) is not None


@dataclass(slots=True)
class Voice:
    """What one name says for the others: shares of countries and divisions, and its likeliest point."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[Area] = field(default_factory=Counter)
    anchor: Entry | None = None

    @property
    def total(self) -> float:
        """How much it says in all."""
        return float(sum(self.countries.values()))


def voice(probabilities: Sequence[tuple[float, Candidate]], times: int) -> Voice:
    """What a name says that stands ``times`` in the story, by the probabilities of its candidates."""
    out = Voice()
    for share, c in probabilities:
        entry = c.entry
        if entry.country and share > 0.01:
            out.countries[entry.country] += share * (min(times, 4) if entry.kind == "country" else 1.0)  # type: ignore[assignment]
            if entry.admin1:
                out.divisions[entry.country, entry.admin1] += share  # type: ignore[assignment]
    if probabilities and probabilities[0][0] >= SURE and _has_point(probabilities[0][1].entry):
        out.anchor = probabilities[0][1].entry
    return out


def _has_point(entry: Entry) -> bool:
    return entry.lat is not None and entry.kind in ("town", "admin1", "admin2", "facility", "area")


class Scene:
    """The evidence for the candidates of one story's names; what the other names say is there once it was ``hear``d."""

    def __init__(
        self,
        phrases: Sequence[Phrase],
        options: Sequence[Options],
        inside: Sequence[Options],
        text: str,
        setting: Setting,
    ) -> None:
        """``options`` and ``inside`` hold, by phrase, the candidates and those of what the words say it lies in."""
        self._phrases, self._options, self._inside, self._setting = phrases, options, inside, setting
        self._held = [c.entry for o, cs in zip(options, inside, strict=True) if cs for c in o] if any(inside) else []
        self._listed = [_may_list(p, text) if o else False for p, o in zip(phrases, inside, strict=True)]
        self._spans = [p.mention.span for p in phrases]
        self._clues = [clues(p, text, self._spans) if o else () for p, o in zip(phrases, options, strict=True)]
        self._voices: dict[str, Voice] = {}
        self._total = setting.total
        self._countries: Counter[str] = Counter(setting.countries)
        self._divisions: Counter[Area] = Counter(dict.fromkeys(setting.divisions, 1))

    def hear(self, voices: dict[str, Voice]) -> None:
        """Takes in what each name, by its key, says for the others."""
        self._voices = voices
        self._total = self._setting.total + sum(one.total for one in voices.values())
        for one in voices.values():
            self._countries.update(one.countries)
            self._divisions.update(one.divisions)

    def clues(self, i: int) -> Evidence:
        """What the words beside the i-th name say against its being a place."""
        return self._clues[i]

    def is_bare(self, i: int) -> bool:
        """Whether the words beside the i-th name say nothing of it."""
        return not self._clues[i] and not self._inside[i]

    def none(self, i: int) -> Evidence:
        """What speaks for the i-th name's meaning no place of the gazetteer."""
        phrase, found = self._phrases[i], self._options[i]
        told = [("none", 1.0), *self._clues[i]]
        if phrase.hint is not None:
            told.append(("none hinted", 1.0))
        if found and found[0].likeness < 1:
            told.append(("none alike", 1.0))
        if not self._setting.total:
            told.append(("none silent", 1.0))
        return tuple(told)

    def alone(self, i: int) -> Iterator[Evidence]:
        """By candidate of the i-th name, what the story's words say for it."""
        countries, total = self._setting.countries, self._setting.total
        for c in self._options[i]:
            outside = self._outside(i, c.entry)
            if outside and not self._listed[i]:
                yield outside
                continue
            told = _setting(c, countries.get(c.entry.country or "", 0.0), total)
            if c.entry.admin1 and (c.entry.country, c.entry.admin1) in self._setting.divisions:
                told.append(("division", 1.0))
            yield (*told, *outside, *self._beside(i, c.entry))

    def read_by(self, name: Options, country: str | None, rank: Callable[[Iterator[Evidence]], Voice]) -> None:
        """Takes in where the story's medium is at home, once the names were heard: the candidates of the place that it is named
        for, ``rank``ed by what the names say for them, and the country of its address. It is heard like one more name."""
        heard = Voice(Counter({country: 1}) if country else Counter())
        if name:
            anchors = [v.anchor for v in self._voices.values() if v.anchor is not None]
            said = rank(tuple(self._by_names(c, Voice(), self._total, anchors)) for c in name)
            heard = Voice(heard.countries + said.countries, said.divisions, said.anchor)
        self._voices[MEDIUM] = heard
        self._total += heard.total
        self._countries.update(heard.countries)
        self._divisions.update(heard.divisions)

    def together(self, i: int, key: str) -> Iterator[Evidence]:
        """By candidate of the i-th name, what the story's words and its other names say for it; ``key`` is its own voice's."""
        own = self._voices.get(key) or Voice()
        total = self._total - own.total
        anchors = [v.anchor for k, v in self._voices.items() if k != key and v.anchor is not None]
        for c in self._options[i]:
            outside = self._outside(i, c.entry)
            if outside and not self._listed[i]:
                yield outside
                continue
            yield (*self._by_names(c, own, total, anchors), *outside, *self._beside(i, c.entry))

    def _by_names(self, c: Candidate, own: Voice, total: float, anchors: Sequence[Entry]) -> list[tuple[str, float]]:
        """What the countries, divisions and places that are named say for a candidate, less what its ``own`` name says."""
        country, admin1 = c.entry.country or "", c.entry.admin1
        weight = self._countries[country] - own.countries[country]
        told = _setting(c, weight if weight >= LEAST else 0.0, total if total >= LEAST else 0.0)
        if admin1:
            mass = self._divisions[country, admin1] - own.divisions[country, admin1]
            if mass > SLIGHT:
                told += [("division", min(mass, 1.0)), ("divisions", log1p(mass))]
        told.extend(_near(c.entry, anchors))
        return told

    def _outside(self, i: int, entry: Entry) -> Evidence:
        """What speaks against a place that is not where the words put it: the story's countries then say nothing for it.
        A comma may also part the names of a list, and says less."""
        inside = self._inside[i]
        if not inside or entry.kind not in SMALL or any(within(entry, other.entry) for other in inside):
            return ()
        if self._listed[i]:
            return (("listed outside", 1.0),)
        around = "division" if all(other.entry.kind == "admin1" for other in inside) else "country"
        return ((f"{'known ' if entry.population >= KNOWN else ''}outside {around}", 1.0),)

    def _beside(self, i: int, entry: Entry) -> Iterator[tuple[str, float]]:
        """What the actors say for a candidate, what it is said to lie in, and what is said to lie in it."""
        theatre = self._setting.theatre
        if theatre and entry.country:
            yield ("theatre" if entry.country in theatre else "other theatre"), 1.0
        around = {other.entry.kind for other in self._inside[i] if within(entry, other.entry)}
        if around:
            yield ("inside division" if "admin1" in around else "inside country"), 1.0
        if self._held and entry.kind in ("country", "admin1") and any(within(held, entry) for held in self._held):
            yield f"holds as {entry.kind}", 1.0


def _setting(c: Candidate, weight: float, total: float) -> list[tuple[str, float]]:
    """What the naming of countries says for a candidate: ``weight`` of ``total`` is its country's."""
    entry = c.entry
    if entry.country is None:
        return []
    if not total:
        return [("silent", 1.0)] if entry.kind in SMALL else []
    if weight:
        told = [("named", 1.0), ("share", weight / total)]
        return [*told, (f"share at home of {entry.kind}", c.share)] if entry.kind in SMALL else told
    told = [(f"elsewhere {'small' if entry.kind in SMALL else entry.kind}", 1.0)]
    if c.likeness < 1:
        told.append(("elsewhere alike", 1.0))
    if entry.kind == "town":
        told.append(("elsewhere people", people(entry)))
    return told


def _near(entry: Entry, anchors: Sequence[Entry]) -> Iterator[tuple[str, float]]:
    """How near a candidate is to the nearest place that the story is sure of."""
    if entry.lat is None or entry.lon is None or entry.kind == "country":
        return
    here = (entry.lat, entry.lon)
    degrees = NEAR_KM[-1] / 110  # a cheap look before the distance: a degree of latitude is 111 km
    km = min(
        (
            distance_km(here, (a.lat, a.lon))
            for a in anchors
            if a.id != entry.id and a.lat is not None and a.lon is not None and abs(a.lat - entry.lat) < degrees
        ),
        default=99999.0,
    )
    for limit in NEAR_KM:
        if km < limit:
            yield f"within {limit:.0f} km", 1.0
