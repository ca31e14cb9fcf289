"""Which place each phrase means: candidates weighed by the story, by chains such as "Tripoli, Lebanon", and by nearness.

Every candidate and the null candidate ("no place of the gazetteer") is given the sum of its evidence's weights, and the
exponentials of the sums, divided by their total, are the probabilities. It is done twice: first a name is weighed by the
story's words alone; then each name says, by those probabilities, which countries and divisions the story is about, and all
are weighed again by what the other names say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from rasid.gazetteer import Entry, Gazetteer
from rasid.gazetteer.earth import distance_km
from rasid.resolve import weights
from rasid.resolve.candidates import Candidate, candidates
from rasid.resolve.context import Setting
from rasid.resolve.outlet import Outlet
from rasid.resolve.phrase import Hint, Phrase
from rasid.resolve.scene import NEXT, Options, Scene, Voice, containers, nests, owns, voice
from rasid.resolve.weights import Evidence, Scale, Weights

SAME_KM = 50.0
LEAST = 0.35  # a place less likely than this is not told, though no place is less likely still: a wrong point is worse than none


@dataclass(frozen=True, slots=True)
class Choice:
    """The entry a phrase means, or ``None``, and the probability of it: 0..1, places at the same spot taken together.

    ``inside`` is what the words say an unknown place lies in.
    """

    entry: Entry | None
    score: float
    inside: Entry | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates with their probabilities, the likeliest first, and the weight of the first over the null candidate."""

    places: tuple[tuple[float, Candidate], ...]
    none: float
    lead: float


class Chooser:
    """Chooses entries for the phrases of one story after another; keeps the candidates of names it has seen."""

    def __init__(self, gazetteer: Gazetteer, weighs: Weights | None = None) -> None:
        """``gazetteer`` gives the candidates, ``weighs`` what speaks for them: by default what the package comes with."""
        self._gazetteer = gazetteer
        self._weights = weighs or weights.load()
        self._candidates = lru_cache(maxsize=16384)(self._look_up)

    def _look_up(self, name: str, hint: Hint | None) -> Options:
        return candidates(self._gazetteer, name, hint, self._weights)

    def choose(
        self, phrases: Sequence[Phrase], text: str, setting: Setting, *, medium: Outlet | None = None
    ) -> list[Choice]:
        """One choice a phrase, in order; ``medium`` is what the story's source says of where it is at home."""
        scene, options, inside = self.scene(phrases, text, setting)
        self.listen(scene, phrases, options)
        if medium is not None:
            self._read_by(scene, medium)
        return [
            _decide(ranked, within) for ranked, within in zip(self._ranks(scene, phrases, options), inside, strict=True)
        ]

    def scene(
        self, phrases: Sequence[Phrase], text: str, setting: Setting
    ) -> tuple[Scene, list[Options], list[Options]]:
        """The story's names side by side, their candidates, and those of what the words say each lies in."""
        options = [self._candidates(phrase.name, phrase.hint) for phrase in phrases]
        inside = [self._containers(i, phrases, options, text) for i in range(len(phrases))]
        return Scene(phrases, options, inside, text, setting), options, inside

    def _containers(self, i: int, phrases: Sequence[Phrase], options: Sequence[Options], text: str) -> Options:
        """Candidates of what the words say the i-th place lies in: "X, Y", "X in Y", "Y's X"; empty when they don't."""
        _, end = phrases[i].whole
        if i + 1 < len(phrases) and nests(phrases[i], phrases[i + 1], text):
            return containers(options[i + 1])
        if i and owns(phrases[i - 1], phrases[i], text):
            return containers(options[i - 1])
        if text[end : end + 1] == "," and (match := NEXT.match(text, end)):
            return containers(self._candidates(match[1], None))
        return ()

    def listen(self, scene: Scene, phrases: Sequence[Phrase], options: Sequence[Options]) -> None:
        """Weighs each name by itself, and has the scene hear what it says for the others."""
        best: dict[str, Ranked] = {}
        times = Counter(map(key, phrases))
        for i, phrase in enumerate(phrases):
            name = key(phrase)
            if options[i] and (name not in best or not scene.is_bare(i)):
                bases = [c.alone for c in options[i]]
                ranked = _rank(options[i], scene.alone(i), bases, self._weights.alone, scene.none(i))
                if name not in best or ranked.lead > best[name].lead:
                    best[name] = ranked
        scene.hear({name: voice(ranked.places, times[name]) for name, ranked in best.items()})

    def _read_by(self, scene: Scene, medium: Outlet) -> None:
        """Has the scene hear where the medium is at home, which its names settle first: "Athens Review" is of one Athens."""
        found = self._candidates(medium.name, None) if medium.name else ()

        def said(told: Iterable[Evidence]) -> Voice:
            bases = [c.together for c in found]
            return voice(_rank(found, told, bases, self._weights.together, (("none", 1.0),)).places, 1)

        scene.read_by(found, medium.country, said)

    def _ranks(self, scene: Scene, phrases: Sequence[Phrase], options: Sequence[Options]) -> list[Ranked | None]:
        """The candidates of each name, beside the others. A name told in full once ("Tripoli, Lebanon") means the same place
        wherever the story repeats it bare, but in "Jordan Peterson" it means what it means there."""
        best: dict[tuple[str, Hint | None], Ranked] = {}
        others: dict[int, Ranked] = {}
        for i, phrase in enumerate(phrases):
            name = (key(phrase), phrase.hint)
            if not options[i] or (name in best and scene.is_bare(i)):
                continue
            bases = [c.together for c in options[i]]
            ranked = _rank(options[i], scene.together(i, key(phrase)), bases, self._weights.together, scene.none(i))
            if scene.clues(i):
                others[i] = ranked
            elif name not in best or ranked.lead > best[name].lead:
                best[name] = ranked
        return [others.get(i) or best.get((key(phrase), phrase.hint)) for i, phrase in enumerate(phrases)]


def key(phrase: Phrase) -> str:
    """What a name's repetitions have in common."""
    return phrase.name.casefold()


def _rank(options: Options, told: Iterable[Evidence], bases: Sequence[float], scale: Scale, none: Evidence) -> Ranked:
    """Candidates by probability; ``bases`` is what speaks for each before the story is looked at, ``told`` the rest."""
    sums = [base + scale.of(evidence) for base, evidence in zip(bases, told, strict=True)]
    null = scale.of(none)
    most = max(*sums, null)
    powers = [exp(s - most) for s in sums]
    total = sum(powers) + exp(null - most)
    places = sorted(
        ((p / total, c) for p, c in zip(powers, options, strict=True)), key=lambda pair: (-pair[0], pair[1].entry.id)
    )
    return Ranked(tuple(places), exp(null - most) / total, max(sums) - null)


def _decide(ranked: Ranked | None, inside: Options) -> Choice:
    """The likeliest place, or none where that is likelier than all places at its spot, or nothing is likely."""
    if ranked is not None:
        entry = ranked.places[0][1].entry
        score = sum(share for share, c in ranked.places if c.entry is entry or _same_area(entry, c.entry))
        if score >= max(ranked.none, LEAST):
            return Choice(entry, round(min(score, 1.0), 3))
    return Choice(None, 0.0, inside[0].entry if inside else None)


def _same_area(a: Entry, b: Entry) -> bool:
    """Whether two entries are one place told at two scales, or lie side by side."""
    if a.country != b.country:
        return False
    if a.admin1 and a.admin1 == b.admin1:
        return a.kind != b.kind or _km(a, b) < SAME_KM
    return _km(a, b) < SAME_KM


def _km(a: Entry, b: Entry) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0 if a.id == b.id else 99999.0
    return distance_km((a.lat, a.lon), (b.lat, b.lon))
