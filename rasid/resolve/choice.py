"""Which place each phrase means: candidates weighed by the story, by chains such as "Tripoli, Lebanon", and by nearness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from rasid.gazetteer import Entry, Gazetteer
from rasid.resolve.candidates import Candidate, candidates
from rasid.resolve.context import Setting
from rasid.resolve.earth import distance_km
from rasid.resolve.phrase import Hint, Phrase

# The null candidate. 1.75: a town of 30,000 people passes without any support, a village only in a country the story names.
NONE = 1.75
CHAIN = 3.0
ELSEWHERE = 4.5  # more than nearness and the story's country can make up for
KNOWN = 300_000  # people: a place so large may be told with another region behind it ("Moscow in Syria")
CONTENT = 1.5  # what "Atlanta, Georgia" says for that Georgia
CLEAR = 0.7  # a lead that makes a place count as context for the others
NEAR_KM, CLOSE_KM = 300.0, 100.0
SAME_KM = 50.0
STRANGE = 1.0

_INSIDE = re.compile(
    r"^(?:,|\s+\(|,?\s+(?:in|of))\s+(?:(?:the|southern|northern|eastern|western|central|neighbou?ring)\s+){0,2}$"
)
_OWNER = re.compile(r"^['’]s?\s+(?:[a-z-]+\s+){0,3}(?:of\s+)?$")
_NEXT = re.compile(r",\s+((?:[A-Z][\w'’-]*\.?){1,3}(?:\s[A-Z][\w'’-]+){0,2})")


@dataclass(frozen=True, slots=True)
class Choice:
    """The entry a phrase means, or ``None``, and how sure: 0..1, low when another place is nearly as likely.

    ``inside`` is what the words say an unknown place lies in.
    """

    entry: Entry | None
    score: float
    inside: Entry | None = None


class Chooser:
    """Chooses entries for the phrases of one story after another; keeps the priors of names it has seen."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """``gazetteer`` gives the candidates."""
        self._gazetteer = gazetteer
        self._candidates = lru_cache(maxsize=16384)(self._look_up)

    def _look_up(self, name: str, hint: Hint | None) -> tuple[Candidate, ...]:
        return candidates(self._gazetteer, name, hint)

    def choose(self, phrases: Sequence[Phrase], text: str, setting: Setting) -> list[Choice]:
        """One choice a phrase, in order. ``setting`` gains what the clear ones say."""
        options = [self._candidates(phrase.name, phrase.hint) for phrase in phrases]
        containers = [self._container(i, phrases, options, text) for i in range(len(phrases))]
        if any(containers):
            options = [_holding(o, options, containers) for o in options]
        _vote(phrases, options, containers, setting)
        rank = _Ranking(setting)
        first = [rank(o, c) for o, c in zip(options, containers, strict=True)]
        _agree(phrases, first)
        distinct = {id(ranked): ranked for ranked in first}
        anchors = [r[0][1].entry for r in distinct.values() if _is_anchor(r)]
        settled = {at: r if _is_clear(r) else _nearer(r, anchors) for at, r in distinct.items()}
        return [_decide(settled[id(ranked)], inside) for ranked, inside in zip(first, containers, strict=True)]

    def _container(
        self, i: int, phrases: Sequence[Phrase], options: Sequence[tuple[Candidate, ...]], text: str
    ) -> tuple[Candidate, ...]:
        """Candidates of what the words say the i-th place lies in: "X, Y", "X in Y", "Y's X"; empty when they don't."""
        _, end = phrases[i].whole
        if i + 1 < len(phrases) and _INSIDE.match(text[end : phrases[i + 1].core[0]]):
            return _containers(options[i + 1])
        if i and _OWNER.match(text[phrases[i - 1].core[1] : phrases[i].core[0]]):
            return _containers(options[i - 1])
        if text[end : end + 1] == "," and (match := _NEXT.match(text, end)):
            return _containers(self._candidates(match[1], None))
        return ()


def _containers(options: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return tuple(c for c in options if c.entry.kind in ("country", "admin1") and c.likeness == 1)


def _within(entry: Entry, container: Entry) -> bool:
    if entry.country != container.country or entry.kind == "country":
        return False
    return container.kind == "country" or (entry.kind != "admin1" and entry.admin1 == container.admin1)


def _holding(
    found: tuple[Candidate, ...], options: Sequence[tuple[Candidate, ...]], containers: Sequence[tuple[Candidate, ...]]
) -> tuple[Candidate, ...]:
    """``found``, and those that hold a place which the words put inside them are likelier for it."""
    inside = [
        c.entry for o, cs in zip(options, containers, strict=True) if cs and any(cs[0] is c for c in found) for c in o
    ]
    if not inside:
        return found
    return tuple(
        Candidate(c.entry, c.prior + CONTENT, c.likeness) if any(_within(entry, c.entry) for entry in inside) else c
        for c in found
    )


Ranked = list[tuple[float, Candidate]]


class _Ranking:
    """Ranks options, those of one name once."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._known: dict[int, Ranked] = {}

    def __call__(self, options: tuple[Candidate, ...], containers: tuple[Candidate, ...]) -> Ranked:
        if containers:
            return _rank(options, containers, self._setting)
        ranked = self._known.get(id(options))
        if ranked is None:
            ranked = self._known[id(options)] = _rank(options, (), self._setting)
        return ranked


def _rank(options: tuple[Candidate, ...], containers: tuple[Candidate, ...], setting: Setting) -> Ranked:
    """Scored candidates, best first."""
    scored = [(c.prior + _support(c, setting), c) for c in options]
    if containers:
        scored = [(score + _chain(c.entry, containers), c) for score, c in scored]
    scored.sort(key=lambda pair: (-pair[0], pair[1].entry.id))
    return scored


def _support(c: Candidate, setting: Setting) -> float:
    """What the story says for a candidate; a name merely alike, in a country the story never names, is a coincidence."""
    support = setting.support(c.entry)
    return support - STRANGE if support < 0 and c.likeness < 1 else support


def _chain(entry: Entry, containers: tuple[Candidate, ...]) -> float:
    """What "X in Y" says for an X in Y, and against a small one elsewhere: its namesake there is just not in the gazetteer."""
    if any(_within(entry, c.entry) for c in containers):
        return CHAIN
    return -ELSEWHERE if entry.kind in ("town", "admin2") and entry.population < KNOWN else 0.0


def _vote(
    phrases: Sequence[Phrase],
    options: Sequence[tuple[Candidate, ...]],
    containers: Sequence[tuple[Candidate, ...]],
    setting: Setting,
) -> None:
    """Lets every name that is plain from the story's words alone speak for its country, once; none speaks for itself."""
    plain: dict[str, Entry] = {}
    rank = _Ranking(setting)
    for phrase, found, inside in zip(phrases, options, containers, strict=True):
        ranked = rank(found, inside) if phrase.name not in plain else []
        if ranked and ranked[0][0] >= NONE and _lead(ranked) >= CLEAR:
            plain[phrase.name] = ranked[0][1].entry
    for entry in plain.values():
        setting.add_entry(entry, 1.0 if entry.kind != "country" else 0.5)


def _lead(ranked: Ranked) -> float:
    """How far the best is ahead of the next place that is elsewhere."""
    best = ranked[0][1].entry
    return next((ranked[0][0] - score for score, c in ranked[1:] if not _same_area(best, c.entry)), 9.0)


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


def _is_clear(ranked: Ranked) -> bool:
    return not ranked or len(ranked) == 1 or _lead(ranked) >= CLEAR


def _is_anchor(ranked: Ranked) -> bool:
    """Whether the story is sure of a place that has a point."""
    return bool(ranked) and ranked[0][0] >= NONE and _has_point(ranked[0][1].entry) and _lead(ranked) >= CLEAR


def _has_point(entry: Entry) -> bool:
    return entry.lat is not None and entry.kind in ("town", "admin1", "admin2", "facility", "area")


def _nearer(ranked: Ranked, anchors: Sequence[Entry]) -> Ranked:
    """``ranked`` with a bonus for those near a place the story is sure of."""
    scored = []
    for score, c in ranked[:8]:
        km = min((_km(c.entry, anchor) for anchor in anchors if _may_be_near(c.entry, anchor)), default=99999.0)
        scored.append((score + (0.8 if km < CLOSE_KM else 0.4 if km < NEAR_KM else 0.0), c))
    scored.sort(key=lambda pair: (-pair[0], pair[1].entry.id))
    return scored


def _may_be_near(a: Entry, b: Entry) -> bool:
    """A cheap look before the distance: a degree of latitude is 111 km."""
    return a.id != b.id and a.lat is not None and b.lat is not None and abs(a.lat - b.lat) < NEAR_KM / 110


def _agree(phrases: Sequence[Phrase], ranks: list[Ranked]) -> None:
    """A name told in full once ("Tripoli, Lebanon") means the same place wherever the story repeats it bare."""
    best: dict[tuple[str, Hint | None], Ranked] = {}
    for phrase, ranked in zip(phrases, ranks, strict=True):
        key = (phrase.name.casefold(), phrase.hint)
        if ranked and (key not in best or ranked[0][0] > best[key][0][0]):
            best[key] = ranked
    for i, phrase in enumerate(phrases):
        ranks[i] = best.get((phrase.name.casefold(), phrase.hint), ranks[i])


def _decide(ranked: Ranked, containers: tuple[Candidate, ...]) -> Choice:
    """The best, or none when even that falls short; the score is a logistic of the lead over the next and over none."""
    if not ranked or ranked[0][0] < NONE:
        return Choice(None, 0.0, containers[0].entry if containers else None)
    lead = min(_lead(ranked), ranked[0][0] - NONE + 0.5)
    return Choice(ranked[0][1].entry, round(ranked[0][1].likeness / (1 + exp(-2.0 * lead)), 3))
