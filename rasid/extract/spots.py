"""The places that a story names, as choices for an event whose own place is not told, or only widely, with what speaks for each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from rasid.extract.sentences import Sentence
from rasid.gazetteer.earth import distance_km
from rasid.records import Mention, Offsets, Place, Report

Area = tuple[str, str]  # country and first-level division
Evidence = tuple[tuple[str, float], ...]
# No place; one that is only a country or region; common words or a name without a place in the gazetteer.
Lack = Literal["none", "wide", "word", "name"]

_EXACT = frozenset(("exact", "town", "district", "admin1", "area"))
_WIDE = frozenset(("country", "region"))
_LEAD = 2  # sentences
_NEAR = 60  # characters
# "X in the east of the rebel-held city of Y": only words that say which part or kind of place stand between.
_NESTED = re.compile(
    r"^\s*(?:\(|,)?\s*(?:(?:in|of|outside|near|the|a|city|town|village|capital|province|governorate|state|district|region"
    r"|countryside|suburbs?|outskirts|neighbou?rhoods?|areas?|quarter|part|old|second|largest"
    r"|[\w-]*(?:north|south|east|west|central|held|controlled|besieged|ian|ish|ese|i)(?:ern)?)\s+){0,10}\(?$",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:in|at|near|on|outside|around|inside|of|into|from|to|by|over|against)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """One naming of a place that lies in one division, and the number of its sentence."""

    id: str
    area: Area
    place: Place
    span: Offsets
    sentence: int


@dataclass(frozen=True, slots=True)
class Option:
    """A place that an event may be at: all its namings in order, and what speaks for it."""

    spots: tuple[Spot, ...]
    evidence: Evidence

    @property
    def area(self) -> Area:
        """Its country and division."""
        return self.spots[0].area

    @property
    def place(self) -> Place:
        """The place itself where a naming means it, else what the first means: "north of it"."""
        return next((s.place for s in self.spots if s.place.relation is None), self.spots[0].place)


@dataclass(frozen=True, slots=True)
class Case:
    """An event that lacks a place: the places of the story, and what speaks for none of them."""

    lack: Lack
    options: tuple[Option, ...]
    none: Evidence


def lack(place: Place | None) -> Lack | None:
    """What an event's place lacks; ``None`` for nothing that another place of the story could tell."""
    if place is None:
        return "none"
    if place.id is None and place.admin1 is None:
        if place.relation is not None or place.precision == "line":
            return None
        return "name" if any(word[:1].isupper() for word in place.name.split()[-2:]) else "word"
    return "wide" if place.precision in _WIDE and place.admin1 is None else None


class Spots:
    """The places of one story, as its events may take them over."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Iterable[Mention],
        places: Mapping[str, Place],
        reports: Sequence[Report],
    ) -> None:
        """``places`` are by mention; ``reports`` those of acts of violence, with the places that their own words tell."""
        self._text = text
        told = sorted(sentences, key=lambda s: s.start)
        self._starts = [s.start for s in told]
        self._headlines = {i for i, s in enumerate(told) if s.part == "headline"}
        known = list(mentions)
        self._actors = [m.span for m in known if m.kind in ("actor", "person_role")]
        self._spots = sorted(self._read(known, places), key=lambda s: s.span)
        self._by: dict[str, list[Spot]] = {}
        for spot in self._spots:
            self._by.setdefault(spot.id, []).append(spot)
        self._areas = Counter(s.area for s in self._spots)
        placed = [r.place for r in reports if r.place is not None and lack(r.place) is None]
        self._placed = len(placed)
        self._at = Counter(p.id for p in placed)
        self._in = Counter((p.country, p.admin1) for p in placed)
        self._taken = {p.span for p in placed}

    def _read(self, mentions: Iterable[Mention], places: Mapping[str, Place]) -> Iterator[Spot]:
        for m in mentions:
            place, ref = places.get(m.id), m.ref
            if place is None or ref is None or place.precision not in _EXACT:
                continue
            if place.id is not None and place.country is not None and place.admin1 is not None:
                yield Spot(place.id, (place.country, place.admin1), place, m.span, self._sentence(m.span))

    def _sentence(self, span: Offsets) -> int:
        return max(0, bisect_right(self._starts, span[0]) - 1)

    def case(self, report: Report) -> Case | None:
        """The choice that is open for a report; ``None`` where its place lacks nothing, or the story has none for it."""
        own = report.place
        kind = lack(own)
        if kind is None:
            return None
        told = sorted({self._sentence(span) for span in (report.quote, *report.retold)})
        before = [s for s in self._spots if s.sentence < told[0]]
        after = [s for s in self._spots if s.sentence > told[0]]
        next_to = {s.span for s in (*before[-1:], *after[:1])}
        options = tuple(
            Option(tuple(spots), tuple(self._evidence(report, kind, spots, told, next_to)))
            for spots in self._by.values()
            if own is None or _may_lie(spots[0].place, own)
        )
        return Case(kind, options, tuple(self._none(report, kind))) if options else None

    def _none(self, report: Report, kind: Lack) -> Iterator[tuple[str, float]]:
        yield "no place", 1.0
        yield f"no place {kind}", 1.0
        yield "no place divisions", log(len(self._areas))
        yield "no place harm", float(bool(report.casualties))
        yield "no place placed", float(bool(self._placed))

    def _evidence(
        self, report: Report, kind: Lack, spots: Sequence[Spot], told: Sequence[int], next_to: set[Offsets]
    ) -> Iterator[tuple[str, float]]:
        apart = min((s.sentence - t for s in spots for t in told), key=lambda d: (abs(d), d))
        yield _far(apart), 1.0
        if kind in ("name", "word"):
            yield f"{_far(apart)} {kind}", 1.0
        if any(s.span in next_to for s in spots):
            yield "next place", 1.0
        here = [s for s in spots if s.sentence in told]
        if here:
            yield "gap", min(300, *(abs(s.span[0] - report.trigger.span[0]) for s in here)) / 100
            if all(s.place.span in self._taken for s in here):
                yield "another's here", 1.0
        if report.place is not None and report.place.span is not None:
            yield from self._beside(report.place.span, spots)
        yield from self._in_story(spots)

    def _in_story(self, spots: Sequence[Spot]) -> Iterator[tuple[str, float]]:
        """What the story as a whole says for a place."""
        if any(s.sentence < _LEAD for s in spots):
            yield "lead", 1.0
        if any(s.sentence in self._headlines for s in spots):
            yield "headline", 1.0
        if spots[0] is self._spots[0]:
            yield "first", 1.0
        yield "share", len(spots) / len(self._spots)
        yield "division share", self._areas[spots[0].area] / len(self._spots)
        if len(self._areas) == 1:
            yield "only division", 1.0
        if self._placed:
            yield "events at", self._at[spots[0].id] / self._placed
            yield "events in", self._in[spots[0].area] / self._placed
        if spots[0].place.precision == "admin1":
            yield "division", 1.0
        if any(_LED.search(self._text[max(0, s.span[0] - 40) : s.span[0]]) for s in spots):
            yield "preposition", 1.0
        if all(any(a <= s.span[0] and s.span[1] <= b for a, b in self._actors) for s in spots):
            yield "of an actor", 1.0

    def _beside(self, own: Offsets, spots: Sequence[Spot]) -> Iterator[tuple[str, float]]:
        """What the words between an event's own place and a known one say: the one is in the other, or they overlap."""
        if any(s.span[0] < own[1] and own[0] < s.span[1] for s in spots):
            yield "overlaps", 1.0
        elif any(
            0 <= s.span[0] - own[1] < _NEAR and _NESTED.match(self._text[own[1] : s.span[0]]) is not None for s in spots
        ):
            yield "holds", 1.0


def _far(apart: int) -> str:
    if apart == 0:
        return "here"
    side = "before" if apart < 0 else "after"
    return f"{side} 1" if abs(apart) == 1 else f"{side} 3" if abs(apart) <= 3 else f"{side} far"


def _may_lie(place: Place, own: Place) -> bool:
    """Whether a place may lie in an event's own, as far as the own one is known."""
    if own.country not in (None, place.country):
        return False
    if own.id is None or own.id == f"iso:{own.country}":
        return True
    if own.radius_km is None or own.lat is None or own.lon is None or place.lat is None or place.lon is None:
        return False
    return distance_km((place.lat, place.lon), (own.lat, own.lon)) <= own.radius_km
